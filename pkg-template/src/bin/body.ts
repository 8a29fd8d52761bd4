import type { IncomingMessage, ServerResponse } from "node:http";

import { errorBody, JSON_TYPE, sendHead } from "./answer.js";

const NO_BODY = new Uint8Array();

/** So much of a body that is too large is still read, and for so long: a client that is not read reads no answer. */
const LINGER = { bytes: 64 << 20, ms: 2_000 };

type Done = (body: Uint8Array) => void;

/** Reads a body of `limit` bytes at most. One that is larger is answered with 413. */
export function readBody(req: IncomingMessage, res: ServerResponse, limit: number, done: Done): void {
  const { "content-length": length, "transfer-encoding": encoding, expect } = req.headers;
  if (length === undefined && encoding === undefined) {
    done(NO_BODY);
    return;
  }
  if (Number(length) > limit) {
    refuseBody(req, res, limit);
    return;
  }
  // RFC 9110, 10.1.1: not to a client of HTTP/1.0.
  if (expect !== undefined && req.httpVersion !== "1.0") res.writeContinue();
  const chunks: Buffer[] = [];
  let size = 0;
  const collect = (chunk: Buffer) => {
    size += chunk.length;
    chunks.push(chunk);
    if (size <= limit) return;
    req.off("data", collect).off("end", end);
    refuseBody(req, res, limit);
  };
  const end = () => done(Buffer.concat(chunks));
  req.on("data", collect).on("end", end);
}

/**
 * Answers while the body is still coming, and closes the connection after it. Closed at once, the answer would be lost
 * with the data that nobody has read (RFC 9112, 9.6).
 */
function refuseBody(req: IncomingMessage, res: ServerResponse, limit: number): void {
  const body = JSON.stringify(errorBody(413, `the body has more than ${limit} bytes`));
  sendHead(res, 413, [...JSON_TYPE, ["Connection", "close"]], body.length);
  res.write(body);
  let left = LINGER.bytes;
  const timer = setTimeout(() => req.destroy(), LINGER.ms);
  req.on("data", (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) req.destroy();
  });
  req.on("end", () => res.end());
  res.on("close", () => clearTimeout(timer));
}
