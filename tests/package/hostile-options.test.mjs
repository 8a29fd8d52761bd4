// @ts-check
/** Options that cannot be read: the failure is one of ours, and what was meant is not taken for left out. Promise 9. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { DataPlatform } from "ionoscloud-dataplatform";
import { createEmulator } from "ionoscloud-dataplatform/testing";
import { failure } from "./support/failure.mjs";
import { CLUSTER_ID } from "./support/operations.mjs";

/** @typedef {import("ionoscloud-dataplatform").DataPlatformEvent} DataPlatformEvent */
/** @typedef {import("ionoscloud-dataplatform").InvalidArgumentError} InvalidArgumentError */

const throws = () => {
  throw new Error("s3cret");
};

/** Options of which one throws when it is read. */
const broken = (/** @type {string} */ name) => Object.defineProperty({}, name, { get: throws, enumerable: true });

/** An object that throws at everything. @type {any} */
const hostile = new Proxy({}, { get: throws, ownKeys: throws, getOwnPropertyDescriptor: throws });

/** Checks that a piece of work is refused for what it names, without the words of what was thrown. */
async function refuses(/** @type {() => unknown} */ work, /** @type {string} */ path) {
  const error = /** @type {InvalidArgumentError} */ (/** @type {unknown} */ (await failure(async () => work())));
  assert.equal(error.code, "INVALID_ARGUMENT", String(error));
  assert.deepEqual(error.violations.map((violation) => violation.path), [path]);
  assert.ok(!JSON.stringify(error).includes("s3cret"));
}

describe("An option that throws is refused by its name:", () => {
  for (const name of [
    "token", "username", "password", "baseUrl", "hostUrl", "fetch", "headers", "timeoutMs", "maxRetries", "credentials",
    "validate", "allowInsecure", "onEvent", "logLevel", "clock",
  ]) {
    test(`${name} of a client`, () => refuses(() => new DataPlatform(broken(name)), name));
  }

  const dp = new DataPlatform({ token: "t", fetch: () => assert.fail("something was sent") });

  for (const name of ["signal", "timeoutMs", "maxRetries", "headers"]) {
    test(`${name} of a call`, () => refuses(() => dp.clusters.get(CLUSTER_ID, broken(name)), name));
  }

  test("the name of a filter", () => refuses(() => dp.clusters.list(broken("name")), "name"));

  for (const name of ["signal", "pollIntervalMs", "maxPollIntervalMs", "deadlineMs", "onProgress", "since"]) {
    test(`${name} of a wait`, () => refuses(() => dp.clusters.waitUntilAvailable(CLUSTER_ID, broken(name)), name));
    test(`${name} of a watch`, () => refuses(() => dp.clusters.watch(CLUSTER_ID, broken(name)), name));
  }
});

test("Options that are nothing but exceptions are refused", async () => {
  await refuses(() => new DataPlatform(hostile), "ClientOptions");
  await refuses(() => DataPlatform.fromEnv(hostile), "EnvOptions");
  await refuses(() => DataPlatform.fromEnv({ env: broken("IONOS_TOKEN") }), "EnvOptions");
  await refuses(() => new DataPlatform().versions.list(hostile), "RequestOptions");
});

describe("Options of a class", () => {
  test("are its accessors and methods, too", async () => {
    /** @type {DataPlatformEvent["type"][]} */
    const events = [];
    /** @type {unknown[]} */
    const sent = [];
    class Settings {
      get headers() {
        return { "X-Team": "data" };
      }
      token() {
        return "by-method";
      }
      onEvent(/** @type {DataPlatformEvent} */ { type }) {
        events.push(type);
      }
      async fetch(/** @type {string} */ _url, /** @type {RequestInit} */ { headers }) {
        sent.push(headers);
        return new Response('{"items":[]}');
      }
    }
    class Ours extends Settings {}
    await new DataPlatform(new Ours()).clusters.list();
    assert.deepEqual(events, ["token", "request", "response"]);
    const { authorization, "x-team": team } = /** @type {Record<string, string>} */ (sent[0]);
    assert.deepEqual([authorization, team], ["Bearer by-method", "data"]);
  });

  test("are checked like any others", async () => {
    class Brief {
      get timeoutMs() {
        return -1;
      }
    }
    await refuses(() => new DataPlatform(new Brief()), "timeoutMs");
    await refuses(() => new DataPlatform(Object.create({ timeoutMs: -1 })), "timeoutMs");
    await refuses(() => new DataPlatform(/** @type {{}} */ (new (class { colour = 1; })())), "colour");
  });
});

test("What a class has beside options is its own affair, as with an emulator", async () => {
  class Settings {
    token = "t";
    get journal() {
      return [];
    }
    reload() {}
  }
  await refuses(() => new DataPlatform(Object.assign(new Settings(), { reloads: 1 })), "reloads");
  assert.ok(new DataPlatform(new Settings()));
  const emulator = createEmulator();
  await new DataPlatform(emulator).versions.list().catch(({ status }) => assert.equal(status, 401));
  emulator.journal.expectCount("versions.list", 1);
});

test("What takes the place of options is refused: a signal would be waited for in vain", async () => {
  const dp = new DataPlatform({ token: "t", fetch: () => assert.fail("something was sent") });
  const { signal } = new AbortController();
  for (const misplaced of /** @type {any[]} */ ([signal, new Map([["signal", signal]]), Promise.resolve({ signal })])) {
    for (const work of [
      () => dp.clusters.list(misplaced),
      () => dp.clusters.get(CLUSTER_ID, misplaced),
      () => dp.clusters.waitUntilAvailable(CLUSTER_ID, misplaced),
      () => new DataPlatform(misplaced),
    ]) {
      assert.equal((await failure(async () => work())).code, "INVALID_ARGUMENT");
    }
  }
});
