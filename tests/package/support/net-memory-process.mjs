// @ts-check
/**
 * A process that does the same thing very often and prints what that costs: `node --expose-gc … SCENARIO TIMES`.
 *
 * Prints JSON: samples of the memory, and what is left at the end.
 */
import { getEventListeners } from "node:events";
import { setImmediate as turn } from "node:timers/promises";

const SAMPLES = 10;
const AT_ONCE = 50;
const ID = "498ae72f-411f-11eb-9d07-046c59cc737e";

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

const { DataPlatform } = await import("ionoscloud-dataplatform");

const BUSY = JSON.stringify({ id: ID, metadata: { state: "BUSY" }, properties: { name: "prod" } });

/** A sleep that is called off before its end. */
const untilAborted = (/** @type {number} */ _, /** @type {AbortSignal} */ signal) =>
  /** @type {Promise<void>} */ (new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))));

const answering = async () => new Response(BUSY);
const later = async () => new Response(null, { status: 503, headers: { "Retry-After": "60" } });

/** Never answers; rejects as `fetch` does when it is aborted. */
const silent = (/** @type {string} */ _, /** @type {RequestInit} */ { signal }) =>
  new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));

const client = (/** @type {import("ionoscloud-dataplatform").ClientOptions} */ options = {}) =>
  new DataPlatform({ baseUrl: "https://host.test", token: "t", fetch: answering, ...options });

const { signal } = new AbortController();

async function aborted(/** @type {(signal: AbortSignal) => Promise<unknown>} */ start) {
  const controller = new AbortController();
  const work = start(controller.signal).then(
    () => { throw new Error("not aborted"); },
    (error) => { if (error.code !== "ABORTED") throw error; },
  );
  await turn();
  controller.abort();
  await work;
}

let clientsLost = 0;
const registry = new FinalizationRegistry(() => (clientsLost += 1));

/** What is done once, by the name of the scenario. @type {Record<string, () => () => Promise<unknown>>} */
const scenarios = {
  "calls": () => {
    const dp = client();
    return () => dp.clusters.get(ID, { signal });
  },
  "calls that fail": () => {
    const dp = client({ fetch: async () => new Response("<html>", { status: 404 }) });
    return () => dp.clusters.get(ID, { signal }).catch(() => {});
  },
  "calls with a token function": () => {
    let n = 0;
    const dp = client({ token: async () => ({ token: `t${(n += 1)}`, expiresAt: Date.now() - 1 }) });
    return () => dp.clusters.get(ID, { signal });
  },
  "calls with a token function that gives strings": () => () => client({ token: () => "t" }).clusters.get(ID),
  "calls whose listener throws": () => {
    const onEvent = () => {
      throw new Error("theirs");
    };
    const dp = client({ onEvent });
    return () => dp.clusters.get(ID);
  },
  "calls by a clock without chance": () => {
    const dp = client({ clock: { now: Date.now, sleep: untilAborted } });
    return () => dp.clusters.get(ID);
  },
  "aborts in a request": () => {
    const dp = client({ fetch: silent });
    return () => aborted((signal) => dp.clusters.get(ID, { signal }));
  },
  "aborts in a back-off": () => {
    const dp = client({ fetch: later });
    return () => aborted((signal) => dp.clusters.get(ID, { signal }));
  },
  "aborts between two polls": () => {
    const dp = client();
    return () => aborted((signal) => dp.clusters.waitUntilAvailable(ID, { signal }));
  },
  "abandoned watches": () => {
    const dp = client();
    return () => dp.clusters.watch(ID, { signal }).next();
  },
  "abandoned watches that know themselves": () => {
    const dp = client();
    return async () => {
      /** @type {unknown} */
      let watch;
      const opened = dp.clusters.watch(ID, { onProgress: () => watch });
      watch = opened;
      await opened.next();
    };
  },
  "dropped clients": () => async () => {
    const dp = client();
    registry.register(dp, undefined);
    await dp.clusters.get(ID);
  },
  "dropped clients that their callbacks know": () => async () => {
    /** @type {unknown} */
    let known;
    const dp = client({
      onEvent: () => known,
      token: () => (known ? "t" : ""),
      clock: { now: () => (known ? 1 : 0), sleep: untilAborted },
    });
    known = dp;
    registry.register(dp, undefined);
    await dp.clusters.get(ID);
  },
};

const [name = "", times = "0"] = process.argv.slice(2);
const once = /** @type {() => () => Promise<unknown>} */ (scenarios[name])();
const samples = [];
for (let sample = 0; sample <= SAMPLES; sample += 1) {
  for (let done = 0; sample > 0 && done < Number(times) / SAMPLES; done += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, once));
  }
  samples.push(await measure());
}
console.log(JSON.stringify({
  samples,
  listeners: getEventListeners(signal, "abort").length,
  timers: process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length,
  clientsLost,
}));

/** What is used when everything that is lost was collected, and the finalizers have run. */
async function measure() {
  for (let n = 0; n < 4; n += 1) {
    collect();
    await turn();
  }
  const { memory, __wbindgen_externrefs: table } = /** @type {any} */ (instances[0]?.exports ?? {});
  return {
    wasm: memory?.buffer.byteLength ?? 0,
    references: table?.length ?? 0,
    heap: process.memoryUsage().heapUsed,
  };
}
