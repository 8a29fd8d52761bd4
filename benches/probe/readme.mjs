// @ts-check
/**
 * Writes the tables of the README, between their markers, from what was measured: `column.json`,
 * which `probe.mjs` makes, beside `peers.json`, which has the columns of other libraries.
 *
 * `node benches/probe/readme.mjs`
 */
import { readFileSync, writeFileSync } from "node:fs";
import { argv } from "node:process";
import { pathToFileURL } from "node:url";
import { between } from "../markers.mjs";

/** @typedef {Record<string, string>} Cells By scenario, or by library. */
/** @typedef {{ package: string, runtime: string, calls: Cells, waiters: Cells }} Column */
/**
 * @typedef {object} Peers
 * @property {string} runtime
 * @property {Cells} packages By library, the package with its version.
 * @property {Record<string, Cells>} calls By scenario.
 * @property {Record<string, Cells>} waiters By scenario.
 */

const README = new URL("../../README.md", import.meta.url);

const read = (/** @type {string} */ name) => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
const column = /** @type {Column} */ (read("column.json"));
const peers = /** @type {Peers} */ (read("peers.json"));

/** A README with its tables as they are to be. */
export function withTables(/** @type {string} */ readme) {
  const calls = `${table("a call", column.calls, peers.calls)}\n${origin()}`;
  const waits = table("a wait", column.waiters, peers.waiters);
  return between(between(readme, "probe:calls", calls), "probe:waiters", waits);
}

/** Every scenario as a row, every library that has a cell in one of them as a column. */
function table(/** @type {string} */ title, /** @type {Cells} */ ours, /** @type {Record<string, Cells>} */ theirs) {
  const scenarios = Object.keys(ours);
  const unmatched = [...scenarios, ...Object.keys(theirs)].filter((name) => !(name in ours && name in theirs));
  if (unmatched.length > 0) throw new Error(`only one side has: ${unmatched.join("; ")}`);
  const cells = (/** @type {string} */ library) => scenarios.map((scenario) => theirs[scenario]?.[library]);
  const columns = Object.keys(peers.packages)
    .map((library) => [library, ...cells(library)])
    .filter(([, ...measured]) => measured.some((cell) => cell !== undefined));
  const rows = [title, ...scenarios].map((scenario, index) => {
    const first = index === 0 ? "this library" : ours[scenario];
    return [scenario, first, ...columns.map((column) => column[index])].map((cell) => cell ?? "–");
  });
  const [head = "", ...body] = rows.map((row) => `| ${row.join(" | ")} |\n`);
  return `${head}|${"---|".repeat(columns.length + 2)}\n${body.join("")}`;
}

/** Whose versions, and where they were measured. */
function origin() {
  const named = Object.entries(peers.packages).map(([library, name]) =>
    name.startsWith(`${library} `) ? name : `${library} is ${name}`,
  );
  const ours = `${column.package} with ${column.runtime}`;
  return `Measured: ${ours}; the others in a run of their own with ${peers.runtime}:\n${named.join(", ")}.\n`;
}

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) {
  writeFileSync(README, withTables(readFileSync(README, "utf8")));
}
