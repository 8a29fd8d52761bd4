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
 * As of which moment each resource and each list is known: changes overtake reads, and reads each other.
 *
 * @type {Map<string, number>}
 */
const knownAsOf = new Map();

/**
 * When each resource was created from this page: a list that was asked for before does not have it.
 *
 * @type {Map<string, number>}
 */
const createdAt = new Map();

let moments = 0;

/** A moment to tell what was asked for before from what was learnt after. */
export function mark() {
  return ++moments;
}

/**
 * Whether what was asked for at a moment is not older than what is known.
 *
 * @param {string} what
 * @param {number} asked
 */
function isNews(what, asked) {
  if (asked < (knownAsOf.get(what) ?? 0)) return false;
  knownAsOf.set(what, asked);
  return true;
}

/**
 * @param {string} id
 * @param {number} asked
 */
function isCreatedSince(id, asked) {
  return (createdAt.get(id) ?? 0) > asked;
}

/**
 * What was not found may have been out of reach only; and a service that begins anew may give the same ids again.
 *
 * @param {string} id
 */
function findAgain(id) {
  if (!(id in store.state.gone)) return;
  const { [id]: _, ...gone } = store.state.gone;
  store.set({ gone });
}

/**
 * Takes in the answer to a list of clusters.
 *
 * @param {readonly ClusterData[]} items
 * @param {number} asked
 */
export function rememberClusters(items, asked) {
  for (const cluster of items) rememberCluster(cluster, asked);
  if (!isNews("clusters", asked)) return;
  const ids = items.map(({ id }) => id).filter((id) => !(id in store.state.gone));
  const added = store.state.clusterIds?.filter((id) => isCreatedSince(id, asked)) ?? [];
  store.set({ clusterIds: [...new Set([...ids, ...added])], listFailure: undefined });
}

/** @param {ClusterData} cluster */
export function rememberNewCluster(cluster) {
  createdAt.set(cluster.id, mark());
  rememberCluster(cluster);
  const { clusterIds = [] } = store.state;
  if (!clusterIds.includes(cluster.id)) store.set({ clusterIds: [...clusterIds, cluster.id] });
}

/**
 * @param {ClusterData} cluster
 * @param {number} [asked] When it was asked for; unless it is told, just now.
 */
export function rememberCluster(cluster, asked = mark()) {
  if (!isNews(cluster.id, asked)) return;
  findAgain(cluster.id);
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
  knownAsOf.set(id, mark());
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
 * @param {number} asked
 */
export function rememberNodePools(clusterId, items, asked) {
  if (!isNews(`${clusterId}/nodepools`, asked)) return;
  const known = new Map(store.state.nodePools[clusterId]?.map((pool) => [pool.id, pool]));
  const news = items.filter(({ id }) => isNews(id, asked));
  for (const { id } of news) findAgain(id);
  const pools = new Map(items.map((pool) => [pool.id, news.includes(pool) ? pool : (known.get(pool.id) ?? pool)]));
  for (const [id, pool] of known) if (isCreatedSince(id, asked)) pools.set(id, pool);
  setNodePools(clusterId, [...pools.values()]);
}

/**
 * @param {string} clusterId
 * @param {NodePoolData} pool
 */
export function rememberNodePool(clusterId, pool) {
  const known = store.state.nodePools[clusterId] ?? [];
  const isNew = !known.some(({ id }) => id === pool.id);
  knownAsOf.set(pool.id, mark());
  findAgain(pool.id);
  if (isNew) createdAt.set(pool.id, mark());
  setNodePools(clusterId, isNew ? [...known, pool] : known.map((other) => (other.id === pool.id ? pool : other)));
}

/**
 * @param {string} clusterId
 * @param {readonly NodePoolData[]} pools
 */
function setNodePools(clusterId, pools) {
  const { gone, nodePools } = store.state;
  if (clusterId in gone) return;
  const there = pools.filter(({ id }) => !(id in gone));
  store.set({ nodePools: { ...nodePools, [clusterId]: there } });
  for (const pool of there) observe(pool, "Node pool");
}

/**
 * @param {string} clusterId
 * @param {string} id
 */
export function forgetNodePool(clusterId, id) {
  const { gone, nodePools } = store.state;
  const pool = nodePools[clusterId]?.find((other) => other.id === id);
  if (pool !== undefined) tell("leaving", `Node pool ${pool.properties.name}: gone`);
  knownAsOf.set(id, mark());
  store.set({ gone: { ...gone, [id]: moment() } });
  setNodePools(clusterId, nodePools[clusterId] ?? []);
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
