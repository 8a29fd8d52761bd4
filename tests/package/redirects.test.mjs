// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError, DataPlatform } from "ionoscloud-dataplatform";
import { failure } from "./support/failure.mjs";
import { call, operations } from "./support/operations.mjs";
import { serve } from "./support/service.mjs";

for (const status of [301, 302, 303, 307, 308]) {
  test(`a ${status} is never followed, by no operation, to no place`, async (t) => {
    const elsewhere = await serve(t);
    const places = [`${elsewhere.url}/dataplatform/versions`, "/dataplatform/versions", "//127.0.0.1/", "", undefined];
    for (const operation of operations) {
      for (const place of places) {
        const service = await serve(t, () => ({ status, headers: place === undefined ? {} : { Location: place } }));
        const dp = new DataPlatform({ baseUrl: service.url, token: "t" });
        const error = await failure(() => call(dp, operation));
        assert.ok(error instanceof ApiError);
        assert.deepEqual([error.status, error.retryable, error.attempts], [status, false, 1]);
        assert.match(error.message, /: 30\d, the answer is a redirect, which is not followed$/);
        assert.equal(service.requests.length, 1);
      }
    }
    assert.equal(elsewhere.requests.length, 0);
  });
}

test("the words of a redirect's body do not hide what it is", async (t) => {
  const body = JSON.stringify({ messages: [{ message: "moved" }] });
  const service = await serve(t, () => ({ status: 302, headers: { Location: "/" }, body }));
  const error = await failure(() => new DataPlatform({ baseUrl: service.url }).versions.list());
  assert.match(error.message, /redirect/);
  assert.deepEqual(error.messages, [{ message: "moved" }]);
});

test("300 and 304 are no success either, and are not called what they are not", async (t) => {
  for (const status of [300, 304]) {
    const service = await serve(t, () => ({ status }));
    const error = await failure(() => new DataPlatform({ baseUrl: service.url }).versions.list());
    assert.deepEqual([error.code, error.status], ["API", status]);
    assert.doesNotMatch(error.message, /redirect/);
  }
});
