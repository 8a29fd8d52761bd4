// @ts-check
/** The emulator: over HTTP beside a bare server of Node.js that has the answer ready, in process, and with a crowd. */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createEmulator } from "ionoscloud-dataplatform/testing";
import { TOKEN } from "../data.mjs";
import { start } from "../server.mjs";
import { newCluster, newNodePool, sender } from "./emulator-calls.mjs";
import { against, compete, milliseconds, ratio, repeated, spread } from "../stats.mjs";

/** @typedef {import("../stats.mjs").Measured} Measured @typedef {import("../stats.mjs").Spread} Spread */
/** @typedef {{ clusters: number, nodePoolsEach: number, createMs: number, listMs: number, bareMs: number, bytesEach: number }} Crowd */
/** @typedef {{ perSecond: Spread, ratio: Spread }} Throughput */
/** @typedef {{ http: Record<string, Throughput>, inProcess: Record<string, Measured>, crowd: Crowd[] }} Figures */

const BARE = "answer that is ready";
const EMULATOR = "emulator";
const AUTOCANNON = fileURLToPath(import.meta.resolve("autocannon"));

/** @param {import("../peers.mjs").Options} options @returns {Promise<Figures>} */
export async function measure({ quick }) {
  const figures = { http: await overHttp(quick), inProcess: await inProcess(quick) };
  /** @type {Crowd[]} */
  const crowd = [];
  for (let time = 0; time < (quick ? 1 : 3); time += 1) {
    const script = fileURLToPath(new URL("emulator-crowd.mjs", import.meta.url));
    crowd.push(JSON.parse((await promisify(execFile)(execPath, [script])).stdout));
  }
  return { ...figures, crowd };
}

/** Lists one node pool, with an ordinary load generator in a process of its own. */
async function overHttp(/** @type {boolean} */ quick) {
  const program = new URL("bin/emulator.js", import.meta.resolve("ionoscloud-dataplatform/package.json"));
  const emulator = spawn(execPath, [fileURLToPath(program), "--port", "0"]);
  const [line] = await once(emulator.stdout, "data");
  const base = `${/http:\S+/.exec(String(line))?.[0]}/dataplatform`;
  const { list, answer } = await oneNodePool(sender(base));
  const bare = await start(answer);
  try {
    const seconds = quick ? "1" : "3";
    const samples = await compete(
      { [BARE]: () => load(`${bare.url}${list}`, seconds), [EMULATOR]: () => load(`${base}${list}`, seconds) },
      { rounds: quick ? 3 : 7, warmUp: 1 },
    );
    const measured = Object.entries(against(BARE, samples));
    return Object.fromEntries(measured.map(([name, { ms: perSecond, ratio }]) => [name, { perSecond, ratio }]));
  } finally {
    bare.stop();
    emulator.kill();
  }
}

/** The average of requests in a second. */
async function load(/** @type {string} */ url, /** @type {string} */ seconds) {
  const options = ["--json", "--connections", "10", "--duration", seconds, "--headers", `Authorization: Bearer ${TOKEN}`];
  const { stdout } = await promisify(execFile)(execPath, [AUTOCANNON, ...options, url]);
  /** @type {{ requests: { average: number }, non2xx: number, errors: number }} */
  const { requests, non2xx, errors } = JSON.parse(stdout);
  if (non2xx + errors > 0) throw new Error(`${url}: ${non2xx} refusals, ${errors} errors`);
  return requests.average;
}

async function inProcess(/** @type {boolean} */ quick) {
  const emulator = createEmulator();
  const send = sender(emulator.baseUrl, emulator.fetch);
  const { list, answer } = await oneNodePool(send);
  const headers = { "Content-Type": "application/json" };
  const bare = async () => JSON.parse(await new Response(answer, { headers }).text());
  const ours = async () => JSON.parse(await send(list));
  const contestants = { [BARE]: repeated(200, bare), [EMULATOR]: repeated(200, ours) };
  const samples = await compete(contestants, { rounds: quick ? 20 : 50 });
  return against(BARE, samples);
}

/** Makes one, and tells where the list of it is and what that answers. */
async function oneNodePool(/** @type {import("./emulator-calls.mjs").Send} */ send) {
  const list = await newCluster(send);
  await newNodePool(send, list);
  return { list, answer: await send(list) };
}

export function tables(/** @type {Figures} */ { http, inProcess, crowd }) {
  const rate = (/** @type {Spread} */ { median }) => `${Math.round(median).toLocaleString("en")} /s`;
  const of = (/** @type {keyof Crowd} */ key) => spread(crowd.map((run) => run[key]));
  const [{ clusters = 0, nodePoolsEach = 0 } = {}] = crowd;
  const each = `${clusters.toLocaleString("en")} clusters × ${nodePoolsEach} node pools`;
  return {
    "emulator, a list over HTTP": [["", "median", `relative to the ${BARE}`]].concat(
      Object.entries(http).map(([name, { perSecond, ratio: to }]) => [name, rate(perSecond), ratio(to)]),
    ),
    "emulator, a list in process": [["", "median", `relative to the ${BARE}`]].concat(
      Object.entries(inProcess).map(([name, { ms, ratio: to }]) => [name, milliseconds(ms), ratio(to)]),
    ),
    "emulator, a crowd": [
      [each, ""],
      ["created", milliseconds(of("createMs"))],
      ["listed", milliseconds(of("listMs"))],
      ["so many answers that are ready", milliseconds(of("bareMs"))],
      ["bytes for a node pool", of("bytesEach").median.toFixed(0)],
    ],
  };
}
