// @ts-check
/** What a write says when nobody knows whether it took effect: promise 5. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { AbortedError, OutcomeUnknownError } from "ionoscloud-dataplatform";
import { failure } from "./support/failure.mjs";
import { brokenAnswers, connect } from "./support/net-client.mjs";
import { HandClock } from "./support/net-clock.mjs";
import { call, CLUSTER_ID, cluster, createCluster, createNodePool, operation, operations, pool } from "./support/operations.mjs";
import { serve } from "./support/service.mjs";

/** @typedef {import("./support/service.mjs").Reply} Reply */
/** @typedef {import("ionoscloud-dataplatform").DataPlatform} DataPlatform */

const writes = operations.filter(({ method }) => method === "POST" || method === "PATCH");
const create = operation("clusters.create");
const update = operation("clusters.update");

/** How long the looks of an adoption wait for each other. */
const LOOKS = [0, 1_000, 3_000, 6_000, 10_000];

/** Skips what an adoption waits, and not the deadline of an attempt. */
const looks = () => new HandClock({ skip: 10_000 });

/** @param {unknown} error */
function unknown(error) {
  assert.ok(error instanceof OutcomeUnknownError, String(error));
  return error;
}

for (const operation of writes) {
  describe(`${operation.name} is of unknown outcome, and sent once,`, () => {
    const clock = new HandClock();
    const html = { headers: { "Content-Type": "text/html" }, body: "<html>" };
    const unfinished = { ...Object(operation.answer), id: undefined };

    for (const [what, answer, code] of /** @type {[string, () => Reply, string][]} */ ([
      ...[408, 500, 502, 503, 504, 520, 524].map((status) => [status, () => ({ status, ...html }), "API"]),
      ...Object.entries(brokenAnswers(clock)).map(([what, answer]) => [
        what,
        answer,
        what === "a timeout" ? "TIMEOUT" : "NETWORK",
      ]),
      ["an empty answer", () => ({}), "INVALID_RESPONSE"],
      ["an answer without content", () => ({ status: 204 }), "INVALID_RESPONSE"],
      ["broken JSON", () => ({ body: '{"id":' }), "INVALID_RESPONSE"],
      ["a page of HTML as a success", () => html, "INVALID_RESPONSE"],
      ["a success without an id", () => ({ body: JSON.stringify(unfinished) }), "INVALID_RESPONSE"],
    ])) {
      test(`after ${what}`, async (t) => {
        const service = await serve(t, answer);
        const error = unknown(await failure(() => call(connect(service, { clock }), operation)));
        const cause = /** @type {import("ionoscloud-dataplatform").DataPlatformError} */ (error.cause);
        assert.equal(cause.code, code);
        assert.equal(error.status, cause.status);
        assert.equal(error.retryable, false);
        assert.equal(error.attempts, 1);
        assert.match(error.message, /may or may not have taken effect/);
        assert.equal(service.requests.length, 1);
      });
    }

    test("after something that is no answer at all", async () => {
      for (const thing of [undefined, null, 7, {}, { status: 200 }, { ok: true, json: async () => ({}) }]) {
        let sent = 0;
        const fetch = async () => {
          sent += 1;
          return /** @type {any} */ (thing);
        };
        const dp = connect({ url: "https://host.test" }, { fetch });
        unknown(await failure(() => call(dp, operation)));
        assert.equal(sent, 1);
      }
    });

    test("after the last of its retries ended so", async (t) => {
      const service = await serve(t, (_, count) => ({ status: count === 1 ? 429 : 502 }));
      const error = unknown(await failure(() => call(connect(service, { clock: looks() }), operation)));
      assert.equal(error.attempts, 2);
      assert.equal(service.requests.length, 2);
    });
  });
}

