// @ts-check
/** Who calls: promise 13. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { CredentialsError, DataPlatform } from "ionoscloud-dataplatform";
import { failure } from "./support/failure.mjs";
import { connect, TIMEOUT_MS } from "./support/net-client.mjs";
import { HandClock } from "./support/net-clock.mjs";
import { call, CLUSTER_ID, operation, operations } from "./support/operations.mjs";
import { serve } from "./support/service.mjs";

/** @typedef {import("ionoscloud-dataplatform").Token} Token */
/** @typedef {import("./support/service.mjs").Received} Received */

const list = operation("clusters.list");
const create = operation("clusters.create");

const MINUTE = 60_000;

/** What the service got in `Authorization`, request by request. */
const sent = (/** @type {{ requests: Received[] }} */ { requests }) =>
  requests.map(({ headers }) => headers.authorization);

/** A service that takes one token and answers 401 to others. */
const takes = (/** @type {string} */ token) => (/** @type {Received} */ { headers }) =>
  headers.authorization === `Bearer ${token}` ? undefined : { status: 401 };

/** A token function that counts its calls and gives `t1`, `t2`, and so on. */
function counting(/** @type {(token: string, call: number) => unknown} */ wrap = (token) => token) {
  const token = () => {
    token.calls += 1;
    return /** @type {any} */ (wrap(`t${token.calls}`, token.calls));
  };
  token.calls = 0;
  return token;
}

describe("The header Authorization", () => {
  const NOW = new Date(Date.now() + 60 * MINUTE);

  for (const [name, options, expected] of /** @type {[string, object, string | undefined][]} */ ([
    ["a token", { token: "abc" }, "Bearer abc"],
    ["a function", { token: () => "abc" }, "Bearer abc"],
    ["an async function", { token: async () => "abc" }, "Bearer abc"],
    ["a function that gives an object", { token: () => ({ token: "abc" }) }, "Bearer abc"],
    ["a function that gives an end as a Date", { token: () => ({ token: "abc", expiresAt: NOW }) }, "Bearer abc"],
    ["a function that gives an end as a number", { token: () => ({ token: "abc", expiresAt: +NOW }) }, "Bearer abc"],
    ["a function that gives null as the end", { token: () => ({ token: "abc", expiresAt: null }) }, "Bearer abc"],
    ["a user name and a password", { username: "jörg", password: "p:w" }, `Basic ${btoa("jÃ¶rg:p:w")}`],
    ["a user name and an empty password", { username: "u", password: "" }, `Basic ${btoa("u:")}`],
    ["a token beside a user name", { token: "abc", username: "u", password: "p" }, "Bearer abc"],
    ["nothing", {}, undefined],
    ["headers of one's own", { token: "abc", headers: { authorization: "Own x" } }, "Own x"],
  ])) {
    test(`is made of ${name}`, async (t) => {
      const service = await serve(t);
      await new DataPlatform({ baseUrl: service.url, ...options }).clusters.list();
      assert.deepEqual(sent(service), [expected]);
    });
  }

  test("of a call wins, and then no token is asked for", async (t) => {
    const service = await serve(t, () => ({ status: 401 }));
    const token = counting();
    const dp = connect(service, { token });
    const error = await failure(() => call(dp, list, { options: { headers: { AUTHORIZATION: "Own y" } } }));
    assert.equal(error.status, 401);
    assert.deepEqual(sent(service), ["Own y"]);
    assert.equal(token.calls, 0);
  });
});

