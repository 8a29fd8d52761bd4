// @ts-check
/** What is left of what is over: nothing. Promise 15, and the end of 7 and 8. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** How often each thing is done. `node --expose-gc support/net-memory-process.mjs SCENARIO TIMES` does it more often. */
const TIMES = 4_000;

/** What one of them may seem to leave behind, in bytes: less than a promise and its closures. */
const BYTES_EACH = 128;

/** WebAssembly's memory grows by pages; what waits for a finalizer may cost one or two. */
const PAGES = 2 * 65_536;

const script = fileURLToPath(new URL("support/net-memory-process.mjs", import.meta.url));

/** @typedef {{ wasm: number, references: number, heap: number }} Sample */

/** The least of the heap in some samples: the rest is what the collector has not come to. */
const heapIn = (/** @type {Sample[]} */ samples) => Math.min(...samples.map(({ heap }) => heap));

async function run(/** @type {string} */ scenario) {
  const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", script, scenario, String(TIMES)]);
  return JSON.parse(stdout);
}

describe("The memory stays flat over", { concurrency: 2 }, () => {
  for (const scenario of [
    "calls",
    "calls that fail",
    "calls with a token function",
    "calls with a token function that gives strings",
    "calls whose listener throws",
    "calls by a clock without chance",
    "aborts in a request",
    "aborts in a back-off",
    "aborts between two polls",
    "abandoned watches",
    "abandoned watches that know themselves",
    "dropped clients",
    "dropped clients that their callbacks know",
  ]) {
    test(scenario, async () => {
      const { samples, listeners, timers, clientsLost } = await run(scenario);
      // In the first half, caches fill and the engine compiles.
      const [middle, last] = [samples[5], samples[10]];
      assert.ok(last.wasm - middle.wasm <= PAGES, `the memory of the module grows to ${last.wasm}`);
      // Of dropped clients, the table shows how far the collector lags; that they are lost is asserted below.
      if (!scenario.startsWith("dropped")) {
        assert.equal(last.references, middle.references, "the table of references grows");
      }
      const growth = (heapIn(samples.slice(8)) - heapIn(samples.slice(4, 7))) / (0.4 * TIMES);
      assert.ok(growth < BYTES_EACH, `the heap grows by ${growth.toFixed(1)} bytes each`);
      assert.equal(listeners, 0, "a signal that lives on has listeners");
      assert.equal(timers, 0, "timers are left");
      if (scenario.startsWith("dropped")) {
        assert.ok(clientsLost > 0.9 * TIMES, `only ${clientsLost} clients were collected`);
      }
    });
  }
});
