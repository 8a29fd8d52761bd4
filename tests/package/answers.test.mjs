// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { DataPlatform, InvalidResponseError, isKnownState, OutcomeUnknownError } from "ionoscloud-dataplatform";
import { failure } from "./support/failure.mjs";
import { call, CLUSTER_ID, cluster, metadata, operations, POOL_ID, pool } from "./support/operations.mjs";
import { forAll } from "./support/random.mjs";
import { serve } from "./support/service.mjs";
import { conforms } from "./support/shapes.mjs";

for (const operation of operations) {
  test(`${operation.name} hands out what the service sent`, async (t) => {
    const { url, requests } = await serve(t);
    const answer = await call(new DataPlatform({ baseUrl: url }), operation);
    assert.deepEqual(answer, operation.answer);
    assert.ok(conforms(operation.name, answer));
    const path = operation.urlTemplate.replace("{clusterId}", CLUSTER_ID).replace("{nodepoolId}", POOL_ID);
    assert.deepEqual(
      requests.map((request) => `${request.method} ${request.url}`),
      [`${operation.method} /dataplatform${path}`],
    );
  });
}

test("what the service may know and the library does not survives: states, zones, types, versions, forms", async (t) => {
  const answer = {
    ...pool,
    id: "NOT-A-UUID",
    type: "",
    href: "not a url",
    metadata: {
      state: "HIBERNATING",
      createdDate: "yesterday",
      ETag: "",
      currentDataPlatformRevision: -1,
      availableUpgradeVersions: ["§"],
    },
    properties: {
      name: "-",
      dataPlatformVersion: "v ∞",
      datacenterId: "x",
      nodeCount: 0,
      cpuFamily: "RISC V",
      coresCount: -4,
      ramSize: 1,
      availabilityZone: "ZONE_9",
      storageType: "NVME",
      storageSize: 1e15,
      maintenanceWindow: { time: "25:00", dayOfTheWeek: "Mañana" },
      labels: { a: 1, b: null, c: [{}] },
      annotations: { d: true },
      autoScaling: { minNodeCount: 0, maxNodeCount: 0 },
    },
  };
  const service = await serve(t, () => ({ body: JSON.stringify(answer) }));
  const received = await new DataPlatform({ baseUrl: service.url }).nodePools.get(CLUSTER_ID, POOL_ID);
  assert.deepEqual(received, answer);
  assert.equal(isKnownState(received.metadata.state), false);
  assert.equal(isKnownState("AVAILABLE"), true);
});

test("optional fields may be null or absent, and stay so", async (t) => {
  const nulls = {
    id: POOL_ID,
    type: null,
    href: null,
    metadata: Object.fromEntries(Object.keys(metadata).map((name) => [name, null])),
    properties: Object.fromEntries(Object.keys(pool.properties).map((name) => [name, null])),
  };
  const bare = { id: POOL_ID, metadata: {}, properties: {} };
  const service = await serve(t, (_, count) => ({ body: JSON.stringify(count === 1 ? nulls : bare) }));
  const dp = new DataPlatform({ baseUrl: service.url });
  assert.deepEqual(await dp.nodePools.get(CLUSTER_ID, POOL_ID), nulls);
  assert.deepEqual(await dp.nodePools.get(CLUSTER_ID, POOL_ID), bare);
});

test("a DELETE succeeds without a word, in whichever way there is none", async (t) => {
  const service = await serve(t);
  const dp = new DataPlatform({ baseUrl: service.url });
  for (const body of ["", "\r\n", "null", " null\n"]) {
    service.answerWith(() => ({ body }));
    assert.equal(await dp.clusters.delete(CLUSTER_ID), undefined);
  }
});

test("any success status and any content type will do", async (t) => {
  const statuses = [200, 201, 202, 203, 206, 299];
  const service = await serve(t, (_, count) => ({
    status: statuses[count - 1] ?? 200,
    headers: { "Content-Type": "text/plain" },
    body: JSON.stringify(cluster),
  }));
  const dp = new DataPlatform({ baseUrl: service.url });
  for (const _status of statuses) assert.deepEqual(await dp.clusters.get(CLUSTER_ID), cluster);
});

/** @param {object} changed */
const withProperties = (changed) => ({ ...pool, properties: { ...pool.properties, ...changed } });

