// @ts-check
/** Prints how long it takes to load the peer that is named and to make its first call. */
import { argv } from "node:process";
import { listOf } from "../data.mjs";

// Azure's client wants a `value` in a list.
const answer = JSON.stringify({ ...JSON.parse(listOf(1)), value: [] });
const fetch = async () => new Response(answer, { headers: { "Content-Type": "application/json" } });
// Node.js loads its own fetch when that is first named; that is no client's doing.
await (await fetch()).text();

const started = performance.now();
/** @type {{ connect: import("../peers.mjs").Connect }} */
const { connect } = await import(`../peers/${argv[2]}.mjs`);
await connect("https://host.test/dataplatform", fetch)();
console.log(performance.now() - started);
