// @ts-check
/** What one can do: each is a call of the library, and what its answer means for the page. */
import { isDataPlatformError } from "ionoscloud-dataplatform";
import {
  forgetCluster,
  forgetNodePool,
  mark,
  rememberCluster,
  rememberClusters,
  rememberNewCluster,
  rememberNodePool,
  rememberNodePools,
} from "./resources.js";
import { store } from "./store.js";
import { subjectOfCluster, subjectOfNodePool } from "./subjects.js";
import { newestFirst } from "./versions.js";
import { follow } from "./waits.js";

/**
 * @typedef {import("./store.js").ClusterData} ClusterData
 * @typedef {import("./store.js").NodePoolData} NodePoolData
 * @typedef {import("ionoscloud-dataplatform").CreateClusterRequest} CreateClusterRequest
 * @typedef {import("ionoscloud-dataplatform").PatchClusterRequest} PatchClusterRequest
 * @typedef {import("ionoscloud-dataplatform").CreateNodePoolRequest} CreateNodePoolRequest
 * @typedef {import("ionoscloud-dataplatform").PatchNodePoolRequest} PatchNodePoolRequest
 */

function connected() {
  const { session } = store.state;
  if (session === undefined) throw new Error("nothing is connected");
  return session;
}

/** The client that is to send what a form holds. */
function sender() {
  const { client, unchecked } = connected();
  return store.state.checksRequests ? client : unchecked;
}

/** Reads the clusters, through the API's own filter. */
export async function readClusters() {
  const { client, signal } = connected();
  const name = store.state.filter;
  const asked = mark();
  try {
    const { items } = await client.clusters.list({ name: name === "" ? undefined : name }, { signal });
    if (!signal.aborted && store.state.filter === name) rememberClusters(items, asked);
  } catch (error) {
    if (!signal.aborted && store.state.filter === name) store.set({ listFailure: error });
  }
}

/**
 * Reads a cluster and its node pools.
 *
 * @param {string} id
 */
export async function readCluster(id) {
  const { client, signal } = connected();
  const asked = mark();
  try {
    const [cluster, pools] = await Promise.all([
      client.clusters.get(id, { signal }),
      client.nodePools.list(id, { signal }),
    ]);
    if (signal.aborted) return;
    rememberCluster(cluster, asked);
    rememberNodePools(id, pools.items, asked);
    setClusterFailure(id, undefined);
  } catch (error) {
    if (signal.aborted) return;
    const isGone = isNotThere(error);
    if (isGone) forgetCluster(id);
    setClusterFailure(id, isGone ? undefined : error);
  }
}

/**
 * Why the open cluster could not be read; of one that is no longer open nobody wants to know.
 *
 * @param {string} id
 * @param {unknown} error
 */
function setClusterFailure(id, error) {
  const { route } = store.state;
  if (route.view === "cluster" && route.id === id) store.set({ clusterFailure: error });
}

/**
 * Whether there is no such resource: the service knows none, or the library knows that none has such an id.
 *
 * @param {unknown} error
 */
function isNotThere(error) {
  return isDataPlatformError(error) && (error.status === 404 || error.code === "INVALID_ARGUMENT");
}

/**
 * Reads the versions, the newest first.
 *
 * @param {import("./session.js").Session} session
 * @param {AbortSignal} [signal]
 */
export async function readVersions({ client }, signal) {
  const { items } = await client.versions.list({ signal });
  return newestFirst(items);
}

/**
 * @param {CreateClusterRequest} request
 * @param {AbortSignal} signal
 */
export async function createCluster(request, signal) {
  adoptCluster(await sender().clusters.create(request, { signal }));
}

/**
 * Takes in a cluster that was created just now.
 *
 * @param {ClusterData} cluster
 */
export function adoptCluster(cluster) {
  rememberNewCluster(cluster);
  follow(subjectOfCluster(cluster), "available", cluster);
}

/**
 * @param {string} id
 * @param {PatchClusterRequest} request
 * @param {AbortSignal} signal
 */
export async function updateCluster(id, request, signal) {
  const cluster = await sender().clusters.update(id, request, { signal });
  rememberCluster(cluster);
  follow(subjectOfCluster(cluster), "available", cluster);
}

/**
 * @param {ClusterData} cluster
 * @param {AbortSignal} signal
 */
export async function deleteCluster(cluster, signal) {
  const before = await connected().client.clusters.delete(cluster.id, { signal });
  if (before === undefined) forgetCluster(cluster.id);
  else follow(subjectOfCluster(cluster), "deleted", before);
}

/**
 * @param {string} id
 * @param {AbortSignal} signal
 */
export async function readKubeconfig(id, signal) {
  return await connected().client.clusters.kubeconfig(id, { signal });
}

/**
 * @param {string} clusterId
 * @param {CreateNodePoolRequest} request
 * @param {AbortSignal} signal
 */
export async function createNodePool(clusterId, request, signal) {
  adoptNodePool(clusterId, await sender().nodePools.create(clusterId, request, { signal }));
}

/**
 * Takes in a node pool that was created just now.
 *
 * @param {string} clusterId
 * @param {NodePoolData} pool
 */
export function adoptNodePool(clusterId, pool) {
  rememberNodePool(clusterId, pool);
  follow(subjectOfNodePool(clusterId, pool), "available", pool);
}

/**
 * @param {string} clusterId
 * @param {string} id
 * @param {PatchNodePoolRequest} request
 * @param {AbortSignal} signal
 */
export async function updateNodePool(clusterId, id, request, signal) {
  const pool = await sender().nodePools.update(clusterId, id, request, { signal });
  rememberNodePool(clusterId, pool);
  follow(subjectOfNodePool(clusterId, pool), "available", pool);
}

/**
 * @param {string} clusterId
 * @param {NodePoolData} pool
 * @param {AbortSignal} signal
 */
export async function deleteNodePool(clusterId, pool, signal) {
  const before = await connected().client.nodePools.delete(clusterId, pool.id, { signal });
  if (before === undefined) forgetNodePool(clusterId, pool.id);
  else follow(subjectOfNodePool(clusterId, pool), "deleted", before);
}
