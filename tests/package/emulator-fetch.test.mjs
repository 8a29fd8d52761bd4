// @ts-check
import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { describe, it } from "node:test";

import { DataPlatform } from "ionoscloud-dataplatform";
import { createEmulator } from "ionoscloud-dataplatform/testing";

import { clusterRequest, createCluster, JSON_HEADERS, listClusters, runScript } from "./support/emulator.mjs";

const CREATE = JSON.stringify(clusterRequest());

/** A stream of the bytes of a text, a few at a time. */
function streamOf(/** @type {string} */ text) {
  return new Blob([text]).stream();
}

describe("the emulator's fetch", () => {
  it("comes with an emulator whose options are an object", () => {
    const refused = /** @type {[any, string][]} */ ([[[], "an array"], [null, "null"], ["x", "a string"]]);
    for (const [options, given] of refused) {
      const message = `the options of createEmulator() must be an object, not ${given}`;
      assert.throws(() => createEmulator(options), { name: "TypeError", message });
    }
  });

  it("is spread into a client's options with nothing but options", () => {
    const emulator = createEmulator({ baseUrl: "https://example.com/dataplatform" });
    const { fetch, clock, baseUrl, ...rest } = { ...emulator };
    assert.deepEqual(rest, {});
    assert.equal(baseUrl, "https://example.com/dataplatform");
    assert.equal(typeof fetch, "function");
    assert.equal(typeof clock.sleep, "function");
  });

  it("carries a cluster from its creation to its end", async () => {
    const emulator = createEmulator();
    const created = await (await createCluster(emulator)).json();
    assert.equal(created.metadata.state, "DEPLOYING");
    const url = `${emulator.baseUrl}/clusters/${created.id}`;
    const get = async () => (await emulator.fetch(url, { headers: JSON_HEADERS })).json();
    await emulator.advance(480_000);
    assert.equal((await get()).metadata.state, "AVAILABLE");
    await emulator.fetch(url, { method: "DELETE", headers: JSON_HEADERS });
    assert.equal((await get()).metadata.state, "DESTROYING");
    await emulator.advance(180_000);
    assert.equal((await get()).httpStatus, 404);
  });

  it("answers with a Response: status, header fields, url", async () => {
    const emulator = createEmulator();
    const response = await createCluster(emulator);
    assert.ok(response instanceof Response);
    assert.equal(response.ok, true);
    assert.equal(response.url, `${emulator.baseUrl}/clusters`);
    assert.equal(response.headers.get("content-type"), "application/json");
    const etag = response.headers.get("etag");
    const cluster = await response.clone().json();
    assert.equal(etag, `"${cluster.metadata.ETag}"`);
    assert.equal(JSON.parse(await response.text()).id, cluster.id);
    assert.equal(response.bodyUsed, true);
  });

  it("answers with a URL without its fragment, which is never sent", async () => {
    const { fetch, baseUrl } = createEmulator();
    for (const input of [`${baseUrl}/clusters#top`, new Request(`${baseUrl}/clusters#top`)]) {
      assert.equal((await fetch(input, { headers: JSON_HEADERS })).url, `${baseUrl}/clusters`);
    }
  });

  it("answers with a Response whose clones are like it, and are read while time stands still", async (t) => {
    const { clock, ...emulator } = createEmulator();
    const response = await listClusters(emulator);
    const clones = [response.clone(), response.clone().clone()];
    const { blob } = Response.prototype;
    // As in a browser, where this takes several turns of the event loop.
    t.mock.method(Response.prototype, "blob", /** @this {Response} */ async function () {
      for (let turns = 0; turns < 10; turns++) await new Promise((resolve) => setImmediate(resolve));
      return blob.call(this);
    });
    for (const clone of clones) {
      assert.equal(clone.url, response.url);
      const deadline = new AbortController();
      const late = clock.sleep(30_000, deadline.signal).then(() => assert.fail("too late"));
      assert.ok((await clone.blob()).size > 0);
      deadline.abort("done");
      await assert.rejects(late, (reason) => reason === "done");
    }
    assert.deepEqual((await response.json()).items, []);
  });

  it("answers a HEAD without a body", async () => {
    const emulator = createEmulator();
    for (const path of ["/clusters", "/nowhere"]) {
      const response = await emulator.fetch(emulator.baseUrl + path, { method: "HEAD", headers: JSON_HEADERS });
      assert.ok(response.status >= 400);
      assert.equal(response.body, null);
      assert.equal(await response.text(), "");
    }
  });

  it("answers under any base URL", async () => {
    const { fetch } = createEmulator();
    const urls = [
      "https://api.ionos.com/dataplatform/versions",
      "http://localhost:8080/v2/dataplatform/versions",
      "https://example.com/a/../dataplatform/versions#fragment",
      "/api/dataplatform/versions",
      new URL("https://example.com/dataplatform/versions"),
      new Request("https://example.com/dataplatform/versions"),
    ];
    for (const url of urls) assert.equal((await fetch(url, { headers: JSON_HEADERS })).status, 200, String(url));
  });

  it("answers under the URLs that it gives, whatever the base URL", async () => {
    const bases = ["https://emu.test", "https://emu.test/", "https://emu.test/dataplatform/v2", "https://dataplatform"];
    for (const baseUrl of bases) {
      const emulator = createEmulator({ baseUrl });
      assert.match(emulator.baseUrl, /[^/]\/dataplatform$/);
      const { href } = await (await createCluster(emulator)).json();
      assert.ok(href.startsWith(`${emulator.baseUrl}/clusters/`), href);
      assert.equal((await emulator.fetch(href, { headers: JSON_HEADERS })).status, 200);
      const dp = new DataPlatform({ ...emulator, token: "any" });
      assert.equal((await dp.clusters.list()).items?.[0]?.href, href);
    }
  });

  it("rejects what is no URL, or none of the API", async () => {
    const { fetch } = createEmulator();
    await assert.rejects(fetch("https://"), { name: "TypeError", message: "Failed to parse URL from https://" });
    for (const url of ["https://example.com/", "https://example.com/dataplatforms", "https://dataplatform/clusters"]) {
      await assert.rejects(fetch(url), /TypeError: The emulator answers URLs whose path contains \/dataplatform/);
    }
  });

  it("takes every kind of body", async () => {
    const bytes = new TextEncoder().encode(`__${CREATE}__`);
    const bodies = {
      string: CREATE,
      "part of a buffer": bytes.subarray(2, -2),
      ArrayBuffer: bytes.slice(2, -2).buffer,
      Blob: new Blob([CREATE]),
      stream: streamOf(CREATE),
    };
    for (const [kind, body] of Object.entries(bodies)) {
      const { fetch, baseUrl } = createEmulator();
      const init = { method: "POST", headers: JSON_HEADERS, body, duplex: "half" };
      assert.equal((await fetch(`${baseUrl}/clusters`, init)).status, 200, kind);
    }
  });

  it("takes a Request, and what overrides it", async () => {
    const { fetch, baseUrl, journal } = createEmulator();
    const request = new Request(`${baseUrl}/clusters`, { method: "POST", headers: JSON_HEADERS, body: CREATE });
    assert.equal((await fetch(request.clone())).status, 200);
    const anonymous = { "content-type": "application/json" };
    assert.equal((await fetch(request, { headers: anonymous, body: "{}" })).status, 401);
    assert.equal((await fetch(new Request(request.url, { headers: JSON_HEADERS }), { method: "get" })).status, 200);
    assert.deepEqual(journal.requests().map(({ method }) => method), ["POST", "POST", "GET"]);
  });

  it("gives a body the content type that fetch gives it", async () => {
    const { fetch, baseUrl } = createEmulator();
    const headers = { authorization: "Bearer any" };
    for (const body of [CREATE, new URLSearchParams({ a: "b" }), new Blob([CREATE], { type: "text/html" })]) {
      const response = await fetch(`${baseUrl}/clusters`, { method: "POST", headers, body });
      assert.equal(response.status, 415);
    }
  });

  it("sends the body as it was at the call", async () => {
    const emulator = createEmulator();
    const body = new TextEncoder().encode(CREATE);
    const answer = emulator.fetch(`${emulator.baseUrl}/clusters`, { method: "POST", headers: JSON_HEADERS, body });
    body.fill(0);
    assert.equal((await answer).status, 200);
  });

  it("refuses a body where fetch does", async () => {
    const { fetch, baseUrl } = createEmulator();
    await assert.rejects(fetch(`${baseUrl}/clusters`, { body: "{}" }), /TypeError.*GET\/HEAD/);
  });

  it("follows no redirect, and hands it out on demand", async () => {
    const emulator = createEmulator();
    const redirect = /** @type {const} */ ({ kind: "redirect", location: "https://example.com/" });
    emulator.failNext("clusters.list", redirect, { count: 3 });
    const response = await listClusters(emulator, { redirect: "manual" });
    assert.equal(response.status, 307);
    assert.equal(response.headers.get("location"), "https://example.com/");
    await assert.rejects(listClusters(emulator, { redirect: "error" }), { name: "TypeError" });
    await assert.rejects(listClusters(emulator, { redirect: "follow" }), { name: "TypeError" });
  });

  it("does not send a request whose signal is aborted, not even just after the call", async () => {
    const emulator = createEmulator();
    const before = AbortSignal.abort("before");
    await assert.rejects(listClusters(emulator, { signal: before }), (reason) => reason === "before");
    const controller = new AbortController();
    const answer = listClusters(emulator, { signal: controller.signal });
    controller.abort("after");
    await assert.rejects(answer, (reason) => reason === "after");
    assert.deepEqual(emulator.journal.requests(), []);
  });

  it("gives up a body that never ends when the signal is aborted", async () => {
    const { fetch, baseUrl } = createEmulator();
    const { signal, abort } = controllerOf();
    const body = new ReadableStream({ pull: () => new Promise(() => {}) });
    const init = { method: "POST", headers: JSON_HEADERS, body, signal, duplex: "half" };
    const answer = fetch(`${baseUrl}/clusters`, init);
    abort("enough");
    await assert.rejects(answer, (reason) => reason === "enough");
    assert.equal(getEventListeners(signal, "abort").length, 0);
  });

  it("leaves no listener on a signal, however many requests it serves", async () => {
    const emulator = createEmulator();
    const { signal } = new AbortController();
    for (let i = 0; i < 20; i++) await (await listClusters(emulator, { signal })).arrayBuffer();
    assert.equal(getEventListeners(signal, "abort").length, 0);
  });

  it("finds nobody there once the emulator is closed", async () => {
    const emulator = createEmulator();
    emulator.close();
    emulator.close();
    await assert.rejects(listClusters(emulator), (/** @type {any} */ error) => error.cause.code === "ECONNREFUSED");
  });
});

