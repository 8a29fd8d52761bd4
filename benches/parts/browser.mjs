// @ts-check
/**
 * What a page waits for, in Chromium at its own speed and slowed down to a quarter: from the text of the bundle to the
 * first answer, and of that for the core module to be compiled and instantiated. Each in a page that has seen nothing.
 */
import { readFile } from "node:fs/promises";
import { env } from "node:process";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { bundle } from "../bundle.mjs";
import { listOf } from "../data.mjs";
import { FLOOR, OURS, SDKS } from "../peers.mjs";
import { against, compete, milliseconds, ratio } from "../stats.mjs";

/** @typedef {import("../stats.mjs").Measured} Measured @typedef {import("playwright-core").Page} Page */
/** @typedef {Record<string, Record<string, Measured>>} Loads */

const WASM = fileURLToPath(import.meta.resolve("ionoscloud-dataplatform/core.wasm"));
const PAGE = "http://localhost/";
const SPEEDS = { "full speed": 1, "a quarter of it": 4 };
const STEPS = { compile: "core.wasm, compile", instantiate: "core.wasm, instantiate" };

/** @param {import("../peers.mjs").Options} options @returns {Promise<Loads>} */
export async function measure({ quick, clients }) {
  const { CHROME: executablePath } = env;
  const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath });
  try {
    /** @type {[string, (page: Page) => Promise<number>][]} */
    const works = [];
    for (const { name, file } of [FLOOR, OURS, ...clients, ...SDKS]) {
      const source = Buffer.from(await bundle(file)).toString();
      works.push([name, (page) => page.evaluate(firstCall, { source, answer: ANSWER })]);
    }
    const module = (await readFile(WASM)).toString("base64");
    for (const [step, name] of Object.entries(STEPS)) {
      works.push([name, async (page) => (await page.evaluate(load, module))[/** @type {keyof typeof STEPS} */ (step)]]);
    }
    /** @type {Loads} */
    const loads = {};
    for (const [speed, rate] of Object.entries(SPEEDS)) {
      const contestants = works.map(([name, work]) => [name, () => inNewPage(browser, rate, work)]);
      const samples = await compete(Object.fromEntries(contestants), { rounds: quick ? 3 : 9, warmUp: 1 });
      loads[speed] = against(OURS.name, samples);
    }
    return loads;
  } finally {
    await browser.close();
  }
}

// Azure's client wants a `value` in a list.
const ANSWER = JSON.stringify({ ...JSON.parse(listOf(1)), value: [] });

/**
 * A context of its own, so that nothing is compiled or cached already.
 *
 * @param {import("playwright-core").Browser} browser @param {number} rate @param {(page: Page) => Promise<number>} work
 */
async function inNewPage(browser, rate, work) {
  const context = await browser.newContext();
  await context.route("**/*", (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>" }));
  const page = await context.newPage();
  await page.goto(PAGE);
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
  const told = await work(page);
  await context.close();
  return told;
}

/** Runs in the page. @param {{ source: string, answer: string }} given */
async function firstCall({ source, answer }) {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const fetch = async () => new Response(answer, { headers: { "Content-Type": "application/json" } });
  const started = performance.now();
  /** @type {{ connect: import("../peers.mjs").Connect }} */
  const { connect } = await import(url);
  await connect("https://host.test/dataplatform", fetch)();
  return performance.now() - started;
}

/** Runs in the page: imports that do nothing serve as well, as nothing is called. */
function load(/** @type {string} */ base64) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const started = performance.now();
  const module = new WebAssembly.Module(bytes);
  const compiled = performance.now();
  /** @type {Record<string, Record<string, () => void>>} */
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = () => {};
  new WebAssembly.Instance(module, imports);
  return { compile: compiled - started, instantiate: performance.now() - compiled };
}

export function tables(/** @type {Loads} */ loads) {
  const speeds = Object.entries(loads);
  const rows = Object.entries(speeds[0]?.[1] ?? {}).sort(([, a], [, b]) => a.ms.median - b.ms.median);
  const cells = (/** @type {string} */ name) =>
    speeds.flatMap(([, of]) => (of[name] === undefined ? [] : [milliseconds(of[name].ms), ratio(of[name].ratio)]));
  const head = speeds.flatMap(([speed]) => [speed, `relative to ${OURS.name}`]);
  return { "import and first call, Chromium": [["client", ...head], ...rows.map(([name]) => [name, ...cells(name)])] };
}
