// @ts-check
/** Many waits on one client stay cheap: the end of promise 8. */
import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { describe, test } from "node:test";
import { DataPlatform } from "ionoscloud-dataplatform";
import { createEmulator } from "ionoscloud-dataplatform/testing";
import { clusterRequest } from "./support/emulator.mjs";

const WAITS = 1_000;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** An emulator with clusters that will take two minutes, and what is sent to it from now on: whom for, and when. */
async function withClusters() {
  const emulator = createEmulator({ timings: { clusterMs: 2 * MINUTE } });
  /** @type {Map<string, number[]>} */
  const looks = new Map();
  const fetch = (/** @type {string} */ url, /** @type {RequestInit} */ init) => {
    const id = /** @type {string} */ (url.split("/").at(-1));
    looks.set(id, [...(looks.get(id) ?? []), emulator.clock.now()]);
    return emulator.fetch(url, init);
  };
  const dp = new DataPlatform({ baseUrl: emulator.baseUrl, clock: emulator.clock, fetch, token: "any" });
  const created = [];
  for (let n = 0; n < WAITS; n += 1) created.push(await dp.clusters.create(clusterRequest(`c${n}`)));
  looks.clear();
  return { dp, emulator, looks, ids: created.map(({ id }) => id) };
}

/** How many of some times lie within the busiest second. */
function busiest(/** @type {number[]} */ times) {
  const sorted = times.toSorted((a, b) => a - b);
  let most = 0;
  for (let first = 0, next = 0; next < sorted.length; next += 1) {
    while (Number(sorted[next]) - Number(sorted[first]) >= SECOND) first += 1;
    most = Math.max(most, next - first + 1);
  }
  return most;
}

describe("A thousand waits on one client", () => {
  test("look each at its own cluster, once per interval, no sooner, and not in step", async () => {
    const { dp, emulator, looks, ids } = await withClusters();
    const began = emulator.clock.now();
    const found = await Promise.all(ids.map((id) => dp.clusters.waitUntilAvailable(id)));
    assert.deepEqual(found.map(({ id }) => id), ids);
    assert.deepEqual(new Set(looks.keys()), new Set(ids));
    for (const times of looks.values()) {
      for (let n = 1; n < times.length; n += 1) {
        const interval = Math.min(30 * SECOND, 5 * SECOND * 1.25 ** (n - 1));
        const pause = Number(times[n]) - Number(times[n - 1]);
        // The emulator's clock jumps to whole milliseconds.
        assert.ok(pause >= 0.8 * interval && pause <= 1.2 * interval + 1, `look ${n} after ${pause} ms`);
      }
    }
    const times = [...looks.values()].flat().map((at) => at - began);
    // The second look of each comes after 4 to 6 s; later ones are spread ever more.
    assert.ok(busiest(times.filter((at) => at > 0)) < 0.6 * WAITS);
    assert.ok(busiest(times.filter((at) => at > MINUTE)) < 0.15 * WAITS);
  });

  test("that are aborted by one signal leave nothing that runs", async () => {
    const { dp, emulator, looks, ids } = await withClusters();
    const controller = new AbortController();
    const { signal } = controller;
    const waits = ids.map((id) => dp.clusters.waitUntilAvailable(id, { signal }).catch(({ code }) => code));
    await emulator.advance(MINUTE);
    assert.equal(getEventListeners(signal, "abort").length, 1);
    const sent = [...looks.values()].flat().length;
    controller.abort();
    assert.deepEqual(new Set(await Promise.all(waits)), new Set(["ABORTED"]));
    assert.equal(getEventListeners(signal, "abort").length, 0);
    await emulator.advance(60 * MINUTE);
    assert.equal([...looks.values()].flat().length, sent);
    assert.deepEqual(process.getActiveResourcesInfo().filter((kind) => kind === "Timeout"), []);
  });
});
