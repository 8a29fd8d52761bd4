// @ts-check
/** Prints by how many bytes the peak of this process grows while the peer that is named gets the list in a file. */
import { readFileSync } from "node:fs";
import process from "node:process";
import { listOf } from "../data.mjs";

const [peer, file = ""] = process.argv.slice(2);
/** @type {{ connect: import("../peers.mjs").Connect }} */
const { connect } = await import(`../peers/${peer}.mjs`);
const bytes = readFileSync(file);
const bodies = [bytes, listOf(1)];
const headers = { "Content-Type": "application/json" };
const call = connect("https://host.test", async () => new Response(bodies.pop(), { headers }));

// The first call loads what is loaded lazily.
await call();
const peak = () => process.resourceUsage().maxRSS * 1024;
const before = peak();
await call();
console.log(peak() - before);
