/** The errors of the library: one hierarchy, made from the data that the core gives. */
import type { ClusterResponseData, ErrorMessage, NodePoolResponseData, State } from "./models.js";
import { read, textOf } from "./foreign.js";
import type { RequestOptions } from "./options.js";

/** What every error of the library is: the value of its `code`. */
export type ErrorCode =
  | "INVALID_ARGUMENT"
  | "CREDENTIALS"
  | "NETWORK"
  | "TIMEOUT"
  | "ABORTED"
  | "API"
  | "RATE_LIMITED"
  | "INVALID_RESPONSE"
  | "OUTCOME_UNKNOWN"
  | "PROVISIONING"
  | "DEADLINE_EXCEEDED"
  | "INTERNAL";

/** A value that breaks a rule of the API or of the library. */
export interface Violation {
  /** Where the value is: `properties.lans[0].routes`. */
  path: string;
  /** The rule, named after the keyword of JSON Schema where there is one: `required`, `pattern`, `minimum`, … */
  rule: string;
  /** What is wrong, as a sentence that goes behind the path. */
  message: string;
  /** The value. `undefined` where it is missing, and where it may be a secret. */
  value: unknown;
}

/** A stay in a state, as a wait saw it. */
export interface Stay {
  /** The state; an empty string where the service gave none. */
  state: State;
  /** When the state was first seen, in milliseconds since the wait began. */
  sinceMs: number;
  /** How long it lasted, in milliseconds, as far as the wait saw it. */
  durationMs: number;
}

/** What the core says of a failure. */
export interface ErrorData {
  code: ErrorCode;
  message: string;
  operation?: string;
  method?: string;
  urlTemplate?: string;
  status?: number;
  messages?: ErrorMessage[];
  requestId?: string;
  attempts?: number;
  elapsedMs?: number;
  retryable?: boolean;
  retryAfterMs?: number;
  cause?: unknown;
  /** Where the host keeps the cause. */
  thrown?: number;
  causeMessage?: string;
  causedBy?: ErrorData;
  lookup?: unknown;
  candidates?: (ClusterResponseData | NodePoolResponseData)[];
  violations?: (Violation & { way?: (string | number)[] })[];
  path?: string;
  outcome?: "unknown";
  state?: State;
  resource?: ClusterResponseData | NodePoolResponseData;
  history?: Stay[];
  polls?: number;
}

/** Looks for what a create of unknown outcome may have made. */
export type FindCandidates = (
  options?: RequestOptions,
) => Promise<(ClusterResponseData | NodePoolResponseData)[]>;

const BRAND = Symbol.for("ionoscloud-dataplatform.error");

/**
 * What the library throws, always. Its `message` is one line that names the operation, the status
 * and the service's own words; it never holds a secret or bytes of an answer.
 *
 * @example
 * try {
 *   await dp.clusters.get(id);
 * } catch (error) {
 *   if (isDataPlatformError(error) && error.status === 404) return undefined;
 *   throw error;
 * }
 */
export class DataPlatformError extends Error {
  static {
    Object.defineProperty(this.prototype, BRAND, { value: true });
    named(this, "DataPlatformError");
  }

  /** What kind of error it is; each class has one code. */
  declare readonly code: ErrorCode;
  /** The operation, for example `clusters.get`. */
  declare readonly operation: string | undefined;
  /** The HTTP method. */
  declare readonly method: string | undefined;
  /** The path of the request, with its parameters in braces: `/clusters/{clusterId}`. */
  declare readonly urlTemplate: string | undefined;
  /** The HTTP status, where the service answered. */
  declare readonly status: number | undefined;
  /** The service's own words. */
  declare readonly messages: readonly ErrorMessage[];
  /** The service's id of the request (`X-Request-Id`), where it is sent and can be read. */
  declare readonly requestId: string | undefined;
  /** How many times the request was sent. */
  declare readonly attempts: number;
  /** How long the call took, in milliseconds. */
  declare readonly elapsedMs: number;
  /** Whether the same call may succeed later. Never `true` where a write may have taken effect. */
  declare readonly retryable: boolean;
  /** How long the service asks to wait (`Retry-After`), in milliseconds. */
  declare readonly retryAfterMs: number | undefined;
  readonly #causeMessage: string | undefined;

  /** @internal */
  constructor(data: ErrorData, cause?: unknown) {
    super(data.message, cause === undefined ? undefined : { cause });
    show(this, { messages: [], attempts: 0, elapsedMs: 0, retryable: false, ...data }, FIELDS);
    this.#causeMessage = data.causeMessage;
  }