test("What the service said about a write of unknown outcome is told", async (t) => {
  const messages = [{ errorCode: "dsaas-1", message: "try later" }];
  const headers = { "Retry-After": "90", "X-Request-Id": "r-7" };
  const service = await serve(t, () => ({ status: 503, headers, body: JSON.stringify({ messages }) }));
  const error = unknown(await failure(() => call(connect(service), create)));
  assert.deepEqual(error.messages, messages);
  assert.equal(error.retryAfterMs, 90_000);
  assert.equal(error.requestId, "r-7");
  assert.match(error.message, /try later/);
});

test("A write that was refused is of known outcome", async (t) => {
  const service = await serve(t);
  for (const status of [400, 401, 403, 404, 409, 422, 501, 505]) {
    service.answerWith(() => ({ status }));
    for (const operation of writes) {
      assert.equal((await failure(() => call(connect(service), operation))).code, "API", `${status}`);
    }
  }
});

describe("An abort", () => {
  const abortedIn = async (/** @type {typeof create} */ operation, /** @type {import("node:test").TestContext} */ t) => {
    const controller = new AbortController();
    const service = await serve(t, () => {
      controller.abort();
      return { delivery: "hang" };
    });
    const { signal } = controller;
    const error = await failure(() => call(connect(service), operation, { options: { signal } }));
    assert.ok(error instanceof AbortedError, String(error));
    return error;
  };

  for (const operation of operations) {
    const isWrite = writes.includes(operation);
    test(`of ${operation.name} under way is of ${isWrite ? "unknown" : "no"} outcome`, async (t) => {
      const error = await abortedIn(operation, t);
      assert.equal(error.outcome, isWrite ? "unknown" : undefined);
      assert.equal(typeof error.findCandidates, operation.method === "POST" ? "function" : "undefined");
      assert.equal(error.retryable, false);
    });
  }

  test("of a write in the back-off after a 429 is of no outcome: it did not run", async (t) => {
    const service = await serve(t, () => ({ status: 429, headers: { "Retry-After": "50" } }));
    const clock = new HandClock();
    const controller = new AbortController();
    const { signal } = controller;
    const work = failure(() => call(connect(service, { clock }), create, { options: { signal } }));
    await clock.untilAsleep(50_000);
    controller.abort();
    const error = /** @type {AbortedError} */ (await work);
    assert.equal(error.outcome, undefined);
    assert.equal(error.findCandidates, undefined);
  });
});

/** An account of one's own: what POST makes there, and what a list finds. */
class Account {
  /** @type {(typeof cluster)[]} */
  items = [];
  /** How many times it was listed. */
  looks = 0;
  /** What is done before it is listed. */
  beforeLook = () => {};
  #ids = 0;

  /** @param {HandClock} clock */
  constructor(clock) {
    this.clock = clock;
  }

  /**
   * Makes something, as it was asked for or in another way.
   *
   * @param {{ age?: number, name?: string, datacenterId?: string }} [how]
   */
  make({ age = 0, ...properties } = {}) {
    const id = `${String((this.#ids += 1)).padStart(8, "0")}-1111-4111-8111-111111111111`;
    const createdDate = new Date(this.clock.now() - age).toISOString();
    const made = { ...cluster, id, metadata: { ...cluster.metadata, createdDate }, properties: { ...createCluster.properties, ...properties } };
    this.items.push(/** @type {any} */ (made));
    return id;
  }

  /**
   * Answers a list; answers a POST as it is told.
   *
   * @param {() => Reply} post
   * @returns {import("./support/service.mjs").Answer}
   */
  answer(post) {
    return ({ method }) => {
      if (method === "POST") return post();
      this.looks += 1;
      this.beforeLook();
      return { body: JSON.stringify({ items: this.items }) };
    };
  }
}

const lost = () => ({ status: 504 });

/** An account, a client of it, and the requests that it gets. */
async function account(/** @type {import("node:test").TestContext} */ t, /** @type {(account: Account) => Reply} */ post = lost) {
  const clock = looks();
  const account = new Account(clock);
  const service = await serve(t, account.answer(() => post(account)));
  const posts = () => service.requests.filter(({ method }) => method === "POST").length;
  return { account, clock, dp: connect(service, { clock }), service, posts };
}