function controllerOf() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: (/** @type {unknown} */ reason) => controller.abort(reason) };
}

describe("an emulator", () => {
  it("says what is wrong with an option", () => {
    const bad = /** @type {any[]} */ ([
      [{ sede: 1 }, /unknown field `sede`/],
      [{ seed: -1 }, /seed|u64|integer/],
      [{ tenants: [{}] }, /tenants\[0\] needs a token or a username/],
      [{ baseUrl: "nowhere" }, /baseUrl must begin with http/],
      [{ versions: [{ name: "" }] }, /version must be/],
    ]);
    for (const [options, message] of bad) assert.throws(() => createEmulator(options), message);
  });

  it("gives its memory back when nobody can reach it any more", async () => {
    const script = `
      import { createEmulator } from "ionoscloud-dataplatform/testing";
      let closed = 0;
      const { Instance } = WebAssembly;
      WebAssembly.Instance = function (module, imports) {
        const { exports } = new Instance(module, imports);
        const close = (handle) => {
          closed += 1;
          exports.close(handle);
        };
        return { exports: { ...exports, close } };
      };
      for (let i = 0; i < 10; i++) await createEmulator().fetch("/dataplatform/versions");
      for (let i = 0; i < 100 && closed < 9; i++) {
        gc();
        await new Promise(setImmediate);
      }
      console.log(closed >= 9);
    `;
    assert.equal(await runScript(script, "--expose-gc"), "true\n");
  });

  it("lets its memory grow in few steps: each is a new buffer to the host, as large as all of it", async () => {
    const script = `
      import { createEmulator } from "ionoscloud-dataplatform/testing";
      let memory;
      const { Instance } = WebAssembly;
      WebAssembly.Instance = function (module, imports) {
        const instance = new Instance(module, imports);
        memory = instance.exports.memory;
        return instance;
      };
      const emulator = createEmulator();
      const sizes = new Set();
      const datacenterId = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
      for (let i = 0; i < 5_000; i++) {
        const body = JSON.stringify({ properties: { name: "c" + i, datacenterId, dataPlatformVersion: "24.3" } });
        const headers = { Authorization: "Bearer t", "Content-Type": "application/json" };
        const { status } = await emulator.fetch("/dataplatform/clusters", { method: "POST", headers, body });
        if (status === 200) sizes.add(memory.buffer.byteLength);
      }
      console.log(JSON.stringify({ steps: sizes.size, grown: Math.max(...sizes) / Math.min(...sizes) }));
    `;
    const { steps, grown } = JSON.parse(await runScript(script));
    assert.ok(grown > 2, `only ${grown} times as large`);
    assert.ok(steps < 25, `${steps} steps`);
  });

  it("gives the same ids for the same seed", async () => {
    const ids = async (/** @type {number} */ seed) => {
      const emulator = createEmulator({ seed });
      return [(await (await createCluster(emulator)).json()).id, (await (await createCluster(emulator)).json()).id];
    };
    assert.deepEqual(await ids(7), await ids(7));
    assert.notDeepEqual(await ids(7), await ids(8));
  });

  it("keeps its journal, with assertions that say what was there instead", async () => {
    const emulator = createEmulator();
    const { journal } = emulator;
    await createCluster(emulator);
    await listClusters(emulator);
    await emulator.fetch(`${emulator.baseUrl}/nowhere`);
    const [create] = journal.requests("clusters.create");
    assert.equal(create?.target, "/dataplatform/clusters");
    assert.equal(create?.status, 200);
    assert.equal(create?.tenant?.role, "administrator");
    assert.equal(JSON.stringify(journal.requests()).includes("any"), false, "the journal tells no credentials");
    journal.expectCount("clusters.list", 1);
    assert.throws(() => journal.expectCount("clusters.list", 2), {
      name: "AssertionError",
      message:
        "expected 2 requests of clusters.list, but there were 1: clusters.create, clusters.list, GET /dataplatform/nowhere",
      actual: 1,
      expected: 2,
    });
    assert.throws(() => journal.expectRequests(["clusters.create"]), { name: "AssertionError" });
    journal.clear();
    journal.expectRequests([]);
    await listClusters(emulator);
    journal.expectRequests(["clusters.list"]);
  });

  it("knows its tenants, and admits nobody else", async () => {
    const emulator = createEmulator({ tenants: [{ token: "one", role: "manager" }] });
    const status = async (/** @type {string} */ token) =>
      (await listClusters(emulator, { headers: { authorization: `Bearer ${token}` } })).status;
    assert.equal(await status("one"), 200);
    assert.equal(await status("two"), 401);
    emulator.tenants = [{ token: "two", role: "user" }];
    assert.equal(await status("one"), 401);
    assert.equal(await status("two"), 403);
    assert.deepEqual(emulator.tenants.map(({ role }) => role), ["user"]);
    assert.throws(() => (emulator.tenants = [{ role: "user" }]), /needs a token or a username/);
  });

  it("tells its state, and forgets it on demand", async () => {
    const emulator = createEmulator({ start: 0 });
    await createCluster(emulator);
    emulator.failNext("*", { kind: "drop" });
    const { now, contracts, faults, journal } = emulator.state;
    assert.deepEqual([now, faults, journal], [0, 1, 1]);
    const contractNumber = "31415926";
    assert.deepEqual(contracts, [{ contractNumber, clusters: 1, nodePools: 0, states: { DEPLOYING: 1 } }]);
    emulator.reset();
    assert.equal(emulator.state.contracts.reduce((sum, { clusters }) => sum + clusters, 0), 0);
    assert.deepEqual(emulator.faults, []);
    emulator.journal.expectRequests([]);
  });

  it("puts load on a node pool, which scales within its range", async () => {
    const emulator = createEmulator();
    const { fetch, baseUrl } = emulator;
    const { id } = await (await createCluster(emulator)).json();
    await emulator.advance(480_000);
    const url = `${baseUrl}/clusters/${id}/nodepools`;
    const properties = { name: "workers", nodeCount: 1, autoScaling: { minNodeCount: 1, maxNodeCount: 3 } };
    const init = { method: "POST", headers: JSON_HEADERS, body: JSON.stringify({ properties }) };
    const pool = await (await fetch(url, init)).json();
    await emulator.advance(210_000);
    emulator.load(id, pool.id, 9);
    await emulator.advance(120_000);
    const scaled = await (await fetch(`${url}/${pool.id}`, { headers: JSON_HEADERS })).json();
    assert.equal(scaled.properties.nodeCount, 3);
    assert.throws(() => emulator.load(id, id, 1), /not found/);
  });
});
