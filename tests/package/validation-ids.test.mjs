// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { DataPlatform } from "ionoscloud-dataplatform";
import { refusal } from "./support/failure.mjs";
import { call, CLUSTER_ID, operations, POOL_ID } from "./support/operations.mjs";
import { serve } from "./support/service.mjs";

const LONG = CLUSTER_ID + "0";
const SHORT = CLUSTER_ID.replaceAll("-", "").slice(1);

/** @type {[string, unknown, string, RegExp][]} */
const bad = [
  ["an empty id", "", "minLength", /must not be empty/],
  ["a dot", ".", "minLength", /32 characters or more; "\." has 1/],
  ["two dots", "..", "minLength", /"\.\." has 2/],
  ["a way out of the path", "../../versions/../clusters/00000000", "pattern", /not "\." at position 1/],
  ["an id in upper case", CLUSTER_ID.toUpperCase(), "pattern", /lower case.*not "A" at position 4/],
  ["an id of 31 characters", SHORT, "minLength", /has 31/],
  ["an id of 37 characters", LONG, "maxLength", /36 characters or fewer.* has 37/],
  ["an id with a line break", `${CLUSTER_ID.slice(1)}\n`, "pattern", /not/],
  ["an id with a query", `${CLUSTER_ID.slice(2)}?a`, "pattern", /not/],
  ["a number", 7, "type", /must be a string/],
  ["null", null, "type", /must be a string/],
  ["an object", { toString: () => CLUSTER_ID }, "type", /must be a string/],
  ["a String object", new String(CLUSTER_ID), "type", /must be a string/],
  ["an id in a list", [CLUSTER_ID], "type", /must be a string/],
  ["no id", undefined, "type", /is missing/],
];

for (const operation of operations.filter(({ ids }) => ids.length > 0)) {
  test(`${operation.name} refuses a bad id by its name and sends nothing`, async (t) => {
    const { url, requests } = await serve(t);
    const dp = new DataPlatform({ baseUrl: url, token: "t" });
    for (const name of operation.ids) {
      for (const [what, id, rule, message] of bad) {
        const error = await refusal(() => call(dp, operation, { ids: { [name]: id } }));
        assert.deepEqual(error.violations.at(-1)?.path, name, what);
        assert.ok(
          error.violations.some((found) => found.rule === rule && message.test(found.message)),
          what,
        );
        assert.equal(error.violations[0]?.value, id, what);
        assert.match(error.message, new RegExp(`^${operation.name}: ${name} `), what);
        assert.equal(error.operation, operation.name);
      }
    }
    assert.equal(requests.length, 0);
  });
}

test("both ids of a node pool are named at once, beside what is wrong with the body and the options", async (t) => {
  const { url, requests } = await serve(t);
  const dp = new DataPlatform({ baseUrl: url });
  const body = { properties: { nodeCount: 0 } };
  const options = /** @type {never} */ ({ timeoutMs: -1, retries: 3 });
  const error = await refusal(() => dp.nodePools.update("", ".", body, options));
  assert.deepEqual(
    error.violations.map(({ path, rule }) => [path, rule]),
    [
      ["clusterId", "minLength"],
      ["nodepoolId", "minLength"],
      ["properties.nodeCount", "minimum"],
      ["retries", "unknown"],
      ["timeoutMs", "type"],
    ],
  );
  assert.match(error.message, /^nodePools\.update: clusterId must not be empty \(and 4 more\)$/);
  assert.equal(requests.length, 0);
});

test("ids are checked even where validation is switched off: a bad one changes the path", async (t) => {
  const { url, requests } = await serve(t);
  const dp = new DataPlatform({ baseUrl: url, validate: false });
  await refusal(() => dp.clusters.get(""));
  await refusal(() => dp.nodePools.delete(CLUSTER_ID, ".."));
  assert.equal(requests.length, 0);
});

test("a wait checks its ids as a read does", async (t) => {
  const { url, requests } = await serve(t);
  const dp = new DataPlatform({ baseUrl: url });
  const waits = [
    () => dp.clusters.waitUntilAvailable(""),
    () => dp.clusters.waitUntilDeleted("."),
    () => dp.nodePools.waitUntilAvailable(CLUSTER_ID, ".."),
    () => dp.nodePools.waitUntilDeleted("", POOL_ID),
    async () => dp.clusters.watch(/** @type {never} */ (undefined)),
    async () => dp.nodePools.watch(CLUSTER_ID, POOL_ID.toUpperCase()),
  ];
  for (const wait of waits) assert.equal((await refusal(wait)).violations.length, 1);
  assert.equal(requests.length, 0);
});

test("ids with and without dashes go into the path as they are", async (t) => {
  const { url, requests } = await serve(t);
  const dp = new DataPlatform({ baseUrl: url });
  const bare = POOL_ID.replaceAll("-", "");
  await dp.nodePools.get(CLUSTER_ID, bare);
  assert.deepEqual(
    requests.map((request) => request.url),
    [`/dataplatform/clusters/${CLUSTER_ID}/nodepools/${bare}`],
  );
});

test("the name filter is checked by its rules", async (t) => {
  const { url, requests } = await serve(t);
  const dp = new DataPlatform({ baseUrl: url });
  /** @type {[unknown, string, string][]} */
  const filters = [
    [{ name: "a b" }, "name", "pattern"],
    [{ name: "x".repeat(64) }, "name", "maxLength"],
    [{ name: 7 }, "name", "type"],
    [{ nmae: "prod", names: "prod" }, "names", "unknown"],
    ["prod", "ClusterFilter", "type"],
    [["prod"], "ClusterFilter", "type"],
  ];
  for (const [filter, path, rule] of filters) {
    const { violations } = await refusal(() => dp.clusters.list(/** @type {never} */ (filter)));
    const { path: at, rule: broken } = violations.at(-1) ?? {};
    assert.deepEqual([at, broken], [path, rule], JSON.stringify(filter));
  }
  assert.equal(requests.length, 0);
  await dp.clusters.list({ name: "My-c.1_" });
  await dp.clusters.list({ name: undefined });
  await dp.clusters.list({});
  assert.deepEqual(
    requests.map((request) => request.url),
    ["/dataplatform/clusters?name=My-c.1_", "/dataplatform/clusters", "/dataplatform/clusters"],
  );
});
