// @ts-check
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** @typedef {import("./memory-process.mjs").Sample} Sample */

const script = fileURLToPath(new URL("memory-process.mjs", import.meta.url));

/**
 * Runs a scenario in a process of its own, and gives what it cost: eleven samples, from 0 to 100 %.
 *
 * @param {string} scenario
 * @param {number} times
 * @param {string} [entry] The module to import in place of the installed package.
 * @returns {Promise<{ samples: Sample[], clientsLost: number }>}
 */
export async function run(scenario, times, entry) {
  const args = ["--expose-gc", script, scenario, String(times), ...(entry === undefined ? [] : [entry])];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout);
}

/**
 * What each time may have left behind on the heap, in bytes: in the first half, caches fill and the engine compiles. The
 * least of some samples counts: the rest is what the collector has not come to.
 *
 * @param {Sample[]} samples
 * @param {number} times
 */
export function growthEach(samples, times) {
  const least = (/** @type {Sample[]} */ some) => Math.min(...some.map(({ heap }) => heap));
  return (least(samples.slice(8)) - least(samples.slice(4, 7))) / (0.4 * times);
}
