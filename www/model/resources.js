// @ts-check
/** What is known of clusters and node pools: every answer comes through here, whoever asked. */
import { tell } from "./notices.js";
import { isOnTheWay, nameOf, toneOf } from "./states.js";
import { store } from "./store.js";

/**
 * @typedef {import("./store.js").ClusterData} ClusterData
 * @typedef {import("./store.js").NodePoolData} NodePoolData
 * @typedef {import("./store.js").Stay} Stay
 */

/** A timeline shows only the end of a long life. */
const MOST_STAYS = 24;

/**
 * Takes in the answer to a list of clusters.
 *
 * @param {readonly ClusterData[]} items
 */
export function rememberClusters(items) {
  const listed = items.filter(({ id }) => !(id in store.state.gone));
  for (const cluster of listed) rememberCluster(cluster);
  store.set({ clusterIds: listed.map(({ id }) => id), listFailure: undefined });
}

/** @param {ClusterData} cluster */
export function rememberCluster(cluster) {
  const { state } = store;
  store.set({ clusters: { ...state.clusters, [cluster.id]: cluster } });
  observe(cluster, "Cluster");
}

/** @param {string} id */
export function forgetCluster(id) {
  const { state } = store;
  if (id in state.gone) return;
  const cluster = state.clusters[id];
  if (cluster !== undefined) tell("leaving", `Cluster ${cluster.properties.name}: gone`);
  // Its node pools are gone with it.
  const { [id]: _, ...nodePools } = state.nodePools;
  store.set({
    gone: { ...state.gone, [id]: moment() },
    nodePools,
    clusterIds: state.clusterIds?.filter((other) => other !== id),
  });
}

/**
 * Takes in the answer to a list of node pools.
 *
 * @param {string} clusterId
 * @param {readonly NodePoolData[]} items
 */
export function rememberNodePools(clusterId, items) {
  const { state } = store;
  if (clusterId in state.gone) return;
  const listed = items.filter(({ id }) => !(id in state.gone));
  store.set({ nodePools: { ...state.nodePools, [clusterId]: listed } });
  for (const pool of listed) observe(pool, "Node pool");
}

/**
 * @param {string} clusterId
 * @param {NodePoolData} pool
 */
export function rememberNodePool(clusterId, pool) {
  const known = store.state.nodePools[clusterId] ?? [];
  const isNew = !known.some(({ id }) => id === pool.id);
  rememberNodePools(clusterId, isNew ? [...known, pool] : known.map((other) => (other.id === pool.id ? pool : other)));
}

/**
 * @param {string} clusterId
 * @param {string} id
 */
export function forgetNodePool(clusterId, id) {
  const { gone, nodePools } = store.state;
  const pool = nodePools[clusterId]?.find((other) => other.id === id);
  if (pool !== undefined) tell("leaving", `Node pool ${pool.properties.name}: gone`);
  store.set({ gone: { ...gone, [id]: moment() } });
  rememberNodePools(clusterId, nodePools[clusterId] ?? []);
}

/**
 * Notes the state that a resource was seen in.
 *
 * @param {ClusterData | NodePoolData} resource
 * @param {string} kind
 */
function observe({ id, metadata, properties }, kind) {
  const state = metadata.state ?? "";
  const { stays } = store.state;
  const now = moment();
  const seen = stays[id] ?? [];
  const last = seen.at(-1);
  if (last?.state === state) return;
  const since = last === undefined ? firstMoment(metadata, now) : now;
  store.set({ stays: { ...stays, [id]: [...seen, { state, since }].slice(-MOST_STAYS) } });
  if (last !== undefined && !isOnTheWay(state)) tell(toneOf(state), `${kind} ${properties.name}: ${nameOf(state).toLowerCase()}`);
}

/** What time it is on the session's clock. */
export function moment() {
  return store.state.session?.now() ?? Date.now();
}

/**
 * Since when a resource is in the state in which it is seen first. Only of a creation is that known.
 *
 * @param {import("ionoscloud-dataplatform").Metadata} metadata
 * @param {number} now
 */
function firstMoment({ state, createdDate }, now) {
  const created = Date.parse(createdDate ?? "");
  return state === "DEPLOYING" && created < now ? created : now;
}
