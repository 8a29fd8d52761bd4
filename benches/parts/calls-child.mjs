// @ts-check
/** Prints how long calls over loopback take, of the clients that are named and of bare `fetch` in turns. */
import { argv } from "node:process";
import { listOf } from "../data.mjs";
import { CLIENTS, connect, FLOOR, OURS } from "../peers.mjs";
import { start } from "../server.mjs";
import { compete } from "../stats.mjs";

/** @typedef {() => Promise<unknown>} Call */

/** @type {Record<string, { rounds: number, run: (call: Call) => Promise<unknown> }>} */
const SHAPES = {
  "one call": { rounds: 1000, run: (call) => call() },
  "100 in sequence": { rounds: 60, run: inSequence },
  "100 in parallel": { rounds: 60, run: (call) => Promise.all(Array.from({ length: 100 }, call)) },
};

const names = argv.slice(2);
const quick = names[0] === "--quick";
const peers = [FLOOR, OURS, ...CLIENTS].filter(({ name }) => name === FLOOR.name || names.includes(name));

const server = await start(listOf(1));
try {
  /** @type {Record<string, Call>} */
  const calls = {};
  for (const peer of peers) calls[peer.name] = await connect(peer, server.url);
  /** @type {Record<string, Record<string, number[]>>} */
  const samples = {};
  // Among all, one call is enough to see what they do to each other.
  const shapes = peers.length > 2 ? ["one call"] : Object.keys(SHAPES);
  for (const shape of shapes) {
    const { rounds, run } = SHAPES[shape];
    const contestants = Object.fromEntries(Object.entries(calls).map(([name, call]) => [name, () => run(call)]));
    const options = { rounds: quick ? rounds / 5 : rounds, warmUp: Math.ceil(rounds / 10) };
    samples[shape] = await compete(contestants, options);
  }
  console.log(JSON.stringify(samples));
} finally {
  server.stop();
}

async function inSequence(/** @type {Call} */ call) {
  for (let time = 0; time < 100; time += 1) await call();
}
