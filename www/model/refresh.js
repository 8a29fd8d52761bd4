// @ts-check
/** Keeps what is on the page fresh. */
import { readCluster, readClusters } from "./actions.js";
import { syncFaults } from "./faults.js";
import { moment } from "./resources.js";
import { store } from "./store.js";
import { followWhatMoves } from "./waits.js";

const TICK_MS = 250;

/** Lets the time on the page go on, for ages and timelines. */
export function startClock() {
  setInterval(() => {
    if (document.hidden) return;
    store.set({ now: moment() });
  }, TICK_MS);
}

/**
 * Reads again what is shown, as often as the session wants it, until it ends.
 *
 * @param {import("./session.js").Session} session
 */
export async function keepFresh({ refreshMs, signal }) {
  while (!signal.aborted) {
    if (!document.hidden) await whileOpen(refresh());
    await pause(refreshMs, signal);
  }
}

/**
 * Waits for what is read, no longer than what it is read for is open: some servers answer late, or never.
 *
 * @param {Promise<void>} reading
 */
async function whileOpen(reading) {
  const { route } = store.state;
  let stop = () => {};
  const isLeft = new Promise((resolve) => {
    stop = store.watch(
      (state) => state.route,
      (now) => now !== route && resolve(undefined),
    );
  });
  await Promise.race([reading, isLeft]);
  stop();
}

/** Reads what is shown. */
export async function refresh() {
  const { route, gone } = store.state;
  // What is gone is not asked for: should it come back, the list says so.
  const isOpen = route.view === "cluster" && !(route.id in gone);
  await (isOpen ? Promise.all([readClusters(), readCluster(route.id)]) : readClusters());
  followWhatMoves();
  syncFaults();
}

/**
 * @param {number} ms
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
function pause(ms, signal) {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end, { once: true });
  });
}
