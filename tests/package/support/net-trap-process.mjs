// @ts-check
/** A process that traps in each way, drops everything and collects it. It ends with "alive", and with no error at all. */
import { setTimeout as pause } from "node:timers/promises";
import { DataPlatform, load } from "ionoscloud-dataplatform/slim";
import { arm, disarm, trappingModule } from "./net-trap.mjs";

const ID = "498ae72f-411f-11eb-9d07-046c59cc737e";
const collect = /** @type {() => void} */ (globalThis.gc);

load(trappingModule());

/** The timers of an engine that trapped fire still, into nothing: not so late that the process must wait for them. */
const client = (/** @type {import("ionoscloud-dataplatform").ClientOptions} */ options) =>
  new DataPlatform({ baseUrl: "https://host.test", token: "t", timeoutMs: 500, ...options });

/** Each way starts work, and has the module trap during it. @type {(() => Promise<unknown>[])[]} */
const ways = [
  () => {
    const dp = client({});
    arm();
    return [dp.clusters.list()];
  },
  () => [client({ fetch: async () => (arm(), Response.json({})) }).clusters.list()],
  () => {
    const work = client({ timeoutMs: 2, fetch: () => new Promise(() => {}) }).clusters.list();
    queueMicrotask(() => setImmediate(arm));
    return [work];
  },
  () => {
    const controller = new AbortController();
    const { signal } = controller;
    const dp = client({ fetch: () => new Promise(() => {}) });
    setTimeout(() => (arm(), controller.abort()), 1);
    return [dp.clusters.list(undefined, { signal }), dp.clusters.watch(ID).next(), dp.clusters.waitUntilDeleted(ID)];
  },
];

for (const way of ways) {
  const results = await Promise.allSettled(way());
  disarm();
  for (const result of results) {
    const code = result.status === "rejected" ? result.reason.code : result.status;
    if (code !== "INTERNAL") throw new Error(`not rejected by the trap: ${code}`);
  }
  for (let n = 0; n < 3; n += 1) {
    collect();
    await pause(1);
  }
}

const dp = client({ fetch: async () => Response.json({ items: [] }) });
await dp.clusters.list();
console.log("alive");
