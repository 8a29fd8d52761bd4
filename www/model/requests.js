// @ts-check
import { store } from "./store.js";
import { syncFaults } from "./faults.js";

/**
 * @typedef {"token" | "basic" | "none"} Scheme How requests are authorized.
 * @typedef {{ readonly sent: number, readonly retried: number, readonly failed: number }} Totals
 * @typedef {import("ionoscloud-dataplatform").RetryEvent} RetryEvent
 * @typedef {(url: string, init: RequestInit) => Promise<Response>} Fetch
 */

/**
 * A call of the client, from its first request to its answer.
 *
 * @typedef {object} Call
 * @property {number} key
 * @property {string} operation
 * @property {string} method
 * @property {string} url
 * @property {string | undefined} body
 * @property {Scheme} scheme
 * @property {number} startedAt
 * @property {number} attemptStartedAt
 * @property {number} attempts
 * @property {readonly RetryEvent[]} retries
 * @property {"open" | "pausing" | "aborted" | "done"} phase A call pauses before it is sent again.
 * @property {number | undefined} status
 * @property {string | undefined} error Its code.
 * @property {number} durationMs All of it, pauses included.
 * @property {number} times How often it was made: reads that repeat share a line.
 */

/** More lines nobody reads. */
const MOST = 80;

/** How long after a pause the next attempt is still on its way, also on a clock that runs fast. */
const LATE_MS = 60_000;

/** @type {Totals} */
const NONE = { sent: 0, retried: 0, failed: 0 };

let keys = 0;

/**
 * Makes lines of a log out of the client's events. Events hold no URL and no body, on purpose; those
 * are seen where they pass on their way to `fetch`, without the header that holds the secret.
 */
export class RequestLog {
  /** @type {Scheme} */
  #scheme;
  /** @type {AbortSignal} */
  #signal;
  /** @type {import("ionoscloud-dataplatform").RequestEvent | undefined} */
  #announced;
  /** @type {Call[]} Newest first; among them reads under way, which may come to share a line that there is. */
  #calls = [];
  /** @type {Totals} */
  #totals = NONE;

  /**
   * @param {Scheme} scheme
   * @param {AbortSignal} signal The session's: only the log of the session that is connected is shown.
   */
  constructor(scheme, signal) {
    this.#scheme = scheme;
    this.#signal = signal;
  }

  /** @param {import("ionoscloud-dataplatform").DataPlatformEvent} event */
  hear = (event) => {
    this.#sweep(event.at);
    if (event.type === "request") this.#announced = event;
    if (event.type === "response") this.#end(event);
    if (event.type === "retry") this.#pause(event);
  };

  /**
   * A `fetch` that is listened to. The client announces each request right before it calls it.
   *
   * @param {Fetch} fetch
   * @returns {Fetch}
   */
  wrap(fetch) {
    return (url, init) => {
      if (this.#announced !== undefined) {
        const key = this.#begin(this.#announced, url, init);
        // A call that its caller aborts ends without an event.
        init.signal?.addEventListener("abort", () => this.#abort(key), { once: true });
      }
      this.#announced = undefined;
      return fetch(url, init);
    };
  }

  /**
   * @param {import("ionoscloud-dataplatform").RequestEvent} event
   * @param {string} url
   * @param {RequestInit} init
   */
  #begin({ operation, method, attempt, at }, url, { body }) {
    this.#count("sent");
    const waiting = this.#calls.filter((call) => call.url === url && call.attempts === attempt - 1 && call.retries.at(-1)?.attempt === call.attempts);
    // One that was given up comes late, on a machine that is busy.
    const resumed = waiting.find(({ phase }) => phase === "pausing") ?? waiting.find(({ phase }) => phase === "aborted");
    if (resumed !== undefined) {
      this.#replace(resumed, { phase: "open", error: undefined, attempts: attempt, attemptStartedAt: at });
      return resumed.key;
    }
    /** @type {Call} */
    const call = {
      key: ++keys,
      operation,
      method,
      url,
      body: typeof body === "string" ? body : undefined,
      scheme: this.#scheme,
      startedAt: at,
      attemptStartedAt: at,
      attempts: attempt,
      retries: [],
      phase: "open",
      status: undefined,
      error: undefined,
      durationMs: 0,
      times: 1,
    };
    this.#calls = [call, ...this.#calls].slice(0, MOST);
    this.#show();
    return call.key;
  }

