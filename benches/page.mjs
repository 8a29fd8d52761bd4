// @ts-check
/**
 * How heavy the demo page is, and how soon one can use it.
 *
 *     node benches/page.mjs
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

const RUNS = 5;
const SLOWER = 4;

const script = fileURLToPath(new URL("../www/serve.mjs", import.meta.url));
const server = spawn(process.execPath, [script, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
const [line] = await once(createInterface(server.stdout), "line");
const url = line.replace("serving ", "");
const browser = await chromium.launch({ executablePath: process.env["CHROME"] ?? "/usr/bin/chromium" });
try {
  // The first visit fills the server's memory of what it has compressed.
  await open(1);
  await reportSizes(await open(1));
  for (const slowdown of [1, SLOWER]) await reportTimes(slowdown);
} finally {
  await browser.close();
  server.kill();
}

/**
 * Opens the page as a first visitor does.
 *
 * @param {number} slowdown How many times slower the processor is made.
 */
async function open(slowdown) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  await cdp.send("Network.enable");
  let transferred = 0;
  cdp.on("Network.loadingFinished", ({ encodedDataLength }) => (transferred += encodedDataLength));
  /** @type {string[]} */
  const files = [];
  page.on("response", (response) => files.push(response.url()));
  await page.addInitScript(watchPage);
  await page.goto(url);
  await page.waitForFunction(() => Reflect.get(globalThis, "usable") !== undefined);
  const times = await page.evaluate(() => ({
    painted: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN,
    interactive: Number(Reflect.get(globalThis, "usable")),
  }));
  await context.close();
  return { files, transferred, ...times };
}

/** Runs in the page. It can be used when the clusters are there, painted, and the main thread is free again. */
function watchPage() {
  const look = () => {
    if (document.querySelector(".row-link") === null) return void requestAnimationFrame(look);
    requestAnimationFrame(() => setTimeout(() => Reflect.set(globalThis, "usable", performance.now())));
  };
  requestAnimationFrame(look);
}

/** @param {{ readonly files: readonly string[], readonly transferred: number }} visit */
async function reportSizes({ files, transferred }) {
  const bodies = await Promise.all(files.map(async (file) => Buffer.from(await (await fetch(file, { headers: { "Accept-Encoding": "identity" } })).arrayBuffer())));
  const total = (/** @type {(body: Buffer) => number} */ size) => kilobytes(bodies.reduce((sum, body) => sum + size(body), 0));
  console.log(`files          ${files.length}`);
  console.log(`plain          ${total((body) => body.length)}`);
  console.log(`gzip           ${total((body) => gzipSync(body).length)}`);
  console.log(`brotli         ${total((body) => brotliCompressSync(body).length)}`);
  console.log(`as served      ${kilobytes(transferred)}, brotli at quality 5, with headers`);
}

/** @param {number} slowdown */
async function reportTimes(slowdown) {
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await open(slowdown));
  const painted = median(runs.map((run) => run.painted));
  const interactive = median(runs.map((run) => run.interactive));
  console.log(`processor ÷${slowdown}   first paint ${painted} ms, interactive ${interactive} ms (medians of ${RUNS})`);
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1_000).toFixed(1)} kB`;
}

/** @param {number[]} values */
function median(values) {
  return Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN);
}