describe("A token function", () => {
  for (const operation of operations) {
    test(`is asked again when ${operation.name} is answered with 401, which is then sent once more`, async (t) => {
      const service = await serve(t, takes("t2"));
      const token = counting();
      const dp = connect(service, { token, maxRetries: 0 });
      assert.deepEqual(await call(dp, operation), operation.answer);
      assert.deepEqual(sent(service), ["Bearer t1", "Bearer t2"]);
      const [first, second] = service.requests;
      assert.equal(second?.body, first?.body);
    });
  }

  test("is asked once more per call, not twice", async (t) => {
    const service = await serve(t, () => ({ status: 401 }));
    const token = counting();
    const error = await failure(() => call(connect(service, { token }), create));
    assert.equal(error.code, "API");
    assert.equal(error.status, 401);
    assert.equal(error.attempts, 2);
    assert.deepEqual(sent(service), ["Bearer t1", "Bearer t2"]);
  });

  test("is not asked again when a fixed token is refused", async (t) => {
    const service = await serve(t, () => ({ status: 401 }));
    await failure(() => call(connect(service), list));
    assert.equal(service.requests.length, 1);
  });

  test("is called once for 100 calls at the same time", async (t) => {
    const service = await serve(t);
    const token = counting(async (value) => {
      await turn();
      return value;
    });
    const dp = connect(service, { token });
    await Promise.all(Array.from({ length: 100 }, () => dp.versions.list()));
    assert.equal(token.calls, 1);
    assert.equal(service.requests.length, 100);
  });

  test("is called once more for 100 calls that are answered with 401 at the same time", async (t) => {
    const service = await serve(t, takes("t2"));
    const token = counting(async (value) => {
      await turn();
      return value;
    });
    const dp = connect(service, { token });
    await Promise.all(Array.from({ length: 100 }, () => dp.versions.list()));
    assert.equal(token.calls, 2);
    assert.equal(service.requests.length, 200);
  });

  test("is asked for nothing that is still at hand", async (t) => {
    const service = await serve(t);
    const token = counting();
    const dp = connect(service, { token });
    for (let n = 0; n < 5; n += 1) await dp.versions.list();
    assert.equal(token.calls, 1);
  });
});

describe("A token that ends", () => {
  /** After which ages the token of a life so long is replaced. */
  const replacedAt = async (/** @type {number} */ life, /** @type {number[]} */ ages) => {
    const clock = new HandClock();
    const born = clock.now();
    const token = counting((value) => ({ token: value, expiresAt: clock.now() + life }));
    const fetch = async () => Response.json({ items: [] });
    const dp = connect({ url: "https://host.test" }, { token, clock, fetch });
    await dp.versions.list();
    const replaced = [];
    for (const age of ages) {
      clock.pass(born + age - clock.now());
      const before = token.calls;
      await dp.versions.list();
      if (token.calls > before) replaced.push(age);
    }
    return replaced;
  };

  test("is replaced 120 s before its end", async () => {
    assert.deepEqual(await replacedAt(60 * MINUTE, [57 * MINUTE, 58 * MINUTE - 1, 58 * MINUTE]), [58 * MINUTE]);
  });

  test("is replaced sooner where its whole life is short", async () => {
    assert.deepEqual(await replacedAt(MINUTE, [47_999, 48_000]), [48_000]);
    assert.deepEqual(await replacedAt(1_000, [1, 799, 800]), [800]);
  });

  test("is replaced each time when it has ended already", async () => {
    assert.deepEqual(await replacedAt(-MINUTE, [1, 2]), [1, 2]);
  });

  test("serves until its end when it cannot be replaced, and no longer", async (t) => {
    const service = await serve(t);
    const clock = new HandClock();
    const end = clock.now() + 10 * MINUTE;
    const token = counting((value, call) => {
      if (call > 1) throw new Error("no more");
      return { token: value, expiresAt: end };
    });
    const dp = connect(service, { token, clock });
    await dp.versions.list();
    clock.pass(9 * MINUTE);
    await dp.versions.list();
    assert.equal(token.calls, 2);
    clock.pass(MINUTE);
    assert.equal((await failure(() => dp.versions.list())).code, "CREDENTIALS");
    assert.deepEqual(sent(service), ["Bearer t1", "Bearer t1"]);
  });
});

