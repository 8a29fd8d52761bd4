import { abortable } from "./abort.js";
import type { EmulatorClock } from "./clock.js";
import type { ExchangeRequest } from "./session.js";

/** What was handed to `fetch`, in the emulator's terms. */
export interface FetchRequest extends ExchangeRequest {
  /** The whole URL. */
  readonly url: string;
  readonly signal: AbortSignal | undefined;
  readonly redirect: RequestRedirect;
}

/** Where a URL that names no origin belongs; nothing is ever sent there. */
const NOWHERE = "https://emulator.invalid/";

const NO_BODY = new Uint8Array();

const encoder = new TextEncoder();

/** Reads the arguments of `fetch`. Time stands still until the body is there. */
export async function readRequest(
  input: RequestInfo | URL,
  init: RequestInit | undefined,
  clock: EmulatorClock,
): Promise<FetchRequest> {
  const request = isRequest(input) ? input : undefined;
  const url = parse(request?.url ?? String(input));
  const method = normalize(init?.method ?? request?.method ?? "GET");
  const headers = new Headers(init?.headers ?? request?.headers);
  const given = init?.body ?? request?.body ?? null;
  if (given !== null && (method === "GET" || method === "HEAD")) {
    throw new TypeError("Request with GET/HEAD method cannot have body.");
  }
  const signal = (init?.signal === undefined ? request?.signal : init.signal) ?? undefined;
  const body = await clock.hold(abortable(readBody(given, headers), signal));
  return {
    method,
    target: targetOf(url),
    headers: [...headers],
    body,
    url: url.href,
    signal,
    redirect: init?.redirect ?? request?.redirect ?? "follow",
  };
}

/** Told by its shape: a request may be of another realm, or of a library's own `Request`. */
function isRequest(input: RequestInfo | URL): input is Request {
  return typeof input === "object" && "url" in input && "headers" in input;
}

function parse(url: string): URL {
  try {
    const parsed = new URL(url, globalThis.location?.href ?? NOWHERE);
    parsed.hash = "";
    return parsed;
  } catch (cause) {
    throw new TypeError(`Failed to parse URL from ${url}`, { cause });
  }
}

/** As the Fetch standard has it: these are sent in upper case, and any other as it is. */
function normalize(method: string): string {
  return /^(?:delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method;
}

/** The base URL may be any, and have the same segment before its last: only what follows is the emulator's. */
function targetOf({ pathname, search }: URL): string {
  const start = `${pathname}/`.lastIndexOf("/dataplatform/");
  if (start >= 0) return pathname.slice(start) + search;
  throw new TypeError(`The emulator answers URLs whose path contains /dataplatform, not ${pathname}`);
}

async function readBody(body: BodyInit | null, headers: Headers): Promise<Uint8Array> {
  if (body === null) return NO_BODY;
  if (typeof body === "string") {
    setContentType(headers, "text/plain;charset=UTF-8");
    return encoder.encode(body);
  }
  // A copy each, because what the caller does to theirs after the call is not sent.
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength).slice();
  const response = new Response(body);
  setContentType(headers, response.headers.get("content-type"));
  return new Uint8Array(await response.arrayBuffer());
}

function setContentType(headers: Headers, type: string | null): void {
  if (type !== null && !headers.has("content-type")) headers.set("content-type", type);
}
