import { once } from "node:events";
import { createServer, STATUS_CODES, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

import { ScaledClock } from "../testing/clock.js";
import { emulatorCore } from "../testing/core.js";
import { Session } from "../testing/session.js";
import { errorBody, sendError } from "./answer.js";
import type { EmulatorConfig } from "./config.js";
import { Door } from "./door.js";

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
  /** What else the emulator is opened with. */
  readonly config?: EmulatorConfig;
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

/** Longer than clients keep an idle connection, so that none sends a request on one that is just being closed. */
const KEEP_ALIVE_MS = 75_000;

/** How long requests that are under way may go on when the server is told to close. */
const GRACE_MS = 100;

/** Serves an emulator over HTTP. Rejects where it cannot listen, or the configuration is none. */
export async function serve({ port, host, speed, seed, config, ...options }: ServeOptions): Promise<Serving> {
  const limits = { ...LIMITS, ...options.limits };
  const core = emulatorCore();
  const clock = new ScaledClock(seed, speed);
  const server = createServer({
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: Math.min(limits.headersMs, limits.requestMs) / 2,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requireHostHeader: false, // Node's own refusal has no body.
  });
  server.maxConnections = limits.connections;
  server.listen(port, host);
  await once(server, "listening");
  const url = urlOf(server, host);
  const session = openOrClose(server, () => new Session(core, { baseUrl: `${url}/dataplatform`, ...config, seed }));
  const { answer } = new Door(session, clock, limits.bodyBytes);
  server.on("request", answer);
  server.on("checkContinue", answer);
  server.on("checkExpectation", (_, res) => sendError(res, 417, "no other expectation than 100-continue can be met"));
  server.on("connect", (_, socket) => refuse(socket, 501, "this is no proxy"));
  server.on("clientError", refuseBroken);
  let closing: Promise<void> | undefined;
  return { url, close: () => (closing ??= close(server, session)) };
}

/** Only a server that listens knows the URL with which a session is opened. One that cannot be ends the server. */
function openOrClose(server: Server, open: () => Session): Session {
  try {
    return open();
  } catch (error) {
    server.close();
    throw error;
  }
}

function urlOf(server: Server, host: string): string {
  const { address, port } = server.address() as AddressInfo;
  const name = host === "" ? address : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

async function close(server: Server, session: Session): Promise<void> {
  const grace = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  const closed = once(server, "close");
  server.close();
  await closed;
  clearTimeout(grace);
  session.close();
}

/** What is no HTTP, or takes too long. */
function refuseBroken(error: NodeJS.ErrnoException, socket: Duplex): void {
  const [status, message] = CLIENT_ERRORS[error.code ?? ""] ?? [400, "this is no HTTP request"];
  if (error.code === "ECONNRESET" || !socket.writable) socket.destroy();
  else refuse(socket, status, message);
}

/** Answers where there is a bare socket and no response. */
function refuse(socket: Duplex, status: number, message: string): void {
  const body = JSON.stringify(errorBody(status, message));
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: application/json\r\n`;
  socket.end(`${head}Content-Length: ${body.length}\r\n\r\n${body}`, () => socket.destroy());
}

const CLIENT_ERRORS: Record<string, [status: number, message: string]> = {
  HPE_HEADER_OVERFLOW: [431, "the header fields are too large"],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, "the chunk extensions are too large"],
  ERR_HTTP_REQUEST_TIMEOUT: [408, "the request took too long to come"],
};
