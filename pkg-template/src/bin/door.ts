import type { IncomingMessage, ServerResponse } from "node:http";

import type { ScaledClock } from "../testing/clock.js";
import type { Session } from "../testing/session.js";
import { deliver, send, sendError, sendJson } from "./answer.js";
import { readBody } from "./body.js";

const NO_BODY = new Uint8Array();

/** Answers requests: those of the API and the controls by asking the core, all others itself. */
export class Door {
  readonly #session: Session;
  readonly #clock: ScaledClock;
  readonly #bodyBytes: number;

  constructor(session: Session, clock: ScaledClock, bodyBytes: number) {
    this.#session = session;
    this.#clock = clock;
    this.#bodyBytes = bodyBytes;
  }

  readonly answer = (req: IncomingMessage, res: ServerResponse): void => {
    if (!namesOneHost(req)) sendError(res, 400, "a request must have one header field Host");
    else if (isPreflight(req)) answerPreflight(req, res);
    else readBody(req, res, this.#bodyBytes, (body) => this.#answer(req, res, body));
  };

  #answer(req: IncomingMessage, res: ServerResponse, body: Uint8Array): void {
    try {
      this.#route(req, res, body);
    } catch (error) {
      if (res.headersSent) res.destroy();
      else sendError(res, 500, `the emulator failed: ${(error as Error).message}`);
    }
  }

  #route(req: IncomingMessage, res: ServerResponse, body: Uint8Array): void {
    const target = originForm(req.url ?? "");
    const method = req.method ?? "";
    if (isBelow(target, "/dataplatform")) {
      const headers = pairs(req.rawHeaders);
      deliver(res, this.#session.exchange(this.#clock.now(), { method, target, headers, body }));
    } else if (isBelow(target, "/_emulator")) {
      this.#control(method, target, res, body);
    } else {
      sendError(res, 404, "nothing here: the API is under /dataplatform, the emulator's controls are under /_emulator");
    }
  }

  #control(method: string, target: string, res: ServerResponse, body: Uint8Array): void {
    if (/^\/_emulator\/clock(?:\?|$)/.test(target)) {
      void this.#controlClock(method, res, body);
      return;
    }
    const reply = this.#session.control(this.#clock.now(), method, target, body);
    sendJson(res, reply.status, reply.body);
  }

  /** The clock is the door's, not the core's. */
  async #controlClock(method: string, res: ServerResponse, body: Uint8Array): Promise<void> {
    if (method !== "GET" && method !== "POST") {
      sendJson(res, 405, { error: "method not allowed" });
      return;
    }
    try {
      if (method === "POST") await setClock(this.#clock, body);
      sendJson(res, 200, { now: this.#clock.now(), speed: this.#clock.speed });
    } catch (error) {
      sendJson(res, 400, { error: (error as Error).message });
    }
  }
}

/** RFC 9112, 3.2. HTTP/1.0 may do without. */
function namesOneHost({ headersDistinct, httpVersion }: IncomingMessage): boolean {
  const hosts = headersDistinct["host"]?.length ?? 0;
  return hosts === 1 || (hosts === 0 && httpVersion === "1.0");
}

/** Fetch standard, "CORS-preflight request". A plain OPTIONS is the core's affair. */
function isPreflight(req: IncomingMessage): boolean {
  return req.method === "OPTIONS" && "access-control-request-method" in req.headers;
}

function answerPreflight(req: IncomingMessage, res: ServerResponse): void {
  const headers: [string, string][] = [
    ["Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE"],
    ["Access-Control-Max-Age", "600"],
    ["Vary", "Access-Control-Request-Headers"],
  ];
  // Named one by one, because a wildcard covers no `Authorization`.
  const requested = req.headers["access-control-request-headers"];
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

async function setClock(clock: ScaledClock, body: Uint8Array): Promise<void> {
  const change: unknown = JSON.parse(new TextDecoder().decode(body));
  const [[name, value] = [], ...others] = Object.entries(Object(change) as Record<string, number>);
  if (value === undefined || others.length > 0) throw new Error("expected one field, speed or advanceMs");
  if (name === "speed") clock.speed = value;
  else if (name === "advanceMs") await clock.advance(value);
  else throw new Error(`unknown field ${name}, expected speed or advanceMs`);
}
