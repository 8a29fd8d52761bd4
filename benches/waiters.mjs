// @ts-check
/**
 * Measures a thousand waits on one client: against the emulator on its virtual clock, then in real time over loopback.
 * Prints a table, then the same as JSON.
 *
 * `node --expose-gc benches/waiters.mjs FOLDER`, where FOLDER is that of the installed package.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { argv, cpuUsage, execPath, exit, memoryUsage, versions } from "node:process";
import { createInterface } from "node:readline";
import { setImmediate as turn, setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { table } from "./table.mjs";
import { installed } from "./installed.mjs";

/** @typedef {import("ionoscloud-dataplatform").DataPlatform} DataPlatform */

const WAITS = 1_000;

/** So fast that a cluster takes a quarter of a minute: four looks, at the default pace. */
const SPEED = 32;

const collect = globalThis.gc;
const [, , folder] = argv;
if (folder === undefined || collect === undefined) {
  console.error("usage: node --expose-gc waiters.mjs FOLDER_OF_THE_INSTALLED_PACKAGE");
  exit(2);
}

/** The client's instance of WebAssembly is the one that can wait. @type {WebAssembly.Memory | undefined} */
let wasm;
const { Instance } = WebAssembly;
WebAssembly.Instance = class extends Instance {
  constructor(/** @type {ConstructorParameters<typeof Instance>} */ ...args) {
    super(...args);
    if ("waitOpen" in this.exports) wasm = /** @type {WebAssembly.Memory} */ (this.exports["memory"]);
  }
};

const { title, root, entry } = await installed(folder);
const { DataPlatform } = /** @type {typeof import("ionoscloud-dataplatform")} */ (await import(entry(".")));
const { createEmulator } = /** @type {typeof import("ionoscloud-dataplatform/testing")} */ (await import(entry("./testing")));

const figures = { "virtual clock": await onVirtualClock(), "loopback HTTP": await overHttp() };
console.log(table([
  ["service", "waits", "looks", "looks each", "CPU per look", "by hand", "JS heap per wait", "Wasm per wait"],
  ...Object.entries(figures).map(([service, of]) => [
    service,
    String(WAITS),
    String(of.looks),
    (of.looks / WAITS).toFixed(1),
    `${of.cpuPerLookUs.toFixed()} µs`,
    `${of.byHandUs.toFixed()} µs`,
    `${(of.heapBytes / WAITS / 1e3).toFixed(1)} KB`,
    `${(of.wasmBytes / WAITS / 1e3).toFixed(1)} KB`,
  ]),
]));
console.log(`\n${JSON.stringify({ package: title, runtime: `Node.js ${versions.node}`, waits: WAITS, figures })}`);

/** Eight minutes of provisioning, as fast as the processor is. */
async function onVirtualClock() {
  const emulator = createEmulator();
  let looks = 0;
  const fetch = (/** @type {string} */ url, /** @type {RequestInit} */ init) => {
    looks += 1;
    return emulator.fetch(url, init);
  };
  const dp = new DataPlatform({ baseUrl: emulator.baseUrl, clock: emulator.clock, fetch, token: "any" });
  const minute = () => emulator.clock.sleep(60_000);
  const waited = await measure(dp, minute, (work) => emulator.clock.hold(work), () => (looks = 0));
  const byHandUs = await byHand(emulator.fetch, emulator.baseUrl, waited.ids, looks, (ms) => emulator.clock.sleep(ms));
  return { looks, cpuPerLookUs: waited.cpuUs / looks, byHandUs, heapBytes: waited.heapBytes, wasmBytes: waited.wasmBytes };
}

/** The emulator in a process of its own, whose time is not counted. */
async function overHttp() {
  const bin = fileURLToPath(new URL("bin/emulator.js", root));
  const server = spawn(execPath, [bin, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const [line] = await once(createInterface(server.stdout), "line");
    const url = line.replace("listening on ", "");
    const baseUrl = `${url}/dataplatform`;
    const runAt = (/** @type {number} */ speed) =>
      fetch(`${url}/_emulator/clock`, { method: "POST", body: JSON.stringify({ speed }) });
    // However long it takes to create the clusters, none is ready before it is waited for.
    await runAt(0);
    let looks = 0;
    const onEvent = (/** @type {{ type: string }} */ { type }) => {
      if (type === "request") looks += 1;
    };
    const dp = new DataPlatform({ baseUrl, token: "any", onEvent });
    const waited = await measure(dp, () => sleep(3_000), (work) => work, async () => {
      await runAt(SPEED);
      looks = 0;
    });
    const byHandUs = await byHand(fetch, baseUrl, waited.ids, looks, sleep);
    return { looks, cpuPerLookUs: waited.cpuUs / looks, byHandUs, heapBytes: waited.heapBytes, wasmBytes: waited.wasmBytes };
  } finally {
    server.kill();
  }
}

/**
 * Creates clusters, waits for all of them at once, and weighs the waits while they sleep.
 *
 * @param {DataPlatform} dp
 * @param {() => Promise<unknown>} pause Lets the waits go to sleep.
 * @param {<T>(work: Promise<T>) => Promise<T>} hold Holds the clock during something.
 * @param {() => unknown} begin Called when there is everything to wait for.
 */
async function measure(dp, pause, hold, begin) {
  const dataPlatformVersion = (await dp.versions.latest()) ?? "";
  const datacenterId = "498ae72f-411f-11eb-9d07-046c59cc737e";
  const ids = [];
  for (let n = 0; n < WAITS; n += 1) {
    ids.push((await dp.clusters.create({ properties: { name: `c${n}`, datacenterId, dataPlatformVersion } })).id);
  }
  const before = await weigh();
  await begin();
  const started = cpuUsage();
  const waits = Promise.all(ids.map((id) => dp.clusters.waitUntilAvailable(id)));
  await pause();
  const paused = cpuUsage(started);
  const during = await hold(weigh());
  const resumed = cpuUsage();
  await waits;
  const rest = cpuUsage(resumed);
  return {
    ids,
    cpuUs: paused.user + paused.system + rest.user + rest.system,
    heapBytes: during.heap - before.heap,
    wasmBytes: during.wasm - before.wasm,
  };
}

/**
 * The processor's time for a look without a client: loops by hand, as many and in the same rhythm.
 *
 * @param {typeof fetch} fetch
 * @param {string} baseUrl
 * @param {string[]} ids
 * @param {number} looks
 * @param {(ms: number) => Promise<unknown>} sleep
 */
async function byHand(fetch, baseUrl, ids, looks, sleep) {
  const init = { headers: { Authorization: "Bearer any", Accept: "application/json" } };
  const look = async (/** @type {string} */ id) => (await fetch(`${baseUrl}/clusters/${id}`, init)).json();
  const loop = async (/** @type {string} */ id) => {
    for (let n = 0; n < looks / ids.length; n += 1) {
      if (n > 0) await sleep(Math.min(30_000, 5_000 * 1.25 ** (n - 1)) * (0.8 + 0.4 * Math.random()));
      // The service may close a connection just as it is used again, which the client survives by itself.
      await look(id).catch(() => look(id));
    }
  };
  const started = cpuUsage();
  await Promise.all(ids.map(loop));
  const { user, system } = cpuUsage(started);
  return (user + system) / looks;
}

/** What is used when everything that is lost was collected. */
async function weigh() {
  for (let n = 0; n < 4; n += 1) {
    collect?.();
    await turn();
  }
  return { heap: memoryUsage().heapUsed, wasm: wasm?.buffer.byteLength ?? 0 };
}
