// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { DataPlatform } from "ionoscloud-dataplatform";
import { failure, refusal } from "./support/failure.mjs";
import { call, CLUSTER_ID, DATACENTER_ID, operation, operations, POOL_ID } from "./support/operations.mjs";
import { serve } from "./support/service.mjs";

const writes = operations.filter(({ body }) => body !== undefined);

test("what is sent is JSON.stringify of the value, byte for byte", async (t) => {
  const service = await serve(t);
  const dp = new DataPlatform({ baseUrl: service.url });
  const labels = { "ä/ö": "😀", "\u2028": "\ud800", "\u0000": '"\\', ["__proto__"]: "own", constructor: "c" };
  const body = {
    properties: { nodeCount: 3.0, labels, annotations: {}, maintenanceWindow: undefined, autoScaling: null },
  };
  await call(dp, operation("nodePools.update"), { body });
  assert.deepEqual(
    service.taken().map((sent) => sent.body),
    [JSON.stringify(body)],
  );

  const order = {
    properties: { lans: [{ routes: [], dhcp: false, lanId: "1" }], datacenterId: DATACENTER_ID, name: "prod" },
  };
  await call(dp, operation("clusters.create"), { body: order });
  assert.deepEqual(
    service.taken().map((sent) => sent.body),
    [JSON.stringify(order)],
  );
});

test("nothing is sent that the caller did not set: no defaults, no nulls, no body where none belongs", async (t) => {
  const service = await serve(t);
  const dp = new DataPlatform({ baseUrl: service.url });
  for (const each of operations) {
    await call(dp, each);
    const [sent] = service.taken();
    assert.equal(sent?.body, each.body === undefined ? "" : JSON.stringify(each.body), each.name);
    assert.equal(sent.headers["content-type"], each.body === undefined ? undefined : "application/json");
  }
});

test("null and absent are different: autoScaling null is sent, left out it is not", async (t) => {
  const service = await serve(t);
  const dp = new DataPlatform({ baseUrl: service.url });
  await dp.nodePools.update(CLUSTER_ID, POOL_ID, { properties: { nodeCount: 3, autoScaling: null } });
  await dp.nodePools.update(CLUSTER_ID, POOL_ID, { properties: { nodeCount: 3 } });
  await call(dp, operation("nodePools.update"), { body: { properties: { nodeCount: 3, autoScaling: undefined } } });
  assert.deepEqual(
    service.requests.map((sent) => sent.body),
    [
      '{"properties":{"nodeCount":3,"autoScaling":null}}',
      '{"properties":{"nodeCount":3}}',
      '{"properties":{"nodeCount":3}}',
    ],
  );
});

test("lans and routes that are null are refused with the reason; an empty list is sent", async (t) => {
  const service = await serve(t);
  const dp = new DataPlatform({ baseUrl: service.url });
  const bad = /** @type {never} */ ({ properties: { lans: null } });
  const { violations } = await refusal(() => dp.clusters.update(CLUSTER_ID, bad));
  assert.deepEqual(violations, [
    {
      path: "properties.lans",
      rule: "null",
      message: "must not be null, the service refuses it; leave it out or give an empty array",
      value: null,
    },
  ]);
  assert.equal(service.requests.length, 0);
  await dp.clusters.update(CLUSTER_ID, { properties: { lans: [] } });
  assert.deepEqual(
    service.requests.map((sent) => sent.body),
    ['{"properties":{"lans":[]}}'],
  );
});

test("validate: false sends as is", async (t) => {
  const service = await serve(t);
  const dp = new DataPlatform({ baseUrl: service.url, validate: false });
  const bodies = [
    {},
    { properties: { name: "-", colour: "red", lans: null, labels: new Map(), nodeCount: NaN } },
    [],
    "text",
    null,
    7,
  ];
  for (const body of bodies) {
    for (const write of writes) await call(dp, write, { body });
    assert.deepEqual(
      service.taken().map((sent) => sent.body),
      writes.map(() => JSON.stringify(body)),
    );
  }
  await dp.clusters.list({ name: "a b&c=d" });
  assert.equal(service.taken()[0]?.url, "/dataplatform/clusters?name=a+b%26c%3Dd");
});

test("validate: false still refuses what has no JSON", async (t) => {
  const service = await serve(t);
  const dp = new DataPlatform({ baseUrl: service.url, validate: false });
  /** @type {Record<string, unknown>} */
  const loop = {};
  loop["self"] = loop;
  for (const body of [undefined, () => 1, Symbol("x"), 10n, { n: 10n }, loop]) {
    const error = await refusal(() => call(dp, operation("clusters.create"), { body }));
    assert.equal(error.violations[0]?.path, "request");
  }
  assert.equal(service.requests.length, 0);
});

test("a caller's object is left as it was", async (t) => {
  const service = await serve(t, () => ({ status: 422, body: "{}" }));
  const dp = new DataPlatform({ baseUrl: service.url });
  const request = Object.freeze({ properties: Object.freeze({ name: "prod", datacenterId: DATACENTER_ID }) });
  await failure(() => dp.clusters.create(request));
  assert.deepEqual(Object.keys(request.properties), ["name", "datacenterId"]);
});
