// @ts-check
/** What is left of what is over: nothing. Promise 15, and the end of 7 and 8. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** How often each thing is done. The numbers that were once measured by hand are larger: see docs. */
const TIMES = 4_000;

/** What one of them may leave behind in the heap of JavaScript, in bytes: less than any object. */
const BYTES_EACH = 16;

const script = fileURLToPath(new URL("support/net-memory-process.mjs", import.meta.url));

async function run(/** @type {string} */ scenario) {
  const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", script, scenario, String(TIMES)]);
  return JSON.parse(stdout);
}

describe("The memory stays flat over", () => {
  for (const scenario of [
    "calls",
    "calls that fail",
    "calls with a token function",
    "aborts in a request",
    "aborts in a back-off",
    "aborts between two polls",
    "abandoned watches",
    "abandoned watches that know themselves",
    "dropped clients",
    "dropped clients that their callbacks know",
  ]) {
    test(scenario, async () => {
      const { samples, listeners, timers } = await run(scenario);
      // In the first half, caches fill and the engine compiles.
      const [middle, last] = [samples[5], samples[10]];
      assert.equal(last.wasm, middle.wasm, "the memory of the module grows");
      assert.equal(last.references, middle.references, "the table of references grows");
      const growth = (last.heap - middle.heap) / (TIMES / 2);
      assert.ok(growth < BYTES_EACH, `the heap grows by ${growth.toFixed(1)} bytes each`);
      assert.equal(listeners, 0, "a signal that lives on has listeners");
      assert.equal(timers, 0, "timers are left");
    });
  }
});

describe("Clients that are dropped are collected", () => {
  for (const scenario of ["dropped clients", "dropped clients that their callbacks know"]) {
    test(scenario, async () => {
      const { clientsLost } = await run(scenario);
      assert.ok(clientsLost > TIMES * 0.9, `${clientsLost} of ${TIMES}`);
    });
  }
});
