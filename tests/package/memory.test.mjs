// @ts-check
/** What is left of what is over: nothing. Promise 15, and the end of 7 and 8. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { growthEach, run } from "./support/memory-run.mjs";
import { SCENARIOS } from "./support/memory-scenarios.mjs";

/** How often each thing is done. `benches/memory.mjs` does it more often, and shows the curves. */
const TIMES = 8_000;

/** What one of them may seem to leave behind, in bytes: less than a promise and its closures. */
const BYTES_EACH = 128;

/** WebAssembly's memory grows by pages; what waits for a finalizer may cost one or two. */
const PAGES = 2 * 65_536;

describe("The memory stays flat over", { concurrency: 2 }, () => {
  for (const scenario of Object.keys(SCENARIOS)) {
    test(scenario, async () => {
      const { samples, clientsLost } = await run(scenario, TIMES);
      // In the first half, caches fill and the engine compiles.
      const middle = samples[5];
      const last = samples[10];
      assert.ok(middle && last);
      assert.ok(last.wasm - middle.wasm <= PAGES, `the memory of the module grows to ${last.wasm}`);
      const growth = growthEach(samples, TIMES);
      assert.ok(growth < BYTES_EACH, `the heap grows by ${growth.toFixed(1)} bytes each`);
      assert.equal(last.listeners, 0, "a signal that lives on has listeners");
      assert.equal(last.timers, 0, "timers are left");
      if (scenario.startsWith("dropped")) {
        assert.ok(clientsLost > 0.9 * TIMES, `only ${clientsLost} clients were collected`);
      }
    });
  }
});