describe("A token that ends, while the function for a new one hangs,", () => {
  /** A client that has a token of ten minutes, of which one is left, and waits for another one. */
  const hanging = async (/** @type {import("node:test").TestContext} */ t, /** @type {object} */ options = {}) => {
    const service = await serve(t);
    const clock = new HandClock();
    const end = clock.now() + 10 * MINUTE;
    const token = counting((value, call) => (call === 1 ? { token: value, expiresAt: end } : new Promise(() => {})));
    const dp = connect(service, { token, clock, ...options });
    await dp.versions.list();
    clock.pass(9 * MINUTE);
    return { service, clock, dp, token };
  };

  test("serves after half of the attempt's time, a write too, and the request has the other half", async (t) => {
    const { service, clock, dp } = await hanging(t);
    const work = call(dp, create);
    await clock.untilAsleep(TIMEOUT_MS / 2);
    clock.pass(TIMEOUT_MS / 2);
    assert.deepEqual(await work, create.answer);
    assert.deepEqual(sent(service), ["Bearer t1", "Bearer t1"]);
    assert.deepEqual(clock.sleeps.slice(-2), [TIMEOUT_MS / 2, TIMEOUT_MS / 2]);
  });

  test("serves after a quarter of a minute where an attempt has no end", async (t) => {
    const { clock, dp, service } = await hanging(t, { timeoutMs: Infinity });
    const work = dp.versions.list();
    await clock.untilAsleep(15_000);
    clock.pass(15_000);
    await work;
    assert.equal(service.requests.length, 2);
  });
});

