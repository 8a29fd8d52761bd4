// @ts-check
/**
 * Shows that memory stays flat: what is used after 0 %, 10 %, … 100 % of very many calls, aborts, watches and clients,
 * each scenario in a process of its own. Prints a table, then the same as JSON.
 *
 * `node benches/memory.mjs FOLDER`, where FOLDER is that of the installed package.
 */
import { argv, exit } from "node:process";
import { table } from "./table.mjs";
import { growthEach, run } from "../tests/package/support/memory-run.mjs";
import { SCENARIOS } from "../tests/package/support/memory-scenarios.mjs";
import { installed } from "./installed.mjs";

/** @typedef {import("../tests/package/support/memory-run.mjs").Sample} Sample */
/** @typedef {{ times: number, bytesEach: number, clientsLost: number, samples: Sample[] }} Curve */

const [folder] = argv.slice(2);
if (folder === undefined) {
  console.error("usage: node memory.mjs FOLDER_OF_THE_INSTALLED_PACKAGE");
  exit(2);
}

const { title, entry } = await installed(folder);
const curves = /** @type {Record<string, Curve>} */ ({});
for (const [scenario, { times }] of Object.entries(SCENARIOS)) {
  const { samples, clientsLost } = await run(scenario, times, entry("."));
  curves[scenario] = { times, bytesEach: Math.round(growthEach(samples, times)), clientsLost, samples };
}
const result = { package: title, runtime: `Node.js ${process.versions.node}`, curves };
console.log(`${table(rows(curves))}\n\n${JSON.stringify(result)}`);

/** The table: for each scenario a row for each of its measures. */
function rows(/** @type {Record<string, Curve>} */ curves) {
  const head = ["what", "times", "of", ...Array.from({ length: 11 }, (_, sample) => `${10 * sample} %`)];
  const rows = Object.entries(curves).flatMap(([scenario, { times, samples, clientsLost }]) => [
    [scenario, times.toLocaleString("en"), "JS heap, KB", ...samples.map(({ heap }) => (heap / 1e3).toFixed())],
    ["", "", "Wasm pages", ...samples.map(({ wasm }) => String(wasm / 65_536))],
    ["", "", "timers", ...samples.map(({ timers }) => String(timers))],
    ["", "", "listeners", ...samples.map(({ listeners }) => String(listeners))],
    ...(clientsLost === 0 ? [] : [["", "", "clients collected", ...Array(10).fill(""), String(clientsLost)]]),
  ]);
  return [head, ...rows];
}
