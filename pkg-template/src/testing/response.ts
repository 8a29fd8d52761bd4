import { abortable } from "./abort.js";
import type { EmulatorClock } from "./clock.js";
import type { Reply } from "./contract.js";
import { piecesOf } from "./pieces.js";
import type { FetchRequest } from "./request.js";
import type { Exchange } from "./session.js";

/** Answers a `fetch` with what the core has answered, as the reply says that it is to be delivered. */
export async function deliver(exchange: Exchange, request: FetchRequest, clock: EmulatorClock): Promise<Response> {
  const { reply, body } = exchange;
  const { delivery } = reply;
  switch (delivery?.kind) {
    case "drop":
      throw networkError("ECONNRESET", "read ECONNRESET");
    case "refuse":
      throw networkError("ECONNREFUSED", "connect ECONNREFUSED");
    case "hang":
      return abortable(new Promise<never>(() => {}), request.signal);
    case "delay":
      await clock.sleep(delivery.ms, request.signal);
      return respond(reply, body, request, clock);
    case "slowBody":
      return respond(reply, slowBody(body, delivery.ms, request, clock), request, clock);
    case "truncate":
      return respond(reply, truncatedBody(body.subarray(0, delivery.bytes)), request, clock);
    case undefined:
      return respond(reply, body, request, clock);
  }
}

/** What Node's fetch rejects with. A browser's hides the reason, and whoever copes with that copes with this. */
export function networkError(code: string, message: string): TypeError {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(message), { code }) });
}

type Body = Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>>;

function respond(reply: Reply, body: Body, request: FetchRequest, clock: EmulatorClock): Response {
  refuseRedirect(reply, request);
  const { status, headers } = reply;
  const isReady = body instanceof Uint8Array;
  const stream = isReady ? readyBody(body) : body;
  const response = new Response(isNullBody(status, request) ? null : stream, { status, headers });
  return asFetched(response, request.url, isReady ? clock : undefined);
}

/** A response with what `fetch` gives one, and so each clone. With a clock, that stands still while the body is read. */
function asFetched(response: Response, url: string, clock: EmulatorClock | undefined): Response {
  const clone = () => asFetched(Response.prototype.clone.call(response), url, clock);
  Object.defineProperty(response, "url", { value: url });
  Object.defineProperty(response, "clone", { value: clone, configurable: true, writable: true });
  if (clock !== undefined) standStillWhileRead(response, clock);
  return response;
}

/** With `redirect: "manual"` the answer is handed out as it is: so do all runtimes but browsers, which hide it. */
function refuseRedirect({ status }: Reply, { redirect }: FetchRequest): void {
  if (redirect === "manual" || ![301, 302, 303, 307, 308].includes(status)) return;
  const cause = new Error(redirect === "error" ? "unexpected redirect" : "the emulator follows no redirects");
  throw new TypeError("fetch failed", { cause });
}

/** RFC 9110, 9.3.2, 15.3.5, 15.3.6, 15.4.5: here nothing follows the head. */
function isNullBody(status: number, { method }: FetchRequest): boolean {
  return method === "HEAD" || status === 204 || status === 205 || status === 304;
}

const READERS = ["arrayBuffer", "blob", "bytes", "formData", "json", "text"] as const;

/** The body as a stream of our own: whoever reads it has all of it before the event loop turns, in any host. */
function readyBody(body: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      if (body.length > 0) controller.enqueue(body);
      controller.close();
    },
  });
}

/** Reading a body by such a function may take a browser several turns: still work under way. */
function standStillWhileRead(response: Response, clock: EmulatorClock): void {
  for (const name of READERS) {
    if (!(name in response)) continue;
    const read = (...args: []) => clock.hold<unknown>(Response.prototype[name].apply(response, args));
    Object.defineProperty(response, name, { value: read, configurable: true, writable: true });
  }
}

/** The body in pieces, the last of them after `ms`. Time counts while someone reads. */
function slowBody(
  body: Uint8Array<ArrayBuffer>,
  ms: number,
  { signal }: FetchRequest,
  clock: EmulatorClock,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const stop = new AbortController();
  const abort = () => stop.abort(signal?.reason);
  const pieces = piecesOf(body);
  const pause = ms / pieces.length;
  return new ReadableStream(
    {
      async pull(controller) {
        if (signal?.aborted) abort();
        signal?.addEventListener("abort", abort, { once: true });
        await clock.sleep(pause, stop.signal).finally(() => signal?.removeEventListener("abort", abort));
        const piece = pieces.shift();
        if (piece !== undefined) controller.enqueue(piece);
        if (pieces.length === 0) controller.close();
      },
      cancel(reason) {
        stop.abort(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

/** A body that ends before its time, the way Node's fetch tells it. */
function truncatedBody(body: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const cause = Object.assign(new Error("other side closed"), { code: "UND_ERR_SOCKET" });
  let sent = body.length === 0;
  return new ReadableStream(
    {
      pull(controller) {
        if (sent) controller.error(new TypeError("terminated", { cause }));
        else controller.enqueue(body);
        sent = true;
      },
    },
    { highWaterMark: 0 },
  );
}
