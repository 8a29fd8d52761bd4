// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import vm from "node:vm";
import { DataPlatform, isDataPlatformError, isKnownState } from "ionoscloud-dataplatform";
import { failure } from "./support/failure.mjs";
import { direct } from "./support/kinds.mjs";
import { call, CLUSTER_ID, cluster, createCluster, operation, versions } from "./support/operations.mjs";

const BODY = JSON.stringify(versions);

/**
 * Something like a Response, but for what is given.
 *
 * @param {object} [changed]
 */
const responseLike = (changed) => ({
  status: 200,
  headers: { get: () => null },
  arrayBuffer: async () => Buffer.from(BODY),
  ...changed,
});

/** @param {() => unknown} arrayBuffer */
const withBody = (arrayBuffer) => async () => responseLike({ arrayBuffer });

/** @param {readonly unknown[]} pieces */
const withStream = (pieces) => async () => responseLike({ body: ReadableStream.from(pieces), arrayBuffer: throwing });

/** @param {string} text */
function dataView(text) {
  const bytes = new TextEncoder().encode(`--${text}--`);
  return new DataView(bytes.buffer, 2, bytes.length - 4);
}

/** @returns {unknown} */
const foreignBytes = () => vm.runInNewContext("Uint8Array.from(bytes)", { bytes: [...Buffer.from(BODY)] });

/** @param {Response} response */
function locked(response) {
  response.body?.getReader();
  return response;
}

const throwing = () => {
  throw new TypeError("broken host");
};
const revoked = Proxy.revocable({}, {});
revoked.revoke();
const detached = new ArrayBuffer(8);
structuredClone(detached, { transfer: [detached] });

/** @param {object} promise @param {string} name */
const withBroken = (promise, name) => Object.defineProperty(promise, name, { get: throwing });

