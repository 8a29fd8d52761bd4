// @ts-check
/** What memory is measured over: things that a program does again and again, and forgets. */
import { setImmediate as turn } from "node:timers/promises";

/**
 * @typedef {import("ionoscloud-dataplatform").ClientOptions} ClientOptions
 * @typedef {import("ionoscloud-dataplatform").DataPlatform} DataPlatform
 *
 * @typedef {object} World What a scenario works with.
 * @property {(options?: ClientOptions) => DataPlatform} client Makes a client; its service is never a real one.
 * @property {AbortSignal} signal One that outlives all that is done.
 * @property {(client: DataPlatform) => void} drop Counts a client as soon as it is collected.
 *
 * @typedef {object} Scenario
 * @property {number} times How often it is done where there is time.
 * @property {(world: World) => () => Promise<unknown>} begin Gives what does it once.
 */

export const ID = "498ae72f-411f-11eb-9d07-046c59cc737e";

const resource = { id: ID, metadata: { state: "BUSY" }, properties: { name: "prod" } };
const BUSY = JSON.stringify(resource);

/** The service of every client that names none. */
export const answering = async () => new Response(BUSY);

const later = async () => new Response(null, { status: 503, headers: { "Retry-After": "60" } });

/** Never answers; rejects as `fetch` does when it is aborted. */
const silent = (/** @type {string} */ _, /** @type {RequestInit} */ { signal }) =>
  new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));

/** Lists clusters that nobody has seen before. */
function lister() {
  let seen = 0;
  const unseen = () => ({ ...resource, id: `00000000-0000-4000-8000-${String((seen += 1)).padStart(12, "0")}` });
  return async () => new Response(JSON.stringify({ items: Array.from({ length: 10 }, unseen) }));
}

/** A sleep that is called off before its end. */
const untilAborted = (/** @type {number} */ _, /** @type {AbortSignal} */ signal) =>
  /** @type {Promise<void>} */ (new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))));

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

const MANY = 100_000;
const SOME = 10_000;

/** @type {Record<string, Scenario>} */
export const SCENARIOS = {
  "calls": {
    times: MANY,
    begin: ({ client, signal }) => {
      const dp = client();
      return () => dp.clusters.get(ID, { signal });
    },
  },
  "calls that fail": {
    times: MANY,
    begin: ({ client, signal }) => {
      const dp = client({ fetch: async () => new Response("<html>", { status: 404 }) });
      return () => dp.clusters.get(ID, { signal }).catch(() => {});
    },
  },
  "calls with a token function": {
    times: MANY,
    begin: ({ client, signal }) => {
      let n = 0;
      const dp = client({ token: async () => ({ token: `t${(n += 1)}`, expiresAt: Date.now() - 1 }) });
      return () => dp.clusters.get(ID, { signal });
    },
  },
  "calls with a token function that gives strings": {
    times: SOME,
    begin: ({ client }) => () => client({ token: () => "t" }).clusters.get(ID),
  },
  "calls whose listener throws": {
    times: MANY,
    begin: ({ client }) => {
      const onEvent = () => {
        throw new Error("theirs");
      };
      const dp = client({ onEvent });
      return () => dp.clusters.get(ID);
    },
  },
  "calls by a clock without chance": {
    times: MANY,
    begin: ({ client }) => {
      const dp = client({ clock: { now: Date.now, sleep: untilAborted } });
      return () => dp.clusters.get(ID);
    },
  },
  "lists of clusters that were never seen": {
    times: MANY,
    begin: ({ client }) => {
      const dp = client({ fetch: lister() });
      return () => dp.clusters.list();
    },
  },
  "aborts in a request": {
    times: SOME,
    begin: ({ client }) => {
      const dp = client({ fetch: silent });
      return () => aborted((signal) => dp.clusters.get(ID, { signal }));
    },
  },
  "aborts in a back-off": {
    times: SOME,
    begin: ({ client }) => {
      const dp = client({ fetch: later });
      return () => aborted((signal) => dp.clusters.get(ID, { signal }));
    },
  },
  "aborts between two polls": {
    times: SOME,
    begin: ({ client }) => {
      const dp = client();
      return () => aborted((signal) => dp.clusters.waitUntilAvailable(ID, { signal }));
    },
  },
  "abandoned watches": {
    times: SOME,
    begin: ({ client, signal }) => {
      const dp = client();
      return () => dp.clusters.watch(ID, { signal }).next();
    },
  },
  "abandoned watches that know themselves": {
    times: SOME,
    begin: ({ client }) => {
      const dp = client();
      return async () => {
        /** @type {unknown} */
        let watch;
        const opened = dp.clusters.watch(ID, { onProgress: () => watch });
        watch = opened;
        await opened.next();
      };
    },
  },
  "watches that are left by break": {
    times: SOME,
    begin: ({ client, signal }) => {
      const dp = client();
      return async () => {
        for await (const _ of dp.clusters.watch(ID, { signal })) break;
      };
    },
  },
  "watches that end by return() between two polls": {
    times: SOME,
    begin: ({ client, signal }) => {
      const dp = client();
      return async () => {
        const watch = dp.clusters.watch(ID, { signal });
        await watch.next();
        const next = watch.next();
        await turn();
        await watch.return();
        await next;
      };
    },
  },
  "looks of one watch": {
    times: MANY,
    begin: ({ client, signal }) => {
      const clock = { now: Date.now, sleep: async () => {} };
      const watch = client({ clock, timeoutMs: Infinity }).clusters.watch(ID, { signal, deadlineMs: Infinity });
      return () => watch.next();
    },
  },
  "dropped clients": {
    times: SOME,
    begin: ({ client, drop }) => async () => {
      const dp = client();
      drop(dp);
      await dp.clusters.get(ID);
    },
  },
  "dropped clients that their callbacks know": {
    times: SOME,
    begin: ({ client, drop }) => async () => {
      /** @type {unknown} */
      let known;
      const dp = client({
        onEvent: () => known,
        token: () => (known ? "t" : ""),
        clock: { now: () => (known ? 1 : 0), sleep: untilAborted },
      });
      known = dp;
      drop(dp);
      await dp.clusters.get(ID);
    },
  },
};
