// @ts-check
/** What calls tell while they are under way: promise 16. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { failure } from "./support/failure.mjs";
import { connect, nobody } from "./support/net-client.mjs";
import { HandClock } from "./support/net-clock.mjs";
import { inState } from "./support/net-wait.mjs";
import { call, CLUSTER_ID, operation, operations } from "./support/operations.mjs";
import { serve } from "./support/service.mjs";

/** @typedef {import("ionoscloud-dataplatform").DataPlatformEvent} DataPlatformEvent */

const list = operation("clusters.list");
const create = operation("clusters.create");
const OF_LIST = { operation: "clusters.list", method: "GET", urlTemplate: "/clusters" };

/** A client whose events are written down. */
function listening(/** @type {{ url: string }} */ service, options = {}) {
  const clock = new HandClock({ skip: 10_000 });
  const events = /** @type {DataPlatformEvent[]} */ ([]);
  const dp = connect(service, { clock, onEvent: (event) => events.push(event), ...options });
  return { clock, dp, events };
}

describe("A call tells", () => {
  for (const operation of operations) {
    test(`${operation.name} by its name and the template of its URL, never by an id`, async (t) => {
      const service = await serve(t);
      const { dp, events } = listening(service);
      await call(dp, operation);
      const { name, method, urlTemplate } = operation;
      for (const event of events) assert.deepEqual({ ...event, operation: name, method, urlTemplate }, event);
      assert.deepEqual(events.map(({ type }) => type), ["request", "response"]);
      assert.doesNotMatch(JSON.stringify(events), new RegExp(`${CLUSTER_ID}|127\\.0\\.0\\.1|t0ken`));
    });
  }

  test("of each attempt, its end, and the retry between, in order", async (t) => {
    const service = await serve(t, (_, count) => {
      if (count === 1) return { delivery: "drop" };
      if (count === 2) return { status: 503, headers: { "X-Request-Id": "r-2", "Retry-After": "3" } };
      return undefined;
    });
    const { clock, dp, events } = listening(service);
    const at = clock.now();
    await call(dp, list);
    assert.deepEqual(events, [
      { type: "request", at, ...OF_LIST, attempt: 1 },
      { type: "response", at, ...OF_LIST, attempt: 1, error: "NETWORK", durationMs: 0 },
      { type: "retry", at, ...OF_LIST, attempt: 1, delayMs: 250, reason: "NETWORK" },
      { type: "request", at: at + 250, ...OF_LIST, attempt: 2 },
      { type: "response", at: at + 250, ...OF_LIST, attempt: 2, status: 503, requestId: "r-2", error: "API", durationMs: 0 },
      { type: "retry", at: at + 250, ...OF_LIST, attempt: 2, delayMs: 3000, reason: "API", status: 503 },
      { type: "request", at: at + 3250, ...OF_LIST, attempt: 3 },
      { type: "response", at: at + 3250, ...OF_LIST, attempt: 3, status: 200, durationMs: 0 },
    ]);
  });

  test("how long an attempt took", async (t) => {
    const service = await serve(t, () => {
      running.clock.pass(1_234);
      return undefined;
    });
    const running = listening(service);
    await call(running.dp, list);
    assert.equal(/** @type {any} */ (running.events.at(-1)).durationMs, 1_234);
  });

  test("that a token was asked for, why, and whether it came", async (t) => {
    const service = await serve(t, (_, count) => (count === 1 ? { status: 401 } : undefined));
    let calls = 0;
    const { clock, dp, events } = listening(service, {
      token: () => ({ token: `s3cret${(calls += 1)}`, expiresAt: clock.now() + 1_000 }),
    });
    await call(dp, list);
    clock.pass(900);
    await call(dp, list);
    assert.deepEqual(events.map((event) => ("reason" in event ? `${event.type}: ${event.reason}` : event.type)), [
      "token: needed", "request", "response", "retry: 401", "token: needed", "request", "response",
      "token: expiring", "request", "response",
    ]);
    assert.deepEqual(events[0], { type: "token", at: clock.now() - 900, reason: "needed", ok: true, durationMs: 0 });
    assert.doesNotMatch(JSON.stringify(events), /s3cret/);
  });

  for (const [name, token] of /** @type {[string, () => any][]} */ ([
    ["throws", () => { throw new Error("no"); }],
    ["rejects", async () => { throw new Error("no"); }],
    ["gives no token", () => 7],
  ])) {
    test(`that the token function failed when it ${name}`, async () => {
      const { dp, events } = listening(await nobody(), { token });
      await failure(() => call(dp, list));
      assert.deepEqual(events.map((event) => [event.type, Reflect.get(event, "ok")]), [["token", false]]);
    });
  }

  test("of each poll of a wait, beside its request", async (t) => {
    const states = ["BUSY", "AVAILABLE"];
    const service = await serve(t, () => ({ body: JSON.stringify(inState(String(states.shift()))) }));
    const { clock, dp, events } = listening(service);
    const at = clock.now();
    await dp.clusters.waitUntilAvailable(CLUSTER_ID);
    assert.deepEqual(events.map(({ type }) => type), ["request", "response", "poll", "request", "response", "poll"]);
    const of = { operation: "clusters.get", method: "GET", urlTemplate: "/clusters/{clusterId}" };
    assert.deepEqual(events.filter(({ type }) => type === "poll"), [
      { type: "poll", at, ...of, state: "BUSY", polls: 1, elapsedMs: 0, nextPollMs: 5_000 },
      { type: "poll", at: at + 5_000, ...of, state: "AVAILABLE", polls: 2, elapsedMs: 5_000 },
    ]);
  });

  test("that what is waited for is gone, by a poll without a state", async (t) => {
    const service = await serve(t, (_, count) => (count === 1 ? { body: JSON.stringify(inState("DESTROYING")) } : { status: 404 }));
    const { dp, events } = listening(service);
    await dp.clusters.waitUntilDeleted(CLUSTER_ID);
    assert.ok(!("state" in Object(events.at(-1))));
  });

  test("of the looks for what a create may have made, as what they are: lists", async (t) => {
    const service = await serve(t, ({ method }) => (method === "POST" ? { status: 502 } : { body: '{"items":[]}' }));
    const { dp, events } = listening(service);
    await failure(() => dp.clusters.create(/** @type {any} */ (create.body), { onUnknownOutcome: "adopt" }));
    const requests = events.filter(({ type }) => type === "request");
    const names = requests.map((event) => Reflect.get(event, "operation"));
    assert.deepEqual(names, ["clusters.list", "clusters.create", ...Array(5).fill("clusters.list")]);
  });

  test("nothing secret, even where the service repeats it", async (t) => {
    const echo = { "X-Request-Id": "id of t0ken", "Content-Type": "text/t0ken" };
    const service = await serve(t, (_, count) => (count === 1 ? { status: 503, headers: echo, body: "t0ken" } : undefined));
    const { dp, events } = listening(service);
    await call(dp, list);
    assert.doesNotMatch(JSON.stringify(events), /t0ken/);
  });

  test("nothing at all when it is refused before it is sent", async (t) => {
    const { dp, events } = listening(await serve(t));
    await failure(() => dp.clusters.get(""));
    await failure(() => call(dp, list, { options: { signal: AbortSignal.abort() } }));
    assert.deepEqual(events, []);
  });
});

