// @ts-check
/** What happens when the module traps, which must not happen: promise 15. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { getEventListeners } from "node:events";
import { afterEach, describe, test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import {
  DataPlatform,
  InternalError,
  isDataPlatformError,
  isKnownState,
  load,
  validateCreateCluster,
} from "ionoscloud-dataplatform/slim";
import { HandClock } from "./support/net-clock.mjs";
import { cluster, CLUSTER_ID } from "./support/operations.mjs";
import { arm, disarm, trappingModule } from "./support/net-trap.mjs";

// The package's main entry would load the module as it is: nothing here may import it.
load(trappingModule());
afterEach(disarm);

const BUSY = { ...cluster, metadata: { state: "BUSY" } };

/** A client whose time is in the test's hand, and whose requests are answered by the test. */
function client(/** @type {() => Promise<Response> | Response} */ answer, options = {}) {
  const clock = new HandClock();
  const fetch = async () => answer();
  const dp = new DataPlatform({ baseUrl: "https://host.test", token: "t", clock, fetch, ...options });
  return { clock, dp };
}

const answered = () => client(() => Response.json({ items: [] })).dp;
const never = () => client(() => new Promise(() => {}));

/** Whether a piece of work fails with an error that says that the library failed. */
async function failsInternally(/** @type {Promise<unknown>} */ work) {
  const error = await work.then(() => assert.fail("it did not fail"), (/** @type {unknown} */ thrown) => thrown);
  assert.ok(error instanceof InternalError, String(error));
  assert.ok(isDataPlatformError(error));
  assert.equal(error.code, "INTERNAL");
  assert.ok(error.cause instanceof WebAssembly.RuntimeError, String(error.cause));
  assert.match(error.cause.message, /unreachable/);
  return error;
}

/** Traps the engine of a client by a call of it. */
async function trap(/** @type {DataPlatform} */ dp) {
  arm();
  await failsInternally(dp.versions.list());
  disarm();
}

describe("A trap in a plain call", () => {
  test("rejects the call", async () => {
    const dp = answered();
    arm();
    await failsInternally(dp.clusters.get(CLUSTER_ID));
  });

  test("is thrown where the call has no promise", async () => {
    const dp = answered();
    arm();
    assert.throws(() => dp.clusters.watch(CLUSTER_ID), InternalError);
    assert.throws(() => new DataPlatform(), InternalError);
    assert.throws(() => validateCreateCluster({}), InternalError);
    assert.throws(() => isKnownState("AVAILABLE"), InternalError);
  });

  test("rejects everything that was under way, in other clients too", async () => {
    const { dp } = never();
    const { dp: other } = never();
    const works = [
      dp.clusters.get(CLUSTER_ID),
      other.clusters.list(),
      other.clusters.waitUntilAvailable(CLUSTER_ID),
      other.clusters.watch(CLUSTER_ID).next(),
    ].map(failsInternally);
    await turn();
    await trap(dp);
    await Promise.all(works);
  });
});

describe("A trap while the answer is read", () => {
  test("rejects the call and what else is under way", async () => {
    const { dp } = client(() => {
      arm();
      return Response.json({ items: [] });
    });
    const other = failsInternally(never().dp.versions.list());
    await failsInternally(dp.versions.list());
    await other;
  });
});

describe("A trap in a callback of the host", () => {
  test("by the clock rejects the call", async () => {
    const { dp, clock } = client(() => new Response(null, { status: 503, headers: { "Retry-After": "40" } }));
    const work = failsInternally(dp.versions.list());
    await clock.untilAsleep(40_000);
    arm();
    clock.pass(40_000);
    await work;
  });

  test("by a timer rejects the call", async () => {
    const dp = new DataPlatform({ baseUrl: "https://host.test", token: "t", timeoutMs: 5, fetch: () => new Promise(() => {}) });
    const work = failsInternally(dp.versions.list());
    await turn();
    arm();
    await work;
  });

  test("by an abort rejects the call, and the abort throws nothing", async () => {
    const controller = new AbortController();
    const work = failsInternally(never().dp.versions.list({ signal: controller.signal }));
    await turn();
    assert.equal(getEventListeners(controller.signal, "abort").length, 1);
    arm();
    controller.abort();
    await work;
  });

  test("by a token that comes rejects the call", async () => {
    const token = async () => {
      arm();
      return "t";
    };
    await failsInternally(client(() => Response.json({ items: [] }), { token }).dp.versions.list());
  });
});

describe("After a trap", () => {
  test("a new client works, again and again", async () => {
    for (let n = 0; n < 3; n += 1) {
      const dp = answered();
      assert.deepEqual(await dp.clusters.list(), { items: [] });
      await trap(dp);
    }
    assert.deepEqual(await answered().clusters.list(), { items: [] });
  });

  test("an old client says so at each call, and so do its waits", async () => {
    const dp = client(() => Response.json(BUSY)).dp;
    const watch = dp.clusters.watch(CLUSTER_ID);
    await watch.next();
    await trap(dp);
    await failsInternally(dp.clusters.list());
    await failsInternally(dp.nodePools.list(CLUSTER_ID));
    await failsInternally(dp.clusters.waitUntilDeleted(CLUSTER_ID));
    await failsInternally(watch.next());
    assert.deepEqual(await watch.return(), { done: true, value: undefined });
    assert.throws(() => dp.clusters.watch(CLUSTER_ID), InternalError);
  });

  test("an old client does no harm to a new one", async () => {
    const old = client(() => Response.json(BUSY)).dp;
    const oldWatch = old.clusters.watch(CLUSTER_ID);
    await trap(old);
    const dp = client(() => Response.json(BUSY)).dp;
    const watch = dp.clusters.watch(CLUSTER_ID);
    await oldWatch.return();
    await old.clusters.list().catch(() => {});
    assert.deepEqual((await watch.next()).value, BUSY);
  });

  test("nothing that the failed engine had begun goes on", async () => {
    let sent = 0;
    const { dp, clock } = client(() => {
      sent += 1;
      return new Response(null, { status: 503, headers: { "Retry-After": "40" } });
    });
    const work = failsInternally(dp.versions.list());
    await clock.untilAsleep(40_000);
    await trap(answered());
    await work;
    clock.pass(40_000);
    await turn();
    await turn();
    assert.equal(sent, 1);
  });

  test("the error can be printed and sent elsewhere", async () => {
    const dp = answered();
    arm();
    const error = await failsInternally(dp.versions.list());
    const { name, code, message } = error.toJSON();
    assert.deepEqual([name, code], ["InternalError", "INTERNAL"]);
    assert.match(String(message), /a new DataPlatform works/);
  });
});

test("The process lives on after each kind of trap, and finalizers do no harm", async () => {
  const script = fileURLToPath(new URL("support/net-trap-process.mjs", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", script], { timeout: 20_000 });
  assert.equal(stdout, "alive\n");
});