describe("A token function that fails", () => {
  const wrong = new Error("no token today");

  for (const [name, token, cause] of /** @type {[string, () => any, unknown][]} */ ([
    ["throws", () => { throw wrong; }, wrong],
    ["rejects", () => Promise.reject(wrong), wrong],
    ["rejects with no error", () => Promise.reject("no"), "no"],
    ["gives undefined", () => undefined, undefined],
    ["gives null", () => null, undefined],
    ["gives a number", () => 7, undefined],
    ["gives an empty string", () => "", undefined],
    ["gives an object without a token", () => ({ expiresAt: 1 }), undefined],
    ["gives a token that is none", () => ({ token: 7 }), undefined],
    ["gives a line break", () => "a\r\nX-Injected: 1", undefined],
    ["gives an end that is none", () => ({ token: "abc", expiresAt: "tomorrow" }), undefined],
    ["gives an invalid date as the end", () => ({ token: "abc", expiresAt: new Date(NaN) }), undefined],
    ["has a getter that throws", () => ({ get token() { throw wrong; } }), undefined],
  ])) {
    test(`because it ${name} is a CredentialsError, and nothing is sent`, async (t) => {
      const service = await serve(t);
      const error = await failure(() => call(connect(service, { token }), list));
      assert.ok(error instanceof CredentialsError, String(error));
      assert.equal(error.cause, cause);
      assert.equal(error.operation, "clusters.list");
      assert.equal(error.attempts, 0);
      assert.equal(service.requests.length, 0);
      assert.doesNotMatch(JSON.stringify(error), /Injected|abc/);
    });
  }

  test("is asked again by the next call", async (t) => {
    const service = await serve(t);
    for (const fail of [
      () => { throw wrong; },
      () => Promise.reject(wrong),
    ]) {
      const token = counting((value, call) => (call === 1 ? fail() : value));
      const dp = connect(service, { token });
      await failure(() => dp.versions.list());
      await dp.versions.list();
      assert.equal(token.calls, 2);
    }
  });

  test("because it never ends has the attempt's deadline, and does not block the next call", async (t) => {
    const service = await serve(t);
    const clock = new HandClock();
    const token = counting((value, call) => (call === 1 ? new Promise(() => {}) : value));
    const dp = connect(service, { token, clock });
    const work = failure(() => dp.versions.list());
    await clock.untilAsleep(TIMEOUT_MS);
    clock.pass(TIMEOUT_MS);
    const error = await work;
    assert.equal(error.code, "CREDENTIALS");
    assert.match(error.message, /in time/);
    await dp.versions.list();
    assert.equal(token.calls, 2);
  });

  test("because it never ends is called again once a call's time is over, whoever gave up before", async (t) => {
    const service = await serve(t);
    const clock = new HandClock();
    const token = counting((value, call) => (call === 1 ? new Promise(() => {}) : value));
    const dp = connect(service, { token, clock });
    for (const _ of [1, 2, 3]) {
      const controller = new AbortController();
      const work = failure(() => call(dp, list, { options: { signal: controller.signal } }));
      controller.abort();
      assert.equal((await work).code, "ABORTED");
    }
    assert.equal(token.calls, 1);
    clock.pass(TIMEOUT_MS);
    await dp.versions.list();
    assert.equal(token.calls, 2);
  });

  test("for one caller who has less time leaves the call to the others", async (t) => {
    const service = await serve(t);
    const clock = new HandClock();
    let give = (/** @type {string} */ _token) => {};
    const token = counting(() => new Promise((resolve) => (give = resolve)));
    const dp = connect(service, { token, clock });
    const patient = dp.versions.list();
    const hasty = failure(() => call(dp, list, { options: { timeoutMs: 1_000 } }));
    await clock.untilAsleep(1_000);
    clock.pass(1_000);
    assert.equal((await hasty).code, "CREDENTIALS");
    const late = dp.versions.list();
    give("t1");
    await Promise.all([patient, late]);
    assert.equal(token.calls, 1);
  });

  test("because it is slower than a call may be gives its token to the next call", async (t) => {
    const service = await serve(t);
    const clock = new HandClock();
    /** @type {((token: string) => void)[]} */
    const gives = [];
    const token = counting(() => new Promise((resolve) => gives.push(resolve)));
    const dp = connect(service, { token, clock });
    for (const _ of [1, 2]) {
      const work = failure(() => dp.versions.list());
      await clock.untilAsleep(TIMEOUT_MS);
      clock.pass(TIMEOUT_MS);
      assert.equal((await work).code, "CREDENTIALS");
    }
    gives[0]?.("t1");
    await turn();
    await dp.versions.list();
    assert.equal(token.calls, 2);
    assert.deepEqual(sent(service), ["Bearer t1"]);
  });

  test("to come before the time is over sends nothing, a write neither", async (t) => {
    const service = await serve(t);
    const clock = new HandClock();
    const token = async () => {
      clock.pass(TIMEOUT_MS + 10_000);
      return "abc";
    };
    const error = await failure(() => call(connect(service, { token, clock }), create));
    assert.equal(error.code, "CREDENTIALS");
    assert.match(error.message, /in time/);
    assert.equal(service.requests.length, 0);
  });

  test("leaves the attempt what is left of its time", async (t) => {
    const clock = new HandClock();
    const service = await serve(t);
    const token = async () => {
      clock.pass(29_000);
      return "abc";
    };
    await connect(service, { token, clock }).versions.list();
    assert.deepEqual(clock.sleeps, [TIMEOUT_MS, 1_000]);
  });

  test("when a 401 asks for a fresh token ends the call", async (t) => {
    const service = await serve(t, () => ({ status: 401 }));
    const token = counting((value, call) => {
      if (call > 1) throw wrong;
      return value;
    });
    const error = await failure(() => call(connect(service, { token }), create));
    assert.equal(error.code, "CREDENTIALS");
    assert.equal(error.cause, wrong);
    assert.equal(service.requests.length, 1);
  });
});