  /**
   * A deadline that passes aborts too, and then an event says so.
   *
   * @param {number} key
   */
  #abort(key) {
    const call = this.#calls.find((other) => other.key === key);
    if (call?.phase === "open") this.#replace(call, { phase: "aborted", error: "ABORTED" });
  }

  /**
   * Ends the calls that were aborted in a pause: their next attempt has not come.
   *
   * @param {number} now
   */
  #sweep(now) {
    for (const call of this.#calls) {
      const pause = call.phase === "pausing" ? call.retries.at(-1) : undefined;
      if (pause !== undefined && now > pause.at + pause.delayMs + LATE_MS) {
        this.#replace(call, { phase: "aborted", error: "ABORTED" });
      }
    }
  }

  /** @param {import("ionoscloud-dataplatform").ResponseEvent} event */
  #end({ operation, attempt, at, durationMs, status, error }) {
    const call = this.#open(operation, attempt, at - durationMs);
    if (call === undefined) return;
    const ended = { phase: /** @type {const} */ ("done"), status, error, durationMs: at - call.startedAt };
    const line = error === undefined ? this.#lineFor(call) : undefined;
    if (line === undefined) {
      this.#replace(call, ended);
    } else {
      this.#calls = this.#calls.filter((other) => other !== call);
      this.#replace(line, { times: line.times + 1, durationMs: ended.durationMs, startedAt: call.startedAt });
    }
    if (error !== undefined) this.#count("failed");
    syncFaults();
  }

  /** @param {RetryEvent} event */
  #pause(event) {
    const call = this.#calls.find(
      ({ operation, phase, attempts, error, status }) =>
        operation === event.operation &&
        phase === "done" &&
        attempts === event.attempt &&
        error !== undefined &&
        status === event.status,
    );
    if (call === undefined) return;
    this.#count("retried");
    this.#count("failed", -1);
    this.#replace(call, { phase: "pausing", retries: [...call.retries, event] });
  }

  /**
   * The call that an event is about. Events do not say, so it is the one that began when the event
   * says that it did.
   *
   * @param {string} operation
   * @param {number} attempt
   * @param {number} startedAt
   */
  #open(operation, attempt, startedAt) {
    const distance = (/** @type {Call} */ call) => Math.abs(call.attemptStartedAt - startedAt);
    return this.#calls
      .filter(({ phase }) => phase === "open" || phase === "aborted")
      .filter((call) => call.operation === operation && call.attempts === attempt)
      .sort((a, b) => distance(a) - distance(b))[0];
  }

  /**
   * The line that a read shares, when it is one of many that went well.
   *
   * @param {Call} call
   */
  #lineFor({ key, method, url, retries }) {
    if (method !== "GET" || retries.length > 0) return undefined;
    return this.#calls.find(
      (other) =>
        other.key !== key && other.method === method && other.url === url && other.phase === "done" && other.error === undefined && other.retries.length === 0,
    );
  }

  /**
   * @param {Call} call
   * @param {Partial<Call>} change
   */
  #replace(call, change) {
    this.#calls = this.#calls.map((other) => (other === call ? { ...call, ...change } : other));
    this.#show();
  }

  /**
   * @param {keyof Totals} what
   * @param {number} [by]
   */
  #count(what, by = 1) {
    this.#totals = { ...this.#totals, [what]: this.#totals[what] + by };
  }

  /** A read that may come to share a line shows when it has ended, or takes its time. */
  #show() {
    if (this.#signal !== store.state.session?.signal) return;
    const calls = this.#calls.filter((call) => call.phase !== "open" || call.attempts > 1 || this.#lineFor(call) === undefined);
    store.set({ calls, totals: this.#totals });
  }
}
