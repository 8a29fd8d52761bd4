// @ts-check
import assert from "node:assert/strict";
import net from "node:net";
import { test } from "node:test";
import { DataPlatform, DataPlatformError } from "ionoscloud-dataplatform";
import { direct } from "./support/kinds.mjs";
import { call, operations } from "./support/operations.mjs";
import { forAll } from "./support/random.mjs";
import { serve } from "./support/service.mjs";
import { conforms } from "./support/shapes.mjs";

/** @typedef {import("./support/random.mjs").Random} Random */
/** @typedef {import("./support/operations.mjs").Operation} Operation */

const CODES = ["NETWORK", "TIMEOUT", "API", "RATE_LIMITED", "INVALID_RESPONSE", "OUTCOME_UNKNOWN"];

/**
 * The outcome of a call: a value that its type allows, or one of the library's errors.
 *
 * @param {DataPlatform} dp
 * @param {Operation} operation
 */
async function outcome(dp, operation) {
  try {
    const value = await call(dp, operation);
    const isGone = value === undefined && operation.method === "DELETE";
    assert.ok(isGone || conforms(operation.name, value), "a value that is none");
    return { value };
  } catch (error) {
    if (!(error instanceof DataPlatformError)) throw error;
    assert.ok(CODES.includes(error.code), error.code);
    assert.ok(error.message.startsWith(`${operation.name}: `) && error.message.length <= 200, error.message);
    assert.doesNotMatch(error.message, /[\r\n\u2028\u2029]/);
    assert.deepEqual(JSON.parse(JSON.stringify(error)), error.toJSON());
    return { error };
  }
}

/**
 * Bytes that are an answer of an operation, almost one, or none at all.
 *
 * @param {Operation} operation
 * @param {Random} random
 */
function hostileBody(operation, random) {
  const good = Buffer.from(JSON.stringify(operation.answer));
  switch (random.below(6)) {
    case 0:
      return random.bytes(random.below(64));
    case 1:
      return Buffer.from(random.json());
    case 2:
      return Buffer.from(withOneValueChanged(good.toString(), random));
    case 3:
      return Buffer.concat([
        Buffer.from(random.pick(["", "\ufeff", "\ufeff\ufeff", " ", "\0"])),
        good,
        Buffer.from(random.pick(["", "\n", "\0", "x", ","])),
      ]);
    default:
      return random.damage(good);
  }
}

/**
 * @param {string} json
 * @param {Random} random
 */
