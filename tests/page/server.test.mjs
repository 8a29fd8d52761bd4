// @ts-check
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import process from "node:process";
import { text } from "node:stream/consumers";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { startPage } from "./support/processes.mjs";

/** @type {Awaited<ReturnType<typeof startPage>>} */
let server;

before(async () => {
  server = await startPage();
});

after(() => server.stop());

test("each file has its type, is asked for anew each time, and comes with the policy", async () => {
  const types = {
    "/": "text/html; charset=utf-8",
    "/main.js": "text/javascript; charset=utf-8",
    "/styles/base.css": "text/css; charset=utf-8",
    "/favicon.svg": "image/svg+xml",
    "/pkg/index.js": "text/javascript; charset=utf-8",
    "/pkg/wasm/core.wasm": "application/wasm",
  };
  for (const [path, type] of Object.entries(types)) {
    const response = await fetch(`${server.url}${path}`);
    await response.arrayBuffer();
    assert.equal(response.status, 200, path);
    assert.equal(response.headers.get("content-type"), type);
    assert.equal(response.headers.get("cache-control"), "no-cache");
    assert.match(response.headers.get("content-security-policy") ?? "", /^default-src 'none';.*frame-ancestors 'none'$/);
  }
});

test("what has not changed is not sent again", async () => {
  const first = await fetch(`${server.url}/main.js`);
  await first.arrayBuffer();
  const second = await fetch(`${server.url}/main.js`, { headers: { "If-None-Match": first.headers.get("etag") ?? "" } });
  assert.equal(second.status, 304);
});

test("nothing outside of the page and the package can be had", async () => {
  const paths = [
    "/../package.json",
    "/..%2fpackage.json",
    "/%2e%2e/package.json",
    "/pkg/../package.json",
    "/pkg/..%2f..%2fpackage.json",
    "/pkg/%2e%2e/%2e%2e/package.json",
    "/..\\package.json",
    "/..%5cpackage.json",
    "//etc/passwd",
    "/%00.html",
    "/%",
    "/serve.mjs",
    "/nothing.js",
  ];
  for (const path of paths) assert.equal(await statusOf("GET", path), 404, path);
});

test("it is only read", async () => {
  assert.equal(await statusOf("POST", "/"), 405);
  assert.equal(await statusOf("HEAD", "/"), 200);
});

test("a port that is in use, or an option that is none, is told in one line that says what to do", async () => {
  const { port } = new URL(server.url);
  const advice = "choose another with --port, or 0 for any that is free";
  assert.deepEqual(await refusal("--port", port), [1, `port ${port} of 127.0.0.1 is in use: ${advice}\n`]);
  assert.deepEqual(await refusal("--port", "http"), [2, "--port takes a number from 0 to 65535, not 'http'\n"]);
  for (const args of [["--prot", "80"], ["--port"], ["80"]]) {
    const [code, told] = await refusal(...args);
    assert.equal(code, 2, told);
    assert.match(told, /^[^\n]+\n$/);
  }
});

/**
 * How a second server ends, which cannot serve.
 *
 * @param {...string} args
 * @returns {Promise<[code: number | null, told: string]>}
 */
async function refusal(...args) {
  const script = fileURLToPath(new URL("../../www/serve.mjs", import.meta.url));
  const child = spawn(process.execPath, [script, ...args], { stdio: ["ignore", "ignore", "pipe"] });
  const [told, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
  return [code, told];
}

/**
 * Sends a path as it is, which `fetch` would tidy up.
 *
 * @param {string} method
 * @param {string} path
 * @returns {Promise<number | undefined>}
 */
function statusOf(method, path) {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on("error", reject).end();
  });
}
