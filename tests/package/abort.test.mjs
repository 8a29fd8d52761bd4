// @ts-check
/** What an abort does: promise 7. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { getEventListeners } from "node:events";
import { describe, test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { promisify } from "node:util";
import { AbortedError, DataPlatform, InternalError } from "ionoscloud-dataplatform";
import { failure } from "./support/failure.mjs";
import { connect } from "./support/net-client.mjs";
import { call, cluster, CLUSTER_ID, createCluster, operation, operations, POOL_ID } from "./support/operations.mjs";
import { serve } from "./support/service.mjs";

/** @typedef {import("ionoscloud-dataplatform").RequestOptions} RequestOptions */
/** @typedef {import("./support/service.mjs").Answer} Answer */

const REASONS = /** @type {[string, unknown][]} */ ([
  ["an error", new Error("enough")],
  ["a string", "enough"],
  ["a number", 0],
  ["null", null],
  ["an object", { why: "enough" }],
]);

const list = operation("clusters.list");
const create = operation("clusters.create");

const deploying = { ...cluster, metadata: { ...cluster.metadata, state: "DEPLOYING" } };

/** Asks to come back in a minute: a back-off that is surely long. */
const later = () => ({ status: 503, headers: { "Retry-After": "60" } });
const silence = () => ({ delivery: /** @type {const} */ ("hang") });
const deployingForEver = () => ({ body: JSON.stringify(deploying) });

/**
 * Where a call can be when it is aborted: what the service answers, and what is called.
 *
 * @type {Record<string, { answer: Answer, start: (dp: DataPlatform, options: RequestOptions) => Promise<unknown> }>}
 */
const PLACES = {
  "while its request is under way": { answer: silence, start: (dp, options) => call(dp, list, { options }) },
  "while its body comes": {
    answer: () => ({ headers: { "Content-Length": 1000 }, body: '{"items":' }),
    start: (dp, options) => call(dp, list, { options }),
  },
  "in its back-off": { answer: later, start: (dp, options) => call(dp, list, { options }) },
  "as a write under way": { answer: silence, start: (dp, options) => call(dp, create, { options }) },
  "while it looks before it creates": {
    answer: silence,
    start: (dp, options) => dp.clusters.create(createCluster, { ...options, onUnknownOutcome: "adopt" }),
  },
  "while it looks for what it created": {
    answer: ({ method }, count) => {
      if (method === "POST") return { status: 502 };
      return count === 1 ? { body: '{"items":[]}' } : silence();
    },
    start: (dp, options) => dp.clusters.create(createCluster, { ...options, onUnknownOutcome: "adopt" }),
  },
  "as a wait between two polls": {
    answer: deployingForEver,
    start: (dp, options) => dp.clusters.waitUntilAvailable(CLUSTER_ID, options),
  },
  "as a wait in a poll": {
    answer: silence,
    start: (dp, options) => dp.nodePools.waitUntilDeleted(CLUSTER_ID, POOL_ID, options),
  },
  "as a wait after a poll that failed": {
    answer: later,
    start: (dp, options) => dp.clusters.waitUntilAvailable(CLUSTER_ID, options),
  },
  "as a watch between two polls": {
    answer: deployingForEver,
    start: async (dp, options) => {
      for await (const _ of dp.clusters.watch(CLUSTER_ID, options));
    },
  },
};

/** How many timers hold the process. */
const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;

/**
 * Aborts and returns what the work fails with. The work must fail before anything that was queued before the abort.
 *
 * @param {AbortController} controller
 * @param {unknown[]} reason
 * @param {Promise<unknown>} work
 */
async function abortAtOnce(controller, reason, work) {
  const order = /** @type {string[]} */ ([]);
  const failed = failure(() => work.finally(() => order.push("the call")));
  const immediate = new Promise((resolve) => setImmediate(resolve)).then(() => order.push("an immediate"));
  const timer = new Promise((resolve) => setTimeout(resolve, 0)).then(() => order.push("a timer"));
  controller.abort(...reason);
  const [error] = await Promise.all([failed, immediate, timer]);
  assert.equal(order[0], "the call", order.join());
  return error;
}

for (const [place, { answer, start }] of Object.entries(PLACES)) {
  describe(`A call that is aborted ${place}`, () => {
    for (const [name, reason] of [["nothing at all", undefined], ...REASONS]) {
      test(`ends at once when the reason is ${name}, and leaves nothing behind`, async (t) => {
        const service = await serve(t, answer);
        const dp = connect(service);
        const before = timers();
        const controller = new AbortController();
        const work = start(dp, { signal: controller.signal });
        const quiet = untilQuiet(service);
        await Promise.race([work, quiet]);
        const sent = service.requests.length;
        assert.ok(sent > 0);

        const error = await abortAtOnce(controller, reason === undefined ? [] : [reason], work);

        assert.ok(error instanceof AbortedError, String(error));
        assert.equal(error.cause, controller.signal.reason);
        assert.equal(error.retryable, false);
        assert.equal(getEventListeners(controller.signal, "abort").length, 0);
        assert.equal(timers(), before);
        await untilQuiet(service);
        assert.equal(service.requests.length, sent, "a request was sent after the abort");
      });
    }
  });
}

