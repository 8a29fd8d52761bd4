import { once } from "node:events";
import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

import { ScaledClock } from "../testing/clock.js";
import { emulatorCore } from "../testing/core.js";
import { Session } from "../testing/session.js";
import { deliver, errorBody, send, sendError, sendJson } from "./answer.js";

/** What a caller may take of the server. */
export interface Limits {
  /** Size of a body, in bytes. */
  readonly bodyBytes: number;
  /** Connections that are open at once; more are closed. */
  readonly connections: number;
  /** How long the head of a request may take, in milliseconds. */
  readonly headersMs: number;
  /** How long a whole request may take, in milliseconds. */
  readonly requestMs: number;
}

/** How to serve. */
export interface ServeOptions {
  readonly port: number;
  readonly host: string;
  /** How many times as fast as real time. */
  readonly speed: number;
  readonly seed: number;
  readonly limits?: Partial<Limits>;
}

/** A server that answers. */
export interface Serving {
  /** Where, without a path. */
  readonly url: string;
  /** Lets what is under way come to its end for a moment, then closes every connection. */
  close(): Promise<void>;
}

const LIMITS: Limits = { bodyBytes: 1 << 20, connections: 1024, headersMs: 10_000, requestMs: 30_000 };

/** Longer than any client keeps an idle connection, so that none meets one that is just being closed. */
const KEEP_ALIVE_MS = 75_000;

/** How long requests that are under way may go on when the server is told to close. */
const GRACE_MS = 100;

/** So much of a body that is too large is still read, and for so long: a client that is not read reads no answer. */
const LINGER = { bytes: 64 << 20, ms: 2_000 };

const NO_BODY = new Uint8Array();

/** Serves an emulator over HTTP. Rejects where it cannot listen. */
export async function serve({ port, host, speed, seed, ...options }: ServeOptions): Promise<Serving> {
  const limits = { ...LIMITS, ...options.limits };
  const server = createServer({
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: Math.min(limits.headersMs, limits.requestMs) / 2,
    keepAliveTimeout: KEEP_ALIVE_MS,
  });
  server.maxConnections = limits.connections;
  server.listen(port, host);
  await once(server, "listening");
  const url = urlOf(server, host);
  const session = new Session(emulatorCore(), { seed, baseUrl: `${url}/dataplatform` });
  const door = new Door(session, new ScaledClock(speed), limits);
  server.on("request", door.answer);
  server.on("checkContinue", door.answer);
  server.on("checkExpectation", (_req, res) => sendError(res, 417, "the only expectation that is met is 100-continue"));
  server.on("clientError", refuse);
  return { url, close: () => close(server, session) };
}

function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

async function close(server: Server, session: Session): Promise<void> {
  const grace = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  const closed = once(server, "close");
  server.close();
  await closed;
  clearTimeout(grace);
  session.close();
}

/** Answers requests: the API's and the controls by asking the core, all others itself. */
class Door {
  readonly #session: Session;
  readonly #clock: ScaledClock;
  readonly #limits: Limits;

  constructor(session: Session, clock: ScaledClock, limits: Limits) {
    this.#session = session;
    this.#clock = clock;
    this.#limits = limits;
  }

