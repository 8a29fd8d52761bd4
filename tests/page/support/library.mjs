// @ts-check
/** The library alone in a page of a browser, and services of another origin that it calls. */
import { readFile } from "node:fs/promises";
import http from "node:http";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "../../package/support/service.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("node:test").TestContext} TestContext */

/** What is served, and from where. @type {[string, URL][]} */
const FOLDERS = [
  ["/pkg/", new URL("../../../pkg/", import.meta.url)],
  ["/support/", new URL("../../package/support/", import.meta.url)],
];

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {http.Server} */
let server;

before(async () => {
  server = http.createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://page");
    const [prefix, folder] = FOLDERS.find(([prefix]) => pathname.startsWith(prefix)) ?? [];
    if (prefix === undefined || folder === undefined) {
      response.setHeader("Content-Type", "text/html");
      response.end("<!DOCTYPE html><title>library</title>");
      return;
    }
    response.setHeader("Content-Type", "text/javascript");
    response.end(await readFile(fileURLToPath(new URL(pathname.slice(prefix.length), folder))));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  browser = await chromium.launch({ executablePath: process.env["CHROME"] ?? "/usr/bin/chromium" });
});

after(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
});

/**
 * A page that has the library as `globalThis.library` and the kinds of failure as `globalThis.kinds`.
 *
 * @param {TestContext} t
 */
export async function openLibrary(t) {
  const page = await browser.newPage();
  t.after(() => page.close());
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const url = `http://127.0.0.1:${port}`;
  await page.goto(`${url}/`);
  await page.addScriptTag({
    type: "module",
    content: `
      globalThis.library = await import("/pkg/index.js");
      globalThis.kinds = (await import("/support/kinds.mjs")).kinds;
      globalThis.operations = await import("/support/operations.mjs");
      document.title = "ready";
    `,
  });
  await page.waitForFunction(() => document.title === "ready");
  return { page, url };
}

const CORS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Methods": "GET, POST, PATCH, DELETE",
  "Access-Control-Allow-Headers": "Authorization, Content-Type, X-One",
  "Access-Control-Expose-Headers": "X-Request-Id, Retry-After",
};

/**
 * A service of another origin that lets pages in.
 *
 * @param {TestContext} t
 * @param {import("../../package/support/service.mjs").Answer} [answer]
 */
export async function serveCrossOrigin(t, answer) {
  const { answerFor } = await import("../../package/support/operations.mjs");
  return serve(t, (request, count) => {
    if (request.method === "OPTIONS") return { status: 204, headers: CORS };
    const reply = answer?.(request, count) ?? { body: JSON.stringify(answerFor(request.method, request.url)) };
    return { ...reply, headers: { ...CORS, ...reply.headers } };
  });
}
