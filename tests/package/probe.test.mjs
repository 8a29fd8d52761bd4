// @ts-check
/** The README's comparison with other libraries. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { project, read } from "./support/docs-blocks.mjs";

/** @type {typeof import("../../benches/probe/readme.mjs")} */
const { withTables } = await import(pathToFileURL(join(project, "benches/probe/readme.mjs")).href);

test("README.md has the tables as they were measured", () => {
  assert.equal(withTables(read("README.md")), read("README.md"));
});

test("A README without a place for the tables is refused", () => {
  assert.throws(() => withTables("# A title"), { message: "README.md has no place for probe:calls" });
});
