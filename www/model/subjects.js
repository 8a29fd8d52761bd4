// @ts-check
/** What can be followed: a cluster, or a node pool of one. */
import { forgetCluster, forgetNodePool, rememberCluster, rememberNodePool } from "./resources.js";

/**
 * @typedef {import("./store.js").ClusterData} ClusterData
 * @typedef {import("./store.js").NodePoolData} NodePoolData
 * @typedef {"available" | "deleted"} Goal
 */

/**
 * @typedef {object} Subject
 * @property {"cluster" | "node pool"} kind
 * @property {string} id
 * @property {string} clusterId The same, where it is a cluster.
 * @property {string} name
 */

/**
 * @param {ClusterData} cluster
 * @returns {Subject}
 */
export function subjectOfCluster({ id, properties }) {
  return { kind: "cluster", id, clusterId: id, name: properties.name ?? id };
}

/**
 * @param {string} clusterId
 * @param {NodePoolData} pool
 * @returns {Subject}
 */
export function subjectOfNodePool(clusterId, { id, properties }) {
  return { kind: "node pool", id, clusterId, name: properties.name ?? id };
}

/**
 * Waits until a subject is there, or gone.
 *
 * @param {import("ionoscloud-dataplatform").DataPlatform} client
 * @param {Subject} subject
 * @param {Goal} goal
 * @param {import("ionoscloud-dataplatform").WaitOptions<ClusterData | NodePoolData>} options
 * @returns {Promise<unknown>}
 */
export function waitUntil({ clusters, nodePools }, { kind, id, clusterId }, goal, options) {
  if (kind === "cluster") {
    return goal === "deleted" ? clusters.waitUntilDeleted(id, options) : clusters.waitUntilAvailable(id, options);
  }
  return goal === "deleted"
    ? nodePools.waitUntilDeleted(clusterId, id, options)
    : nodePools.waitUntilAvailable(clusterId, id, options);
}

/**
 * @param {Subject} subject
 * @param {ClusterData | NodePoolData} resource
 */
export function remember({ kind, clusterId }, resource) {
  if (kind === "cluster") rememberCluster(resource);
  else rememberNodePool(clusterId, resource);
}

/** @param {Subject} subject */
export function forget({ kind, id, clusterId }) {
  if (kind === "cluster") forgetCluster(id);
  else forgetNodePool(clusterId, id);
}
