// @ts-check
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { chromium } from "playwright-core";
import { startPage } from "./processes.mjs";

/**
 * @typedef {import("playwright-core").Page} Page
 * @typedef {import("playwright-core").BrowserContextOptions} ContextOptions
 */

/** Long enough for a busy machine, short enough to be waited for. */
const TIMEOUT_MS = 20_000;

/** @type {Awaited<ReturnType<typeof startPage>> | undefined} */
let server;
/** @type {import("playwright-core").Browser | undefined} */
let browser;

before(async () => {
  server = await startPage();
  browser = await chromium.launch({ executablePath: process.env["CHROME"] ?? "/usr/bin/chromium" });
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/**
 * Visits that go on beside each other: most of their time is spent with waiting.
 *
 * @param {string} what
 * @param {() => void} visits
 */
export function visits(what, visits) {
  describe(what, { concurrency: 3 }, visits);
}

/**
 * @typedef {object} VisitOptions
 * @property {ContextOptions} [context]
 * @property {(page: Page) => Promise<unknown>} [prepare] What is to be done before the page opens.
 * @property {boolean} [isReady] Whether to wait until the clusters are there.
 * @property {() => string} [origin] Where the page may send requests to, beside its own.
 */

/**
 * A test that visits the page: at its end nothing may have been written to the console, and no
 * request may have gone where none belongs.
 *
 * @param {string} name
 * @param {(page: Page, url: string) => Promise<void>} walk
 * @param {VisitOptions} [options]
 */
export function visit(name, walk, { context = {}, prepare, isReady = true, origin } = {}) {
  test(name, { timeout: 4 * TIMEOUT_MS }, async () => {
    assert.ok(browser !== undefined && server !== undefined);
    const opened = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...context });
    try {
      const page = await opened.newPage();
      page.setDefaultTimeout(TIMEOUT_MS);
      const problems = watch(page, [server.url, ...(origin === undefined ? [] : [origin()])]);
      await prepare?.(page);
      await page.goto(server.url);
      if (isReady) await page.getByRole("link", { name: "analytics-prod" }).first().waitFor();
      await walk(page, server.url);
      assert.deepEqual(problems, []);
    } finally {
      await opened.close();
    }
  });
}

/**
 * @param {Page} page
 * @param {readonly string[]} origins
 */
function watch(page, origins) {
  /** @type {string[]} */
  const problems = [];
  page.on("pageerror", (error) => problems.push(`thrown: ${error.message}`));
  page.on("console", (message) => {
    // A browser writes down every answer that is an error, and every connection that is lost.
    const isNetwork = message.text().startsWith("Failed to load resource");
    if (["error", "warning"].includes(message.type()) && !isNetwork) problems.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const url = request.url();
    const isOwn = origins.some((origin) => url.startsWith(`${origin}/`)) || /^(blob|data):/.test(url);
    if (!isOwn) problems.push(`foreign request: ${url}`);
  });
  return problems;
}

/**
 * Lets so much time pass in the emulator.
 *
 * @param {Page} page
 * @param {number} minutes
 */
export async function skip(page, minutes) {
  for (let passed = 0; passed < minutes; passed += 5) await page.getByRole("button", { name: "Skip 5 min" }).click();
}

/**
 * Opens a cluster from the table.
 *
 * @param {Page} page
 * @param {string} name
 */
export async function openCluster(page, name) {
  await page.getByRole("table", { name: "Clusters" }).getByRole("link", { name }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
}

/**
 * The row of a cluster in the table.
 *
 * @param {Page} page
 * @param {string} name
 */
export function row(page, name) {
  return page.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });
}

/**
 * The row of an operation in the log, the newest first.
 *
 * @param {Page} page
 * @param {string} operation
 */
export function logged(page, operation) {
  return page.getByRole("table", { name: "Requests" }).getByRole("row").filter({ hasText: operation });
}

/**
 * The body of the request that a form is about to send.
 *
 * @param {Page} page
 */
export async function preview(page) {
  return JSON.parse((await page.getByLabel("Body of the request").textContent()) ?? "");
}
