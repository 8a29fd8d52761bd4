// @ts-check
/** What a wait comes to: promise 8. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { DeadlineExceededError, ProvisioningError } from "ionoscloud-dataplatform";
import { failure } from "./support/failure.mjs";
import { brokenAnswers } from "./support/net-client.mjs";
import { HandClock } from "./support/net-clock.mjs";
import { inState, telling } from "./support/net-wait.mjs";
import { cluster, CLUSTER_ID, pool, POOL_ID } from "./support/operations.mjs";

/** @typedef {import("ionoscloud-dataplatform").DataPlatform} DataPlatform */
/** @typedef {import("./support/net-wait.mjs").Look} Look */

const MINUTE = 60_000;

const ON_THE_WAY = ["DEPLOYING", "UPDATING", "BUSY", "HIBERNATING", "available", ""];

const available = (/** @type {DataPlatform} */ dp, options = {}) => dp.clusters.waitUntilAvailable(CLUSTER_ID, options);
const deleted = (/** @type {DataPlatform} */ dp, options = {}) => dp.clusters.waitUntilDeleted(CLUSTER_ID, options);

/** @param {unknown} error */
function provisioning(error) {
  assert.ok(error instanceof ProvisioningError, String(error));
  return error;
}

/** @param {unknown} error */
function outOfTime(error) {
  assert.ok(error instanceof DeadlineExceededError, String(error));
  return error;
}

describe("waitUntilAvailable", () => {
  test("gives the cluster as soon as it is AVAILABLE", async (t) => {
    const { dp, service } = await telling(t, ["AVAILABLE"]);
    assert.deepEqual(await available(dp), inState("AVAILABLE"));
    assert.equal(service.requests.length, 1);
  });

  for (const state of ON_THE_WAY) {
    test(`goes on while the state is ${JSON.stringify(state)}`, async (t) => {
      const { dp, service } = await telling(t, [state, state, "AVAILABLE"]);
      await available(dp);
      assert.equal(service.requests.length, 3);
    });
  }

  test("goes on while there is no state", async (t) => {
    const stateless = { body: JSON.stringify({ ...cluster, metadata: { state: null } }) };
    const { dp, service } = await telling(t, [stateless, "AVAILABLE"]);
    await available(dp);
    assert.equal(service.requests.length, 2);
  });

  for (const state of ["FAILED", "FAILED_UPDATING", "FAILED_DESTROYING", "DESTROYING", "TERMINATED"]) {
    test(`fails when the state is ${state}`, async (t) => {
      const { dp, service } = await telling(t, ["DEPLOYING", state]);
      const error = provisioning(await failure(() => available(dp)));
      assert.equal(error.state, state);
      assert.deepEqual(error.resource, inState(state));
      assert.equal(error.polls, 2);
      assert.equal(service.requests.length, 2);
      assert.match(error.message, new RegExp(`clusters.get: the resource is ${state} after 5 s`));
    });
  }

  test("fails when the cluster is not there, at first or in the middle", async (t) => {
    for (const looks of [[404], ["DEPLOYING", 404]]) {
      const { dp, service } = await telling(t, looks);
      assert.equal((await failure(() => available(dp))).status, 404);
      assert.equal(service.requests.length, looks.length);
    }
  });
});

describe("waitUntilDeleted", () => {
  for (const last of [404, "TERMINATED"]) {
    test(`succeeds at ${last}`, async (t) => {
      const { dp, service } = await telling(t, ["DESTROYING", last]);
      assert.equal(await deleted(dp), undefined);
      assert.equal(service.requests.length, 2);
    });
  }

  for (const state of ["AVAILABLE", "FAILED", "FAILED_UPDATING", "DESTROYING", ...ON_THE_WAY]) {
    test(`goes on while the state is ${JSON.stringify(state)}`, async (t) => {
      const { dp, service } = await telling(t, [state, 404]);
      await deleted(dp);
      assert.equal(service.requests.length, 2);
    });
  }

  test("fails when the deletion failed", async (t) => {
    const { dp } = await telling(t, ["DESTROYING", "FAILED_DESTROYING"]);
    const error = provisioning(await failure(() => deleted(dp)));
    assert.equal(error.state, "FAILED_DESTROYING");
    assert.match(error.message, /will not become deleted/);
  });

  test("takes an old failure for old, with the resource that the delete returned", async (t) => {
    const since = inState("FAILED_DESTROYING");
    const { dp, service } = await telling(t, ["FAILED_DESTROYING", "DESTROYING", 404]);
    await deleted(dp, { since });
    assert.equal(service.requests.length, 3);
  });
});