  /** The error as plain data: what survives `JSON.stringify` and `postMessage`. */
  toJSON(): Record<string, unknown> {
    const { name, message, cause } = this;
    const data = { name, message, ...(this as object) };
    return cause === undefined ? data : { ...data, cause: describe(cause, this.#causeMessage) };
  }
}

/** A cause goes into data by its name, and by its words where the core took the secrets out of them. */
function describe(cause: unknown, message: string | undefined): unknown {
  if (isDataPlatformError(cause)) return cause.toJSON();
  const data = { name: textOf(read(cause, "name")) ?? typeof cause };
  return message === undefined ? data : { ...data, message };
}

/** What every error has, in the order in which a log shows it. */
const FIELDS: readonly (keyof ErrorData)[] = [
  "code",
  "operation",
  "method",
  "urlTemplate",
  "status",
  "messages",
  "requestId",
  "attempts",
  "elapsedMs",
  "retryable",
  "retryAfterMs",
];

/** Sets the fields that are known: what is not known does not show in a log. */
function show(target: object, data: ErrorData, names: readonly (keyof ErrorData)[]): void {
  for (const name of names) {
    if (data[name] !== undefined) (target as Record<string, unknown>)[name] = data[name];
  }
}

/**
 * Gives a class its name: on the prototype, so that it is no field of each error, and its own, which a bundler shortens
 * and Node.js shows in a log.
 */
function named(constructor: { prototype: object }, name: string): void {
  const property = { value: name, configurable: true };
  Object.defineProperty(constructor, "name", property);
  Object.defineProperty(constructor.prototype, "name", property);
}

/** The arguments or options of a call are not valid. Nothing was sent. */
export class InvalidArgumentError extends DataPlatformError {
  declare readonly code: "INVALID_ARGUMENT";
  /** Everything that is wrong, at once. */
  readonly violations: readonly Violation[];

  static {
    named(this, "InvalidArgumentError");
  }

  /** @internal */
  constructor(data: ErrorData) {
    super(data);
    this.violations = data.violations ?? [];
  }

  /** @inheritDoc */
  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), violations: this.violations.map(toData) };
  }
}

/** A violation as plain data: its value may be what JSON cannot carry. */
function toData({ value, ...violation }: Violation): object {
  if (value === undefined) return violation;
  if (typeof value === "number" || typeof value === "bigint") {
    return { ...violation, value: Number.isFinite(value) ? value : String(value) };
  }
  try {
    return { ...violation, value: JSON.parse(JSON.stringify(value)) as unknown };
  } catch {
    return { ...violation, value: typeof value };
  }
}

/** There are no credentials: the token function failed, or returned something that is not a token. Nothing was sent. */
export class CredentialsError extends DataPlatformError {
  declare readonly code: "CREDENTIALS";

  static {
    named(this, "CredentialsError");
  }
}

/** No answer came. `cause` is the host's own error. */
export class NetworkError extends DataPlatformError {
  declare readonly code: "NETWORK";

  static {
    named(this, "NetworkError");
  }
}

/** No complete answer came within `timeoutMs`. */
export class TimeoutError extends DataPlatformError {
  declare readonly code: "TIMEOUT";

  static {
    named(this, "TimeoutError");
  }
}

/** The caller aborted. `cause` is the signal's reason. */
export class AbortedError extends DataPlatformError {
  declare readonly code: "ABORTED";
  /** `"unknown"` when a write was under way that may have taken effect. */
  declare readonly outcome: "unknown" | undefined;
  /** For a create that may have taken effect: looks for what it may have made. */
  declare readonly findCandidates?: FindCandidates;

  static {
    named(this, "AbortedError");
  }

  /** @internal */
  constructor(data: ErrorData, cause: unknown, findCandidates?: FindCandidates) {
    super(data, cause);
    show(this, data, ["outcome"]);
    hide(this, "findCandidates", findCandidates);
  }
}

/** The service answered with an error, or with a redirect, which is never followed. */
export class ApiError extends DataPlatformError {
  declare readonly code: "API" | "RATE_LIMITED";

  static {
    named(this, "ApiError");
  }
}

/** The service asks to come back later (429); `retryAfterMs` says when, where it is known. */
export class RateLimitedError extends ApiError {
  declare readonly code: "RATE_LIMITED";

  static {
    named(this, "RateLimitedError");
  }
}

/** The response to a read or a delete is not valid for this API. */
export class InvalidResponseError extends DataPlatformError {
  declare readonly code: "INVALID_RESPONSE";
  /** Where it is wrong, where it is JSON: `items[0].id`. */
  declare readonly path: string | undefined;

  static {
    named(this, "InvalidResponseError");
  }

  /** @internal */
  constructor(data: ErrorData, cause?: unknown) {
    super(data, cause);
    show(this, data, ["path"]);
  }
}

/**
 * A POST or PATCH was sent, and nobody knows whether it took effect. It is never sent again by the
 * library. `cause` says what happened.
 */
export class OutcomeUnknownError extends DataPlatformError {
  declare readonly code: "OUTCOME_UNKNOWN";
  /** With `onUnknownOutcome: "adopt"`: what was found, when it was not exactly one. */
  declare readonly candidates: readonly (ClusterResponseData | NodePoolResponseData)[] | undefined;
  /**
   * For a create: lists what it may have made. An empty list does not mean that nothing was created:
   * a write may come late.
   */
  declare readonly findCandidates?: FindCandidates;

