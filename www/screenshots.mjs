// @ts-check
/**
 * Writes the main views of the page into `docs/` as PNG.
 *
 *     node www/screenshots.mjs
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

/** @typedef {import("playwright-core").Page} Page */

const DESKTOP = { width: 1280, height: 860 };

/** The page's own clock stands at first, and goes on in steps: so a picture does not depend on the moment. */
const NOW = new Date("2026-03-17T09:30:00Z");
const STEP_MS = 50;
const LONGEST_MS = 60_000;

/** After so long what has happened is read, and its notice gone. */
const NOTICE_MS = 7_000;

const FRANKFURT = "5c2f8b1e-7a44-4d0f-9c8e-3b1d6a9f2e70";

/**
 * @typedef {object} Picture
 * @property {string} name
 * @property {import("playwright-core").BrowserContextOptions} context
 * @property {(page: Page) => Promise<void>} compose What is to be seen.
 */

/** @type {readonly Picture[]} */
const PICTURES = [
  { name: "console-light", context: { viewport: DESKTOP, colorScheme: "light" }, compose: composeClusters },
  { name: "console-dark", context: { viewport: DESKTOP, colorScheme: "dark" }, compose: composeClusters },
  { name: "cluster-light", context: { viewport: { ...DESKTOP, height: 1_040 }, colorScheme: "light" }, compose: composeCluster },
  { name: "unknown-outcome", context: { viewport: DESKTOP, colorScheme: "light" }, compose: composeUnknownOutcome },
  { name: "form-dark", context: { viewport: DESKTOP, colorScheme: "dark" }, compose: composeForm },
];

const script = fileURLToPath(new URL("serve.mjs", import.meta.url));
const server = spawn(process.execPath, [script, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
const [line] = await once(createInterface(server.stdout), "line");
const browser = await chromium.launch({ executablePath: process.env["CHROME"] ?? "/usr/bin/chromium" });
try {
  for (const picture of PICTURES) await take(picture, line.replace("serving ", ""));
} finally {
  await browser.close();
  server.kill();
}

/**
 * @param {Picture} picture
 * @param {string} url
 */
async function take({ name, context, compose }, url) {
  const opened = await browser.newContext({ ...context, reducedMotion: "reduce", locale: "en-GB", timezoneId: "UTC" });
  const page = await opened.newPage();
  // What the library spreads by chance, such as its looks, is spread alike each time.
  await page.addInitScript(() => void (Math.random = () => 0.5));
  await page.clock.install({ time: NOW.getTime() - LONGEST_MS });
  await page.clock.pauseAt(NOW);
  await page.goto(url);
  await page.clock.runFor(STEP_MS);
  await page.getByRole("button", { name: "Connection: Emulator in this page" }).waitFor();
  await appears(page, page.getByRole("link", { name: "analytics-prod" }).first());
  await compose(page);
  await page.evaluate(showFromTheTop);
  const path = fileURLToPath(new URL(`../docs/${name}.png`, import.meta.url));
  await page.screenshot({ path });
  process.stdout.write(`${path}\n`);
  await opened.close();
}

/** Without the empty strip that the page keeps free for a scroll bar, which a picture does not show. */
function showFromTheTop() {
  document.documentElement.style.scrollbarGutter = "auto";
  scrollTo({ top: 0 });
}

/**
 * Lets time pass in the page until something is there.
 *
 * @param {Page} page
 * @param {import("playwright-core").Locator} locator
 */
async function appears(page, locator) {
  for (let passed = 0; passed < LONGEST_MS; passed += STEP_MS) {
    if (await locator.isVisible()) return;
    await page.clock.runFor(STEP_MS);
  }
  throw new Error(`it did not appear: ${locator}`);
}

/**
 * Some life, and the library at work.
 *
 * @param {Page} page
 */
async function composeClusters(page) {
  await page.getByRole("switch", { name: "Too many requests" }).click();
  await appears(page, page.getByText("Attempt 2: 429"));
  await page.getByRole("switch", { name: "Creation lost on its way back" }).click();
}

/** @param {Page} page */
async function composeCluster(page) {
  await page.getByRole("table", { name: "Clusters" }).getByRole("link", { name: "geo-etl" }).click();
  await appears(page, page.getByRole("heading", { name: "workers" }));
  await page.getByRole("button", { name: "Skip 5 min" }).click();
  await appears(page, page.getByRole("listitem", { name: "workers" }).getByText("Available").first());
  await page.clock.runFor(NOTICE_MS);
  await page.getByRole("button", { name: "Add node pool" }).click();
  const pool = page.getByRole("dialog");
  await pool.getByLabel("Name", { exact: true }).fill("geocoding");
  await pool.getByLabel("Cores per node").fill("8");
  await pool.getByLabel("RAM per node").fill("16384");
  await pool.getByLabel("Scale with the load").check();
  await pool.getByRole("button", { name: "Add label" }).click();
  await pool.getByLabel("Key").fill("workload");
  await pool.getByLabel("Value").fill("spark");
  await pool.getByRole("button", { name: "Add node pool" }).click();
  await page.getByRole("button", { name: "Scale workers" }).click();
  await page.getByRole("button", { name: "One more" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Scale", exact: true }).click();
  await appears(page, page.getByRole("listitem", { name: "workers" }).getByText("Updating").nth(1));
  await appears(page, page.getByText("4 nodes"));
  await appears(page, page.getByRole("listitem", { name: "geocoding" }).getByText(/^1 min/));
}

/** @param {Page} page */
async function composeUnknownOutcome(page) {
  await page.getByRole("switch", { name: "Creation lost on its way back" }).click();
  await page.getByRole("button", { name: "Create cluster" }).click();
  await page.getByLabel("Name", { exact: true }).fill("lost-and-found");
  await page.getByLabel("Data center").fill(FRANKFURT);
  await page.getByRole("dialog").getByRole("button", { name: "Create cluster" }).click();
  await appears(page, page.getByText("It was created."));
}

/** @param {Page} page */
async function composeForm(page) {
  await page.getByRole("button", { name: "Create cluster" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill("ends-with-a-dash-");
  await dialog.getByLabel("Data center").fill(FRANKFURT);
  await dialog.getByLabel("Choose when it starts").check();
  await dialog.getByLabel("Start", { exact: true }).fill("25:30");
  await dialog.getByRole("button", { name: "Add LAN" }).click();
  await dialog.getByLabel("LAN id").fill("4");
}
