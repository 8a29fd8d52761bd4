// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { RequestLog } from "../../www/model/requests.js";
import { store } from "../../www/model/store.js";

const LISTS = "https://api.example/dataplatform/clusters";
const VERSIONS = "https://api.example/dataplatform/versions";

/** A log that is shown, and the events of a client that it hears. */
function openLog() {
  const { signal } = new AbortController();
  store.set({ session: /** @type {never} */ ({ signal }), calls: [] });
  const log = new RequestLog("token", signal);
  const fetch = log.wrap(async () => new Response());
  return {
    /** @param {string} url @param {number} at @param {number} [attempt] */
    async request(url, at, attempt = 1) {
      log.hear({ ...callOf(url), type: "request", attempt, at });
      await fetch(url, {});
    },
    /** @param {string} url @param {number} at @param {number} attempt */
    fail(url, at, attempt) {
      const event = { ...callOf(url), attempt, at, status: 503 };
      log.hear({ ...event, type: "response", durationMs: 10, error: "API" });
      log.hear({ ...event, type: "retry", delayMs: 1_000, reason: "API" });
    },
    /** @param {string} url @param {number} at @param {number} attempt */
    succeed(url, at, attempt) {
      log.hear({ ...callOf(url), type: "response", attempt, at, durationMs: 10, status: 200 });
    },
  };
}

/** @param {string} url */
function callOf(url) {
  const [operation, urlTemplate] = url === LISTS ? ["clusters.list", "/clusters"] : ["versions.list", "/versions"];
  return { operation, method: "GET", urlTemplate };
}

function lines() {
  return store.state.calls.map(({ operation, attempts, phase, times }) => ({ operation, attempts, phase, times }));
}

test("the attempts of a call share a line", async () => {
  const { request, fail, succeed } = openLog();
  await request(LISTS, 0);
  fail(LISTS, 10, 1);
  assert.deepEqual(lines(), [{ operation: "clusters.list", attempts: 1, phase: "pausing", times: 1 }]);
  await request(LISTS, 1_010, 2);
  succeed(LISTS, 1_020, 2);
  assert.deepEqual(lines(), [{ operation: "clusters.list", attempts: 2, phase: "done", times: 1 }]);
  assert.deepEqual(store.state.totals, { sent: 2, retried: 1, failed: 0 });
});

test("a call whose next attempt does not come was aborted; one that comes late goes on in its line", async () => {
  const { request, fail, succeed } = openLog();
  await request(LISTS, 0);
  fail(LISTS, 10, 1);
  await request(VERSIONS, 100_000);
  const versions = { operation: "versions.list", attempts: 1, phase: "open", times: 1 };
  assert.deepEqual(lines(), [versions, { operation: "clusters.list", attempts: 1, phase: "aborted", times: 1 }]);
  await request(LISTS, 100_010, 2);
  succeed(LISTS, 100_020, 2);
  assert.deepEqual(lines(), [versions, { operation: "clusters.list", attempts: 2, phase: "done", times: 1 }]);
});

test("reads that repeat share a line, and count", async () => {
  const { request, succeed } = openLog();
  for (const at of [0, 1_000, 2_000]) {
    await request(LISTS, at);
    succeed(LISTS, at + 10, 1);
  }
  assert.deepEqual(lines(), [{ operation: "clusters.list", attempts: 1, phase: "done", times: 3 }]);
});

test("a log of another session is not shown", async () => {
  const { request } = openLog();
  const other = openLog();
  await request(LISTS, 0);
  assert.deepEqual(lines(), []);
  await other.request(VERSIONS, 0);
  assert.equal(lines().length, 1);
});
