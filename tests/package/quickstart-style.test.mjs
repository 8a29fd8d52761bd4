// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { DataPlatform, isDataPlatformError } from "ionoscloud-dataplatform";
import { CLUSTER_ID, cluster, DATACENTER_ID, kubeconfig, POOL_ID, pool } from "./support/operations.mjs";
import { serve } from "./support/service.mjs";

/**
 * A service whose resources need three looks to come to rest after each write.
 *
 * @param {import("node:test").TestContext} t
 */
async function serveSlowly(t) {
  /** @type {string[]} */
  let states = [];
  return serve(t, ({ method, url }) => {
    if (url.endsWith("/versions")) return { body: '{"items":["23.11","24.3","24.11","23.4"]}' };
    if (url.endsWith("/kubeconfig")) return { body: JSON.stringify(kubeconfig) };
    if (method === "POST") states = ["DEPLOYING", "DEPLOYING", "AVAILABLE"];
    if (method === "PATCH") states = ["UPDATING", "BUSY", "AVAILABLE"];
    if (method === "DELETE") states = ["DESTROYING", "DESTROYING"];
    const state = states.shift();
    if (state === undefined) return { status: 404, body: "{}" };
    const resource = url.includes("/nodepools") ? pool : cluster;
    return { body: JSON.stringify({ ...resource, metadata: { ...resource.metadata, state } }) };
  });
}

test("from a token to a kubeconfig and back, as the README does it", async (t) => {
  const { url, requests } = await serveSlowly(t);
  const dp = new DataPlatform({ token: "token", baseUrl: url });
  const waiting = { pollIntervalMs: 1 };

  const dataPlatformVersion = await dp.versions.latest();
  assert.equal(dataPlatformVersion, "24.11");
  const created = await dp.clusters.create({
    properties: { name: "prod", datacenterId: DATACENTER_ID, dataPlatformVersion },
  });
  assert.equal(created.metadata.state, "DEPLOYING");
  const ready = await dp.clusters.waitUntilAvailable(created.id, waiting);
  assert.equal(ready.metadata.state, "AVAILABLE");

  const workers = await dp.nodePools.create(created.id, { properties: { name: "workers", nodeCount: 3 } });
  await dp.nodePools.waitUntilAvailable(created.id, workers.id, waiting);
  const since = await dp.nodePools.update(created.id, workers.id, { properties: { nodeCount: 5 } });
  await dp.nodePools.waitUntilAvailable(created.id, workers.id, { ...waiting, since });
  assert.deepEqual(await dp.clusters.kubeconfig(created.id), kubeconfig);

  await dp.nodePools.delete(created.id, workers.id);
  await dp.nodePools.waitUntilDeleted(created.id, workers.id, waiting);
  await dp.clusters.delete(created.id);
  await dp.clusters.waitUntilDeleted(created.id, waiting);

  const one = `/dataplatform/clusters/${CLUSTER_ID}`;
  const inPool = `${one}/nodepools/${POOL_ID}`;
  assert.deepEqual(
    requests.map((request) => `${request.method} ${request.url}`),
    [
      "GET /dataplatform/versions",
      "POST /dataplatform/clusters",
      `GET ${one}`,
      `GET ${one}`,
      `POST ${one}/nodepools`,
      `GET ${inPool}`,
      `GET ${inPool}`,
      `PATCH ${inPool}`,
      `GET ${inPool}`,
      `GET ${inPool}`,
      `GET ${one}/kubeconfig`,
      `DELETE ${inPool}`,
      `GET ${inPool}`,
      `GET ${inPool}`,
      `DELETE ${one}`,
      `GET ${one}`,
      `GET ${one}`,
    ],
  );
});

test("what people write in a catch block works", async (t) => {
  const service = await serve(t, () => ({ status: 404, body: '{"messages":[{"message":"no such cluster"}]}' }));
  const dp = new DataPlatform({ baseUrl: service.url });
  /** @param {string} id */
  async function find(id) {
    try {
      return await dp.clusters.get(id);
    } catch (error) {
      if (isDataPlatformError(error) && error.status === 404) return undefined;
      throw error;
    }
  }
  assert.equal(await find(CLUSTER_ID), undefined);
  await assert.rejects(find("nope"), { name: "InvalidArgumentError", code: "INVALID_ARGUMENT" });
});

test("the parts of a client can be taken out of it, and calls go beside each other", async (t) => {
  const service = await serve(t);
  const dp = new DataPlatform({ baseUrl: service.url });
  const { clusters, nodePools } = dp;
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => [clusters.get(CLUSTER_ID), nodePools.list(CLUSTER_ID)]).flat(),
  );
  assert.equal(answers.length, 100);
  assert.equal(service.requests.length, 100);
});
