// @ts-check
/** The client on the emulator: time, faults and chance are the emulator's. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { DataPlatform } from "ionoscloud-dataplatform";
import { createEmulator } from "ionoscloud-dataplatform/testing";

import { clusterRequest } from "./support/emulator.mjs";

const MINUTE = 60_000;

/** A client and the emulator that it talks to. */
function connect(/** @type {import("ionoscloud-dataplatform/testing").EmulatorOptions} */ options = {}) {
  const emulator = createEmulator(options);
  return { emulator, dp: new DataPlatform({ ...emulator, token: "any" }) };
}

describe("a client on the emulator", () => {
  it("waits for eight minutes, at once", async () => {
    const { emulator, dp } = connect({ start: 0 });
    const { id } = await dp.clusters.create(clusterRequest());
    const { metadata } = await dp.clusters.waitUntilAvailable(id);
    assert.equal(metadata.state, "AVAILABLE");
    assert.ok(emulator.clock.now() >= 8 * MINUTE && emulator.clock.now() < 9 * MINUTE);
  });

  it("lets no time pass with requests that are answered", async () => {
    const { emulator, dp } = connect({ start: 0 });
    for (let i = 0; i < 50; i++) await dp.clusters.list();
    assert.equal(emulator.clock.now(), 0);
  });

  it("runs into its deadline when no answer comes, or the body does not end", async () => {
    for (const fault of /** @type {const} */ ([{ kind: "hang" }, { kind: "slowBody", ms: 60_000 }])) {
      const { emulator, dp } = connect({ start: 0 });
      emulator.failNext("clusters.list", fault);
      await assert.rejects(dp.clusters.list({}, { maxRetries: 0 }), { name: "TimeoutError" });
      assert.equal(emulator.clock.now(), 30_000);
    }
  });

  it("tries again after as long as Retry-After says", async () => {
    const { emulator, dp } = connect({ start: 0 });
    emulator.failNext("clusters.list", { kind: "status", status: 429, retryAfter: 20 });
    await dp.clusters.list();
    emulator.journal.expectCount("clusters.list", 2);
    assert.equal(emulator.clock.now(), 20_000);
  });

  it("may take its time over a token, where the clock is told of it", async () => {
    const emulator = createEmulator({ start: 0 });
    const issue = () => new Promise((resolve) => setTimeout(resolve, 10, "slow"));
    const dp = new DataPlatform({ ...emulator, token: () => emulator.clock.hold(issue()) });
    await dp.clusters.list();
    assert.equal(emulator.clock.now(), 0);
  });

  it("does the same at the same times for the same seed, jitter and chance included", async () => {
    const run = async (/** @type {number} */ seed) => {
      const { emulator, dp } = connect({ seed });
      emulator.fail({ probability: 0.2, operation: "clusters.get", fault: { kind: "status", status: 503 } });
      const create = async (/** @type {string} */ name) => {
        const { id } = await dp.clusters.create(clusterRequest(name));
        await dp.clusters.waitUntilAvailable(id);
      };
      await Promise.all(["one", "two", "three"].map(create));
      return JSON.stringify(emulator.journal.requests());
    };
    const seven = await run(7);
    assert.equal(await run(7), seven);
    assert.notEqual(await run(8), seven);
  });

  it("may wait for hundreds of clusters at a time", async () => {
    const { emulator, dp } = connect({ start: 0 });
    const names = Array.from({ length: 300 }, (_, i) => `cluster-${i}`);
    const created = await Promise.all(names.map((name) => dp.clusters.create(clusterRequest(name))));
    await Promise.all(created.map(({ id }) => dp.clusters.waitUntilAvailable(id)));
    assert.ok(emulator.clock.now() < 9 * MINUTE);
    assert.deepEqual(emulator.state.contracts[0]?.states, { AVAILABLE: 300 });
  });
});
