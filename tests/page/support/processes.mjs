// @ts-check
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/**
 * Starts a script of the project that prints where it serves, and stops it at the end.
 *
 * @param {string} script Its path inside the project.
 * @param {...string} args
 */
async function start(script, ...args) {
  const path = fileURLToPath(new URL(`../../../${script}`, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit").then(([code]) => Promise.reject(new Error(`${script} ended with ${code}`)));
  const [line] = await Promise.race([once(createInterface(child.stdout), "line"), ended]);
  const url = /http:\/\/\S+/.exec(line)?.[0];
  if (url === undefined) throw new Error(`${script} printed ${line}`);
  return {
    url: url.replace(/\/$/, ""),
    async stop() {
      child.kill();
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}

/** The page, on a port of its own. */
export function startPage() {
  return start("www/serve.mjs", "--port", "0");
}

/** The emulator over HTTP: a cluster takes a third of a second. */
export function startEmulator() {
  return start("pkg/bin/emulator.js", "--port", "0", "--speed", "1500");
}
