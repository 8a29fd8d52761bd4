/** An operation of the API, by the name of the client's method. */
export type OperationName =
  | "clusters.list"
  | "clusters.get"
  | "clusters.create"
  | "clusters.update"
  | "clusters.delete"
  | "clusters.kubeconfig"
  | "nodePools.list"
  | "nodePools.get"
  | "nodePools.create"
  | "nodePools.update"
  | "nodePools.delete"
  | "versions.list";

/**
 * What goes wrong.
 *
 * `applied` says whether the request has taken effect by then: the answer is lost on its way back, or the request on
 * its way there. Not by default. Times are those of the client: of the emulator's `clock` in process, real ones over
 * HTTP.
 */
export type EmulatorFault =
  | StatusFault
  /** The connection is closed without an answer. */
  | { readonly kind: "drop"; readonly applied?: boolean }
  /** The connection is never made. */
  | { readonly kind: "refuse" }
  /** No answer comes, ever. */
  | { readonly kind: "hang"; readonly applied?: boolean }
  /** The answer comes after so many milliseconds. */
  | { readonly kind: "delay"; readonly ms: number }
  /** The header fields come at once, the body in pieces, the last of them after so many milliseconds. */
  | { readonly kind: "slowBody"; readonly ms: number }
  /** The connection is closed after so many bytes of the body, at least one before its end; by default half of them. */
  | { readonly kind: "truncate"; readonly bytes?: number }
  /** The answer without its body. */
  | { readonly kind: "emptyBody" }
  /** The answer with a body that is no JSON, although it says so. */
  | { readonly kind: "brokenJson" }
  /** The answer under another `Content-Type`. */
  | { readonly kind: "contentType"; readonly value: string }
  /** The request is sent elsewhere, with status 307. */
  | { readonly kind: "redirect"; readonly location: string }
  | ProvisioningFault;

/** The answer has another status. */
export interface StatusFault {
  readonly kind: "status";
  /** From 200 to 599. */
  readonly status: number;
  /** `Retry-After`: seconds, or as it is to stand in the header field. */
  readonly retryAfter?: number | string;
  /** What the body is: an error of the service, a page of a gateway, nothing, or plain text. `"json"` by default. */
  readonly body?: "json" | "html" | "empty" | "text";
  /** Whether the request took effect before the error. Not by default. */
  readonly applied?: boolean;
}

/**
 * The request is accepted, but the work that it starts goes wrong. It waits for a request that starts work; operations
 * that only read never do.
 */
export interface ProvisioningFault {
  readonly kind: "provisioning";
  /** It fails in the end, it never ends, or it succeeds but passes through a state that the API's description lacks. */
  readonly outcome: "fail" | "hang" | "unknownState";
  /** That state; only with `"unknownState"`. `TERMINATED` will do too: no deletion passes through it by itself. */
  readonly state?: string;
}

/** Which requests fail, and how. Of several rules, a request is met by the first that concerns it. */
export interface FaultRule {
  /** What goes wrong. */
  readonly fault: EmulatorFault;
  /** Only requests of this operation; by default, or with `"*"`, all of them. */
  readonly operation?: OperationName | "*";
  /**
   * How many requests fail. Without a `probability`, 1 by default; with one, no limit. `Infinity`: all, until the
   * faults are cleared; it is told as a `probability` of 1.
   */
  readonly count?: number;
  /** How likely each request is to fail, from 0 to 1. Which of them do, the emulator's seed decides. */
  readonly probability?: number;
}
