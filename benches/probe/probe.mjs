// @ts-check
/**
 * Runs the scenarios by which the README compares client libraries, against this one, over loopback
 * and in its default configuration, and writes its column to `column.json`.
 *
 * `node benches/probe/probe.mjs FOLDER`, where FOLDER is that of the installed package.
 */
import { writeFile } from "node:fs/promises";
import { argv, exit, versions } from "node:process";
import { installed } from "../installed.mjs";
import { calls } from "./calls.mjs";
import { waiters } from "./waiters.mjs";

const [, , folder] = argv;
if (folder === undefined) {
  console.error("usage: node probe.mjs FOLDER_OF_THE_INSTALLED_PACKAGE");
  exit(2);
}

const { title, entry } = await installed(folder);
const library = /** @type {typeof import("ionoscloud-dataplatform")} */ (await import(entry(".")));

const column = {
  package: title,
  runtime: `Node.js ${versions.node}`,
  calls: await cells(calls),
  waiters: await cells(waiters),
};
await writeFile(new URL("column.json", import.meta.url), `${JSON.stringify(column, null, 2)}\n`);

/** One after the other: some of them measure time. */
async function cells(/** @type {typeof calls | typeof waiters} */ probes) {
  const cells = /** @type {Record<string, string>} */ ({});
  for (const [scenario, probe] of Object.entries(probes)) {
    const cell = await probe(library, entry("."));
    console.log(`${scenario}: ${cell}`);
    cells[scenario] = cell;
  }
  return cells;
}