describe("Node pools", () => {
  test("are waited for like clusters, under their own URL", async (t) => {
    const busy = { body: JSON.stringify({ ...pool, metadata: { state: "DEPLOYING" } }) };
    const ready = { body: JSON.stringify(pool) };
    const { dp, service } = await telling(t, [busy, ready, busy, 404]);
    assert.deepEqual(await dp.nodePools.waitUntilAvailable(CLUSTER_ID, POOL_ID), pool);
    await dp.nodePools.waitUntilDeleted(CLUSTER_ID, POOL_ID);
    const urls = new Set(service.requests.map(({ method, url }) => `${method} ${url}`));
    assert.deepEqual([...urls], [`GET /dataplatform/clusters/${CLUSTER_ID}/nodepools/${POOL_ID}`]);
  });
});

describe("After an update", () => {
  const before = "2026-01-01T10:00:00Z";
  const update = "2026-01-01T11:00:00Z";
  const after = "2026-01-01T11:00:01Z";
  const look = (/** @type {string} */ state, /** @type {string} */ lastModifiedDate) => ({
    body: JSON.stringify(inState(state, { lastModifiedDate })),
  });

  for (const [name, since, looks] of /** @type {[string, object, Look[]][]} */ ([
    ["a stale AVAILABLE", inState("UPDATING", { lastModifiedDate: update }), [look("AVAILABLE", before), "UPDATING"]],
    ["an old FAILED_UPDATING", inState("UPDATING", { lastModifiedDate: update }), [look("FAILED_UPDATING", before), "BUSY"]],
    ["an update that answers AVAILABLE", inState("AVAILABLE", { lastModifiedDate: update }), [look("AVAILABLE", update), "UPDATING"]],
    ["a service without dates", inState("UPDATING", { lastModifiedDate: null }), ["AVAILABLE", "AVAILABLE", "UPDATING"]],
  ])) {
    test(`${name} does not end the wait for it`, async (t) => {
      const { dp, service } = await telling(t, [...looks, "AVAILABLE"]);
      await available(dp, { since });
      assert.equal(service.requests.length, looks.length + 1);
    });
  }

  test("that was quicker than the polls the first AVAILABLE ends the wait", async (t) => {
    for (const [since, look] of /** @type {const} */ ([
      [inState("UPDATING", { lastModifiedDate: update }), inState("AVAILABLE", { lastModifiedDate: update })],
      [inState("AVAILABLE", { lastModifiedDate: update }), inState("AVAILABLE", { lastModifiedDate: after })],
      [inState("UPDATING", { ETag: "a" }), inState("AVAILABLE", { ETag: "b" })],
    ])) {
      const { dp, service } = await telling(t, [{ body: JSON.stringify(look) }]);
      await available(dp, { since });
      assert.equal(service.requests.length, 1);
    }
  });

  test("that failed again its own failure ends the wait", async (t) => {
    const since = inState("UPDATING", { lastModifiedDate: update });
    const { dp } = await telling(t, [look("FAILED_UPDATING", before), look("FAILED_UPDATING", after)]);
    const error = provisioning(await failure(() => available(dp, { since })));
    assert.equal(error.polls, 2);
  });

  test("an unchanged AVAILABLE is believed after a minute", async (t) => {
    const since = inState("AVAILABLE", { lastModifiedDate: update });
    const { dp, clock } = await telling(t, [look("AVAILABLE", update)]);
    const started = clock.now();
    await available(dp, { since });
    const took = clock.now() - started;
    assert.ok(took >= MINUTE && took < 2 * MINUTE, String(took));
  });

  test("a since that is no resource is refused", async (t) => {
    const { dp, service } = await telling(t, ["AVAILABLE"]);
    for (const since of ["2026-01-01", new Date(), Promise.resolve(cluster)]) {
      const error = await failure(() => available(dp, { since }));
      assert.equal(error.code, "INVALID_ARGUMENT");
    }
    assert.equal(service.requests.length, 0);
  });
});

