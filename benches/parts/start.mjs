// @ts-check
/** From nothing to the first answer: a fresh Node.js process loads a client and makes one call, which `fetch` answers. */
import { execFile } from "node:child_process";
import { execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { FLOOR, OURS, SDKS } from "../peers.mjs";
import { against, compete, milliseconds, ratio } from "../stats.mjs";

/** @typedef {import("../stats.mjs").Measured} Measured @typedef {import("../peers.mjs").Peer} Peer */

const CHILD = fileURLToPath(new URL("start-child.mjs", import.meta.url));

/** @param {import("../peers.mjs").Options} options @returns {Promise<Record<string, Measured>>} */
export async function measure({ quick, clients }) {
  const peers = [FLOOR, OURS, ...clients, ...SDKS];
  const starts = Object.fromEntries(peers.map(({ name, file }) => [name, () => start(file)]));
  return against(OURS.name, await compete(starts, { rounds: quick ? 5 : 15, warmUp: 1 }));
}

async function start(/** @type {string} */ file) {
  const { stdout } = await promisify(execFile)(execPath, [CHILD, file]);
  return Number(stdout);
}

export function tables(/** @type {Record<string, Measured>} */ measured) {
  const rows = Object.entries(measured).sort(([, a], [, b]) => a.ms.median - b.ms.median);
  const cells = rows.map(([name, of]) => [name, milliseconds(of.ms), ratio(of.ratio)]);
  return { "import and first call, fresh Node.js": [["client", "median", `relative to ${OURS.name}`], ...cells] };
}
