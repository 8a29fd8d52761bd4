// @ts-check
/**
 * The module has no panic of the library's own: in Wasm a panic is a trap, and promise 15 says that none happens. Each
 * panic that the compiler could not rule out leaves its place in the source in the module's data.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { ownerOf, panics } from "./support/panics.mjs";

const found = panics(readFileSync(String(process.env["MODULE_WITH_PANICS"])));

/**
 * Others' panics: invariants of their own. What a caller can get wrong (an index, a second borrow, an `unwrap`) has the
 * place of the call.
 */
const OTHERS = ["alloc", "core", "dlmalloc", "js-sys", "std"];

describe("The module's panics", () => {
  test("are none in the library's own code", () => {
    assert.deepEqual(found.filter(({ path }) => ownerOf(path) === undefined), []);
  });

  test("are elsewhere only in those crates that are known to have some", () => {
    const isKnown = (/** @type {string | undefined} */ owner) => owner === undefined || OTHERS.includes(owner);
    assert.deepEqual(found.filter(({ path }) => !isKnown(ownerOf(path))), []);
  });

  test("are found where there are some", () => {
    assert.ok(found.some(({ path }) => ownerOf(path) === "core"));
  });
});