/**
 * Waits until a service has got a request and then none any more.
 *
 * @param {{ requests: unknown[] }} service
 */
async function untilQuiet({ requests }) {
  for (let quiet = 0, seen = 0; quiet < 20; quiet += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (requests.length === 0 || requests.length > seen) quiet = 0;
    seen = requests.length;
  }
}

describe("A signal that was aborted before", () => {
  const signal = AbortSignal.abort("enough");

  for (const operation of operations) {
    test(`keeps ${operation.name} from sending anything`, async (t) => {
      const service = await serve(t);
      let tokens = 0;
      const token = () => `t${(tokens += 1)}`;
      const error = await failure(() => call(connect(service, { token }), operation, { options: { signal } }));
      assert.ok(error instanceof AbortedError);
      assert.equal(error.cause, "enough");
      assert.equal(error.outcome, undefined);
      assert.equal(error.attempts, 0);
      assert.deepEqual([service.requests.length, tokens], [0, 0]);
    });
  }

  test("keeps a wait and a watch from sending anything", async (t) => {
    const service = await serve(t);
    const dp = connect(service);
    const watch = dp.clusters.watch(CLUSTER_ID, { signal });
    for (const work of [
      () => dp.clusters.waitUntilAvailable(CLUSTER_ID, { signal }),
      () => dp.nodePools.waitUntilDeleted(CLUSTER_ID, POOL_ID, { signal }),
      () => watch.next(),
    ]) {
      assert.ok((await failure(work)) instanceof AbortedError);
    }
    assert.deepEqual(await watch.next(), { done: true, value: undefined });
    assert.equal(service.requests.length, 0);
  });
});

test("A call that is aborted while it waits for a token ends at once, and leaves nothing behind", async (t) => {
  const service = await serve(t);
  const dp = connect(service, { token: () => new Promise(() => {}) });
  for (const [name, reason] of REASONS) {
    const before = timers();
    const controller = new AbortController();
    const { signal } = controller;
    const work = call(dp, create, { options: { signal } });
    await turn();
    const error = await abortAtOnce(controller, [reason], work);
    assert.equal(error.code, "ABORTED", name);
    assert.equal(error.cause, reason);
    assert.equal(/** @type {AbortedError} */ (error).outcome, undefined);
    assert.equal(getEventListeners(signal, "abort").length, 0);
    assert.equal(timers(), before);
  }
  assert.equal(service.requests.length, 0);
});

describe("An abort by what the call itself calls", () => {
  /** What is aborted by whom, and how many requests are sent. */
  const aborted = async (/** @type {(abort: () => void) => object} */ options) => {
    let sent = 0;
    const controller = new AbortController();
    const fetch = async () => {
      sent += 1;
      return new Response(null, { status: 503 });
    };
    const url = "https://host.test";
    const dp = connect({ url }, { fetch, ...options(() => controller.abort()) });
    const error = await failure(() => call(dp, create, { options: { signal: controller.signal } }));
    await turn();
    return { error, sent };
  };

  test("as it hears of the request keeps the request from being sent", async () => {
    const { error, sent } = await aborted((abort) => ({ onEvent: abort }));
    assert.equal(error.code, "ABORTED");
    assert.equal(/** @type {AbortedError} */ (error).outcome, undefined);
    assert.equal(sent, 0);
  });

  test("as it is asked for a token keeps the request from being sent", async () => {
    for (const token of [
      (/** @type {() => void} */ abort) => () => (abort(), "t"),
      (/** @type {() => void} */ abort) => async () => {
        await turn();
        abort();
        return "t";
      },
    ]) {
      const { error, sent } = await aborted((abort) => ({ token: token(abort) }));
      assert.equal(error.code, "ABORTED");
      assert.equal(sent, 0);
    }
  });
});

