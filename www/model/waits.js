// @ts-check
/** Waiting: what is under way is followed until it comes to rest, or until nobody wants to know any more. */
import { isDataPlatformError } from "ionoscloud-dataplatform";
import { isOnTheWay, nameOf } from "./states.js";
import { store } from "./store.js";
import { forget, remember, subjectOfCluster, subjectOfNodePool, waitUntil } from "./subjects.js";

/**
 * @typedef {import("./store.js").ClusterData} ClusterData
 * @typedef {import("./store.js").NodePoolData} NodePoolData
 * @typedef {import("./store.js").Stay} Stay
 * @typedef {import("./subjects.js").Goal} Goal
 * @typedef {import("./subjects.js").Subject} Subject
 * @typedef {import("ionoscloud-dataplatform").WaitProgress} WaitProgress
 */

/**
 * @typedef {object} Wait
 * @property {number} key
 * @property {Subject} subject
 * @property {Goal} goal
 * @property {number} startedAt
 * @property {readonly Stay[]} stays
 * @property {WaitProgress | undefined} progress What the last look told.
 * @property {number} lookedAt When that was.
 * @property {Ending | undefined} ending
 * @property {AbortController} controller
 */

/** @typedef {{ readonly at: number, readonly tone: import("./states.js").Tone, readonly text: string }} Ending */

/** How many are followed that nobody asked for. */
const MOST_UNASKED = 6;

/** How many of those that are over are kept to be read. */
const MOST_ENDED = 5;

let keys = 0;

/**
 * The stays that the user does not want to wait for: since when, by the id of the resource.
 *
 * @type {Map<string, number | undefined>}
 */
const declined = new Map();

/**
 * Waits, in place of any wait for the same resource.
 *
 * @param {Subject} subject
 * @param {Goal} goal
 * @param {ClusterData | NodePoolData} [since] What the change or the deletion returned.
 */
export function follow(subject, goal, since) {
  const { session, waits } = store.state;
  if (session === undefined) return;
  const now = session.now();
  const last = store.state.stays[subject.id]?.at(-1);
  /** @type {Wait} */
  const wait = {
    key: ++keys,
    subject,
    goal,
    startedAt: now,
    stays: last !== undefined && isOnTheWay(last.state) ? [{ state: last.state, since: now }] : [],
    progress: undefined,
    lookedAt: now,
    ending: undefined,
    controller: new AbortController(),
  };
  const isReplaced = (/** @type {Wait} */ other) => other.ending === undefined && other.subject.id === subject.id;
  store.set({ waits: [wait, ...waits.filter((other) => !isReplaced(other))] });
  for (const replaced of waits.filter(isReplaced)) replaced.controller.abort();
  void run(wait, since, session);
}

/**
 * @param {Wait} wait
 * @param {ClusterData | NodePoolData | undefined} since
 * @param {import("./session.js").Session} session
 */
async function run({ key, subject, goal, controller }, since, session) {
  const { signal } = controller;
  const stop = () => controller.abort();
  session.signal.addEventListener("abort", stop, { once: true });
  try {
    await waitUntil(session.client, subject, goal, {
      ...session.waiting,
      signal,
      since,
      onProgress: (resource, progress) => {
        if (signal.aborted) return;
        if (resource !== undefined) remember(subject, resource);
        look(key, progress, session.now());
      },
    });
    if (goal === "deleted") forget(subject);
    conclude(key, { at: session.now(), tone: "good", text: goal === "deleted" ? "Gone" : "Available" });
  } catch (error) {
    if (!session.signal.aborted) conclude(key, { at: session.now(), ...explain(error) });
  } finally {
    session.signal.removeEventListener("abort", stop);
  }
}

/**
 * Stops waiting; what is waited for goes on.
 *
 * @param {Wait} wait
 */
export function stopWaiting({ subject: { id }, controller }) {
  declined.set(id, store.state.stays[id]?.at(-1)?.since);
  controller.abort();
}

/** Follows what is under way without anyone having asked, such as what was begun elsewhere. */
export function followWhatMoves() {
  const { clusterIds = [], clusters, nodePools, route } = store.state;
  for (const id of clusterIds) {
    const cluster = clusters[id];
    if (cluster !== undefined) followIfMoving(subjectOfCluster(cluster), cluster);
  }
  if (route.view !== "cluster") return;
  const { id } = route;
  for (const pool of nodePools[id] ?? []) followIfMoving(subjectOfNodePool(id, pool), pool);
}

/**
 * @param {Subject} subject
 * @param {ClusterData | NodePoolData} resource
 */
function followIfMoving(subject, { metadata: { state } }) {
  if (!isOnTheWay(state)) return;
  const running = store.state.waits.filter(({ ending }) => ending === undefined);
  if (running.length >= MOST_UNASKED || running.some((wait) => wait.subject.id === subject.id)) return;
  const stay = store.state.stays[subject.id]?.at(-1);
  if (declined.has(subject.id) && declined.get(subject.id) === stay?.since) return;
  follow(subject, state === "DESTROYING" ? "deleted" : "available");
}

/**
 * @param {number} key
 * @param {WaitProgress} progress
 * @param {number} now
 */
function look(key, progress, now) {
  change(key, (wait) => {
    const state = progress.state ?? "";
    const isNew = progress.state !== undefined && wait.stays.at(-1)?.state !== state;
    return { progress, lookedAt: now, stays: isNew ? [...wait.stays, { state, since: now }] : wait.stays };
  });
}

/**
 * @param {number} key
 * @param {Ending} ending
 */
function conclude(key, ending) {
  change(key, () => ({ ending }));
  const { waits } = store.state;
  const ended = waits.filter((wait) => wait.ending !== undefined).slice(0, MOST_ENDED);
  store.set({ waits: waits.filter((wait) => wait.ending === undefined || ended.includes(wait)) });
}

/**
 * @param {number} key
 * @param {(wait: Wait) => Partial<Wait>} update
 */
function change(key, update) {
  store.set({ waits: store.state.waits.map((wait) => (wait.key === key ? { ...wait, ...update(wait) } : wait)) });
}

/**
 * @param {unknown} error
 * @returns {Pick<Ending, "tone" | "text">}
 */
function explain(error) {
  if (!isDataPlatformError(error)) return { tone: "bad", text: String(error) };
  switch (error.code) {
    case "ABORTED":
      return { tone: "unknown", text: "You stopped waiting; it goes on without you" };
    case "PROVISIONING":
      return { tone: "bad", text: nameOf(error.state ?? "") };
    default:
      return { tone: "bad", text: error.message };
  }
}
