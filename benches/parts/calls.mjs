// @ts-check
/**
 * What a call costs on top of the host's own: over loopback, to a server in another process. Each client takes turns with
 * bare `fetch` in a process of its own, as in an application. Once more, all of them take turns in one process: there it
 * is also measured how well a client bears that the code of the others throws its own out of the processor's caches,
 * while that of `fetch` is everybody's.
 */
import { execFile } from "node:child_process";
import { execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { FLOOR, OURS } from "../peers.mjs";
import { against, milliseconds, ratio } from "../stats.mjs";

/** @typedef {import("../stats.mjs").Measured} Measured */
/** @typedef {Record<string, Record<string, Measured>>} Calls by shape and client */
/** @typedef {import("../peers.mjs").Peer} Peer */

const CHILD = fileURLToPath(new URL("calls-child.mjs", import.meta.url));

/** @param {import("../peers.mjs").Options} options @returns {Promise<Calls>} */
export async function measure({ quick, clients }) {
  const peers = [OURS, ...clients];
  /** @type {Calls} */
  const measured = {};
  for (const peer of peers) {
    for (const [shape, samples] of Object.entries(await inProcess([peer], quick))) {
      const { [FLOOR.name]: floor, ...own } = against(FLOOR.name, samples);
      // What bare fetch takes is told of the first pair; each ratio is that of its own.
      measured[shape] = { [FLOOR.name]: floor, ...measured[shape], ...own };
    }
  }
  const crowd = await inProcess(peers, quick);
  measured["one call, all in one process"] = against(FLOOR.name, crowd["one call"]);
  return measured;
}

/** @returns {Promise<Record<string, Record<string, number[]>>>} the samples of clients and of bare fetch, by shape */
async function inProcess(/** @type {Peer[]} */ peers, /** @type {boolean} */ quick) {
  const names = peers.map(({ name }) => name);
  const flags = quick ? ["--quick"] : [];
  const options = { maxBuffer: 16_000_000 };
  const { stdout } = await promisify(execFile)(execPath, ["--expose-gc", CHILD, ...flags, ...names], options);
  return JSON.parse(stdout);
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
