// @ts-check
/** The README's figures of size and speed. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { project, read } from "./support/docs-blocks.mjs";

/** @type {{ withTables: (readme: string) => string }} */
const { withTables } = await import(pathToFileURL(join(project, "benches/readme.mjs")).href);

test("README.md has the figures as they were measured", () => {
  assert.equal(withTables(read("README.md")), read("README.md"));
});
