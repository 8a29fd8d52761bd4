// @ts-check
/** Prints how large the memory of the module is after so many calls, as JSON by their number. */
import { argv } from "node:process";
import { listOf } from "../data.mjs";
import { growingMemory } from "./wasm-memory.mjs";

const total = Number(argv[2]);
const memory = growingMemory();
const { connect } = await import("../peers/ours.mjs");
const answer = listOf(10);
const headers = { "Content-Type": "application/json" };
const call = connect("https://host.test", async () => new Response(answer, { headers }));

/** @type {Record<string, number>} */
const sizes = {};
for (let calls = 1; calls <= total; calls += 1) {
  await call();
  if (calls === 1 || calls === total / 100 || calls === total / 10 || calls === total) {
    sizes[calls] = memory();
  }
}
console.log(JSON.stringify(sizes));