/** What a host may do in place of fetching, and what comes of it for a read. @type {[string, () => unknown, string][]} */
const hosts = [
  ["throws an error", throwing, "NETWORK"],
  [
    "throws a string",
    () => {
      throw "broken host";
    },
    "NETWORK",
  ],
  [
    "throws undefined",
    () => {
      throw undefined;
    },
    "NETWORK",
  ],
  ["rejects with an error", () => Promise.reject(new TypeError("x")), "NETWORK"],
  ["rejects with a string", () => Promise.reject("x"), "NETWORK"],
  ["rejects with undefined", () => Promise.reject(), "NETWORK"],
  ["rejects with null", () => Promise.reject(null), "NETWORK"],
  ["rejects with a number", () => Promise.reject(7), "NETWORK"],
  ["rejects with a symbol", () => Promise.reject(Symbol("x")), "NETWORK"],
  ["rejects with a plain object", () => Promise.reject({ message: 7, cause: null, code: {} }), "NETWORK"],
  [
    "rejects with an object of broken getters",
    () =>
      Promise.reject({
        get message() {
          return throwing();
        },
        get cause() {
          return throwing();
        },
      }),
    "NETWORK",
  ],
  [
    "rejects with an error of another realm",
    () => vm.runInNewContext("Promise.reject(new TypeError('fetch failed'))"),
    "NETWORK",
  ],
  ["rejects with a DOMException", () => Promise.reject(new DOMException("x", "AbortError")), "NETWORK"],
  ["rejects with a frozen error", () => Promise.reject(Object.freeze(new Error("x"))), "NETWORK"],
  ["returns nothing", () => undefined, "INVALID_RESPONSE"],
  ["returns a number", () => 7, "INVALID_RESPONSE"],
  ["resolves to undefined", async () => undefined, "INVALID_RESPONSE"],
  ["resolves to null", async () => null, "INVALID_RESPONSE"],
  ["resolves to a plain object", async () => ({}), "INVALID_RESPONSE"],
  ["resolves to a string", async () => BODY, "INVALID_RESPONSE"],
  ["resolves to a function", async () => () => 1, "INVALID_RESPONSE"],
  ["returns a revoked proxy", () => revoked.proxy, "NETWORK"],
  ["returns a thenable whose then throws", () => ({ then: throwing }), "NETWORK"],
  ["returns a thenable whose then cannot be read", () => withBroken({}, "then"), "NETWORK"],
  ["returns a promise whose then cannot be read", () => withBroken(Promise.resolve(), "then"), "NETWORK"],
  ["returns a promise whose constructor cannot be read", () => withBroken(Promise.resolve(), "constructor"), "NETWORK"],
  [
    "returns a thenable that settles twice",
    () => ({
      then(/** @type {Function} */ ok, /** @type {Function} */ no) {
        ok(responseLike());
        no(1);
        ok(2);
      },
    }),
    "value",
  ],
  [
    "returns a promise with a then of its own that settles twice",
    () =>
      Object.assign(Promise.resolve(), {
        then(/** @type {Function} */ ok, /** @type {Function} */ no) {
          ok(responseLike());
          no(1);
          ok(2);
        },
      }),
    "value",
  ],
  [
    "returns a thenable of a Response",
    () => ({ then: (/** @type {Function} */ ok) => ok(new Response(BODY)) }),
    "value",
  ],
  ["returns a Response and no promise", () => new Response(BODY), "value"],
  ["returns what is like a Response", async () => responseLike(), "value"],
  ["returns what is like a Response of another realm", () => foreign(), "value"],
  ["gives no status", async () => responseLike({ status: undefined }), "INVALID_RESPONSE"],
  ["gives a status in words", async () => responseLike({ status: "200" }), "INVALID_RESPONSE"],
  ["gives NaN for a status", async () => responseLike({ status: NaN }), "INVALID_RESPONSE"],
  ["gives a status that cannot be read", async () => withBroken(responseLike(), "status"), "INVALID_RESPONSE"],
  ["gives a status of 0", async () => responseLike({ status: 0 }), "API"],
  ["gives a status of -200", async () => responseLike({ status: -200 }), "API"],
  ["gives a status of 100000", async () => responseLike({ status: 100_000 }), "API"],
  ["gives no headers", async () => responseLike({ headers: undefined }), "INVALID_RESPONSE"],
  ["gives headers without get", async () => responseLike({ headers: new Map().entries() }), "INVALID_RESPONSE"],
  ["gives a Map for headers", async () => responseLike({ headers: new Map([["Retry-After", 7]]) }), "value"],
  ["gives headers that throw", async () => responseLike({ headers: { get: throwing } }), "value"],
  ["gives headers of junk", async () => responseLike({ headers: { get: () => ({}) } }), "value"],
  ["gives no arrayBuffer", async () => responseLike({ arrayBuffer: undefined }), "INVALID_RESPONSE"],
  ["breaks in the body at once", withBody(throwing), "NETWORK"],
  ["breaks in the body", withBody(() => Promise.reject(new TypeError("terminated"))), "NETWORK"],
  ["breaks in the body with undefined", withBody(() => Promise.reject()), "NETWORK"],
  [
    "has read the body already",
    async () => {
      const response = new Response(BODY);
      await response.text();
      return response;
    },
    "NETWORK",
  ],
  [
    "breaks in the body's stream",
    async () =>
      new Response(
        new ReadableStream({
          pull(controller) {
            controller.error(new Error("x"));
          },
        }),
      ),
    "NETWORK",
  ],
  ["gives the body's stream piece by piece", withStream([...BODY].map((letter) => Buffer.from(letter))), "value"],
  ["gives a stream with empty pieces", withStream([Buffer.alloc(0), Buffer.from(BODY), Buffer.alloc(0)]), "value"],
  ["gives a stream of views of another kind", withStream([dataView(BODY)]), "value"],
  ["gives a stream of bytes of another realm", withStream([foreignBytes()]), "value"],
  ["gives a stream without a piece", withStream([]), "INVALID_RESPONSE"],
  ["gives a stream of texts", withStream([BODY]), "NETWORK"],
  ["gives a stream of buffers", withStream([new ArrayBuffer(8)]), "NETWORK"],
  ["gives a stream of nothing", withStream([undefined]), "NETWORK"],
  ["gives a stream that somebody else reads", async () => locked(new Response(BODY)), "NETWORK"],
  ["gives a stream that throws when it is read", async () => responseLike({ body: { getReader: throwing } }), "NETWORK"],
  ["gives a stream that no fetch has, and the body too", async () => responseLike({ body: { pipe: throwing } }), "value"],
  ["gives a stream that cannot be had", async () => withBroken(responseLike(), "body"), "INVALID_RESPONSE"],
  ["gives undefined for a body", withBody(() => undefined), "INVALID_RESPONSE"],
  ["gives null for a body", withBody(() => null), "INVALID_RESPONSE"],
  ["gives a number for a body", withBody(() => 7), "INVALID_RESPONSE"],
  ["gives a string for a body", withBody(() => BODY), "INVALID_RESPONSE"],
  ["gives an object for a body", withBody(() => ({ byteLength: 2 ** 60, length: 2 ** 60 })), "INVALID_RESPONSE"],
  ["gives a body whose length cannot be read", withBody(() => withBroken({}, "byteLength")), "INVALID_RESPONSE"],
  ["gives a detached buffer", withBody(() => detached), "INVALID_RESPONSE"],
  ["gives a revoked proxy for a body", withBody(() => revoked.proxy), "NETWORK"],
  ["gives bytes in place of a buffer", withBody(() => new TextEncoder().encode(BODY)), "value"],
  ["gives a shared buffer", withBody(() => shared()), "value"],
];

