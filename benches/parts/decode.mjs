// @ts-check
/**
 * What it costs to decode and check lists of node pools of growing length, in processor time.
 *
 * The package decodes nothing but the answers to its calls, so whole calls are compared, with a `fetch` that answers
 * from memory: all of them pay for a `Response` and its text, and some for what else a call is. `decoding` takes that out
 * again: it is the time for `JSON.parse` of the text, and what the call takes beyond the bare one and beyond a call for an
 * empty list, over the time for `JSON.parse`.
 */
import { connect, FLOOR, OURS } from "../peers.mjs";
import { listOf } from "../data.mjs";
import { validators } from "../schemas.mjs";
import { against, compete, milliseconds, ratio, repeated, spread } from "../stats.mjs";

/** @typedef {import("../stats.mjs").Spread} Spread @typedef {import("../stats.mjs").Measured} Measured */
/** @typedef {Record<string, Measured & { decoding: Spread }>} Row @typedef {Record<string, () => unknown>} Works */
/** @typedef {{ lists: Record<string, Row>, growth: Record<string, Spread> }} Decoded `lists`: by their length */
/** @typedef {Record<string, number[]>} Samples */

/** How many node pools there are in a list, and how often it is decoded for one sample. */
const LISTS = { 0: 200, 1: 200, 10: 50, 100: 10, 1_000: 2, 10_000: 1 };

const PARSE = "JSON.parse alone";

/** @param {import("../peers.mjs").Options} options @returns {Promise<Decoded>} */
export async function measure({ quick, clients }) {
  /** @type {Works} */
  const works = {};
  for (const [length, times] of Object.entries(LISTS)) {
    for (const [name, work] of Object.entries(await contestants(Number(length), clients))) {
      works[`${length} ${name}`] = repeated(times, work);
    }
  }
  const samples = await compete(works, { rounds: quick ? 8 : 30, collect: "major" });
  const of = (/** @type {string | number} */ length) => {
    const own = Object.entries(samples).filter(([name]) => name.startsWith(`${length} `));
    return Object.fromEntries(own.map(([name, ms]) => [name.slice(name.indexOf(" ") + 1), ms]));
  };
  const [empty, ...lengths] = Object.keys(LISTS);
  return {
    lists: Object.fromEntries(lengths.map((length) => [length, withDecoding(of(length), of(empty ?? ""))])),
    growth: growth(of(1_000), of(10_000)),
  };
}

/** @returns {Promise<Works>} */
async function contestants(/** @type {number} */ length, /** @type {import("../peers.mjs").Peer[]} */ clients) {
  const text = listOf(length);
  const bytes = new TextEncoder().encode(text);
  const headers = { "Content-Type": "application/json" };
  const fetch = async () => new Response(bytes, { headers });
  const connected = (/** @type {import("../peers.mjs").Peer} */ peer) => connect(peer, "https://host.test", fetch);
  const bare = await connected(FLOOR);
  /** @type {Works} */
  const all = { [PARSE]: () => JSON.parse(text), [FLOOR.name]: bare, [OURS.name]: await connected(OURS) };
  for (const [name, { list }] of Object.entries(validators)) all[`${FLOOR.name} + ${name}`] = async () => list(await bare());
  for (const client of clients.filter(({ generated }) => generated)) all[client.name] = await connected(client);
  return all;
}

function withDecoding(/** @type {Samples} */ samples, /** @type {Samples} */ empty) {
  const parse = (/** @type {number} */ round) => samples[PARSE]?.[round] ?? NaN;
  const beyondBare = (/** @type {Samples} */ of, /** @type {string} */ name, /** @type {number} */ round) =>
    (of[name]?.[round] ?? NaN) - (of[FLOOR.name]?.[round] ?? NaN);
  const measured = against(FLOOR.name, samples);
  const decoding = (/** @type {string} */ name) =>
    spread(
      (samples[name] ?? []).map((_, round) => {
        const own = beyondBare(samples, name, round) - beyondBare(empty, name, round);
        return 1 + own / parse(round);
      }),
    );
  return Object.fromEntries(Object.entries(measured).map(([name, row]) => [name, { ...row, decoding: decoding(name) }]));
}

/** How many times longer it takes for the longer list, round by round. */
function growth(/** @type {Samples} */ short, /** @type {Samples} */ long) {
  const times = (/** @type {string} */ name) => long[name].map((ms, round) => ms / short[name][round]);
  return Object.fromEntries(Object.keys(long).map((name) => [name, spread(times(name))]));
}

export function tables(/** @type {Decoded} */ { lists, growth }) {
  const names = Object.keys(growth);
  /** @typedef {(row: Measured & { decoding: Spread }) => string} Cell */
  const table = (/** @type {string[]} */ contestants, /** @type {Cell} */ cell) => [
    ["node pools", ...Object.keys(lists)],
    ...contestants.map((name) => [name, ...Object.values(lists).map((row) => cell(row[name]))]),
  ];
  const calls = names.filter((name) => name !== PARSE);
  return {
    "decode and check, a call": table(names, ({ ms }) => milliseconds(ms)),
    [`decode and check, relative to ${FLOOR.name}`]: table(calls, ({ ratio: of }) => ratio(of)),
    [`decode and check, decoding relative to ${PARSE}`]: table(calls, ({ decoding }) => ratio(decoding)),
    "growth from 1,000 to 10,000": [["", "times"], ...names.map((name) => [name, ratio(growth[name])])],
  };
}
