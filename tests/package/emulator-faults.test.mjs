// @ts-check
/** Every fault through both doors: what a client meets is the same in process and over HTTP. */
import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { after, describe, it } from "node:test";

import { createEmulator } from "ionoscloud-dataplatform/testing";

import { createCluster, listClusters, serve } from "./support/emulator.mjs";

/** @typedef {import("ionoscloud-dataplatform/testing").EmulatorFault} Fault */
/** @typedef {import("ionoscloud-dataplatform/testing").FaultRule} FaultRule */
/** @typedef {import("ionoscloud-dataplatform/testing").JournalEntry} JournalEntry */

/**
 * A door, with a way to ask for faults and to see them played.
 *
 * @typedef {object} Door
 * @property {typeof fetch} fetch
 * @property {string} baseUrl
 * @property {(rule: FaultRule) => Promise<void>} fail
 * @property {() => Promise<JournalEntry[]>} journal
 */

/** @type {Record<string, () => Promise<Door & { close(): unknown }>>} */
const doors = {
  "in process": async () => {
    const emulator = createEmulator();
    return {
      fetch: emulator.fetch,
      baseUrl: emulator.baseUrl,
      fail: async (rule) => emulator.fail(rule),
      journal: async () => emulator.journal.requests(),
      close: () => emulator.close(),
    };
  },
  "over HTTP": async () => {
    const { url, close } = await serve({ port: 0, host: "127.0.0.1", speed: 0, seed: 0 });
    const fail = async (/** @type {FaultRule} */ rule) => {
      const response = await fetch(`${url}/_emulator/faults`, { method: "POST", body: JSON.stringify(rule) });
      assert.equal(response.status, 200);
    };
    const journal = async () => (await (await fetch(`${url}/_emulator/journal`)).json()).entries;
    return { fetch, baseUrl: `${url}/dataplatform`, fail, journal, close };
  },
};