describe("A poll that fails", () => {
  for (const status of [401, 403]) {
    test(`with ${status} ends the wait at once`, async (t) => {
      const { dp, service } = await telling(t, ["DEPLOYING", status]);
      const error = await failure(() => available(dp));
      assert.equal(error.code, "API");
      assert.equal(error.status, status);
      assert.equal(service.requests.length, 2);
    });
  }

  for (const status of [408, 429, 500, 502, 503, 504]) {
    test(`with ${status} does not end the wait`, async (t) => {
      const { dp, service } = await telling(t, ["DEPLOYING", status, status, status, status, "AVAILABLE"]);
      await available(dp);
      assert.equal(service.requests.length, 6);
    });
  }

  const clock = new HandClock({ skip: Infinity });
  for (const [what, answer] of Object.entries(brokenAnswers(clock))) {
    test(`with ${what} does not end the wait`, async (t) => {
      const { dp, service } = await telling(t, ["DEPLOYING", answer, answer, "AVAILABLE"], { clock });
      await available(dp);
      assert.equal(service.requests.length, 4);
    });
  }

  test("because the answer cannot be read ends the wait", async (t) => {
    const { dp } = await telling(t, ["DEPLOYING", { body: "{" }]);
    assert.equal((await failure(() => available(dp))).code, "INVALID_RESPONSE");
  });

  test("keeps the interval growing, so that it is no busy loop", async (t) => {
    const { dp, clock } = await telling(t, [503]);
    outOfTime(await failure(() => available(dp, { deadlineMs: 20_000 })));
    assert.deepEqual(clock.skipped.map(Math.round), [0, 5_000, 6_250, 7_813, 938]);
  });

  test("is asked for no sooner than it says, a Retry-After of more than a minute included", async (t) => {
    const asks = (/** @type {string} */ seconds) => ({ status: 503, headers: { "Retry-After": seconds } });
    const { dp, clock, service } = await telling(t, [asks("20"), asks("900"), "AVAILABLE"]);
    await available(dp);
    assert.deepEqual(clock.skipped, [0, 20_000, 900_000]);
    assert.equal(service.requests.length, 3);
  });

  test("and asks for more time than there is leaves one last poll at the deadline", async (t) => {
    const asks = { status: 429, headers: { "Retry-After": "7200" } };
    const { dp, clock } = await telling(t, [asks, asks, "AVAILABLE"]);
    const error = outOfTime(await failure(() => available(dp, { deadlineMs: 10 * MINUTE })));
    assert.equal(error.elapsedMs, 10 * MINUTE);
    assert.equal(error.polls, 2);
    assert.ok(!clock.skipped.includes(7_200_000));
  });

  test("is told when the deadline passes", async (t) => {
    const { dp } = await telling(t, ["DEPLOYING", 503]);
    const error = outOfTime(await failure(() => available(dp, { deadlineMs: 30_000 })));
    assert.equal(error.state, "DEPLOYING");
    assert.equal(/** @type {any} */ (error.cause).status, 503);
    assert.match(error.message, /not AVAILABLE within 30 s; the last poll failed/);
  });
});