function shared() {
  const buffer = new SharedArrayBuffer(BODY.length);
  new Uint8Array(buffer).set(Buffer.from(BODY));
  return buffer;
}

function foreign() {
  const bytes = [...Buffer.from(BODY)];
  return vm.runInNewContext(
    "Promise.resolve({ status: 200, headers: { get: () => null }, arrayBuffer: async () => Uint8Array.from(bytes).buffer })",
    { bytes },
  );
}

for (const [what, fetch, expected] of hosts) {
  test(`a fetch that ${what} ends in ${expected}`, { timeout: 5_000 }, async () => {
    const dp = new DataPlatform({ ...direct, fetch: /** @type {never} */ (fetch) });
    if (expected === "value") {
      assert.deepEqual(await dp.versions.list(), versions);
      return;
    }
    const read = await failure(() => dp.versions.list());
    assert.equal(read.code, expected);
    assert.ok(JSON.stringify(read));
    // Whatever the host does with a write: it was handed over, so it may have taken effect.
    const write = await failure(() => call(dp, operation("clusters.create")));
    assert.ok(write.code === "OUTCOME_UNKNOWN" || (expected === "API" && write.code === "API"), write.code);
    // The engine is as good as before.
    assert.ok(await new DataPlatform({ fetch: async () => Response.json(versions) }).versions.list());
  });
}

test("an answer that is too long for a text of the host ends a call and a wait in INTERNAL, and nobody else's", async (t) => {
  const TOO_LONG = "too long for a text";
  const { parse } = JSON;
  t.mock.method(JSON, "parse", (/** @type {string} */ text) => {
    if (text.includes(TOO_LONG)) throw new RangeError("Invalid string length");
    return /** @type {unknown} */ (parse(text));
  });
  const looked = { ...cluster, metadata: { ...cluster.metadata, state: "DEPLOYING" }, note: TOO_LONG };
  const dp = new DataPlatform({ ...direct, fetch: async () => Response.json(looked) });
  for (const failing of [() => dp.clusters.get(CLUSTER_ID), () => dp.clusters.waitUntilAvailable(CLUSTER_ID)]) {
    const error = await failure(failing);
    assert.equal(error.code, "INTERNAL");
    assert.ok(error.cause instanceof RangeError);
  }
  const other = new DataPlatform({ fetch: async () => Response.json(versions) });
  assert.deepEqual(await other.versions.list(), versions);
});

