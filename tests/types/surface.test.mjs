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

describe("the public surface", () => {
  for (const [entry, name] of entries) {
    it(`of ${entry} is the one in tests/surface/${name}; cargo xtask surface accepts another`, () => {
      assert.equal(surfaceOf(join(location, entry)), readFileSync(join(accepted, name), "utf8"));
    });
  }
});