describe("A signal that outlives its calls", () => {
  const { signal } = new AbortController();

  test("has no listener left after calls that succeeded or failed", async (t) => {
    const service = await serve(t, ({ method }) => (method === "GET" ? undefined : { status: 422 }));
    const dp = connect(service);
    for (const operation of operations) await call(dp, operation, { options: { signal } }).catch(() => {});
    await dp.clusters.waitUntilAvailable(CLUSTER_ID, { signal });
    assert.equal(getEventListeners(signal, "abort").length, 0);
  });

  test("may be that of a hundred calls, with one listener for all of them", async (t) => {
    const controller = new AbortController();
    const { signal } = controller;
    const warnings = /** @type {string[]} */ ([]);
    const warn = (/** @type {Error} */ { name }) => warnings.push(name);
    process.on("warning", warn);
    t.after(() => process.off("warning", warn));
    let sent = 0;
    const fetch = () => {
      sent += 1;
      return sent > 50 ? new Promise(() => {}) : Promise.resolve(Response.json({ items: [] }));
    };
    const dp = connect({ url: "https://host.test" }, { fetch });
    const works = Array.from({ length: 100 }, () => dp.versions.list({ signal }));
    await turn();
    await turn();
    assert.equal(getEventListeners(signal, "abort").length, 1);
    controller.abort();
    const results = await Promise.allSettled(works);
    assert.equal(results.filter(({ status }) => status === "rejected").length, 50);
    assert.equal(getEventListeners(signal, "abort").length, 0);
    assert.deepEqual(warnings, []);
  });

  test("may be of another kind than the host's", async (t) => {
    const service = await serve(t, silence);
    const listeners = new Set();
    const foreign = /** @type {any} */ ({
      aborted: false,
      reason: undefined,
      addEventListener: (/** @type {string} */ _, /** @type {() => void} */ listener) => listeners.add(listener),
      removeEventListener: (/** @type {string} */ _, /** @type {() => void} */ listener) => listeners.delete(listener),
    });
    const work = failure(() => call(connect(service), list, { options: { signal: foreign } }));
    await untilQuiet(service);
    Object.assign(foreign, { aborted: true, reason: "theirs" });
    for (const listener of listeners) listener();
    const error = await work;
    assert.equal(error.cause, "theirs");
    assert.equal(listeners.size, 0);
  });

  describe("may throw:", () => {
    const thrown = new Error("broken");
    const throwing = (/** @type {string} */ name) => {
      const broken = { [name]: () => { throw thrown; } };
      return /** @type {any} */ ({ aborted: false, addEventListener() {}, removeEventListener() {}, ...broken });
    };

    test("as it is listened to, which ends each call before anything is sent", async (t) => {
      const service = await serve(t);
      const options = { signal: throwing("addEventListener") };
      for (const _ of ["once", "again"]) {
        const error = await failure(() => call(connect(service), list, { options }));
        assert.deepEqual([error.code, error.cause], ["INTERNAL", thrown]);
        assert.ok(error instanceof InternalError);
      }
      assert.equal(service.requests.length, 0);
    });

    test("as it is left, which takes nothing from the call's outcome", async (t) => {
      const service = await serve(t);
      const options = { signal: throwing("removeEventListener") };
      assert.deepEqual(await call(connect(service), list, { options }), list.answer);
    });
  });
});

describe("A script that aborts can end at once", () => {
  const run = promisify(execFile);

  /** Runs a script that has a `dp` whose requests nobody answers, and `abortSoon`. It must end by itself. */
  const ends = (/** @type {string} */ script) => {
    const preamble = `
      import { DataPlatform } from "ionoscloud-dataplatform";
      const answers = {
        later: () => new Response(null, { status: 503, headers: { "Retry-After": "60" } }),
        deploying: () => Response.json(${JSON.stringify(deploying)}),
      };
      const client = (name, options) =>
        new DataPlatform({ baseUrl: "https://host.test", fetch: async () => answers[name](), ...options });
      const controller = new AbortController();
      const { signal } = controller;
      setTimeout(() => controller.abort(), 20);
      const id = "${CLUSTER_ID}";
      const aborted = (work) =>
        work.then(() => process.exit(2), (error) => process.exitCode = error.code === "ABORTED" ? 0 : 3);
    `;
    return run(process.execPath, ["--input-type=module", "--eval", preamble + script], { timeout: 5_000 });
  };

  for (const [place, script] of [
    ["in a back-off of a minute", 'await aborted(client("later").clusters.get(id, { signal }));'],
    ["between two polls", 'await aborted(client("deploying").clusters.waitUntilAvailable(id, { signal }));'],
    ["after a poll that asked for a minute", 'await aborted(client("later").clusters.waitUntilAvailable(id, { signal }));'],
    ["in a request", 'await aborted(client("later", { fetch: () => new Promise(() => {}) }).clusters.get(id, { signal }));'],
    ["while it waits for a token", 'await aborted(client("later", { token: () => new Promise(() => {}) }).clusters.get(id, { signal }));'],
    ["that left a watch", 'for await (const _ of client("deploying").clusters.watch(id)) break;'],
    [
      "that returned from a watch under way",
      `const watch = client("deploying").clusters.watch(id);
       await watch.next();
       const next = watch.next();
       setTimeout(() => watch.return(), 20);
       process.exitCode = (await next).done ? 0 : 2;`,
    ],
  ]) {
    test(String(place), async () => {
      await ends(String(script));
    });
  }

  test("in a request over a network", async (t) => {
    const service = await serve(t, silence);
    await ends(`await aborted(new DataPlatform({ baseUrl: "${service.url}" }).clusters.get(id, { signal }));`);
  });
});