/** @type {[unknown, string, RegExp][]} */
const wrong = [
  [[], "", /it must be an object, not an array/],
  [null, "", /it must not be null/],
  ["text", "", /it must be an object, not a string/],
  [{ ...pool, id: undefined }, "id", /id is missing/],
  [{ ...pool, id: null }, "id", /id must not be null/],
  [{ ...pool, id: 7 }, "id", /id must be a string, not a number/],
  [{ ...pool, metadata: undefined }, "metadata", /metadata is missing/],
  [{ ...pool, metadata: [] }, "metadata", /metadata must be an object, not an array/],
  [{ ...pool, properties: "x" }, "properties", /properties must be an object/],
  [{ ...pool, href: {} }, "href", /href must be a string, not an object/],
  [{ ...pool, metadata: { state: 1 } }, "metadata.state", /must be a string/],
  [
    { ...pool, metadata: { currentDataPlatformRevision: 1.5 } },
    "metadata.currentDataPlatformRevision",
    /must be a whole number/,
  ],
  [
    { ...pool, metadata: { availableUpgradeVersions: ["a", null] } },
    "metadata.availableUpgradeVersions[1]",
    /must not be null/,
  ],
  [withProperties({ nodeCount: "3" }), "properties.nodeCount", /must be a whole number, not a string/],
  [withProperties({ nodeCount: 1.5 }), "properties.nodeCount", /must be a whole number/],
  [withProperties({ labels: [] }), "properties.labels", /must be an object, not an array/],
  [withProperties({ maintenanceWindow: {} }), "properties.maintenanceWindow.time", /is missing/],
  [withProperties({ autoScaling: { minNodeCount: 1 } }), "properties.autoScaling.maxNodeCount", /is missing/],
];

for (const [answer, path, message] of wrong) {
  test(`an answer that is wrong at ${path || "its root"} is refused with the path: ${message.source}`, async (t) => {
    const service = await serve(t, () => ({ body: JSON.stringify(answer) }));
    const dp = new DataPlatform({ baseUrl: service.url });
    const read = await failure(() => dp.nodePools.get(CLUSTER_ID, POOL_ID));
    assert.ok(read instanceof InvalidResponseError);
    assert.equal(read.path, path);
    assert.match(read.message, message);
    assert.equal(service.taken().length, 1);

    const written = await failure(() => dp.nodePools.update(CLUSTER_ID, POOL_ID, { properties: { nodeCount: 3 } }));
    assert.ok(written instanceof OutcomeUnknownError && written.cause instanceof InvalidResponseError);
    assert.equal(written.cause.path, path);
    assert.equal(service.taken().length, 1);
  });
}

test("in a list the path has the place", async (t) => {
  const service = await serve(t, () => ({
    body: JSON.stringify({
      items: [cluster, cluster, { ...cluster, properties: { lans: [{ lanId: "1", routes: [{ network: 1 }] }] } }],
    }),
  }));
  const error = await failure(() => new DataPlatform({ baseUrl: service.url }).clusters.list());
  assert.ok(error instanceof InvalidResponseError);
  assert.equal(error.path, "items[2].properties.lans[0].routes[0].network");
});

test("whatever else is in an answer reaches the caller as JSON.parse gives it", async () => {
  let text = "";
  const dp = new DataPlatform({ fetch: async () => new Response(text) });
  await forAll(300, async (random) => {
    for (const operation of operations) {
      text = withExtras(operation.answer, random);
      const received = await call(dp, operation);
      const expected = JSON.parse(text);
      assert.equal(JSON.stringify(received), JSON.stringify(expected), text);
      assert.deepEqual(received, expected, text);
      assert.ok(conforms(operation.name, received));
    }
  });
});

/** The names that mean something somewhere: an extra of such a name would not be unknown. */
const KNOWN = new Set(["id", "type", "href", "items", "metadata", "properties", "state", "name", "message"]);

/**
 * The JSON text of a value, with unknown members put into each object.
 *
 * @param {unknown} value
 * @param {import("./support/random.mjs").Random} random
 * @returns {string}
 */
function withExtras(value, random) {
  if (Array.isArray(value)) return `[${value.map((element) => withExtras(element, random)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}:${withExtras(member, random)}`,
  );
  for (let extras = random.below(3); extras > 0; extras -= 1) {
    const name = random.string();
    if (KNOWN.has(name)) continue;
    members.splice(random.below(members.length + 1), 0, `${JSON.stringify(name)}:${random.json()}`);
  }
  return `{${members.join(",")}}`;
}
