// @ts-check
/** What a wait does when it cannot come to a good end. Each probe gives the cell of a table. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { failure, milliseconds, pause } from "./calls.mjs";
import { cluster, CLUSTER_ID, json, serving } from "./service.mjs";

/** @typedef {typeof import("ionoscloud-dataplatform")} Library */
/** @typedef {import("ionoscloud-dataplatform").WaitOptions} WaitOptions */

const PAUSE_MS = 1_000;
const DEADLINE_MS = 3_000;

/** @type {Record<string, (library: Library, entry: string) => Promise<string>>} */
export const waiters = {
  "every poll 403": async (library) => {
    const forbidden = json({ messages: [{ errorCode: "dsaas-403", message: "no permission" }] }, 403);
    const { error, polls } = await waiting(library, forbidden);
    return `\`${error?.name}: ${error?.message}\` ${polls === 1 ? "on the first" : `after ${polls}`}`;
  },

  "terminal failure": async (library) => {
    const { error } = await waiting(library, json(cluster("FAILED")));
    return `\`${error?.name}: ${error?.message}\`, fields ${fieldsOf(error)}`;
  },

  "unknown state": async (library) => {
    const { error, polls } = await waiting(library, json(cluster("HIBERNATING")));
    const told = error?.message.includes("HIBERNATING") ? "with the state" : "without the state";
    return `keeps the interval: ${polls} requests in ${DEADLINE_MS / 1000} s, then \`${error?.name}\` ${told}`;
  },

  "abort while sleeping": (library) =>
    serving(json(cluster("DEPLOYING")), async (url, requests) => {
      const controller = new AbortController();
      const work = failure(wait(library, url, { signal: controller.signal }));
      await pause(300);
      const sent = requests.length;
      const aborted = performance.now();
      controller.abort();
      await work;
      const settledMs = performance.now() - aborted;
      await pause(1.5 * PAUSE_MS);
      return `settles in ${milliseconds(settledMs)}, ${requests.length - sent} more polls`;
    }),

  "process lives on after that abort, at an interval of 15 s": (_, entry) =>
    serving(json(cluster("DEPLOYING")), async (url) => milliseconds(await livesOnFor(entry, url))),

  "never finishes": async (library) => {
    const { error } = await waiting(library, json(cluster("DEPLOYING")));
    return `\`${error?.name}\` at \`deadlineMs\` (an hour by default)`;
  },
};

const wait = (/** @type {Library} */ { DataPlatform }, /** @type {string} */ baseUrl, /** @type {WaitOptions} */ options) =>
  new DataPlatform({ baseUrl, token: "t" }).clusters.waitUntilAvailable(CLUSTER_ID, {
    pollIntervalMs: PAUSE_MS,
    ...options,
  });

const waiting = (/** @type {Library} */ library, /** @type {import("./service.mjs").Answer} */ answer) =>
  serving(answer, async (url, requests) => {
    const error = await failure(wait(library, url, { deadlineMs: DEADLINE_MS }));
    return { error, polls: requests.length };
  });

/** The fields that tell more than any error does. */
const fieldsOf = (/** @type {object | undefined} */ error) =>
  ["state", "resource", "history", "elapsedMs", "polls"].filter((name) => name in (error ?? {})).join(", ");

/** How long a process lives after it has aborted a wait that sleeps for 15 s. */
async function livesOnFor(/** @type {string} */ entry, /** @type {string} */ baseUrl) {
  const script = `
    import { DataPlatform } from ${JSON.stringify(entry)};
    const controller = new AbortController();
    const dp = new DataPlatform({ baseUrl: ${JSON.stringify(baseUrl)}, token: "t" });
    const options = { pollIntervalMs: 15_000, signal: controller.signal };
    const work = dp.clusters.waitUntilAvailable("${CLUSTER_ID}", options).catch(() => {});
    let aborted = 0;
    setTimeout(() => { aborted = performance.now(); controller.abort(); }, 300);
    process.on("exit", () => console.log(performance.now() - aborted));
    await work;
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script]);
  return Number(stdout);
}