describe("A caller that stops waiting for a token", () => {
  /** A token function whose first answer is given by hand. */
  const byHand = () => {
    let resolve = (/** @type {unknown} */ _) => {};
    let reject = resolve;
    const answer = new Promise((...both) => ([resolve, reject] = both));
    return { token: counting((value, call) => (call === 1 ? answer : value)), resolve, reject };
  };

  test("by a listener, before a fresh token is asked for, leaves that token to others", async (t) => {
    const service = await serve(t, (_, count) => (count === 2 ? { status: 401 } : undefined));
    const controller = new AbortController();
    const onEvent = (/** @type {{ type: string }} */ { type }) => void (type === "retry" && controller.abort());
    const dp = connect(service, { token: () => "token", onEvent });
    await call(dp, list);
    const error = await failure(() => dp.clusters.list({}, { signal: controller.signal }));
    assert.equal(error.code, "ABORTED");
    await call(dp, list);
    await call(dp, list);
  });

  test("does not stop the others", async (t) => {
    const service = await serve(t);
    const { token, resolve } = byHand();
    const dp = connect(service, { token });
    const controller = new AbortController();
    const aborted = failure(() => dp.versions.list({ signal: controller.signal }));
    const other = dp.versions.list();
    await turn();
    controller.abort();
    assert.equal((await aborted).code, "ABORTED");
    resolve("t1");
    await other;
    assert.equal(token.calls, 1);
    assert.deepEqual(sent(service), ["Bearer t1"]);
  });

  test("leaves the token to those who come later", async (t) => {
    const service = await serve(t);
    const { token, resolve } = byHand();
    const dp = connect(service, { token });
    const controller = new AbortController();
    const aborted = failure(() => dp.versions.list({ signal: controller.signal }));
    await turn();
    controller.abort();
    await aborted;
    resolve("t1");
    await turn();
    await dp.versions.list();
    assert.equal(token.calls, 1);
  });

  test("leaves no failure to those who come later", async (t) => {
    const service = await serve(t);
    const { token, reject } = byHand();
    const dp = connect(service, { token });
    const controller = new AbortController();
    const aborted = failure(() => dp.versions.list({ signal: controller.signal }));
    await turn();
    controller.abort();
    await aborted;
    reject(new Error("long ago"));
    await turn();
    await dp.versions.list();
    assert.deepEqual(sent(service), ["Bearer t2"]);
  });

  test("leaves no token to those who come after its end", async (t) => {
    const service = await serve(t);
    const clock = new HandClock();
    const { token, resolve } = byHand();
    const dp = connect(service, { token, clock });
    const controller = new AbortController();
    const aborted = failure(() => dp.versions.list({ signal: controller.signal }));
    await turn();
    controller.abort();
    await aborted;
    resolve({ token: "t1", expiresAt: clock.now() + MINUTE });
    await turn();
    clock.pass(60 * MINUTE);
    await dp.versions.list();
    assert.deepEqual(sent(service), ["Bearer t2"]);
  });
});

describe("A token", () => {
  test("is the client's own: another client asks for its own", async (t) => {
    const service = await serve(t);
    const token = counting();
    await connect(service, { token }).versions.list();
    await connect(service, { token }).versions.list();
    assert.deepEqual(sent(service), ["Bearer t1", "Bearer t2"]);
  });

  test("is replaced for a wait that goes on", async (t) => {
    const states = ["DEPLOYING", "DEPLOYING", "AVAILABLE"];
    const service = await serve(t, ({ headers }, count) => {
      if (count === 2 && headers.authorization === "Bearer t1") return { status: 401 };
      const state = states.shift();
      const answer = /** @type {any} */ (operation("clusters.get").answer);
      return { body: JSON.stringify({ ...answer, metadata: { state } }) };
    });
    const token = counting();
    const dp = connect(service, { token, clock: new HandClock({ skip: 8_000 }) });
    await dp.clusters.waitUntilAvailable(CLUSTER_ID);
    assert.deepEqual(sent(service), ["Bearer t1", "Bearer t1", "Bearer t2", "Bearer t2"]);
  });
});