const ids = (/** @type {readonly { id: string }[] | undefined} */ items) => items?.map(({ id }) => id);

describe("findCandidates", () => {
  test("gives what has exactly the name, is in the same data center, is new and was created since", async (t) => {
    const { account: there, dp } = await account(t);
    const seen = there.make();
    await dp.clusters.list();
    const error = unknown(await failure(() => dp.clusters.create(createCluster)));
    const made = there.make();
    there.make({ name: "Prod" });
    there.make({ name: "prod-2" });
    there.make({ datacenterId: CLUSTER_ID });
    there.make({ age: 3_600_000 });
    const found = ids(await error.findCandidates?.());
    assert.deepEqual(found, [made]);
    assert.ok(!found.includes(seen));
  });

  test("asks for the name only, once, and may be asked again", async (t) => {
    const { account: there, dp, service } = await account(t);
    const error = unknown(await failure(() => dp.clusters.create(createCluster)));
    assert.deepEqual(await error.findCandidates?.(), []);
    const made = there.make();
    assert.deepEqual(ids(await error.findCandidates?.()), [made]);
    assert.deepEqual(service.requests.map(({ method, url }) => `${method} ${url}`), [
      "POST /dataplatform/clusters",
      "GET /dataplatform/clusters?name=prod",
      "GET /dataplatform/clusters?name=prod",
    ]);
  });

  test("allows for a service whose clock is a minute behind, and for one that gives no date", async (t) => {
    const { account: there, dp } = await account(t);
    const error = unknown(await failure(() => dp.clusters.create(createCluster)));
    const made = there.make({ age: 59_000 });
    there.make({ age: 61_000 });
    const undated = there.make();
    Reflect.deleteProperty(Object(there.items.at(-1)).metadata, "createdDate");
    assert.deepEqual(ids(await error.findCandidates?.()), [made, undated]);
  });

  test("of a node pool looks in its cluster, whatever the data center", async (t) => {
    const other = { ...pool, properties: { ...pool.properties, name: "workers-2" } };
    const made = { ...pool, metadata: { state: "DEPLOYING" }, properties: { ...pool.properties, datacenterId: CLUSTER_ID } };
    const service = await serve(t, ({ method }) => {
      if (method === "POST") return lost();
      return { body: JSON.stringify({ items: [other, made] }) };
    });
    const error = unknown(await failure(() => connect(service).nodePools.create(CLUSTER_ID, createNodePool)));
    assert.deepEqual(await error.findCandidates?.(), [made]);
    assert.equal(service.requests[1]?.url, `/dataplatform/clusters/${CLUSTER_ID}/nodepools`);
  });

  test("fails as a list does, and takes the options of one", async (t) => {
    const { dp, service } = await account(t);
    const error = unknown(await failure(() => dp.clusters.create(createCluster)));
    service.answerWith(() => ({ status: 403 }));
    assert.equal((await failure(() => error.findCandidates?.())).status, 403);
    service.taken();
    const signal = AbortSignal.abort();
    assert.equal((await failure(() => error.findCandidates?.({ signal }))).code, "ABORTED");
    const wrong = /** @type {any} */ ({ timeout: 1 });
    assert.equal((await failure(() => error.findCandidates?.(wrong))).code, "INVALID_ARGUMENT");
    assert.equal(service.requests.length, 0);
  });

  test("is of the error of an abort too", async (t) => {
    const controller = new AbortController();
    const { account: there, dp } = await account(t, (account) => {
      account.make();
      controller.abort();
      return { delivery: "hang" };
    });
    const error = await failure(() => dp.clusters.create(createCluster, { signal: controller.signal }));
    assert.ok(error instanceof AbortedError);
    assert.deepEqual(ids(await error.findCandidates?.()), ids(there.items));
  });

  test("is no data of the error", async (t) => {
    const { dp } = await account(t);
    const error = unknown(await failure(() => dp.clusters.create(createCluster)));
    assert.ok(!Object.keys(error).includes("findCandidates"));
    assert.ok(!("findCandidates" in error.toJSON()));
  });

  test("is not of an update's error: what to find is known by its id", async (t) => {
    const service = await serve(t, lost);
    assert.equal(unknown(await failure(() => call(connect(service), update))).findCandidates, undefined);
  });
});

