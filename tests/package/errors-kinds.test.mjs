// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import * as library from "ionoscloud-dataplatform";
import { failure } from "./support/failure.mjs";
import { direct, kinds } from "./support/kinds.mjs";
import { operation } from "./support/operations.mjs";
import { serve } from "./support/service.mjs";

for (const kind of kinds) {
  test(`${kind.what} is a ${kind.className} with all that a caller needs`, async (t) => {
    const service = await serve(t, (request, count) => {
      const reply = kind.answer?.(request, count);
      return reply && { ...reply, headers: { "X-Request-Id": "req-7", ...reply.headers } };
    });
    const dp = new library.DataPlatform({ baseUrl: service.url, token: "t", ...direct, ...kind.options });
    const error = await failure(() => kind.run(dp));

    const type = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (library))[kind.className];
    assert.equal(error.constructor, type);
    assert.ok(error instanceof library.DataPlatformError && error instanceof Error);
    assert.ok(library.isDataPlatformError(error));
    assert.equal(error.name, kind.className);
    assert.equal(error.code, kind.code);

    assert.equal(error.operation, kind.operation);
    const called = operation(kind.operation ?? "");
    assert.equal(error.method, called.method);
    assert.equal(error.urlTemplate, called.urlTemplate);
    assert.equal(error.status, kind.status);
    assert.equal(error.attempts, kind.attempts);
    assert.equal(error.retryable, kind.retryable);
    assert.equal(error.requestId, kind.status === undefined ? undefined : "req-7");
    assert.ok(Array.isArray(error.messages));
    assert.ok(Number.isFinite(error.elapsedMs) && error.elapsedMs >= 0);
    assert.equal(error.cause === undefined ? undefined : /** @type {Error} */ (error.cause).name, kind.cause);

    assert.match(error.message, kind.message);
    assert.ok(error.message.length <= 200, error.message);
    assert.doesNotMatch(error.message, /[\r\n]/);
    assert.equal(String(error), `${kind.className}: ${error.message}`);
  });
}

test("a rate limit says when to come back", async (t) => {
  const service = await serve(t, () => ({ status: 429, headers: { "Retry-After": "90" } }));
  const error = await failure(() => new library.DataPlatform({ baseUrl: service.url }).clusters.list());
  assert.ok(error instanceof library.RateLimitedError && error instanceof library.ApiError);
  assert.equal(error.retryAfterMs, 90_000);
});

test("the service's own words are in messages, as it sent them", async (t) => {
  const messages = [
    { errorCode: "dsaas-400", message: "'Value is not nullable'" },
    { message: "second" },
    { errorCode: "paas-auth-1" },
  ];
  const service = await serve(t, () => ({ status: 400, body: JSON.stringify({ httpStatus: 400, messages, new: 1 }) }));
  const error = await failure(() => new library.DataPlatform({ baseUrl: service.url }).clusters.list());
  assert.deepEqual(error.messages, messages);
  assert.equal(error.message, "clusters.list: 400, 'Value is not nullable' (dsaas-400); second; paas-auth-1");
});

test("an error's body that has another shape costs nothing but the words", async (t) => {
  const bodies = [
    "",
    "null",
    "[]",
    "7",
    '"text"',
    "{",
    '{"messages":{}}',
    '{"messages":[null,7,"x",[],{}]}',
    '{"messages":[{"message":7}]}',
    "\u0000\ufffd",
    "<html>",
  ];
  const service = await serve(t, (_, count) => ({ status: 404, body: bodies[count - 1] ?? "" }));
  const dp = new library.DataPlatform({ baseUrl: service.url });
  for (const body of bodies) {
    const error = await failure(() => dp.versions.list());
    assert.deepEqual([error.code, error.status, error.messages], ["API", 404, []], body);
    assert.match(error.message, /^versions\.list: 404, no reason given, \d+ bytes of application\/json$/);
  }
});

test("a message stays one line of at most 200 characters, whatever the service says", async (t) => {
  const texts = ["x".repeat(5_000), "😀".repeat(5_000), "a\r\nb\u2028c\u2029d\u0085e\u0000f\tg", "\ud800".repeat(300)];
  const service = await serve(t, (_, count) => ({
    status: 400,
    body: JSON.stringify({ messages: [{ message: texts[count - 1] }] }),
  }));
  const dp = new library.DataPlatform({ baseUrl: service.url });
  for (const _text of texts) {
    const { message } = await failure(() => dp.versions.list());
    assert.ok(message.length <= 200, `${message.length}`);
    assert.doesNotMatch(message, /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
    assert.doesNotThrow(() => encodeURIComponent(message), "no surrogate is cut in two");
  }
});

test("of a list of a thousand reasons not a thousand are kept", async (t) => {
  const messages = Array.from({ length: 1_000 }, () => ({ message: "x".repeat(10_000) }));
  const service = await serve(t, () => ({ status: 400, body: JSON.stringify({ messages }) }));
  const error = await failure(() => new library.DataPlatform({ baseUrl: service.url }).versions.list());
  assert.equal(error.messages.length, 20);
  assert.equal(error.messages[0]?.message?.length, 1_000);
});

test("a DELETE without a body is a success without a value", async (t) => {
  for (const status of [200, 202, 204]) {
    const service = await serve(t, () => ({ status, body: "" }));
    const dp = new library.DataPlatform({ baseUrl: service.url });
    assert.equal(await dp.clusters.delete("498ae72f-411f-11eb-9d07-046c59cc737e"), undefined);
  }
});

test("a defect of the library is an InternalError, and a new client works", async (t) => {
  const service = await serve(t);
  const dp = new library.DataPlatform({ baseUrl: service.url });
  t.mock.method(Date, "now", () => {
    throw new Error("the clock broke");
  });
  const error = await failure(() => dp.versions.list());
  t.mock.restoreAll();
  assert.ok(error instanceof library.InternalError);
  assert.deepEqual([error.name, error.code, error.retryable], ["InternalError", "INTERNAL", false]);
  assert.ok(await new library.DataPlatform({ baseUrl: service.url }).versions.list());
});
