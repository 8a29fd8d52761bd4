/** The options of a client and of a call, and the events that they can ask for. */
import type { ClusterResponseData, NodePoolResponseData, State } from "./models.js";

/** A token with the time at which it expires. */
export interface Token {
  /** The token. */
  token: string;
  /**
   * When it expires: a `Date`, or milliseconds since the epoch. It is replaced 120 s before, or, if its
   * whole life is shorter than ten minutes, when a fifth of that is left. A token without it is replaced
   * after a 401 only.
   */
  expiresAt?: Date | number | null | undefined;
}

/** Gives a token when one is needed: called once for all calls that wait, and again after a 401. */
export type TokenFunction = () => string | Token | Promise<string | Token>;

/** Time and chance, for tests that control them. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after so many milliseconds; an abort of the signal ends the wait. */
  sleep(ms: number, signal: AbortSignal): PromiseLike<void>;
  /** A number from 0 (included) to 1 (excluded). Default: `Math.random`. */
  random?(): number;
}

/** How a client behaves. All of it is optional; an option that does not exist is refused. */
export interface ClientOptions {
  /** Token for `Authorization: Bearer`, or a function that gives one. It wins over a user name. */
  token?: string | TokenFunction | null | undefined;
  /** User name for `Authorization: Basic`, with `password`. */
  username?: string | null | undefined;
  /** Password, with `username`. */
  password?: string | null | undefined;
  /**
   * Where the API is: with or without scheme, path and trailing slash. Without a scheme it is https, on
   * this machine too: the emulator's server is `http://127.0.0.1:4747`. A relative URL (`/api`) is
   * resolved against the page. Default: `https://api.ionos.com/dataplatform`, where IONOS withdrew the
   * service in 2025.
   */
  baseUrl?: string | null | undefined;
  /** Another name for `baseUrl`, as in the official SDKs; give one of them. */
  hostUrl?: string | null | undefined;
  /** A `fetch` of your own, for a proxy for instance. Default: the global one, looked up at each call. */
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | null | undefined;
  /** Headers for each request. An `Authorization` here is sent in place of the client's own. */
  headers?: RequestInit["headers"] | null | undefined;
  /**
   * Time for one attempt in milliseconds, the body's transfer included; more than 0, and `Infinity` for
   * no limit. A token function has the same time. Default: 30,000.
   */
  timeoutMs?: number | null | undefined;
  /** How many times a request may be sent again: a whole number from 0 to 1,000. Default: 2. */
  maxRetries?: number | null | undefined;
  /**
   * `credentials` of each request: whether cookies go along, for a backend of your own. Default: that of
   * `fetch`, which is `"same-origin"` in a page.
   */
  credentials?: "omit" | "same-origin" | "include" | null | undefined;
  /** Whether requests are checked before they are sent. Default: `true`. Ids are always checked. */
  validate?: boolean | null | undefined;
  /** Permits to send credentials over plain http, beyond this machine. Default: `false`. */
  allowInsecure?: boolean | null | undefined;
  /** Is told what calls do. What it throws is ignored. */
  onEvent?: ((event: DataPlatformEvent) => void) | null | undefined;
  /** Writes events to `console.debug`: `"debug"` a line each, `"trace"` with all their data. Default: `"off"`. */
  logLevel?: "off" | "debug" | "trace" | null | undefined;
  /** Time and chance. Default: the host's. */
  clock?: Clock | null | undefined;
}

/** The options of one call. */
export interface RequestOptions {
  /** Ends the call at once. */
  signal?: AbortSignal | null | undefined;
  /** Time for one attempt in milliseconds, more than 0. Default: the client's, which is 30,000 by default. */
  timeoutMs?: number | null | undefined;
  /** How many times the request may be sent again, 0 to 1,000. Default: the client's, which is 2 by default. */
  maxRetries?: number | null | undefined;
  /** More headers; they win over the client's. */
  headers?: RequestInit["headers"] | null | undefined;
}