for (const [name, open] of Object.entries(doors)) {
  describe(`a fault ${name}`, async () => {
    const door = await open();
    after(() => door.close());

    const list = async (/** @type {Fault} */ fault, /** @type {RequestInit} */ init = {}) => {
      await door.fail({ operation: "clusters.list", fault });
      return listClusters(door, init);
    };
    const count = async () => (await (await listClusters(door)).json()).items.length;

    /** As `list`, but resolves to what has become of the request when the emulator has it. */
    const begin = async (/** @type {Fault} */ fault, /** @type {RequestInit} */ init) => {
      const before = (await door.journal()).length;
      const outcome = list(fault, init).then(String, (reason) => reason);
      while ((await door.journal()).length === before);
      return { outcome };
    };

    it("answers with another status, with and without Retry-After", async () => {
      const plain = await list({ kind: "status", status: 503 });
      assert.equal(plain.status, 503);
      assert.equal(plain.headers.get("retry-after"), null);
      assert.equal((await plain.json()).httpStatus, 503);
      const patient = await list({ kind: "status", status: 429, retryAfter: 7 });
      assert.equal(patient.headers.get("retry-after"), "7");
      const date = "Wed, 01 Jan 2025 00:00:10 GMT";
      const dated = await list({ kind: "status", status: 429, retryAfter: date });
      assert.equal(dated.headers.get("retry-after"), date);
    });

    it("answers with every status and every kind of body that there may be", async () => {
      for (const status of [200, 204, 205, 226, 304, 399, 418, 599]) {
        for (const body of /** @type {const} */ (["json", "html", "text", "empty"])) {
          const response = await list({ kind: "status", status, body });
          assert.equal(response.status, status);
          const text = await response.text();
          if (body === "empty" || [204, 205, 304].includes(status)) assert.equal(text, "");
        }
      }
    });

    it("drops the connection, before or after the request took effect", async () => {
      const before = await count();
      for (const [applied, created] of /** @type {const} */ ([[false, 0], [true, 1]])) {
        await door.fail({ operation: "clusters.create", fault: { kind: "drop", applied } });
        await assert.rejects(createCluster(door), networkError("ECONNRESET"));
        assert.equal(await count(), before + created);
      }
    });

    it("refuses the connection", async () => {
      // A server that runs cannot refuse one; it drops it instead.
      const code = name === "in process" ? "ECONNREFUSED" : "ECONNRESET";
      await assert.rejects(list({ kind: "refuse" }), networkError(code));
    });

    it("hangs until the signal is aborted", async () => {
      const { signal, abort } = controllerOf();
      const { outcome } = await begin({ kind: "hang" }, { signal });
      abort("enough");
      assert.equal(await outcome, "enough");
      if (name === "in process") assert.equal(getEventListeners(signal, "abort").length, 0);
    });

    it("delays the answer", async () => {
      assert.equal((await list({ kind: "delay", ms: 20 })).status, 200);
    });

    it("gives up a delayed answer when the signal is aborted", async () => {
      const { signal, abort } = controllerOf();
      const { outcome } = await begin({ kind: "delay", ms: 2 ** 40 }, { signal });
      abort("enough");
      assert.equal(await outcome, "enough");
    });

    it("sends the body slowly, and all of it", async () => {
      const response = await list({ kind: "slowBody", ms: 20 });
      assert.equal(response.status, 200);
      assert.ok(Array.isArray((await response.json()).items));
    });

    it("breaks off a slow body when the signal is aborted", async () => {
      const { signal, abort } = controllerOf();
      const response = await list({ kind: "slowBody", ms: 2 ** 40 }, { signal });
      const body = response.text();
      const aborted = assert.rejects(body, (reason) => reason === "enough");
      abort("enough");
      await aborted;
    });

    it("breaks off the body after so many bytes", async () => {
      for (const bytes of [0, 5, 1_000_000, undefined]) {
        const fault = bytes === undefined ? { kind: "truncate" } : { kind: "truncate", bytes };
        const response = await list(/** @type {Fault} */ (fault));
        assert.equal(response.status, 200);
        await assert.rejects(response.text(), { name: "TypeError", message: "terminated" });
      }
    });

    it("leaves the body out, breaks its JSON, or calls it something else", async () => {
      assert.equal(await (await list({ kind: "emptyBody" })).text(), "");
      await assert.rejects((await list({ kind: "brokenJson" })).json(), SyntaxError);
      const named = await list({ kind: "contentType", value: "text/html" });
      assert.equal(named.headers.get("content-type"), "text/html");
    });

    it("sends the request elsewhere", async () => {
      const response = await list({ kind: "redirect", location: "https://example.com/" });
      assert.equal(response.status, 307);
      assert.equal(response.headers.get("location"), "https://example.com/");
    });

    it("plays several one after the other, each as often as it was asked for", async () => {
      const operation = "clusters.list";
      await door.fail({ operation, count: 2, fault: { kind: "status", status: 500 } });
      await door.fail({ operation, fault: { kind: "status", status: 502 } });
      const statuses = [];
      for (let i = 0; i < 4; i++) statuses.push((await listClusters(door)).status);
      assert.deepEqual(statuses, [500, 500, 502, 200]);
    });
  });
}

