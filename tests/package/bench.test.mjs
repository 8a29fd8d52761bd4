// @ts-check
/** The figures in README.md and emulator/README.md. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { project, read } from "./support/docs-blocks.mjs";

/** @typedef {(readme: string) => string} Fill */
/** @type {{ withTables: Fill, withFigures: Fill }} */
const { withTables, withFigures } = await import(pathToFileURL(join(project, "benches/readme.mjs")).href);

test("README.md has the figures as they were measured", () => {
  assert.equal(withTables(read("README.md")), read("README.md"));
});

test("emulator/README.md has the figures as they were measured", () => {
  assert.equal(withFigures(read("emulator/README.md")), read("emulator/README.md"));
});