describe("A token function that fails", () => {
  /** A token function that fails at some of its calls; each token serves once. */
  const failingAt = (/** @type {number[]} */ ...calls) => {
    let call = 0;
    return () => {
      call += 1;
      if (calls.includes(call)) throw new Error("no token now");
      return { token: `t${call}`, expiresAt: 1 };
    };
  };

  test("in the midst of a wait does not end it", async (t) => {
    // What is waited for a token, which is longer, is not skipped.
    const clock = new HandClock({ skip: 29_999 });
    const { dp, service } = await telling(t, ["DEPLOYING", "DEPLOYING", "AVAILABLE"], { token: failingAt(2, 3), clock });
    await available(dp);
    assert.equal(service.requests.length, 3);
  });

  test("before the first look ends it", async (t) => {
    const { dp, service } = await telling(t, ["AVAILABLE"], { token: failingAt(1) });
    assert.equal((await failure(() => available(dp))).code, "CREDENTIALS");
    assert.equal(service.requests.length, 0);
  });
});

describe("An error that ends a wait", () => {
  test("tells of the whole wait: how many looks there were, and how long it took", async (t) => {
    for (const last of [403, 404]) {
      const { dp } = await telling(t, ["DEPLOYING", "DEPLOYING", last]);
      const error = await failure(() => available(dp));
      assert.deepEqual([error.status, error.attempts, error.elapsedMs], [last, 3, 11_250]);
    }
  });

  test("is the same of an abort", async (t) => {
    const controller = new AbortController();
    const { dp } = await telling(t, ["DEPLOYING", "DEPLOYING"]);
    const onProgress = (/** @type {unknown} */ _, /** @type {{ polls: number }} */ { polls }) => {
      if (polls === 2) controller.abort();
    };
    const error = await failure(() => available(dp, { signal: controller.signal, onProgress }));
    assert.deepEqual([error.code, error.attempts, error.elapsedMs], ["ABORTED", 2, 5_000]);
  });

  test("does not tell of a state that there was none of", async (t) => {
    const stateless = { body: JSON.stringify({ ...cluster, metadata: {} }) };
    const { dp } = await telling(t, [stateless]);
    assert.match((await failure(() => available(dp, { deadlineMs: MINUTE }))).message, /within 60 s; it has no state$/);
  });
});

describe("maxRetries of a wait", () => {
  test("sends a look that fails again, after back-offs, before the next look is due", async (t) => {
    const { dp, clock, service } = await telling(t, ["DEPLOYING", 503, 503, "AVAILABLE"]);
    const polls = /** @type {number[]} */ ([]);
    await available(dp, { maxRetries: 2, onProgress: (/** @type {any} */ _, /** @type {any} */ progress) => polls.push(progress.polls) });
    assert.equal(service.requests.length, 4);
    assert.deepEqual(clock.skipped, [0, 5_000, 250, 500]);
    assert.deepEqual(polls, [1, 2]);
  });

  test("does not end it when they are used up", async (t) => {
    const { dp, service } = await telling(t, [503, 503, 503, "AVAILABLE"]);
    await available(dp, { maxRetries: 1 });
    assert.equal(service.requests.length, 4);
  });

  test("is none by default, whatever the client has", async (t) => {
    const { dp, clock } = await telling(t, [503, "AVAILABLE"], { maxRetries: 5 });
    await available(dp);
    assert.deepEqual(clock.skipped, [0, 5_000]);
  });

  test("does not go beyond the deadline", async (t) => {
    const asks = { status: 503, headers: { "Retry-After": "40" } };
    const { dp, clock, service } = await telling(t, [asks]);
    const error = outOfTime(await failure(() => available(dp, { maxRetries: 9, deadlineMs: MINUTE })));
    assert.equal(error.elapsedMs, MINUTE);
    assert.deepEqual(clock.skipped, [0, 40_000, 20_000]);
    assert.equal(service.requests.length, 3);
  });
});

