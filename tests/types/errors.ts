// What a call can throw.
import {
  AbortedError,
  ApiError,
  CredentialsError,
  DataPlatformError,
  DeadlineExceededError,
  InternalError,
  InvalidArgumentError,
  InvalidResponseError,
  isDataPlatformError,
  NetworkError,
  OutcomeUnknownError,
  ProvisioningError,
  RateLimitedError,
  TimeoutError,
  type ClusterResponseData,
  type ErrorCode,
  type FindCandidates,
  type NodePoolResponseData,
  type State,
  type Stay,
  type Violation,
} from "ionoscloud-dataplatform";
import { same } from "./same.js";

/** Every code has its case: without one, `never` would be wrong. */
export function describe(code: ErrorCode): string {
  switch (code) {
    case "INVALID_ARGUMENT":
    case "CREDENTIALS":
    case "NETWORK":
    case "TIMEOUT":
    case "ABORTED":
    case "API":
    case "RATE_LIMITED":
    case "INVALID_RESPONSE":
    case "OUTCOME_UNKNOWN":
    case "PROVISIONING":
    case "DEADLINE_EXCEEDED":
    case "INTERNAL":
      return code;
    default:
      return code satisfies never;
  }
}

/** A switch that lacks a case does not pass for a complete one. */
export function incomplete(code: ErrorCode): string {
  switch (code) {
    case "INVALID_ARGUMENT":
      return "mine";
    default:
      // @ts-expect-error There are more codes.
      return code satisfies never;
  }
}

// Each class has its code.
same<DataPlatformError["code"], ErrorCode>();
same<InvalidArgumentError["code"], "INVALID_ARGUMENT">();
same<CredentialsError["code"], "CREDENTIALS">();
same<NetworkError["code"], "NETWORK">();
same<TimeoutError["code"], "TIMEOUT">();
same<AbortedError["code"], "ABORTED">();
same<ApiError["code"], "API" | "RATE_LIMITED">();
same<RateLimitedError["code"], "RATE_LIMITED">();
same<InvalidResponseError["code"], "INVALID_RESPONSE">();
same<OutcomeUnknownError["code"], "OUTCOME_UNKNOWN">();
same<ProvisioningError["code"], "PROVISIONING">();
same<DeadlineExceededError["code"], "DEADLINE_EXCEEDED">();
same<InternalError["code"], "INTERNAL">();

export async function handle(call: Promise<ClusterResponseData>): Promise<number | undefined> {
  try {
    await call;
  } catch (error) {
    // @ts-expect-error Anything can be caught.
    console.log(error.code);
    if (!isDataPlatformError(error)) throw error;
    const asError: Error = error;
    console.log(asError.message, error.operation, error.attempts.toFixed(), error.messages[0]?.errorCode);
    // @ts-expect-error Not every error has violations.
    console.log(error.violations);
    // A code tells the class, where an error may be of another copy of the package too.
    if (error.code === "INVALID_ARGUMENT") same<typeof error.violations, readonly Violation[]>();
    if (error.code === "OUTCOME_UNKNOWN") await error.findCandidates?.();
    if (error.code === "ABORTED") same<typeof error.outcome, "unknown" | undefined>();
    if (error.code === "DEADLINE_EXCEEDED") same<typeof error.polls, number>();
    // @ts-expect-error An error does not change.
    error.code = "API";
    if (error instanceof InvalidArgumentError) {
      same<typeof error.violations, readonly Violation[]>();
      // @ts-expect-error Nor does what it says.
      error.violations.push({ path: "", rule: "", message: "", value: undefined });
    }
    if (error instanceof ProvisioningError || error instanceof DeadlineExceededError) {
      same<typeof error.state, State | undefined>();
      same<typeof error.history, readonly Stay[]>();
      same<typeof error.resource, ClusterResponseData | NodePoolResponseData | undefined>();
    }
    if (error instanceof OutcomeUnknownError || error instanceof AbortedError) {
      same<NonNullable<typeof error.findCandidates>, FindCandidates>();
      // @ts-expect-error There is nothing to look for after a PATCH.
      await error.findCandidates();
      await error.findCandidates?.({ timeoutMs: 1_000 });
    }
    if (error instanceof RateLimitedError) return error.retryAfterMs;
    return error.status;
  }
  return undefined;
}

// The library makes its errors; a test runner takes their classes all the same, and so does `extends`.
// @ts-expect-error An error is not made of a message.
new ApiError("no");
declare function toThrow(expected: new (...args: any[]) => any): void;
toThrow(ApiError);
export class Ours extends ApiError {}
