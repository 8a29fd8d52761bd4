// @ts-check
/**
 * Measures the installed package beside what people would use instead, prints tables, and keeps the figures in
 * results.json.
 *
 * Usage: node --expose-gc benches/bench.mjs [--quick] [PART...]; `cargo xtask bench` installs what it needs first.
 * `--quick` repeats less and keeps nothing.
 */
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import process from "node:process";

import { CLIENTS } from "./peers.mjs";
import { table } from "./table.mjs";

const PARTS = ["size", "start", "calls", "decode", "validate", "memory", "browser", "emulator"];
const RESULTS = new URL("results.json", import.meta.url);

const given = process.argv.slice(2);
const quick = given.includes("--quick");
const wanted = given.filter((argument) => argument !== "--quick");
const unknown = wanted.find((part) => !PARTS.includes(part));
if (unknown !== undefined) throw new Error(`there is no part ${unknown}; there are ${PARTS.join(", ")}`);
if (globalThis.gc === undefined) throw new Error("usage: node --expose-gc benches/bench.mjs [--quick] [PART...]");

const isMade = (/** @type {string} */ name) => existsSync(new URL(`generated/${name}/api.js`, import.meta.url));
const clients = CLIENTS.filter(({ generated }) => generated === undefined || isMade(generated));

const results = JSON.parse(await readFile(RESULTS, "utf8").catch(() => "{}"));
results.host = { node: process.versions.node, platform: process.platform, arch: process.arch, cores: cpus().length };
for (const name of PARTS.filter((part) => wanted.length === 0 || wanted.includes(part))) {
  /** @type {import("./peers.mjs").Part} */
  const part = await import(`./parts/${name}.mjs`);
  results[name] = await part.measure({ quick, clients });
  for (const [title, rows] of Object.entries(part.tables(results[name]))) console.log(`\n${title}\n${table(rows)}`);
  if (!quick) await writeFile(RESULTS, `${JSON.stringify(results, rounded, 2)}\n`);
}

/** Four digits are more than the spread allows. */
function rounded(/** @type {string} */ _, /** @type {unknown} */ value) {
  return typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
}
