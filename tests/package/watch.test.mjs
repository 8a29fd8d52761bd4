// @ts-check
/** Watching a resource: the engine of the waits as an async iterable, promise 8. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { DeadlineExceededError } from "ionoscloud-dataplatform";
import { failure } from "./support/failure.mjs";
import { HandClock } from "./support/net-clock.mjs";
import { inState, telling } from "./support/net-wait.mjs";
import { CLUSTER_ID, pool, POOL_ID } from "./support/operations.mjs";

const END = { done: true, value: undefined };

/**
 * The states that a loop over a watch sees.
 *
 * @param {AsyncIterable<import("ionoscloud-dataplatform").ClusterResponseData>} watch
 */
async function states(watch) {
  const seen = [];
  for await (const { metadata } of watch) seen.push(metadata.state);
  return seen;
}

describe("A loop over a watch", () => {
  for (const last of ["AVAILABLE", "FAILED", "FAILED_UPDATING", "FAILED_DESTROYING", "TERMINATED"]) {
    test(`sees every look, and ends with ${last}`, async (t) => {
      const { dp, service } = await telling(t, ["BUSY", "HIBERNATING", last]);
      assert.deepEqual(await states(dp.clusters.watch(CLUSTER_ID)), ["BUSY", "HIBERNATING", last]);
      assert.equal(service.requests.length, 3);
    });
  }

  test("ends without an error when the resource is gone", async (t) => {
    const { dp } = await telling(t, ["DESTROYING", 404]);
    assert.deepEqual(await states(dp.clusters.watch(CLUSTER_ID)), ["DESTROYING"]);
  });

  test("fails when there never was a resource", async (t) => {
    const { dp } = await telling(t, [404]);
    assert.equal((await failure(() => states(dp.clusters.watch(CLUSTER_ID)))).status, 404);
  });

  test("survives polls that fail, and is ended by those that will go on failing", async (t) => {
    const passing = await telling(t, ["BUSY", 503, { delivery: "drop" }, "AVAILABLE"]);
    assert.deepEqual(await states(passing.dp.clusters.watch(CLUSTER_ID)), ["BUSY", "AVAILABLE"]);
    const refused = await telling(t, ["BUSY", 403]);
    assert.equal((await failure(() => states(refused.dp.clusters.watch(CLUSTER_ID)))).status, 403);
    assert.equal(refused.service.requests.length, 2);
  });

  test("has a deadline, by the clock and not by looks", async (t) => {
    const { dp, clock } = await telling(t, ["BUSY"]);
    const watch = dp.clusters.watch(CLUSTER_ID, { deadlineMs: 60_000 });
    await watch.next();
    clock.pass(120_000);
    const error = await failure(() => watch.next());
    assert.ok(error instanceof DeadlineExceededError);
    assert.equal(error.state, "BUSY");
    assert.deepEqual(await watch.next(), END);
  });

  test("takes a stale AVAILABLE for stale", async (t) => {
    const since = /** @type {any} */ (inState("UPDATING", { lastModifiedDate: "2026-01-01T11:00:00Z" }));
    const stale = { body: JSON.stringify(inState("AVAILABLE", { lastModifiedDate: "2026-01-01T10:00:00Z" })) };
    const { dp } = await telling(t, [stale, "UPDATING", "AVAILABLE"]);
    assert.deepEqual(await states(dp.clusters.watch(CLUSTER_ID, { since })), ["AVAILABLE", "UPDATING", "AVAILABLE"]);
  });

  test("tells its progress", async (t) => {
    const heard = /** @type {unknown[]} */ ([]);
    const { dp } = await telling(t, ["BUSY", "AVAILABLE"]);
    await states(dp.clusters.watch(CLUSTER_ID, { onProgress: (_, { state, polls }) => heard.push([state, polls]) }));
    assert.deepEqual(heard, [["BUSY", 1], ["AVAILABLE", 2]]);
  });
});

test("A node pool is watched like a cluster", async (t) => {
  const { dp, service } = await telling(t, [{ body: JSON.stringify(pool) }]);
  const seen = [];
  for await (const one of dp.nodePools.watch(CLUSTER_ID, POOL_ID)) seen.push(one);
  assert.deepEqual(seen, [pool]);
  assert.equal(service.requests[0]?.url, `/dataplatform/clusters/${CLUSTER_ID}/nodepools/${POOL_ID}`);
});

