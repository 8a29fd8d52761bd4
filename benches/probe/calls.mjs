// @ts-check
/** What a call does when something goes wrong. Each probe gives the cell of a table. */
import { inspect } from "node:util";
import { cluster, CLUSTER_ID, json, reset, serving, text } from "./service.mjs";

/** @typedef {typeof import("ionoscloud-dataplatform")} Library */

const TOKEN = "canary-t0ken-7f3a";
const DATACENTER_ID = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
const REQUEST = { properties: { name: "prod", datacenterId: DATACENTER_ID } };
const REASON = "version 1.1.0 is not a valid version";

const HTML = `<html>${"<p>The gateway is not well.</p>".repeat(100)}</html>`;
const busy = json({ messages: [] }, 503);
const unprocessable = json({ httpStatus: 422, messages: [{ errorCode: "dsaas-o-691", message: REASON }] }, 422);

/** @type {Record<string, (library: Library) => Promise<string>>} */
export const calls = {
  "GET 429 + `Retry-After: 2`": (library) =>
    serving(
      (response, count) => (count === 1 ? json({}, 429, { "Retry-After": "2" }) : json(cluster()))(response),
      async (url, requests) => {
        await client(library, url).clusters.get(CLUSTER_ID);
        return requests.length === 1 ? "not retried" : `retried, ${seconds(interval(requests))}`;
      },
    ),

  "POST 503, sends": (library) => sendsOf(library, busy),
  "POST, socket reset, sends": (library) => sendsOf(library, reset),

  "GET, socket reset": (library) =>
    serving(
      (response, count) => (count === 1 ? reset : json(cluster()))(response),
      async (url, requests) => {
        const error = await failure(client(library, url).clusters.get(CLUSTER_ID));
        return error === undefined && requests.length === 2 ? "retried" : `throws ${error?.name}`;
      },
    ),

  "abort during back-off settles in": async (library) => {
    const settled = /** @type {number[]} */ ([]);
    for (const reason of [[], ["a string"], [undefined], [{}], []]) {
      const { settledMs } = await abortInBackOff(library, ...reason);
      settled.push(settledMs);
    }
    return milliseconds(median(settled));
  },

  "abort reason kept (`cause`)": async (library) => {
    const { error } = await abortInBackOff(library, "a reason of one's own");
    return yes(error?.cause === "a reason of one's own");
  },

  "502 with 3 KB HTML: message length": (library) =>
    serving(text(HTML, 502, "text/html"), async (url) => {
      const error = await failure(client(library, url).clusters.get(CLUSTER_ID));
      return String(error?.message.length);
    }),

  "422 message names the server's reason": (library) =>
    serving(unprocessable, async (url) => {
      const error = await failure(client(library, url).clusters.create(REQUEST));
      return yes(error?.message.includes(REASON));
    }),

  "200 with broken JSON": (library) =>
    serving(text('{"items": [{"id": '), async (url) => {
      const error = await failure(client(library, url).clusters.list());
      return `\`${error?.name}\`, status ${/** @type {{ status?: number }} */ (error ?? {}).status}`;
    }),

  "token in `console.log(error)` / in JSON": async (library) => {
    const errors = [];
    for (const answer of [unprocessable, json({}, 401), reset, text("{")]) {
      const create = (/** @type {string} */ url) => failure(client(library, url).clusters.create(REQUEST));
      errors.push(await serving(answer, create));
    }
    return `${leak(inspect(errors, { depth: 10, showHidden: true }))} / ${leak(JSON.stringify(errors))}`;
  },

  "token in `console.log(client)`": async (library) => {
    const dp = client(library, "https://host.test");
    return leak(inspect(dp, { depth: 10, showHidden: true }) + JSON.stringify(dp));
  },

  'id `"../../admin"`': (library) => idIs(library, "../../admin"),
  'id `""`': (library) => idIs(library, ""),

  "extra request headers besides auth": (library) =>
    serving(json(cluster()), async (url, requests) => {
      await client(library, url).clusters.get(CLUSTER_ID);
      await fetch(url);
      const [ours, bare] = requests.map(({ headers }) => Object.keys(headers));
      const extra = (ours ?? []).filter((name) => name !== "authorization" && !bare?.includes(name));
      return extra.length === 0 ? "0" : extra.join();
    }),

  "bearer over plain http": async (library) => {
    try {
      client(library, "http://host.test");
      return "sent";
    } catch (error) {
      return `${refused(error)}, loopback excepted`;
    }
  },
};

const client = (/** @type {Library} */ { DataPlatform }, /** @type {string} */ baseUrl) =>
  new DataPlatform({ baseUrl, token: TOKEN });

export const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** What a piece of work fails with, if it does. */
export const failure = (/** @type {Promise<unknown>} */ work) =>
  work.then(() => undefined, (/** @type {Error} */ error) => error);

const sendsOf = (/** @type {Library} */ library, /** @type {import("./service.mjs").Answer} */ answer) =>
  serving(answer, async (url, requests) => {
    const error = await failure(client(library, url).clusters.create(REQUEST));
    return `${requests.length}, \`${error?.name}\``;
  });

const idIs = (/** @type {Library} */ library, /** @type {string} */ id) =>
  serving(json(cluster()), async (url, requests) => {
    const error = await failure(client(library, url).clusters.get(id));
    return requests.length === 0 ? refused(error) : "sent";
  });

const abortInBackOff = (/** @type {Library} */ library, /** @type {unknown[]} */ ...reason) =>
  serving(json({}, 503, { "Retry-After": "30" }), async (url) => {
    const controller = new AbortController();
    const work = failure(client(library, url).clusters.get(CLUSTER_ID, { signal: controller.signal }));
    await pause(200);
    const aborted = performance.now();
    controller.abort(...reason);
    const error = await work;
    return { error, settledMs: performance.now() - aborted };
  });

const median = (/** @type {number[]} */ numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1] ?? NaN;
const interval = (/** @type {{ at: number }[]} */ [first, second]) => (second?.at ?? 0) - (first?.at ?? 0);
const leak = (/** @type {string} */ printed) => (printed.includes(TOKEN) ? "**LEAKS**" : "clean");
const refused = (/** @type {unknown} */ error) => `refused, \`${/** @type {Error} */ (error).name}\``;
const yes = (/** @type {boolean | undefined} */ answer) => (answer ? "yes" : "no");
const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(1)} s`;
export const milliseconds = (/** @type {number} */ ms) => `${Math.ceil(ms)} ms`;