describe("The deadline", () => {
  test("is an hour", async (t) => {
    const { dp, clock } = await telling(t, ["DEPLOYING"]);
    const started = clock.now();
    const error = outOfTime(await failure(() => available(dp)));
    assert.equal(clock.now() - started, 60 * MINUTE);
    assert.equal(error.elapsedMs, 60 * MINUTE);
    assert.equal(error.state, "DEPLOYING");
    assert.deepEqual(error.resource, inState("DEPLOYING"));
    assert.match(error.message, /not AVAILABLE within 3600 s; the last state is DEPLOYING/);
  });

  test("is by the clock: a laptop that slept looks once more and gives up", async (t) => {
    const { dp, clock, service } = await telling(t, ["DEPLOYING"], { clock: new HandClock() });
    const work = failure(() => available(dp));
    await clock.untilAsleep(5_000);
    clock.pass(8 * 60 * MINUTE);
    const error = outOfTime(await work);
    assert.equal(service.requests.length, 2);
    assert.equal(error.elapsedMs, 8 * 60 * MINUTE);
  });

  test("does not hide that the laptop slept while the cluster became AVAILABLE", async (t) => {
    const { dp, clock } = await telling(t, ["DEPLOYING", "AVAILABLE"], { clock: new HandClock() });
    const work = available(dp);
    await clock.untilAsleep(5_000);
    clock.pass(8 * 60 * MINUTE);
    assert.deepEqual(await work, inState("AVAILABLE"));
  });

  test("covers a poll that is never answered", async (t) => {
    const clock = new HandClock();
    const fetch = () => new Promise(() => {});
    const { dp } = await telling(t, [], { clock, fetch });
    const work = failure(() => available(dp, { deadlineMs: 12_000 }));
    await clock.untilAsleep(12_000);
    clock.pass(12_000);
    assert.equal(outOfTime(await work).state, undefined);
  });

  test("may be longer than a timer of the host can be", async (t) => {
    const days = 24 * 60 * MINUTE;
    const asks = { status: 503, headers: { "Retry-After": String(40 * 24 * 3600) } };
    const { dp, clock } = await telling(t, [asks, "AVAILABLE"]);
    await available(dp, { deadlineMs: 50 * days });
    assert.deepEqual(clock.skipped, [0, 40 * days]);
  });

  test("may be none", async (t) => {
    const looks = [...Array(200).fill("DEPLOYING"), "AVAILABLE"];
    const { dp, service } = await telling(t, looks);
    await available(dp, { deadlineMs: Infinity });
    assert.equal(service.requests.length, 201);
  });
});

describe("The pace", () => {
  const pauses = async (/** @type {import("node:test").TestContext} */ t, chance = 0.5, options = {}) => {
    const { dp, clock } = await telling(t, [...Array(12).fill("DEPLOYING"), "AVAILABLE"]);
    clock.chance = chance;
    await available(dp, options);
    return clock.skipped.map(Math.round);
  };

  test("is 5 s at first, a quarter more each time, and 30 s at most", async (t) => {
    assert.deepEqual(await pauses(t), [0, 5000, 6250, 7813, 9766, 12207, 15259, 19073, 23842, 29802, 30000, 30000, 30000]);
  });

  test("is up to a fifth off, so that many waits do not poll in step", async (t) => {
    assert.deepEqual((await pauses(t, 0)).slice(1, 3), [4000, 5000]);
    assert.deepEqual((await pauses(t, 1 - Number.EPSILON)).slice(1, 3), [6000, 7500]);
  });

  test("is what the caller says", async (t) => {
    const options = { pollIntervalMs: 100, maxPollIntervalMs: 120 };
    assert.deepEqual((await pauses(t, 0.5, options)).slice(0, 4), [0, 100, 120, 120]);
    assert.deepEqual((await pauses(t, 0.5, { pollIntervalMs: 60_000 })).slice(0, 3), [0, 60_000, 60_000]);
  });

  test("of nothing is refused", async (t) => {
    const { dp } = await telling(t, ["AVAILABLE"]);
    for (const options of [{ pollIntervalMs: 0 }, { maxPollIntervalMs: -1 }, { deadlineMs: NaN }]) {
      assert.equal((await failure(() => available(dp, options))).code, "INVALID_ARGUMENT");
    }
  });
});

