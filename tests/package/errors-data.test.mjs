// @ts-check
import assert from "node:assert/strict";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { inspect } from "node:util";
import vm from "node:vm";
import { MessageChannel } from "node:worker_threads";
import * as library from "ionoscloud-dataplatform";
import { failure, refusal } from "./support/failure.mjs";
import { direct, kinds } from "./support/kinds.mjs";
import { CLUSTER_ID } from "./support/operations.mjs";
import { serve } from "./support/service.mjs";

/**
 * An error of a kind, from a service of its own.
 *
 * @param {import("node:test").TestContext} t
 * @param {import("./support/kinds.mjs").Kind} kind
 */
async function provoke(t, kind) {
  const service = await serve(t, kind.answer);
  const dp = new library.DataPlatform({ baseUrl: service.url, token: "token", ...direct, ...kind.options });
  return failure(() => kind.run(dp));
}

/** @param {unknown} value */
async function posted(value) {
  const { port1, port2 } = new MessageChannel();
  const received = new Promise((resolve) => port2.once("message", resolve));
  port1.postMessage(value);
  const message = await received;
  port1.close();
  return message;
}

for (const kind of kinds) {
  test(`${kind.what}: toJSON survives JSON and postMessage, with all that the error says`, async (t) => {
    const error = await provoke(t, kind);
    const data = error.toJSON();
    assert.deepEqual(JSON.parse(JSON.stringify(error)), data);
    assert.deepEqual(await posted(data), data);

    assert.equal(data["name"], kind.className);
    assert.equal(data["message"], error.message);
    for (const [key, value] of Object.entries(error)) {
      if (key !== "cause" && key !== "violations") assert.deepEqual(data[key], value, key);
    }
    const cause = /** @type {{ name?: string } | undefined} */ (data["cause"]);
    assert.equal(cause?.name, kind.cause);
    assert.equal("stack" in data, false);
  });

  test(`${kind.what}: the printed error shows what is known, and nothing that is not`, async (t) => {
    const error = await provoke(t, kind);
    assert.doesNotMatch(inspect({ ...error }), /undefined/);
    for (const [key, value] of Object.entries(error)) assert.notEqual(value, undefined, key);
    assert.match(inspect(error), new RegExp(`^${kind.className}: ${kind.operation}: `));
  });
}

test("a cause that is an error of the library goes into data whole", async (t) => {
  const lost = kinds.find(({ what }) => what === "a create whose answer was lost");
  assert.ok(lost);
  const error = await provoke(t, lost);
  const cause = /** @type {Record<string, unknown>} */ (error.toJSON()["cause"]);
  assert.equal(cause["name"], "NetworkError");
  assert.equal(cause["code"], "NETWORK");
  assert.equal(/** @type {{ name: string }} */ (cause["cause"]).name, "TypeError");
});

test("a refused value that JSON cannot carry does not break toJSON", async (t) => {
  const service = await serve(t);
  const dp = new library.DataPlatform({ baseUrl: service.url });
  /** @type {Record<string, unknown>} */
  const loop = {};
  loop["self"] = loop;
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const labels = {
    big: 10n,
    nan: NaN,
    call: () => 1,
    symbol: Symbol("s"),
    map: new Map(),
    loop,
    proxy: revoked.proxy,
    number: 7,
  };
  const error = await refusal(() =>
    dp.nodePools.update("", "", /** @type {never} */ ({ properties: { labels, lans: { big: 10n } } })),
  );
  const data = error.toJSON();
  assert.deepEqual(JSON.parse(JSON.stringify(error)), data);
  assert.deepEqual(await posted(data), data);
  const violations = /** @type {import("ionoscloud-dataplatform").Violation[]} */ (data["violations"]);
  assert.deepEqual(
    violations.map(({ path, rule }) => [path, rule]),
    error.violations.map(({ path, rule }) => [path, rule]),
  );
  assert.equal(violations.find(({ path }) => path === "properties.labels.number")?.value, 7);
  assert.equal(violations.find(({ path }) => path === "properties.labels.nan")?.value, "NaN");
  assert.equal(violations.find(({ path }) => path === "properties.labels.big")?.value, "10");
  const options = await refusal(() => dp.versions.list(/** @type {never} */ ({ signal: loop, timeoutMs: 10n })));
  assert.deepEqual(JSON.parse(JSON.stringify(options)), options.toJSON());
});

test("a cause of which nothing can be read does not break toJSON", async () => {
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const unreadable = {
    get name() {
      throw new Error("theirs");
    },
  };
  for (const thrown of [revoked.proxy, unreadable]) {
    const dp = new library.DataPlatform({ maxRetries: 0, fetch: () => Promise.reject(thrown) });
    const error = await failure(() => dp.versions.list());
    assert.equal(error.cause, thrown);
    assert.deepEqual(error.toJSON()["cause"], { name: "object" });
    assert.equal(library.isDataPlatformError(thrown), false);
  }
});

test("isDataPlatformError knows the errors of another copy of the package and of another realm", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "copy-"));
  t.after(() => rm(folder, { recursive: true }));
  const original = dirname(fileURLToPath(import.meta.resolve("ionoscloud-dataplatform")));
  await cp(original, folder, { recursive: true });
  /** @type {typeof library} */
  const copy = await import(pathToFileURL(join(folder, "index.js")).href);
  const error = await refusalOf(copy);
  assert.equal(error instanceof library.DataPlatformError, false);
  assert.ok(library.isDataPlatformError(error) && error.code === "INVALID_ARGUMENT");

  const wrapper = { value: await refusalOf(library) };
  const check = vm.runInNewContext("(isError, { value }) => isError(value) && !(value instanceof Error)");
  assert.ok(check(library.isDataPlatformError, wrapper));
});

/** @param {typeof library} copy */
async function refusalOf(copy) {
  try {
    await new copy.DataPlatform().clusters.get("");
  } catch (error) {
    return error;
  }
  return assert.fail("it did not fail");
}

test("isDataPlatformError is false for everything else", () => {
  for (const value of [undefined, null, 0, "ApiError", Symbol("x"), {}, [], new Error("x"), () => 1]) {
    assert.equal(library.isDataPlatformError(value), false);
  }
});

test("the stack shows the caller's file, for errors of before and after the sending", async (t) => {
  const service = await serve(t, () => ({ status: 404 }));
  const dp = new library.DataPlatform({ baseUrl: service.url });
  const calls = [
    async function callerOfGet() {
      await dp.clusters.get(CLUSTER_ID);
    },
    async function callerOfRefused() {
      await dp.nodePools.list("");
    },
    async function callerOfWait() {
      await dp.clusters.waitUntilAvailable(CLUSTER_ID);
    },
    async function callerOfLatest() {
      await dp.versions.latest();
    },
    async function callerOfWatch() {
      for await (const _ of dp.clusters.watch(CLUSTER_ID, { deadlineMs: -1 }));
    },
    async function callerOfConstructor() {
      new library.DataPlatform({ baseUrl: "ftp://x" });
    },
  ];
  for (const call of calls) {
    const { stack, message } = await failure(call);
    assert.ok(stack?.includes(message));
    assert.match(`${stack}`, new RegExp(`${call.name}.*errors-data\\.test\\.mjs`), call.name);
  }
});

test("an error can be cloned: name, message and stack are what any Error keeps", async (t) => {
  const service = await serve(t, () => ({ status: 404 }));
  const error = await failure(() => new library.DataPlatform({ baseUrl: service.url }).versions.list());
  const clone = structuredClone(error);
  assert.ok(clone instanceof Error);
  assert.equal(clone.message, error.message);
});