function withOneValueChanged(json, random) {
  const values = [...json.matchAll(/"[^"]*"(?!:)|\d+|\[\]|\{\}/g)];
  const { index, 0: value } = random.pick(values);
  return json.slice(0, index) + random.json(2) + json.slice(index + value.length);
}

/** What the host makes of the bytes. @param {Uint8Array} bytes */
function parsed(bytes) {
  try {
    return { value: JSON.parse(new TextDecoder().decode(bytes)) };
  } catch {
    return undefined;
  }
}

test("of arbitrary bytes comes a value exactly where the host parses one of the promised type", async () => {
  /** @type {Uint8Array} */
  let body = new Uint8Array();
  const dp = new DataPlatform({ ...direct, fetch: async () => new Response(/** @type {never} */ (body)) });
  const seen = { values: 0, errors: 0 };
  await forAll(300, async (random) => {
    for (const operation of operations) {
      body = hostileBody(operation, random);
      const { value, error } = await outcome(dp, operation);
      const text = Buffer.from(body).toString("latin1");
      const host = parsed(body);
      const expected =
        operation.name === "versions.list" && Array.isArray(host?.value) ? { items: host.value } : host?.value;
      const isNothing = operation.method === "DELETE" && /^[ \t\n\f\r]*(null)?[ \t\n\f\r]*$/.test(text);
      assert.equal(
        error === undefined,
        isNothing || conforms(operation.name, expected),
        `${error?.message} for ${text}`,
      );
      if (error === undefined) assert.deepEqual(value, isNothing ? undefined : expected);
      seen[error === undefined ? "values" : "errors"] += 1;
    }
  });
  assert.ok(seen.values > 100 && seen.errors > 100, "both are seen");
});

test("of arbitrary statuses, headers and bytes comes a value or one of the library's errors", async () => {
  /** @type {() => Response} */
  let respond = () => new Response();
  const dp = new DataPlatform({ ...direct, token: "token", fetch: async () => respond() });
  await forAll(200, async (random) => {
    for (const operation of operations) {
      const status = 200 + random.below(400);
      const body = [204, 205, 304].includes(status) ? null : hostileBody(operation, random);
      const headers = hostileHeaders(random);
      respond = () => new Response(/** @type {never} */ (body), { status, headers });
      const { error } = await outcome(dp, operation);
      if (error === undefined) assert.ok(status < 300);
      else if (error.code !== "INVALID_RESPONSE") assert.equal(error.status, status);
    }
  });
});

/** @param {Random} random */
function hostileHeaders(random) {
  const values = [
    "",
    "0",
    "-1",
    "1e3",
    "9".repeat(400),
    "Sun, 06 Nov 1994 08:49:37 GMT",
    "Sun, 99 Foo 0000 99:99:99 GMT",
    "text/html",
    "a; b; c",
    "\u00ff".repeat(50),
    "token",
    "%00",
  ];
  const names = [
    "Retry-After",
    "Content-Type",
    "X-Request-Id",
    "Location",
    "Content-Length",
    "Content-Encoding",
    "ETag",
    "X-Any",
  ];
  return new Headers(names.filter(() => random.flip()).map((name) => [name, random.pick(values)]));
}

test("of whatever comes over a connection comes a value or one of the library's errors", async (t) => {
  /** @type {Uint8Array[]} */
  const replies = [];
  const server = net.createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => socket.end(replies.shift() ?? ""));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  t.after(() => server.close());
  const { port } = /** @type {net.AddressInfo} */ (server.address());
  const dp = new DataPlatform({ baseUrl: `http://127.0.0.1:${port}`, maxRetries: 0, timeoutMs: 5_000 });
  await forAll(25, async (random) => {
    for (const operation of operations) {
      replies.push(hostileReply(operation, random));
      await outcome(dp, operation);
      replies.length = 0;
    }
  });
});

test("a body that the host never brings to an end ends with the deadline", async (t) => {
  // Node.js 20 waits for ever for the rest of a compressed body that is none.
  const service = await serve(t, () => ({ headers: { "Content-Encoding": "gzip" }, body: "{}" }));
  const dp = new DataPlatform({ baseUrl: service.url, maxRetries: 0, timeoutMs: 50 });
  for (const operation of operations) assert.ok((await outcome(dp, operation)).error, operation.name);
});

/**
 * @param {Operation} operation
 * @param {Random} random
 */
function hostileReply(operation, random) {
  const status = random.pick([
    "200 OK",
    "200",
    "204 No Content",
    "100 Continue",
    "101 Switching Protocols",
    "103 Early Hints",
    "199 ?",
    "226 IM Used",
    "304 Not Modified",
    "000 None",
    "999 Odd",
    "99 Short",
    "1000 Long",
    "600",
    "-1 Minus",
    "xyz",
  ]);
  const version = random.pick(["HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/2", "http/1.1", "SSH-2.0"]);
  const body = hostileBody(operation, random);
  const length = random.pick([
    `Content-Length: ${body.length}`,
    "Content-Length: 7",
    "Content-Length: -1",
    "Transfer-Encoding: chunked",
    "X: y",
  ]);
  const head = Buffer.from(`${version} ${status}\r\n${length}\r\nConnection: close\r\n\r\n`);
  const reply = Buffer.concat([head, body]);
  return random.flip(0.2) ? random.damage(reply) : reply;
}
