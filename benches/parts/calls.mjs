// @ts-check
/** What a call costs on top of the host's own: over loopback, to a server in another process. */
import { connect, FLOOR, OURS } from "../peers.mjs";
import { listOf } from "../data.mjs";
import { start } from "../server.mjs";
import { against, compete, milliseconds, ratio } from "../stats.mjs";

/** @typedef {import("../stats.mjs").Measured} Measured @typedef {() => Promise<unknown>} Call */
/** @typedef {Record<string, Record<string, Measured>>} Calls */

/** @type {Record<string, { rounds: number, run: (call: Call) => Promise<unknown> }>} */
const SHAPES = {
  "one call": { rounds: 1000, run: (call) => call() },
  "100 in sequence": { rounds: 30, run: inSequence },
  "100 in parallel": { rounds: 40, run: (call) => Promise.all(Array.from({ length: 100 }, call)) },
};

/** @param {import("../peers.mjs").Options} options @returns {Promise<Calls>} */
export async function measure({ quick, clients }) {
  const server = await start(listOf(1));
  try {
    /** @type {[string, Call][]} */
    const calls = [];
    for (const peer of [FLOOR, OURS, ...clients]) calls.push([peer.name, await connect(peer, server.url)]);
    /** @type {Calls} */
    const measured = {};
    for (const [shape, { rounds, run }] of Object.entries(SHAPES)) {
      const contestants = Object.fromEntries(calls.map(([name, call]) => [name, () => run(call)]));
      const options = { rounds: quick ? rounds / 5 : rounds, warmUp: Math.ceil(rounds / 10) };
      measured[shape] = against(FLOOR.name, await compete(contestants, options));
    }
    return measured;
  } finally {
    server.stop();
  }
}

async function inSequence(/** @type {Call} */ call) {
  for (let time = 0; time < 100; time += 1) await call();
}

export function tables(/** @type {Calls} */ measured) {
  const shapes = Object.keys(measured);
  const names = Object.keys(Object.values(measured)[0] ?? {});
  const rows = names.map((name) => [
    name,
    ...shapes.flatMap((shape) => {
      const of = measured[shape]?.[name];
      return of === undefined ? [] : [milliseconds(of.ms), ratio(of.ratio)];
    }),
  ]);
  return { "calls over loopback": [["client", ...shapes.flatMap((shape) => [shape, `relative to ${FLOOR.name}`])], ...rows] };
}
