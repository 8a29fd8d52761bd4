// @ts-check
/** Prints by how many bytes the peak of this process grows while the peer that is named gets the list in a file. */
import { existsSync, readFileSync } from "node:fs";
import process from "node:process";
import { listOf } from "../data.mjs";

const [peer, file = ""] = process.argv.slice(2);
/** @type {{ connect: import("../peers.mjs").Connect }} */
const { connect } = await import(`../peers/${peer}.mjs`);
const bytes = readFileSync(file);
const bodies = [bytes, listOf(1)];
const headers = { "Content-Type": "application/json" };
const call = connect("https://host.test", async () => new Response(bodies.pop(), { headers }));

const STATUS = "/proc/self/status";

function peak() {
  // On Linux, what `resourceUsage` tells begins with the peak of the process that started this one.
  if (!existsSync(STATUS)) return process.resourceUsage().maxRSS * 1024;
  return Number(/^VmHWM:\s*(\d+)/m.exec(readFileSync(STATUS, "utf8"))?.[1]) * 1024;
}

// The first call loads what is loaded lazily.
await call();
const before = peak();
await call();
console.log(peak() - before);