test("what the host threw is the cause, unchanged", async () => {
  for (const thrown of [new TypeError("x"), "text", 7, null, Symbol("s"), { own: true }]) {
    const dp = new DataPlatform({ ...direct, fetch: () => Promise.reject(thrown) });
    assert.equal((await failure(() => dp.versions.list())).cause, thrown);
  }
});

test("a host that never answers ends with the deadline, and its late answer harms nobody", async () => {
  /** @type {(() => void)[]} */
  const late = [];
  const answers = [
    () => new Promise((resolve) => late.push(() => resolve(responseLike()))),
    () => new Promise((_, reject) => late.push(() => reject(new Error("late")))),
    async () =>
      responseLike({ arrayBuffer: () => new Promise((_, reject) => late.push(() => reject(new Error("late")))) }),
  ];
  for (const fetch of answers) {
    const dp = new DataPlatform({ maxRetries: 0, timeoutMs: 10, fetch: /** @type {never} */ (fetch) });
    assert.equal((await failure(() => dp.versions.list())).code, "TIMEOUT");
  }
  for (const settle of late) settle();
  await new Promise(setImmediate);
});

test("of an endless answer no more is read than what comes before the deadline", { timeout: 5_000 }, async () => {
  let isCancelled = false;
  const endless = new ReadableStream({
    async pull(controller) {
      await new Promise(setImmediate);
      controller.enqueue(Buffer.from("["));
    },
    cancel: () => {
      isCancelled = true;
      return Promise.reject(new Error("its own business"));
    },
  });
  const fetch = async () => new Response(endless);
  const error = await failure(() => new DataPlatform({ maxRetries: 0, timeoutMs: 10, fetch }).versions.list());
  assert.equal(error.code, "TIMEOUT");
  while (!isCancelled) await new Promise(setImmediate);
});

/** A body that never comes, and a promise of its end. */
function stalled() {
  const { promise, resolve } = withResolvers();
  return { cancelled: promise, body: new ReadableStream({ cancel: resolve }) };
}

function withResolvers() {
  /** @type {(value: unknown) => void} */
  let resolve = () => {};
  const promise = new Promise((settle) => (resolve = settle));
  return { promise, resolve };
}

test("a body that stalls is given up with the deadline, by a fetch that knows no signals too", { timeout: 5_000 }, async () => {
  const { cancelled, body } = stalled();
  const fetch = async () => new Response(body);
  const error = await failure(() => new DataPlatform({ maxRetries: 0, timeoutMs: 10, fetch }).versions.list());
  assert.equal(error.code, "TIMEOUT");
  await cancelled;
});

test("a body that cannot be cancelled harms nobody", async () => {
  const reader = { read: () => new Promise(() => {}), cancel: throwing };
  const fetch = async () => /** @type {never} */ (responseLike({ body: { getReader: () => reader } }));
  const error = await failure(() => new DataPlatform({ maxRetries: 0, timeoutMs: 10, fetch }).versions.list());
  assert.equal(error.code, "TIMEOUT");
});

test("a body whose answer comes after the deadline is not left open", { timeout: 5_000 }, async () => {
  const { cancelled, body } = stalled();
  const { promise, resolve } = withResolvers();
  const fetch = () => /** @type {Promise<Response>} */ (promise);
  const error = await failure(() => new DataPlatform({ maxRetries: 0, timeoutMs: 10, fetch }).versions.list());
  assert.equal(error.code, "TIMEOUT");
  resolve(new Response(body));
  await cancelled;
});

