// @ts-check
/** Prints how an emulator in this process does with 10,000 clusters of 10 node pools each, as JSON; times are processor time. */
import { processorTime } from "../stats.mjs";
import { newCluster, newNodePool, sender } from "./emulator-calls.mjs";
import { growingMemory } from "./wasm-memory.mjs";

const CLUSTERS = 10_000;
const EACH = 10;

const memory = growingMemory();
const { createEmulator } = await import("ionoscloud-dataplatform/testing");
const { baseUrl, fetch } = createEmulator();
const send = sender(baseUrl, fetch);

const started = processorTime();
/** @type {string[]} */
const clusters = [];
for (let number = 0; number < CLUSTERS; number += 1) clusters.push(await newCluster(send, `bench-${number}`));
const empty = memory();
for (const nodePools of clusters) {
  for (let number = 0; number < EACH; number += 1) await newNodePool(send, nodePools);
}
const created = processorTime();
const bytesEach = (memory() - empty) / (CLUSTERS * EACH);

let answer = await send("/clusters");
for (const nodePools of clusters) answer = await send(nodePools);
const listed = processorTime();

for (let number = 0; number < CLUSTERS; number += 1) await new Response(answer).text();
const bareMs = processorTime() - listed;

const [createMs, listMs] = [created - started, listed - created];
console.log(JSON.stringify({ clusters: CLUSTERS, nodePoolsEach: EACH, createMs, listMs, bareMs, bytesEach }));