describe("a fault in process", () => {
  it("takes the time of the emulator's clock", async () => {
    const emulator = createEmulator({ start: 0 });
    emulator.failNext("clusters.list", { kind: "delay", ms: 90_000 });
    await (await listClusters(emulator)).json();
    assert.equal(emulator.clock.now(), 90_000);
    emulator.failNext("clusters.list", { kind: "slowBody", ms: 90_000 });
    await (await listClusters(emulator)).json();
    assert.equal(emulator.clock.now(), 180_000);
  });

  it("loses against a deadline that comes first", async () => {
    const { clock, ...emulator } = createEmulator({ start: 0 });
    const control = createEmulator({ start: 0 });
    control.failNext("clusters.list", { kind: "delay", ms: 90_000 });
    const deadline = new AbortController();
    void control.clock.sleep(30_000).then(() => deadline.abort("too late"));
    await assert.rejects(listClusters(control, { signal: deadline.signal }), (reason) => reason === "too late");
    assert.equal(control.clock.now(), 30_000);
    assert.equal((await listClusters(emulator)).status, 200);
    assert.equal(clock.now(), 0);
  });

  it("leaves nothing behind when a slow body is cancelled", async () => {
    const emulator = createEmulator({ start: 0 });
    emulator.failNext("clusters.list", { kind: "slowBody", ms: 80_000 });
    const { signal } = new AbortController();
    const { body } = await listClusters(emulator, { signal });
    const reader = /** @type {ReadableStream<Uint8Array>} */ (body).getReader();
    await reader.read();
    void reader.read();
    await reader.cancel("enough");
    await emulator.clock.sleep(0);
    assert.equal(emulator.clock.now(), 10_000);
    assert.equal(getEventListeners(signal, "abort").length, 0);
  });

  it("comes by chance, the same for the same seed", async () => {
    const failures = async (/** @type {number} */ seed) => {
      const emulator = createEmulator({ seed });
      emulator.fail({ probability: 0.3, fault: { kind: "status", status: 503 } });
      const statuses = [];
      for (let i = 0; i < 100; i++) statuses.push((await listClusters(emulator)).status);
      return statuses.join();
    };
    const seven = await failures(7);
    assert.equal(await failures(7), seven);
    assert.notEqual(await failures(8), seven);
    const failed = seven.split(",").filter((status) => status === "503").length;
    assert.ok(failed > 15 && failed < 45, `${failed} of 100`);
  });

  it("is listed until it is played, cleared on demand, and refused where it makes no sense", async () => {
    const emulator = createEmulator();
    emulator.failNext("clusters.get", { kind: "drop" }, { count: 3 });
    const fault = { kind: "drop", applied: false };
    assert.deepEqual(emulator.faults, [{ operation: "clusters.get", count: 3, fault }]);
    emulator.clearFaults();
    assert.deepEqual(emulator.faults, []);
    const fail = (/** @type {any} */ rule) => () => emulator.fail(rule);
    assert.throws(fail({ fault: { kind: "status", status: 99 } }), /status must be from 200 to 599/);
    assert.throws(fail({ operation: "clusters.gett", fault: { kind: "drop" } }), /clusters\.gett/);
    assert.throws(fail({ count: 0, fault: { kind: "drop" } }), /count must be 1 or more/);
    assert.throws(fail({ fault: { kind: "contentType", value: "a\r\nb" } }), /printable ASCII/);
  });

  it("goes on until it is cleared when its count is Infinity", async () => {
    const emulator = createEmulator();
    const fault = /** @type {const} */ ({ kind: "status", status: 503 });
    const fail = [
      () => emulator.failNext("clusters.list", fault, { count: Infinity }),
      () => emulator.fail({ operation: "clusters.list", fault, count: Infinity, probability: undefined }),
    ];
    for (const begin of fail) {
      begin();
      for (let i = 0; i < 20; i++) assert.equal((await listClusters(emulator)).status, 503);
      assert.equal(emulator.faults[0]?.probability, 1);
      emulator.clearFaults();
      assert.equal((await listClusters(emulator)).status, 200);
    }
  });

  it("is refused with a number that JSON cannot hold, which would make it another one", () => {
    const emulator = createEmulator();
    const fail = (/** @type {any} */ rule) => () => emulator.fail(rule);
    const drop = { kind: "drop" };
    assert.throws(fail({ probability: NaN, fault: drop }), /^RangeError: probability must be .* finite, not NaN$/);
    assert.throws(fail({ probability: Infinity, fault: drop }), /probability must be .* not Infinity/);
    assert.throws(fail({ count: NaN, fault: drop }), /count must be .* not NaN/);
    assert.throws(fail({ count: -Infinity, fault: drop }), /count must be .* not -Infinity/);
    assert.throws(fail({ fault: { kind: "truncate", bytes: NaN } }), /bytes must be .* not NaN/);
    assert.throws(fail({ fault: { kind: "status", status: 503, retryAfter: NaN } }), /retryAfter must be .* not NaN/);
    assert.throws(fail({ fault: { kind: "status", status: 503, retryAfter: 1.5 } }), /retryAfter must be .* not 1\.5/);
    assert.throws(() => emulator.load("", "", NaN), /nodes must be .* not NaN/);
    assert.throws(() => createEmulator({ timings: { clusterMs: Infinity } }), /clusterMs must be .* not Infinity/);
    assert.throws(() => createEmulator({ seed: NaN }), /seed must be .* not NaN/);
    assert.deepEqual(emulator.faults, []);
  });

  it("makes provisioning fail", async () => {
    const emulator = createEmulator();
    emulator.failNext("clusters.create", { kind: "provisioning", outcome: "fail" });
    const { id } = await (await createCluster(emulator)).json();
    await emulator.advance(480_000);
    const { items } = await (await listClusters(emulator)).json();
    assert.equal(items.find((/** @type {{ id: string }} */ item) => item.id === id).metadata.state, "FAILED");
  });
});

function networkError(/** @type {string} */ code) {
  return (/** @type {any} */ error) => {
    assert.equal(error.name, "TypeError");
    assert.equal(error.message, "fetch failed");
    assert.equal(error.cause.code, code);
    return true;
  };
}

function controllerOf() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: (/** @type {unknown} */ reason) => controller.abort(reason) };
}
