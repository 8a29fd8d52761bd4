// @ts-check
/** The emulator where a page needs it: inside of the page, and as a server of another origin. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import http from "node:http";
import { after, before, describe, it } from "node:test";

import { chromium } from "playwright-core";

const PACKAGE = new URL("../../pkg/", import.meta.url);
const { serve } = await import(new URL("bin/server.js", PACKAGE).href);

/** Serves the package's modules and one empty page. */
const files = http.createServer(async (request, response) => {
  const path = new URL(request.url ?? "", "http://localhost").pathname.slice(1);
  if (!path.endsWith(".js")) {
    const page = "<!doctype html><link rel=icon href=data:><title>A page</title>";
    response.setHeader("Content-Type", "text/html").end(page);
    return;
  }
  response.setHeader("Content-Type", "text/javascript").end(await readFile(new URL(path, PACKAGE)));
});

describe("the emulator", () => {
  /** @type {import("playwright-core").Browser} */
  let browser;
  /** @type {import("playwright-core").Page} */
  let page;

  before(async () => {
    files.listen(0, "127.0.0.1");
    await once(files, "listening");
    const { port } = /** @type {import("node:net").AddressInfo} */ (files.address());
    const { CHROME: executablePath = "chromium" } = process.env;
    browser = await chromium.launch({ executablePath });
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
  });

  after(async () => {
    await browser.close();
    files.close();
  });

  it("runs inside of a page, in whose virtual time a client waits", async () => {
    const { state, elapsedMs, requests } = await page.evaluate(async () => {
      const { DataPlatform } = await import(/** @type {string} */ ("/index.js"));
      const { createEmulator } = await import(/** @type {string} */ ("/testing/index.js"));
      const emulator = createEmulator();
      const dp = new DataPlatform({ ...emulator, token: "any" });
      const datacenterId = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
      const start = emulator.clock.now();
      const { id } = await dp.clusters.create({
        properties: { name: "prod", datacenterId, dataPlatformVersion: "24.11" },
      });
      const { metadata } = await dp.clusters.waitUntilAvailable(id);
      const requests = emulator.journal.requests().length;
      return { state: metadata.state, elapsedMs: emulator.clock.now() - start, requests };
    });
    assert.equal(state, "AVAILABLE");
    assert.ok(elapsedMs >= 480_000 && elapsedMs < 510_000, `${elapsedMs} ms`);
    assert.ok(requests > 10, `${requests} requests`);
  });

  it("lets no time pass while a page reads an answer, in whichever way", async () => {
    const late = await page.evaluate(async () => {
      const { createEmulator } = await import(/** @type {string} */ ("/testing/index.js"));
      const { fetch, clock } = createEmulator();
      const stream = async (/** @type {Response} */ { body }) => {
        const reader = body?.getReader();
        while ((await reader?.read())?.done === false);
      };
      const late = [];
      for (const way of ["stream", "arrayBuffer", "blob", "bytes", "json", "text"]) {
        const response = await fetch("/dataplatform/versions", { headers: { authorization: "Bearer any" } });
        const read = way === "stream" ? stream : response[way];
        if (read === undefined) continue;
        const start = clock.now();
        const deadline = clock.sleep(1000);
        await read.call(response, response);
        if (clock.now() !== start) late.push(way);
        await deadline;
      }
      return late;
    });
    assert.deepEqual(late, []);
  });

  it("serves a page of another origin: preflights, and the header fields that a client reads", async (t) => {
    const server = await serve({ port: 0, host: "127.0.0.1", speed: 0, seed: 0 });
    t.after(server.close);
    const { found, missing } = await page.evaluate(async (baseUrl) => {
      const { DataPlatform } = await import(/** @type {string} */ ("/index.js"));
      const dp = new DataPlatform({ baseUrl, token: "any" });
      const datacenterId = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
      const { id } = await dp.clusters.create({
        properties: { name: "prod", datacenterId, dataPlatformVersion: "24.11" },
      });
      await dp.clusters.update(id, { properties: { name: "renamed" } });
      const { items } = await dp.clusters.list({ name: "PRO" });
      const missing = await dp.clusters.get(datacenterId).catch((/** @type {any} */ error) => error.toJSON());
      return { found: items[0].id === id, missing };
    }, `${server.url}/dataplatform`);
    assert.equal(found, true);
    assert.equal(missing.status, 404);
    assert.match(missing.requestId, /^[0-9a-f-]{36}$/);
  });
});
