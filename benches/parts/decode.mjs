// @ts-check
/**
 * What it costs to decode and check lists of node pools of growing length.
 *
 * The package decodes nothing but the answers to its calls, so whole calls are compared, with a `fetch` that answers
 * from memory: all of them pay for a `Response` and its text. `decoding` takes that shared part out again: it is the
 * time for `JSON.parse` of the text, and what the call takes beyond the bare one, over the time for `JSON.parse`.
 */
import { connect, FLOOR, OURS } from "../peers.mjs";
import { listOf } from "../data.mjs";
import { validators } from "../schemas.mjs";
import { against, compete, milliseconds, ratio, spread } from "../stats.mjs";

/** @typedef {import("../stats.mjs").Spread} Spread @typedef {import("../stats.mjs").Measured} Measured */
/** @typedef {Record<string, Measured & { decoding: Spread }>} Row @typedef {Record<string, Row>} Decoded */

/** How many node pools there are, and how many lists are decoded for one sample. */
const LENGTHS = [
  { length: 1, times: 100, rounds: 40 },
  { length: 10, times: 60, rounds: 40 },
  { length: 100, times: 10, rounds: 40 },
  { length: 1_000, times: 2, rounds: 30 },
  { length: 10_000, times: 1, rounds: 15 },
];

const PARSE = "JSON.parse alone";

/** @param {import("../peers.mjs").Options} options @returns {Promise<Decoded>} */
export async function measure({ quick, clients }) {
  /** @type {Decoded} */
  const decoded = {};
  for (const { length, times, rounds } of LENGTHS) {
    /** @type {import("../stats.mjs").Options} */
    const options = { times, collect: length >= 1_000 ? "major" : "minor", rounds: quick ? Math.ceil(rounds / 5) : rounds };
    const samples = await compete(await contestants(length, clients), options);
    decoded[length] = withDecoding(samples);
  }
  return decoded;
}

/** @returns {Promise<Record<string, () => unknown>>} */
async function contestants(/** @type {number} */ length, /** @type {import("../peers.mjs").Peer[]} */ clients) {
  const text = listOf(length);
  const bytes = new TextEncoder().encode(text);
  const headers = { "Content-Type": "application/json" };
  const fetch = async () => new Response(bytes, { headers });
  const connected = (/** @type {import("../peers.mjs").Peer} */ peer) => connect(peer, "https://host.test", fetch);
  const bare = await connected(FLOOR);
  /** @type {Record<string, () => unknown>} */
  const all = { [PARSE]: () => JSON.parse(text), [FLOOR.name]: bare, [OURS.name]: await connected(OURS) };
  for (const [name, { list }] of Object.entries(validators)) all[`${FLOOR.name} + ${name}`] = async () => list(await bare());
  for (const client of clients.filter(({ generated }) => generated)) all[client.name] = await connected(client);
  return all;
}

function withDecoding(/** @type {Record<string, number[]>} */ samples) {
  const of = (/** @type {string} */ name, /** @type {number} */ round) => samples[name]?.[round] ?? NaN;
  const measured = against(FLOOR.name, samples);
  const decoding = (/** @type {string} */ name) =>
    spread(
      (samples[name] ?? []).map((ms, round) => 1 + (ms - of(FLOOR.name, round)) / of(PARSE, round)),
    );
  return Object.fromEntries(Object.entries(measured).map(([name, row]) => [name, { ...row, decoding: decoding(name) }]));
}

export function tables(/** @type {Decoded} */ decoded) {
  const lengths = Object.keys(decoded);
  const names = Object.keys(Object.values(decoded)[0] ?? {});
  const table = (/** @type {string[]} */ contestants, /** @type {(row: Measured & { decoding: Spread }) => string} */ cell) => [
    ["node pools", ...lengths],
    ...contestants.map((name) => [name, ...Object.values(decoded).map((rows) => (rows[name] === undefined ? "" : cell(rows[name])))]),
  ];
  const calls = names.filter((name) => name !== PARSE);
  return {
    "decode and check: time of a call": table(names, ({ ms }) => milliseconds(ms)),
    [`decode and check: relative to ${FLOOR.name}`]: table(calls, ({ ratio: of }) => ratio(of)),
    [`decode and check: decoding relative to ${PARSE}`]: table(calls, ({ decoding }) => ratio(decoding)),
    "growth from 1,000 to 10,000": [["", "times"], ...names.map((name) => [name, growth(decoded, name)])],
  };
}

const growth = (/** @type {Decoded} */ decoded, /** @type {string} */ name) => {
  const median = (/** @type {number} */ length) => decoded[length]?.[name]?.ms.median ?? NaN;
  return `${(median(10_000) / median(1_000)).toFixed(1)}×`;
};