  static {
    named(this, "OutcomeUnknownError");
  }

  /** @internal */
  constructor(data: ErrorData, cause: unknown, findCandidates?: FindCandidates) {
    super(data, cause);
    show(this, data, ["candidates"]);
    hide(this, "findCandidates", findCandidates);
  }
}

/** What a wait saw before it failed. */
abstract class WaitError extends DataPlatformError {
  /** The last state. */
  declare readonly state: State | undefined;
  /** The resource as it was seen last. */
  declare readonly resource: ClusterResponseData | NodePoolResponseData | undefined;
  /** The states that were seen, in order, with their durations. */
  readonly history: readonly Stay[];
  /** How many times the resource was read. */
  readonly polls: number;

  /** @internal */
  constructor(data: ErrorData, cause?: unknown) {
    super(data, cause);
    show(this, data, ["state", "resource"]);
    this.history = data.history ?? [];
    this.polls = data.polls ?? 0;
  }
}

/** The resource came to a state from which it will not become what is waited for. */
export class ProvisioningError extends WaitError {
  declare readonly code: "PROVISIONING";

  static {
    named(this, "ProvisioningError");
  }
}

/** The deadline of a wait passed. The resource may still become what was waited for: wait again. */
export class DeadlineExceededError extends WaitError {
  declare readonly code: "DEADLINE_EXCEEDED";

  static {
    named(this, "DeadlineExceededError");
  }
}

const DEFECT = "the library failed, which is a defect of it; a new DataPlatform works";

/**
 * The library itself failed: by a defect, after which what was under way is rejected and a new
 * `DataPlatform` works, or because the host forbids WebAssembly, and then the message says so.
 */
export class InternalError extends DataPlatformError {
  declare readonly code: "INTERNAL";

  static {
    named(this, "InternalError");
  }

  /** @internal */
  constructor(cause: unknown, message = DEFECT) {
    super({ code: "INTERNAL", message }, cause);
  }
}

/** Any error of the library: its `code` tells which, to TypeScript too. */
export type AnyDataPlatformError =
  | InvalidArgumentError
  | CredentialsError
  | NetworkError
  | TimeoutError
  | AbortedError
  | ApiError
  | RateLimitedError
  | InvalidResponseError
  | OutcomeUnknownError
  | ProvisioningError
  | DeadlineExceededError
  | InternalError;

/**
 * Whether a value is an error of this library, of whichever copy of the package.
 *
 * @example
 * if (isDataPlatformError(error) && error.code === "RATE_LIMITED") {
 *   await pause(error.retryAfterMs ?? 1_000);
 * }
 */
export function isDataPlatformError(value: unknown): value is AnyDataPlatformError {
  return read(value, BRAND) === true;
}

/** Sets what is no data: it does not show in a log. */
function hide(target: object, name: string, value: unknown): void {
  if (value !== undefined) Object.defineProperty(target, name, { value });
}

/** Violations as the core tells them, with the values among those that the caller handed in. */
export function valuesOf(violations: ErrorData["violations"], given: object): Violation[] {
  return (violations ?? []).map(({ way, ...violation }) => {
    const value = way?.reduce<unknown>(read, given);
    return { ...violation, value };
  });
}

/** Adds the values to the violations of a failure. */
export const withValues = (data: ErrorData, given: object): ErrorData => ({
  ...data,
  violations: valuesOf(data.violations, given),
});

const NOTHING: FindCandidates = async () => [];

/** The classes of what the core says, by their codes. */
const KINDS: Partial<Record<ErrorCode, new (data: ErrorData, cause: unknown, find?: FindCandidates) => DataPlatformError>> = {
  INVALID_ARGUMENT: InvalidArgumentError,
  CREDENTIALS: CredentialsError,
  NETWORK: NetworkError,
  TIMEOUT: TimeoutError,
  ABORTED: AbortedError,
  API: ApiError,
  RATE_LIMITED: RateLimitedError,
  INVALID_RESPONSE: InvalidResponseError,
  OUTCOME_UNKNOWN: OutcomeUnknownError,
  PROVISIONING: ProvisioningError,
  DEADLINE_EXCEEDED: DeadlineExceededError,
};

/** Makes the error that belongs to what the core said. */
export function toError(
  data: ErrorData,
  search: (lookup: unknown) => FindCandidates = () => NOTHING,
): DataPlatformError {
  const cause = data.causedBy === undefined ? data.cause : toError(data.causedBy, search);
  const find = data.lookup === undefined ? undefined : search(data.lookup);
  const Kind = KINDS[data.code];
  // Nothing that the core said: a host that is broken in a way of its own threw it.
  return Kind === undefined ? new InternalError(data) : new Kind(data, cause, find);
}