  readonly answer = (req: IncomingMessage, res: ServerResponse): void => {
    if (isPreflight(req)) {
      answerPreflight(req, res);
      return;
    }
    this.#readBody(req, res, (body) => {
      try {
        this.#route(req, res, body);
      } catch (error) {
        // Also what the host refuses to send, such as a line break in a header field that a fault has asked for.
        sendError(res, 500, `the emulator failed: ${(error as Error).message}`);
      }
    });
  };

  #route(req: IncomingMessage, res: ServerResponse, body: Uint8Array): void {
    const target = originForm(req.url ?? "");
    const method = req.method ?? "";
    if (isBelow(target, "/dataplatform")) {
      const headers = pairs(req.rawHeaders);
      deliver(res, this.#session.exchange(this.#clock.now(), { method, target, headers, body }));
    } else if (/^\/_emulator\/clock(?:\?|$)/.test(target)) {
      this.#controlClock(method, res, body);
    } else if (isBelow(target, "/_emulator")) {
      const { status, body: value } = this.#session.control(this.#clock.now(), method, target, body);
      sendJson(res, status, value);
    } else {
      sendError(res, 404, "nothing here: the API is under /dataplatform, the emulator's controls are under /_emulator");
    }
  }

  #controlClock(method: string, res: ServerResponse, body: Uint8Array): void {
    if (method === "POST") {
      try {
        setClock(this.#clock, body);
      } catch (error) {
        sendJson(res, 400, { error: (error as Error).message });
        return;
      }
    } else if (method !== "GET") {
      sendJson(res, 405, { error: "method not allowed" });
      return;
    }
    sendJson(res, 200, { now: this.#clock.now(), speed: this.#clock.speed });
  }

  #readBody(req: IncomingMessage, res: ServerResponse, done: (body: Uint8Array) => void): void {
    const { "content-length": length, "transfer-encoding": encoding, expect } = req.headers;
    if (length === undefined && encoding === undefined) {
      done(NO_BODY);
      return;
    }
    const limit = this.#limits.bodyBytes;
    if (Number(length) > limit) {
      refuseBody(req, res, limit);
      return;
    }
    if (expect !== undefined) res.writeContinue();
    const chunks: Buffer[] = [];
    let size = 0;
    const collect = (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= limit) return;
      req.off("data", collect).off("end", end);
      refuseBody(req, res, limit);
    };
    const end = () => done(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    req.on("data", collect).on("end", end);
  }
}

/** Fetch standard, "CORS-preflight request". A plain OPTIONS is the core's affair. */
function isPreflight(req: IncomingMessage): boolean {
  return req.method === "OPTIONS" && "access-control-request-method" in req.headers;
}

function answerPreflight(req: IncomingMessage, res: ServerResponse): void {
  // Named one by one, because a wildcard covers no `Authorization`.
  const requested = req.headers["access-control-request-headers"];
  const headers: [string, string][] = [
    ["Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE"],
    ["Access-Control-Max-Age", "600"],
    ["Vary", "Access-Control-Request-Headers"],
  ];
  if (requested !== undefined) headers.push(["Access-Control-Allow-Headers", requested]);
  send(res, 204, headers, NO_BODY);
}

/** The target as path and query, also where a client sends a whole URL as if to a proxy (RFC 9112, 3.2.2). */
function originForm(target: string): string {
  return target.replace(/^https?:\/\/[^/?#]*/i, "");
}

function isBelow(target: string, path: string): boolean {
  return target.startsWith(path) && ["", "/", "?"].includes(target.charAt(path.length));
}

function pairs(rawHeaders: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) pairs.push([rawHeaders[i] ?? "", rawHeaders[i + 1] ?? ""]);
  return pairs;
}

function setClock(clock: ScaledClock, body: Uint8Array): void {
  const change: unknown = JSON.parse(Buffer.from(body).toString("utf8"));
  const { advanceMs, speed, ...rest } = Object(change) as { advanceMs?: number; speed?: number };
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) throw new Error(`unknown field ${unknown}: there are advanceMs and speed`);
  if (speed !== undefined) clock.speed = speed;
  if (advanceMs !== undefined) void clock.advance(advanceMs);
}

/**
 * Answers while the body is still coming, and closes the connection after it. Closed at once, the answer would be lost
 * with the data that nobody has read (RFC 9112, 9.6).
 */
function refuseBody(req: IncomingMessage, res: ServerResponse, limit: number): void {
  res.shouldKeepAlive = false;
  const body = JSON.stringify(errorBody(413, `the body has more than ${limit} bytes`));
  res.writeHead(413, { "Content-Type": "application/json", "Content-Length": body.length, Connection: "close" });
  res.write(body);
  let left = LINGER.bytes;
  const timer = setTimeout(() => req.destroy(), LINGER.ms);
  req.on("data", (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) req.destroy();
  });
  req.on("end", () => res.end());
  req.on("close", () => clearTimeout(timer));
}

/** What is no HTTP, or takes too long, is answered on the bare socket. */
function refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, message] = CLIENT_ERRORS[error.code ?? ""] ?? [400, "this is no HTTP request"];
  const body = JSON.stringify(errorBody(status, message));
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${body.length}\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}

const CLIENT_ERRORS: Record<string, [status: number, message: string]> = {
  HPE_HEADER_OVERFLOW: [431, "the header fields are too large"],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, "the chunk extensions are too large"],
  ERR_HTTP_REQUEST_TIMEOUT: [408, "the request took too long to come"],
};