describe('onUnknownOutcome: "adopt"', () => {
  const adopt = /** @type {const} */ ({ onUnknownOutcome: "adopt" });
  const adopting = (/** @type {DataPlatform} */ dp) => dp.clusters.create(createCluster, adopt);

  test("gives the one that was made, although its answer was lost", async (t) => {
    const { account: there, dp, posts } = await account(t, (account) => {
      account.make();
      return lost();
    });
    const { id } = await adopting(dp);
    assert.deepEqual([id], ids(there.items));
    assert.equal(posts(), 1);
    assert.equal(there.looks, 2, "once before, once after");
  });

  test("gives one that shows late", async (t) => {
    const { account: there, clock, dp, posts } = await account(t);
    there.beforeLook = () => {
      if (there.looks === 5) there.make();
    };
    const { id } = await adopting(dp);
    assert.deepEqual([id], ids(there.items));
    assert.equal(posts(), 1);
    assert.deepEqual(clock.skipped, LOOKS.slice(0, 4));
  });

  test("throws when none shows, without a claim that nothing was created", async (t) => {
    const { account: there, clock, dp, posts } = await account(t);
    const error = unknown(await failure(() => adopting(dp)));
    assert.deepEqual(error.candidates, []);
    assert.doesNotMatch(error.message, /not created/);
    assert.equal(there.looks, 6);
    assert.equal(posts(), 1);
    assert.deepEqual(clock.skipped, LOOKS);
    assert.equal(error.elapsedMs, 20_000);
    const late = there.make();
    assert.deepEqual(ids(await error.findCandidates?.()), [late]);
  });

  test("gives the one that was made, although this machine's clock is an hour fast", async (t) => {
    const { account: there, dp } = await account(t, (account) => {
      account.make({ age: 3_600_000 });
      return lost();
    });
    assert.deepEqual([(await adopting(dp)).id], ids(there.items));
  });

  test("gives the one that was made, although its data center was written without dashes", async (t) => {
    const { account: there, dp } = await account(t, (account) => {
      account.make();
      return lost();
    });
    const { properties } = createCluster;
    const request = { properties: { ...properties, datacenterId: properties.datacenterId.replaceAll("-", "") } };
    assert.deepEqual([(await dp.clusters.create(request, adopt)).id], ids(there.items));
  });

  test("throws with the candidates when there are several", async (t) => {
    const { account: there, dp, posts } = await account(t, (account) => {
      account.make();
      account.make();
      return lost();
    });
    const error = unknown(await failure(() => adopting(dp)));
    assert.deepEqual(ids(error.candidates), ids(there.items));
    assert.equal(posts(), 1);
  });

  test("takes neither one of before nor one of another data center", async (t) => {
    const { account: there, dp } = await account(t, (account) => {
      account.make({ datacenterId: CLUSTER_ID });
      return lost();
    });
    there.make();
    const error = unknown(await failure(() => adopting(dp)));
    assert.deepEqual(error.candidates, []);
    assert.deepEqual(await error.findCandidates?.(), []);
  });

  test("looks on when a look fails", async (t) => {
    const { account: there, dp, service } = await account(t);
    const listed = there.answer(lost);
    let asked = 0;
    service.answerWith((request, count) => {
      asked += request.method === "GET" ? 1 : 0;
      if (request.method === "GET" && asked === 2) return { status: 403 };
      if (asked === 3) there.make();
      return listed(request, count);
    });
    const { id } = await adopting(dp);
    assert.deepEqual([id], ids(there.items));
  });

  test("sends nothing when it cannot see what was there before", async (t) => {
    const { dp, service, posts } = await account(t);
    service.answerWith(() => ({ status: 403 }));
    const error = await failure(() => adopting(dp));
    assert.equal(error.code, "API");
    assert.equal(error.operation, "clusters.list");
    assert.equal(posts(), 0);
  });

  test("looks no further when the outcome is known", async (t) => {
    const { account: there, dp } = await account(t, () => ({ status: 422 }));
    assert.equal((await failure(() => adopting(dp))).status, 422);
    assert.equal(there.looks, 1);
  });

  test("adopts a node pool too", async (t) => {
    let made = false;
    const service = await serve(t, ({ method }) => {
      if (method === "POST") {
        made = true;
        return lost();
      }
      return { body: JSON.stringify({ items: made ? [pool] : [] }) };
    });
    const clock = new HandClock({ skip: 10_000, start: Date.parse(pool.metadata.createdDate) });
    const dp = connect(service, { clock });
    assert.deepEqual(await dp.nodePools.create(CLUSTER_ID, createNodePool, adopt), pool);
  });

  test("when it is aborted while it looks, still knows what was there before", async (t) => {
    const controller = new AbortController();
    const { account: there, dp } = await account(t, (account) => {
      account.make();
      return lost();
    });
    there.make();
    there.beforeLook = () => {
      if (there.looks === 2) controller.abort();
    };
    const error = await failure(() => dp.clusters.create(createCluster, { ...adopt, signal: controller.signal }));
    assert.ok(error instanceof AbortedError);
    assert.equal(error.outcome, "unknown");
    there.beforeLook = () => {};
    assert.deepEqual(ids(await error.findCandidates?.()), ids(there.items.slice(1)));
  });

  describe("of two creates of the same name at the same time", () => {
    test("does not give what the other one made", async (t) => {
      let posted = 0;
      const { account: there, dp } = await account(t, (account) => {
        posted += 1;
        if (posted === 2) return lost();
        account.make();
        return { body: JSON.stringify(account.items[0]) };
      });
      const results = await Promise.allSettled([adopting(dp), adopting(dp)]);
      const given = results.flatMap((result) => (result.status === "fulfilled" ? [result.value.id] : []));
      assert.deepEqual(given, ids(there.items));
      const refused = results.find((result) => result.status === "rejected");
      unknown(refused?.reason);
    });

    test("gives nothing twice when the answers of both were lost", async (t) => {
      let posted = 0;
      const { account: there, dp } = await account(t, (account) => {
        posted += 1;
        if (posted === 1) account.make();
        return lost();
      });
      const results = await Promise.allSettled([adopting(dp), adopting(dp)]);
      const given = results.flatMap((result) => (result.status === "fulfilled" ? [result.value.id] : []));
      assert.ok(given.length <= 1, String(given));
      assert.equal(there.items.length, 1);
    });

    test("gives nothing that the other one has yet to be answered with", async (t) => {
      const clock = new HandClock({ skip: 10_000 });
      const there = new Account(clock);
      const { promise: released, release } = gate();
      let posted = 0;
      const fetch = async (/** @type {string} */ _, /** @type {RequestInit} */ { method }) => {
        if (method !== "POST") return Response.json({ items: there.items });
        posted += 1;
        if (posted === 2) return new Response(null, { status: 504 });
        there.make();
        await released;
        return Response.json(there.items[0]);
      };
      const dp = connect({ url: "https://host.test" }, { fetch, clock });
      const slow = adopting(dp);
      const quick = failure(() => adopting(dp));
      const error = unknown(await quick);
      release();
      assert.deepEqual([(await slow).id], ids(there.items));
      assert.equal(error.code, "OUTCOME_UNKNOWN");
    });
  });
});

/** A promise, and what resolves it. */
function gate() {
  let release = () => {};
  const promise = new Promise((resolve) => (release = () => resolve(undefined)));
  return { promise, release };
}
