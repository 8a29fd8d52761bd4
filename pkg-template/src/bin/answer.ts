import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

import { LONGEST_TIMEOUT } from "../testing/clock.js";
import { piecesOf } from "../testing/pieces.js";
import type { Exchange } from "../testing/session.js";

type Headers = readonly (readonly [name: string, value: string])[];

/** Of the header fields, pages may read those that a client has a use for. */
const EXPOSED = ["Access-Control-Expose-Headers", "X-Request-Id, Retry-After, ETag"] as const;

export const JSON_TYPE: Headers = [["Content-Type", "application/json"]];

/** Answers at once and whole. */
export function send(res: ServerResponse, status: number, headers: Headers, body: Uint8Array | string): void {
  sendHead(res, status, headers, Buffer.byteLength(body));
  res.end(body);
}

/** Answers with the head only; a body of `length` bytes is to follow. */
export function sendHead(res: ServerResponse, status: number, headers: Headers, length: number): void {
  const fields: string[] = [...allowOrigin(res), ...EXPOSED];
  for (const [name, value] of headers) fields.push(name, value);
  // RFC 9110, 8.6: a 204 must not tell a length, and a 304 would tell that of another answer.
  if (status !== 204 && status !== 304) fields.push("Content-Length", String(length));
  res.writeHead(status, fields);
}

/** Pages of any origin may read the answers. Those that send cookies along must be named: to them "*" is nobody. */
function allowOrigin({ req }: ServerResponse): string[] {
  const { origin } = req.headers;
  if (origin === undefined) return ["Access-Control-Allow-Origin", "*"];
  const credentials = ["Access-Control-Allow-Credentials", "true", "Vary", "Origin"];
  return ["Access-Control-Allow-Origin", origin, ...credentials];
}

export function sendJson(res: ServerResponse, status: number, value: unknown): void {
  send(res, status, JSON_TYPE, JSON.stringify(value));
}

/** Answers with an error of the door itself, in the service's shape. */
export function sendError(res: ServerResponse, status: number, message: string): void {
  sendJson(res, status, errorBody(status, message));
}

export function errorBody(status: number, message: string): object {
  return { httpStatus: status, messages: [{ errorCode: `dsaas-${status}`, message }] };
}

/**
 * Answers with what the core has answered, as the reply says that it is to be delivered. Times are real ones, whatever
 * the speed of the emulator's clock: whoever is at the other end has a watch of their own.
 */
export function deliver(res: ServerResponse, { reply, body }: Exchange): void {
  const { status, headers, delivery } = reply;
  switch (delivery?.kind) {
    case "drop":
    case "refuse": // There is a connection already: it is closed as if it had been a stale one.
      whenConnected(res, (socket) => socket.resetAndDestroy());
      return;
    case "hang":
      return;
    case "delay":
      after(res, delivery.ms, () => send(res, status, headers, body));
      return;
    case "slowBody":
      sendHead(res, status, headers, body.length);
      res.flushHeaders();
      sendSlowly(res, body, delivery.ms);
      return;
    case "truncate":
      sendHead(res, status, headers, body.length);
      res.write(body.subarray(0, delivery.bytes), () => res.socket?.destroy());
      return;
    case undefined:
      send(res, status, headers, body);
  }
}

function sendSlowly(res: ServerResponse, body: Uint8Array, ms: number): void {
  const pieces = piecesOf(body);
  const pause = ms / pieces.length;
  const sendNext = () => {
    res.write(pieces.shift());
    if (pieces.length > 0) after(res, pause, sendNext);
    else res.end();
  };
  after(res, pause, sendNext);
}

/**
 * Calls back with the connection: where a client has sent several requests at once, as soon as the answers to those
 * before this one are out.
 */
function whenConnected(res: ServerResponse, callback: (socket: Socket) => void): void {
  if (res.socket === null) res.once("socket", callback);
  else callback(res.socket);
}

/** Calls back later, unless the connection has been closed by then. */
function after(res: ServerResponse, ms: number, callback: () => void): void {
  const timer = setTimeout(() => {
    res.off("close", cancel);
    callback();
  }, Math.min(ms, LONGEST_TIMEOUT));
  const cancel = () => clearTimeout(timer);
  res.once("close", cancel);
}
