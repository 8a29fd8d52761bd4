// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { DataPlatform } from "ionoscloud-dataplatform";
import { failure } from "./support/failure.mjs";
import { serve } from "./support/service.mjs";

/**
 * A client of a service that knows these versions.
 *
 * @param {import("node:test").TestContext} t
 * @param {unknown} answer
 */
async function knowing(t, answer) {
  const service = await serve(t, () => ({ body: JSON.stringify(answer) }));
  return new DataPlatform({ baseUrl: service.url }).versions;
}

test("the object is handed out as it is", async (t) => {
  const answer = { id: "dataplatform/versions", type: "collection", items: ["23.4", "24.3"], new: { a: 1 } };
  assert.deepEqual(await (await knowing(t, answer)).list(), answer);
});

test("the bare array of the older API becomes the object", async (t) => {
  assert.deepEqual(await (await knowing(t, ["22.11", "23.4"])).list(), { items: ["22.11", "23.4"] });
  assert.deepEqual(await (await knowing(t, [])).list(), { items: [] });
});

test("anything else is no list of versions", async (t) => {
  /** @type {[unknown, string][]} */
  const wrong = [
    [{}, "items"],
    [{ items: null }, "items"],
    [{ items: {} }, "items"],
    [{ items: ["24.3", 24.11] }, "items[1]"],
    [["24.3", null], "[1]"],
    ["24.3", ""],
    [null, ""],
  ];
  for (const [answer, path] of wrong) {
    const versions = await knowing(t, answer);
    for (const error of [await failure(() => versions.list()), await failure(() => versions.latest())]) {
      assert.equal(error.code, "INVALID_RESPONSE", JSON.stringify(answer));
      assert.equal(/** @type {{ path?: string }} */ (/** @type {unknown} */ (error)).path, path);
    }
  }
});

/** @type {[string[], string | undefined][]} */
const latest = [
  [["1.1.0", "22.06", "22.09", "22.11", "23.4", "23.7", "23.11", "24.3", "24.11", "25.3"], "25.3"],
  [["23.11", "23.4"], "23.11"],
  [["23.4", "23.11"], "23.11"],
  [["24.3", "24.11", "24.7"], "24.11"],
  [["9.9", "10.0"], "10.0"],
  [["24.3.1", "24.3"], "24.3.1"],
  [["24.3", "24.3.0"], "24.3.0"],
  [["24.3-rc1", "24.3"], "24.3"],
  [["latest", "24.3"], "24.3"],
  [["24.3"], "24.3"],
  [[], undefined],
];

for (const [items, newest] of latest) {
  test(`of ${JSON.stringify(items)} the newest is ${newest}`, async (t) => {
    assert.equal(await (await knowing(t, { items })).latest(), newest);
    assert.equal(await (await knowing(t, items)).latest(), newest);
  });
}

test("latest takes the options of a call", async (t) => {
  const versions = await knowing(t, { items: ["24.3"] });
  const reason = new Error("enough");
  const error = await failure(() => versions.latest({ signal: AbortSignal.abort(reason) }));
  assert.equal(error.cause, reason);
});