/** The options of a create. */
export interface CreateOptions extends RequestOptions {
  /**
   * What to do when nobody knows whether the create took effect. `"throw"` (the default) throws an
   * `OutcomeUnknownError`. `"adopt"` looks for what it made, and returns it when there is exactly one
   * candidate; it costs one more request before the create.
   */
  onUnknownOutcome?: "throw" | "adopt" | null | undefined;
}

/** What a wait tells after each look at the resource. */
export interface WaitProgress {
  /** The state of the resource; absent where there is none: it is gone, or has no state. */
  state?: State;
  /** Milliseconds since the wait began. */
  elapsedMs: number;
  /** How many times the resource was read. */
  polls: number;
  /** Milliseconds until the next look; absent at the end. */
  nextPollMs?: number;
}

/** The options of a wait. */
export interface WaitOptions<T = ClusterResponseData | NodePoolResponseData>
  extends RequestOptions {
  /**
   * How many times a look that fails may be sent again before the next look is due, 0 to 1,000.
   * Default: 0, whatever the client has: a wait looks again anyway.
   */
  maxRetries?: number | null | undefined;
  /**
   * The first pause between two looks, in milliseconds. Each pause is a quarter longer than the one
   * before, up to `maxPollIntervalMs`, and is varied by up to 20 % either way. Default: 5,000.
   */
  pollIntervalMs?: number | null | undefined;
  /**
   * The longest pause between two looks, in milliseconds, before it is varied by up to 20 %: a pause
   * may be a fifth longer. No less than `pollIntervalMs`. Default: 30,000.
   */
  maxPollIntervalMs?: number | null | undefined;
  /** Milliseconds until the wait gives up; `Infinity` for never. Default: 3,600,000, an hour. */
  deadlineMs?: number | null | undefined;
  /** Is told of each look. The resource is `undefined` when it is gone. What it throws is ignored. */
  onProgress?: ((resource: T | undefined, progress: WaitProgress) => void) | null | undefined;
  /**
   * The resource that an update or a delete returned: a state from before it does not end the wait then.
   */
  since?: T | null | undefined;
}

/** What every event has. */
interface EventBase {
  /** When, in milliseconds since the epoch. */
  at: number;
}

/** What every event of an operation has. */
interface OperationEvent extends EventBase {
  /** The operation, for example `clusters.get`. */
  operation: string;
  /** The HTTP method. */
  method: string;
  /** The path with its parameters in braces. */
  urlTemplate: string;
}

/** A request is sent. */
export interface RequestEvent extends OperationEvent {
  type: "request";
  /** Which attempt it is, from 1. */
  attempt: number;
}

/** An attempt ended, with an answer or without. */
export interface ResponseEvent extends OperationEvent {
  type: "response";
  /** Which attempt it was, from 1. */
  attempt: number;
  /** The HTTP status; absent when no answer came. */
  status?: number;
  /** The service's id of the request, where it is known. */
  requestId?: string;
  /** The code of the error, if it is one. */
  error?: string;
  /** How long the attempt took, in milliseconds. */
  durationMs: number;
}

/** A request will be sent again. */
export interface RetryEvent extends OperationEvent {
  type: "retry";
  /** Which attempt failed, from 1. */
  attempt: number;
  /** The wait before the next one, in milliseconds. */
  delayMs: number;
  /** Why: the code of the error, or `"401"` for a fresh token. */
  reason: string;
  /** The HTTP status, where there was an answer. */
  status?: number;
}

/** A wait looked at its resource. */
export interface PollEvent extends OperationEvent, WaitProgress {
  type: "poll";
}

/** A token function was called. */
export interface TokenEvent extends EventBase {
  type: "token";
  /** `"needed"` or `"expiring"`. */
  reason: "needed" | "expiring";
  /** Whether it gave a token. */
  ok: boolean;
  /** How long it took, in milliseconds. */
  durationMs: number;
}

/** What calls do, told while they do it. No event holds a URL, a header, a body or a secret. */
export type DataPlatformEvent =
  | RequestEvent
  | ResponseEvent
  | RetryEvent
  | PollEvent
  | TokenEvent;
