// @ts-check
/** The 12 operations: how each is called, what it sends, and what the API answers. */

export const CLUSTER_ID = "498ae72f-411f-11eb-9d07-046c59cc737e";
export const POOL_ID = "abcd7e2f-9876-1234-abcd-123459498ae7";
export const DATACENTER_ID = "3fa85f64-5717-4562-b3fc-2c963f66afa6";

export const metadata = {
  createdDate: "2024-11-20T09:15:02Z",
  createdBy: "john.doe@example.com",
  currentDataPlatformVersion: "24.3",
  currentDataPlatformRevision: 2,
  state: "AVAILABLE",
};

export const cluster = {
  id: CLUSTER_ID,
  type: "cluster",
  metadata,
  properties: { name: "prod", dataPlatformVersion: "24.3", datacenterId: DATACENTER_ID, lans: [] },
};

export const pool = {
  id: POOL_ID,
  type: "nodepool",
  metadata,
  properties: {
    name: "workers",
    datacenterId: DATACENTER_ID,
    nodeCount: 3,
    ramSize: 4096,
    labels: { size: "10" },
    autoScaling: { minNodeCount: 1, maxNodeCount: 5 },
  },
};

export const kubeconfig = { apiVersion: "v1", kind: "Config", users: [{ name: "u", user: { token: "t" } }] };
export const versions = { items: ["23.4", "23.11", "24.3"] };

export const createCluster = { properties: { name: "prod", datacenterId: DATACENTER_ID } };
export const updateCluster = { properties: { name: "renamed" } };
export const createNodePool = { properties: { name: "workers", nodeCount: 3 } };
export const updateNodePool = { properties: { nodeCount: 5 } };

/** @typedef {import("ionoscloud-dataplatform").DataPlatform} DataPlatform */
/** @typedef {import("ionoscloud-dataplatform").RequestOptions} RequestOptions */

/**
 * @typedef {object} Operation
 * @property {string} name
 * @property {string} method
 * @property {string} urlTemplate
 * @property {string[]} ids Names of the ids that it takes.
 * @property {object} [body] A request that keeps every rule.
 * @property {unknown} answer
 * @property {(dp: DataPlatform, ids: [never, never], body: never, options?: RequestOptions) => Promise<unknown>} call
 */

const CLUSTERS = "/clusters";
const ONE_CLUSTER = "/clusters/{clusterId}";
const POOLS = "/clusters/{clusterId}/nodepools";
const ONE_POOL = "/clusters/{clusterId}/nodepools/{nodepoolId}";
const OF_CLUSTER = ["clusterId"];
const OF_POOL = ["clusterId", "nodepoolId"];

/** @type {Operation[]} */
export const operations = [
  {
    name: "clusters.list",
    method: "GET",
    urlTemplate: CLUSTERS,
    ids: [],
    answer: { items: [cluster] },
    call: (dp, _ids, _body, options) => dp.clusters.list(undefined, options),
  },
  {
    name: "clusters.create",
    method: "POST",
    urlTemplate: CLUSTERS,
    ids: [],
    body: createCluster,
    answer: cluster,
    call: (dp, _ids, body, options) => dp.clusters.create(body, options),
  },
  {
    name: "clusters.get",
    method: "GET",
    urlTemplate: ONE_CLUSTER,
    ids: OF_CLUSTER,
    answer: cluster,
    call: (dp, [id], _body, options) => dp.clusters.get(id, options),
  },
  {
    name: "clusters.update",
    method: "PATCH",
    urlTemplate: ONE_CLUSTER,
    ids: OF_CLUSTER,
    body: updateCluster,
    answer: cluster,
    call: (dp, [id], body, options) => dp.clusters.update(id, body, options),
  },
  {
    name: "clusters.delete",
    method: "DELETE",
    urlTemplate: ONE_CLUSTER,
    ids: OF_CLUSTER,
    answer: cluster,
    call: (dp, [id], _body, options) => dp.clusters.delete(id, options),
  },
  {
    name: "clusters.kubeconfig",
    method: "GET",
    urlTemplate: `${ONE_CLUSTER}/kubeconfig`,
    ids: OF_CLUSTER,
    answer: kubeconfig,
    call: (dp, [id], _body, options) => dp.clusters.kubeconfig(id, options),
  },
  {
    name: "nodePools.list",
    method: "GET",
    urlTemplate: POOLS,
    ids: OF_CLUSTER,
    answer: { items: [pool] },
    call: (dp, [id], _body, options) => dp.nodePools.list(id, options),
  },
  {
    name: "nodePools.create",
    method: "POST",
    urlTemplate: POOLS,
    ids: OF_CLUSTER,
    body: createNodePool,
    answer: pool,
    call: (dp, [id], body, options) => dp.nodePools.create(id, body, options),
  },
  {
    name: "nodePools.get",
    method: "GET",
    urlTemplate: ONE_POOL,
    ids: OF_POOL,
    answer: pool,
    call: (dp, [cluster, id], _body, options) => dp.nodePools.get(cluster, id, options),
  },
  {
    name: "nodePools.update",
    method: "PATCH",
    urlTemplate: ONE_POOL,
    ids: OF_POOL,
    body: updateNodePool,
    answer: pool,
    call: (dp, [cluster, id], body, options) => dp.nodePools.update(cluster, id, body, options),
  },
  {
    name: "nodePools.delete",
    method: "DELETE",
    urlTemplate: ONE_POOL,
    ids: OF_POOL,
    answer: pool,
    call: (dp, [cluster, id], _body, options) => dp.nodePools.delete(cluster, id, options),
  },
  {
    name: "versions.list",
    method: "GET",
    urlTemplate: "/versions",
    ids: [],
    answer: versions,
    call: (dp, _ids, _body, options) => dp.versions.list(options),
  },
];

const GOOD_IDS = { clusterId: CLUSTER_ID, nodepoolId: POOL_ID };

/**
 * Calls an operation with good values, but for those that are given.
 *
 * @param {DataPlatform} dp
 * @param {Operation} operation
 * @param {{ ids?: Record<string, unknown>, body?: unknown, options?: RequestOptions }} [given]
 * @returns {Promise<unknown>}
 */
export function call(dp, operation, given = {}) {
  const values = /** @type {Record<string, unknown>} */ ({ ...GOOD_IDS, ...given.ids });
  const ids = /** @type {unknown} */ (operation.ids.map((name) => values[name]));
  // A body of `undefined` is one, too.
  const body = "body" in given ? given.body : operation.body;
  return operation.call(dp, /** @type {[never, never]} */ (ids), /** @type {never} */ (body), given.options);
}

/**
 * What the API answers.
 *
 * @param {string} method
 * @param {string} url
 */
export function answerFor(method, url) {
  const path = url.replace(/^.*\/dataplatform/, "").replace(/\?.*$/, "");
  const operation = operations.find((known) => {
    const expression = known.urlTemplate.replace(/\{\w+\}/g, "[^/]+");
    return known.method === method && new RegExp(`^${expression}$`).test(path);
  });
  return operation?.answer;
}

/** @param {string} name */
export function operation(name) {
  const found = operations.find((known) => known.name === name);
  if (found === undefined) throw new Error(`there is no operation ${name}`);
  return found;
}