describe("A listener", () => {
  test("may throw", async (t) => {
    const service = await serve(t);
    const onEvent = () => {
      throw new Error("theirs");
    };
    assert.deepEqual(await call(connect(service, { onEvent }), list), list.answer);
  });

  test("may reject", async (t) => {
    const service = await serve(t);
    const onEvent = () => Promise.reject(new Error("theirs"));
    for (const logLevel of /** @type {const} */ (["off", "debug"])) {
      t.mock.method(console, "debug", () => {});
      assert.deepEqual(await call(connect(service, { onEvent, logLevel }), list), list.answer);
    }
    // An unhandled rejection would be told by now, and fail the file.
    await new Promise(setImmediate);
  });

  test("may call the library", async (t) => {
    const service = await serve(t);
    let calls = 0;
    const inner = /** @type {Promise<unknown>[]} */ ([]);
    const dp = connect(service, {
      onEvent: () => {
        if (calls++ < 3) inner.push(dp.versions.list());
      },
    });
    await call(dp, list);
    await Promise.all(inner);
    assert.equal(inner.length, 3);
  });
});

describe("The log", () => {
  /** What is written to the console during a call that is sent twice. */
  const written = async (/** @type {import("node:test").TestContext} */ t, /** @type {object} */ options) => {
    const lines = /** @type {unknown[][]} */ ([]);
    for (const level of /** @type {const} */ (["debug", "log", "info", "warn", "error"])) {
      t.mock.method(console, level, (/** @type {unknown[]} */ ...args) => lines.push([level, ...args]));
    }
    const service = await serve(t, (_, count) => (count === 1 ? { status: 503 } : undefined));
    const { dp, events } = listening(service, options);
    await call(dp, list);
    return { lines, events };
  };

  test("is off", async (t) => {
    assert.deepEqual((await written(t, {})).lines, []);
    assert.deepEqual((await written(t, { logLevel: "off" })).lines, []);
  });

  test("has a line for each event at level debug, and listeners hear the events too", async (t) => {
    const { lines, events } = await written(t, { logLevel: "debug" });
    assert.deepEqual(lines, [
      ["debug", "[ionoscloud-dataplatform] clusters.list: GET /clusters, attempt 1"],
      ["debug", "[ionoscloud-dataplatform] clusters.list: 503 after 0 ms"],
      ["debug", "[ionoscloud-dataplatform] clusters.list: again in 250 ms (API)"],
      ["debug", "[ionoscloud-dataplatform] clusters.list: GET /clusters, attempt 2"],
      ["debug", "[ionoscloud-dataplatform] clusters.list: 200 after 0 ms"],
    ]);
    assert.equal(events.length, 5);
  });

  test("has the events themselves at level trace", async (t) => {
    const { lines, events } = await written(t, { logLevel: "trace" });
    assert.deepEqual(lines.map(([, , event]) => event), events);
  });
});