test("an answer longer than 256 MiB is refused, and nobody else is harmed", async () => {
  const piece = new Uint8Array(2 ** 20);
  const endless = () => new ReadableStream({ pull: (controller) => controller.enqueue(piece) });
  const hosts = [
    async () => new Response(endless()),
    async () => responseLike({ arrayBuffer: async () => new ArrayBuffer(2 ** 28 + 1) }),
  ];
  for (const fetch of hosts) {
    const dp = new DataPlatform({ ...direct, fetch });
    const error = await failure(() => dp.versions.list());
    assert.equal(error.code, "NETWORK");
    assert.match(error.message, /the body is longer than 268435456 bytes/);
    assert.equal((await failure(() => call(dp, operation("clusters.create")))).code, "OUTCOME_UNKNOWN");
    assert.ok(await new DataPlatform({ fetch: async () => Response.json(versions) }).versions.list());
  }
});

test("a host that calls the library back, in a fetch or an event, is served", async () => {
  /** @type {DataPlatform} */
  const dp = new DataPlatform({
    fetch: async (url) => {
      if (url.endsWith("/versions")) return Response.json(versions);
      await dp.versions.list();
      return Response.json(cluster);
    },
    onEvent: () => {
      void inner.versions.list();
      throw new Error("a listener's own business");
    },
  });
  const inner = new DataPlatform({ fetch: async () => Response.json(versions) });
  assert.deepEqual(await dp.clusters.get(CLUSTER_ID), cluster);
});

test("a fetch that is missing is a failure of the network and not of the library", async (t) => {
  const { fetch } = globalThis;
  t.after(() => {
    globalThis.fetch = fetch;
  });
  Reflect.deleteProperty(globalThis, "fetch");
  const error = await failure(() => new DataPlatform(direct).versions.list());
  assert.ok(isDataPlatformError(error));
  assert.equal(error.code, "NETWORK");
});

test("a clock may ask the library itself while a call asks the clock", async () => {
  const known = () => isKnownState("A_STATE_THAT_IS_LONGER_THAN_WHAT_THE_CORE_IS_TOLD_OF_THIS_CALL_AND_OF_ITS_IDS_AND_MORE");
  const clock = { now: () => (known(), Date.now()), sleep: async () => {}, random: () => (known(), 0.5) };
  const dp = new DataPlatform({ ...direct, clock, fetch: async () => Response.json(cluster) });
  assert.deepEqual(await dp.clusters.get(CLUSTER_ID), cluster);
});

test("a clock that is broken does not break a call", async () => {
  const clocks = [
    { now: throwing, sleep: throwing, random: throwing },
    { now: () => NaN, sleep: () => undefined, random: () => NaN },
    { now: () => "soon", sleep: () => Promise.reject(new Error("x")), random: () => 7 },
  ];
  for (const clock of clocks) {
    const dp = new DataPlatform({
      timeoutMs: Infinity,
      clock: /** @type {never} */ (clock),
      fetch: async () => Response.json(versions),
    });
    assert.deepEqual(await dp.versions.list(), versions);
  }
});

test("a create is handed to the host once, whatever the host does", async () => {
  for (const [what, fetch] of hosts) {
    let calls = 0;
    const dp = new DataPlatform({
      timeoutMs: Infinity,
      fetch: /** @type {never} */ (
        () => {
          calls += 1;
          return fetch();
        }
      ),
    });
    await dp.clusters.create(createCluster).catch(() => undefined);
    assert.equal(calls, 1, what);
  }
});

test("a host on which every object was given something more is served", async () => {
  const added = { value: () => undefined, enumerable: true, configurable: true };
  Object.defineProperty(Object.prototype, "added", added);
  try {
    const dp = new DataPlatform({ token: "t", fetch: async () => new Response(JSON.stringify(cluster)) });
    assert.equal((await dp.clusters.get(CLUSTER_ID)).id, CLUSTER_ID);
    assert.equal((await dp.clusters.waitUntilAvailable(CLUSTER_ID)).id, CLUSTER_ID);
  } finally {
    delete (/** @type {any} */ (Object.prototype).added);
  }
});
