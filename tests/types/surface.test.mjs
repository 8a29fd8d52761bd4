// @ts-check
// Whoever changes what users see, means to.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { describe, it } from "node:test";

import { entries, surfaceOf } from "./support/surface.mjs";

const location = process.env["PACKAGE_DIR"] ?? "";
const accepted = join(process.env["PROJECT_DIR"] ?? "", "tests/surface");

/** The declarations of one text that another has not. */
const without = (/** @type {string} */ text, /** @type {string} */ other) => {
  const others = new Set(other.trim().split("\n\n"));
  return text.trim().split("\n\n").filter((declaration) => !others.has(declaration));
};

describe("the public surface", () => {
  for (const [entry, name] of entries) {
    it(`of ${entry} is the one in tests/surface/${name}; cargo xtask surface accepts another`, () => {
      const before = readFileSync(join(accepted, name), "utf8").replaceAll("\r\n", "\n");
      const now = surfaceOf(join(location, entry));
      assert.deepEqual({ gone: without(before, now), new: without(now, before) }, { gone: [], new: [] });
    });
  }
});