test("A watch for what is not valid is refused as it is opened", async (t) => {
  const { dp, service } = await telling(t, []);
  assert.equal((await failure(() => dp.clusters.watch(".."))).code, "INVALID_ARGUMENT");
  assert.equal((await failure(() => dp.clusters.watch(CLUSTER_ID, { pollIntervalMs: -1 }))).code, "INVALID_ARGUMENT");
  assert.equal(service.requests.length, 0);
});

describe("A watch that nobody looks at", () => {
  test("sends nothing and sleeps for nothing", async (t) => {
    const { dp, service, clock } = await telling(t, ["BUSY"]);
    const watch = dp.clusters.watch(CLUSTER_ID);
    await turn();
    assert.equal(service.requests.length, 0);
    await watch.next();
    await turn();
    assert.equal(service.requests.length, 1);
    assert.deepEqual(clock.asleep, []);
    assert.deepEqual(clock.skipped, [0]);
  });

  test("is over after a break, and sends nothing more", async (t) => {
    const { dp, service } = await telling(t, ["BUSY"]);
    const watch = dp.clusters.watch(CLUSTER_ID);
    for await (const _ of watch) break;
    assert.deepEqual(await watch.next(), END);
    assert.equal(service.requests.length, 1);
  });
});

describe("return()", () => {
  test("before the first look ends the watch", async (t) => {
    const { dp, service } = await telling(t, ["BUSY"]);
    const watch = dp.clusters.watch(CLUSTER_ID);
    assert.deepEqual(await watch.return(), END);
    assert.deepEqual(await watch.next(), END);
    assert.deepEqual(await watch.return(), END);
    assert.equal(service.requests.length, 0);
  });

  test("between two polls ends the next() that waits, and its timer", async (t) => {
    const { dp, service, clock } = await telling(t, ["BUSY"], { clock: new HandClock() });
    const watch = dp.clusters.watch(CLUSTER_ID);
    await watch.next();
    const next = watch.next();
    await clock.untilAsleep(5_000);
    await watch.return();
    assert.deepEqual(await next, END);
    assert.deepEqual(clock.asleep, []);
    assert.equal(service.requests.length, 1);
  });

  test("in a poll ends the next() that waits, and its request", async (t) => {
    let ended = false;
    const fetch = (/** @type {string} */ _, /** @type {RequestInit} */ { signal }) =>
      new Promise(() => signal?.addEventListener("abort", () => (ended = true)));
    const { dp } = await telling(t, [], { fetch, clock: new HandClock() });
    const watch = dp.clusters.watch(CLUSTER_ID);
    const next = watch.next();
    await turn();
    await watch.return();
    assert.deepEqual(await next, END);
    assert.ok(ended);
  });

  test("ends all that was asked for ahead", async (t) => {
    const { dp, clock, service } = await telling(t, ["BUSY"], { clock: new HandClock() });
    const watch = dp.clusters.watch(CLUSTER_ID);
    const ahead = [watch.next(), watch.next(), watch.next()];
    await clock.untilAsleep(5_000);
    await watch.return();
    assert.deepEqual((await Promise.all(ahead)).map(({ done }) => done), [false, true, true]);
    assert.equal(service.requests.length, 1);
  });

  test("does no harm to a watch that is opened after it", async (t) => {
    const { dp } = await telling(t, ["BUSY", "BUSY", "AVAILABLE"]);
    const first = dp.clusters.watch(CLUSTER_ID);
    await first.next();
    await first.return();
    const second = dp.clusters.watch(CLUSTER_ID);
    await first.return();
    assert.deepEqual(await states(second), ["BUSY", "AVAILABLE"]);
  });
});

describe("Several next() at once", () => {
  test("give one look after the other, with the pause between", async (t) => {
    const { dp, clock, service } = await telling(t, ["BUSY", "UPDATING", "AVAILABLE"]);
    const watch = dp.clusters.watch(CLUSTER_ID);
    const looks = await Promise.all([watch.next(), watch.next(), watch.next(), watch.next(), watch.next()]);
    const seen = looks.map(({ value }) => value?.metadata.state);
    assert.deepEqual(seen, ["BUSY", "UPDATING", "AVAILABLE", undefined, undefined]);
    assert.deepEqual(clock.skipped.map(Math.round), [0, 5_000, 6_250]);
    assert.equal(service.requests.length, 3);
  });

  test("all end when one of them fails", async (t) => {
    const { dp, service } = await telling(t, ["BUSY", 403]);
    const watch = dp.clusters.watch(CLUSTER_ID);
    const looks = await Promise.allSettled([watch.next(), watch.next(), watch.next()]);
    assert.deepEqual(looks.map(({ status }) => status), ["fulfilled", "rejected", "fulfilled"]);
    assert.equal(service.requests.length, 2);
  });
});