describe("The history", () => {
  test("has each stay with its beginning and its duration", async (t) => {
    const { dp } = await telling(t, ["BUSY", "UPDATING", "UPDATING", 503, "BUSY", "FAILED_UPDATING"]);
    const error = provisioning(await failure(() => available(dp)));
    const rounded = error.history.map(({ state, sinceMs, durationMs }) => [state, Math.round(sinceMs), Math.round(durationMs)]);
    assert.deepEqual(rounded, [
      ["BUSY", 0, 5000],
      ["UPDATING", 5000, 23828],
      ["BUSY", 28828, 12207],
      ["FAILED_UPDATING", 41035, 0],
    ]);
    assert.equal(error.polls, 6);
    assert.equal(Math.round(error.elapsedMs), 41035);
  });
});

describe("onProgress", () => {
  test("hears of each look, the last one included", async (t) => {
    const heard = /** @type {unknown[]} */ ([]);
    const onProgress = (/** @type {any} */ resource, /** @type {any} */ { state, elapsedMs, polls, nextPollMs }) =>
      heard.push([resource?.metadata.state, state, Math.round(elapsedMs), polls, nextPollMs && Math.round(nextPollMs)]);
    const { dp } = await telling(t, ["DEPLOYING", 503, "HIBERNATING", "AVAILABLE"]);
    await available(dp, { onProgress });
    assert.deepEqual(heard, [
      ["DEPLOYING", "DEPLOYING", 0, 1, 5000],
      ["HIBERNATING", "HIBERNATING", 11250, 3, 7813],
      ["AVAILABLE", "AVAILABLE", 19063, 4, undefined],
    ]);
  });

  test("hears of the end of a deletion, without a resource and without a state", async (t) => {
    const heard = /** @type {unknown[]} */ ([]);
    const { dp } = await telling(t, ["DESTROYING", 404]);
    const onProgress = (/** @type {unknown} */ resource, /** @type {object} */ progress) =>
      heard.push([resource, "state" in progress]);
    await deleted(dp, { onProgress });
    assert.deepEqual(heard, [[inState("DESTROYING"), true], [undefined, false]]);
  });

  test("hears of the look that ends the wait without success", async (t) => {
    const heard = /** @type {unknown[]} */ ([]);
    const onProgress = (/** @type {unknown} */ _, /** @type {any} */ { state, nextPollMs }) => heard.push([state, nextPollMs]);
    const failed = await telling(t, ["FAILED"]);
    await failure(() => available(failed.dp, { onProgress }));
    const late = await telling(t, ["BUSY"]);
    await failure(() => available(late.dp, { onProgress, deadlineMs: 4_000 }));
    assert.deepEqual(heard, [["FAILED", undefined], ["BUSY", 4_000], ["BUSY", undefined]]);
  });

  test("may reject", async (t) => {
    const { dp } = await telling(t, ["DEPLOYING", "AVAILABLE"]);
    await available(dp, { onProgress: () => Promise.reject(new Error("theirs")) });
    await new Promise(setImmediate);
  });

  test("may throw, and may call the library", async (t) => {
    const { dp, clock } = await telling(t, ["DEPLOYING", "DEPLOYING", "AVAILABLE", "AVAILABLE"]);
    const calls = /** @type {Promise<unknown>[]} */ ([]);
    const onProgress = () => {
      calls.push(dp.clusters.get(CLUSTER_ID));
      throw new Error("theirs");
    };
    const waiting = available(dp, { onProgress });
    // The clock skips nothing while the call is under way.
    await clock.untilAsleep(5_000);
    await calls[0];
    clock.pass(5_000);
    await waiting;
    await Promise.all(calls);
  });
});

describe("A wait that is called with what is not valid", () => {
  test("rejects, says all of it, and sends nothing", async (t) => {
    const { dp, service } = await telling(t, ["AVAILABLE"]);
    const options = /** @type {any} */ ({ pollInterval: 5, deadlineMs: "1h", onProgress: "yes" });
    const error = await failure(() => dp.nodePools.waitUntilAvailable("", "..", options));
    assert.equal(error.code, "INVALID_ARGUMENT");
    const paths = /** @type {any} */ (error).violations.map((/** @type {any} */ { path }) => path);
    assert.deepEqual([...new Set(paths)].sort(), ["clusterId", "deadlineMs", "nodepoolId", "onProgress", "pollInterval"]);
    assert.equal(service.requests.length, 0);
  });
});
