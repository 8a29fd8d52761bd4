// @ts-check
/** What the longest list needs at its peak, and whether WebAssembly's memory stays what it is. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { listOf } from "../data.mjs";
import { FLOOR, OURS } from "../peers.mjs";
import { against, compete, megabytes, ratio } from "../stats.mjs";

/** @typedef {Record<string, { bytes: import("../stats.mjs").Spread, ratio: import("../stats.mjs").Spread }>} Peaks */
/** @typedef {{ peak: Peaks, wasm: Record<string, number> }} Memory */

const child = (/** @type {string} */ name) => fileURLToPath(new URL(`memory-${name}.mjs`, import.meta.url));

/** @param {import("../peers.mjs").Options} options @returns {Promise<Memory>} */
export async function measure({ quick, clients }) {
  const folder = await mkdtemp(join(tmpdir(), "bench-"));
  try {
    const list = join(folder, "list.json");
    await writeFile(list, listOf(10_000));
    const peers = [FLOOR, OURS, ...clients];
    const peaks = Object.fromEntries(peers.map(({ name, file }) => [name, async () => Number(await run("peak", file, list))]));
    const samples = await compete(peaks, { rounds: quick ? 3 : 9, warmUp: 0 });
    const measured = Object.entries(against(FLOOR.name, samples));
    return {
      peak: Object.fromEntries(measured.map(([name, { ms: bytes, ratio }]) => [name, { bytes, ratio }])),
      wasm: JSON.parse(await run("wasm", quick ? "20000" : "100000")),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function run(/** @type {string} */ name, /** @type {string[]} */ ...args) {
  const { stdout } = await promisify(execFile)(execPath, [child(name), ...args]);
  return stdout;
}

export function tables(/** @type {Memory} */ { peak, wasm }) {
  const peaks = Object.entries(peak).map(([name, { bytes, ratio: of }]) => [name, megabytes(bytes.median), ratio(of)]);
  const over = Object.entries(wasm).map(([calls, bytes]) => [Number(calls).toLocaleString("en"), megabytes(bytes)]);
  return {
    "peak memory for 10,000 node pools": [["client", "above the start", `relative to ${FLOOR.name}`], ...peaks],
    "WebAssembly's memory": [["calls", "size"], ...over],
  };
}
