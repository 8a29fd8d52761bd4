// @ts-check
/**
 * A process that does the same thing very often and prints what that costs, as JSON.
 *
 * `node --expose-gc memory-process.mjs SCENARIO TIMES [ENTRY]`, where ENTRY is the module to import in place of the
 * installed package.
 */
import { getEventListeners } from "node:events";
import { setImmediate as turn } from "node:timers/promises";
import { answering, SCENARIOS } from "./memory-scenarios.mjs";

/** @typedef {Awaited<ReturnType<typeof measure>>} Sample */

const SAMPLES = 10;
const AT_ONCE = 50;

const collect = /** @type {() => void} */ (globalThis.gc);

/** The instances of WebAssembly modules; the library's is the only one. @type {WebAssembly.Instance[]} */
const instances = [];
const { Instance } = WebAssembly;
WebAssembly.Instance = class extends Instance {
  constructor(/** @type {ConstructorParameters<typeof Instance>} */ ...args) {
    super(...args);
    instances.push(this);
  }
};

const [name = "", times = "0", entry = "ionoscloud-dataplatform"] = process.argv.slice(2);
const { DataPlatform } = /** @type {typeof import("ionoscloud-dataplatform")} */ (await import(entry));

const { signal } = new AbortController();
let clientsLost = 0;
const registry = new FinalizationRegistry(() => (clientsLost += 1));

const scenario = SCENARIOS[name];
if (scenario === undefined) throw new Error(`no scenario ${name}`);
const once = scenario.begin({
  signal,
  client: (options) => new DataPlatform({ baseUrl: "https://host.test", token: "t", fetch: answering, ...options }),
  drop: (client) => registry.register(client, undefined),
});

const samples = [await measure()];
for (let sample = 1; sample <= SAMPLES; sample += 1) {
  for (let done = 0; done < Number(times) / SAMPLES; done += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, once));
  }
  samples.push(await measure());
}
console.log(JSON.stringify({ samples, clientsLost }));

/** What is used when everything that is lost was collected, and the finalizers have run. */
async function measure() {
  for (let n = 0; n < 4; n += 1) {
    collect();
    await turn();
  }
  const { memory } = /** @type {any} */ (instances[0]?.exports ?? {});
  return {
    /** Bytes of JavaScript. */
    heap: process.memoryUsage().heapUsed,
    /** Bytes of WebAssembly's memory. */
    wasm: Number(memory?.buffer.byteLength ?? 0),
    timers: process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length,
    /** Listeners on the signal that lives on. */
    listeners: getEventListeners(signal, "abort").length,
  };
}
