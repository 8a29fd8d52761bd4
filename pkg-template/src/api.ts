/** The whole surface of the package, whichever way the module is loaded. */
export { type ClusterFilter, Clusters, type Kubeconfig } from "./clusters.js";
export { DataPlatform } from "./data-platform.js";
export type { Environment, EnvOptions } from "./env.js";
export {
  AbortedError,
  type AnyDataPlatformError,
  ApiError,
  CredentialsError,
  DataPlatformError,
  DeadlineExceededError,
  type ErrorCode,
  type FindCandidates,
  InternalError,
  InvalidArgumentError,
  InvalidResponseError,
  isDataPlatformError,
  NetworkError,
  OutcomeUnknownError,
  ProvisioningError,
  RateLimitedError,
  type Stay,
  TimeoutError,
  type Violation,
} from "./errors.js";
export type * from "./models.js";
export { NodePools } from "./node-pools.js";
export type {
  ClientOptions,
  Clock,
  CreateOptions,
  DataPlatformEvent,
  PollEvent,
  RequestEvent,
  RequestOptions,
  ResponseEvent,
  RetryEvent,
  Token,
  TokenEvent,
  TokenFunction,
  WaitOptions,
  WaitProgress,
} from "./options.js";
export { isKnownState, type KnownState } from "./states.js";
export {
  validateCreateCluster,
  validateCreateNodePool,
  validateUpdateCluster,
  validateUpdateNodePool,
} from "./validate.js";
export { Versions } from "./versions.js";
export type { Watch } from "./wait.js";
