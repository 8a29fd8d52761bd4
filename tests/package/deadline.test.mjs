// @ts-check
/** How long an attempt may take: promise 3. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { describe, test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { failure } from "./support/failure.mjs";
import { connect, TIMEOUT_MS } from "./support/net-client.mjs";
import { HandClock } from "./support/net-clock.mjs";
import { call, operation, operations } from "./support/operations.mjs";
import { serve } from "./support/service.mjs";

const LONGEST_TIMER_MS = 2 ** 31 - 1;

const list = operation("clusters.list");

/** A service that sends the head of its answer and the first byte of the body, and then nothing. */
async function stalling(/** @type {import("node:test").TestContext} */ t) {
  const server = createServer((_, response) => {
    response.writeHead(200, { "Content-Type": "application/json", "Content-Length": 1000 });
    response.write("{");
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${port}`, server };
}

describe("The deadline of an attempt", () => {
  for (const operation of operations) {
    test(`is 30 s for ${operation.name}`, async (t) => {
      const clock = new HandClock({ skip: 8_000 });
      const service = await serve(t, () => ({ delivery: "hang" }));
      const work = failure(() => call(connect(service, { clock, maxRetries: 0 }), operation));
      await clock.untilAsleep(TIMEOUT_MS);
      clock.pass(29_999);
      await turn();
      assert.deepEqual(clock.asleep, [TIMEOUT_MS], "still waiting");
      clock.pass(1);
      const error = await work;
      const timeout = error.code === "OUTCOME_UNKNOWN" ? error.cause : error;
      assert.match(String(timeout), /TimeoutError: .*: no whole answer within 30000 ms/);
      assert.deepEqual(clock.asleep, []);
    });
  }

  test("is what timeoutMs says, of the call before that of the client", async (t) => {
    const clock = new HandClock({ skip: Infinity });
    const service = await serve(t, () => ({ delivery: "hang" }));
    const dp = connect(service, { clock, maxRetries: 0, timeoutMs: 7_000 });
    assert.match((await failure(() => call(dp, list))).message, /7000 ms/);
    assert.match((await failure(() => call(dp, list, { options: { timeoutMs: 40 } }))).message, /40 ms/);
    assert.deepEqual(clock.sleeps, [7_000, 40]);
  });

  test("covers the transfer of the body, and ends the transfer", async (t) => {
    const clock = new HandClock();
    const service = await stalling(t);
    const dp = connect(service, { clock, maxRetries: 0 });
    const work = failure(() => call(dp, list));
    const [, response] = await once(service.server, "request");
    const closed = once(response, "close");
    await clock.untilAsleep(TIMEOUT_MS);
    clock.pass(TIMEOUT_MS);
    assert.equal((await work).code, "TIMEOUT");
    await closed;
  });

  test("is a new one for each attempt", async (t) => {
    const clock = new HandClock({ skip: 8_000 });
    const service = await serve(t, () => {
      clock.pass(20_000);
      return { status: 503 };
    });
    const error = await failure(() => call(connect(service, { clock }), list));
    assert.equal(error.code, "API");
    assert.equal(clock.sleeps.filter((ms) => ms === TIMEOUT_MS).length, 3);
    assert.equal(error.elapsedMs, 60_750);
  });

  test("leaves no timer behind when the answer came", async (t) => {
    const service = await serve(t);
    const before = process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    await call(connect(service), list);
    const after = process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    assert.equal(after, before);
  });
});

describe("A deadline longer than a timer of the host can be", () => {
  test("does not pass early", async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    const fetch = () => new Promise(() => {});
    const dp = connect({ url: "https://host.test" }, { fetch, maxRetries: 0 });
    let error;
    const timeoutMs = LONGEST_TIMER_MS + 5_000;
    const work = failure(() => call(dp, list, { options: { timeoutMs } })).then((found) => (error = found));
    await turn();
    t.mock.timers.tick(LONGEST_TIMER_MS);
    await turn();
    t.mock.timers.tick(4_999);
    await turn();
    assert.equal(error, undefined);
    t.mock.timers.tick(1);
    assert.equal((await work).code, "TIMEOUT");
  });

  test("is made of timers that the host keeps", async (t) => {
    const delays = /** @type {unknown[]} */ ([]);
    const { setTimeout } = globalThis;
    t.mock.method(globalThis, "setTimeout", (/** @type {Parameters<typeof setTimeout>} */ ...args) => {
      delays.push(args[1]);
      return setTimeout(...args);
    });
    const service = await serve(t);
    await call(connect(service, { timeoutMs: 2 ** 53 }), list);
    assert.ok(delays.includes(LONGEST_TIMER_MS));
    assert.ok(delays.every((ms) => Number(ms) <= LONGEST_TIMER_MS), String(delays));
  });

  test("has no timer at all when it is infinite", async (t) => {
    const clock = new HandClock();
    const service = await serve(t);
    await call(connect(service, { timeoutMs: Infinity, clock }), list);
    assert.deepEqual(clock.sleeps, []);
  });
});

describe("A clock of the caller's that does not keep time", () => {
  for (const [name, sleep] of /** @type {[string, () => Promise<void>][]} */ ([
    ["throws", () => { throw new Error("no"); }],
    ["rejects", () => Promise.reject(new Error("no"))],
  ])) {
    test(`leaves the deadline to the host when its sleep ${name}`, async (t) => {
      const service = await serve(t);
      const clock = { now: () => 0, sleep };
      assert.deepEqual(await call(connect(service, { clock }), list), list.answer);
    });
  }

  test("leaves the time to the host when its now gives none", async (t) => {
    const service = await serve(t, () => ({ status: 404 }));
    for (const now of [() => NaN, () => /** @type {never} */ ("noon"), () => { throw new Error("no"); }]) {
      const clock = { now, sleep: new HandClock().sleep };
      const error = await failure(() => call(connect(service, { clock }), list));
      assert.ok(error.elapsedMs >= 0 && error.elapsedMs < 60_000, String(error.elapsedMs));
    }
  });
});
