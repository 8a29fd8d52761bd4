// @ts-check
/**
 * Runs the scenarios by which the README compares client libraries, against this one, over loopback
 * and in its default configuration, and prints its column: as Markdown, then as JSON.
 *
 * `node benches/probe/probe.mjs FOLDER`, where FOLDER is that of the installed package.
 */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { argv, exit } from "node:process";
import { pathToFileURL } from "node:url";
import { calls } from "./calls.mjs";
import { waiters } from "./waiters.mjs";

const [folder] = argv.slice(2);
if (folder === undefined) {
  console.error("usage: node probe.mjs FOLDER_OF_THE_INSTALLED_PACKAGE");
  exit(2);
}

const root = pathToFileURL(`${resolve(folder)}/`);
const manifest = JSON.parse(await readFile(new URL("package.json", root), "utf8"));
const entry = new URL(manifest.exports["."].import.default, root).href;
const library = /** @type {typeof import("ionoscloud-dataplatform")} */ (await import(entry));

const column = {
  package: `${manifest.name} ${manifest.version}`,
  runtime: `Node.js ${process.versions.node}`,
  calls: await cells(calls),
  waiters: await cells(waiters),
};
console.log(`${table("call", column.calls)}\n${table("wait", column.waiters)}\n${JSON.stringify(column, null, 2)}`);

/** One after the other: some of them measure time. */
async function cells(/** @type {typeof calls | typeof waiters} */ probes) {
  const cells = /** @type {Record<string, string>} */ ({});
  for (const [name, probe] of Object.entries(probes)) cells[name] = await probe(library, entry);
  return cells;
}

function table(/** @type {string} */ title, /** @type {Record<string, string>} */ cells) {
  const rows = Object.entries(cells).map(([name, cell]) => `| ${name} | ${cell} |\n`);
  return `| ${title} | ${manifest.name} |\n|---|---|\n${rows.join("")}`;
}
