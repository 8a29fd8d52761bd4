// @ts-check
/** What the tests of the emulator's doors share. */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const manifest = import.meta.resolve("ionoscloud-dataplatform/package.json");

/** The file behind the package's `bin`. */
export const BIN = fileURLToPath(new URL("bin/emulator.js", manifest));

/** The server behind it, to be started with limits of a test's own. */
export const { serve } = await import(new URL("bin/server.js", manifest).href);

export const JSON_HEADERS = { authorization: "Bearer any", "content-type": "application/json" };

/** A request that the emulator accepts. */
export function clusterRequest(name = "prod") {
  const datacenterId = "498ae72f-411f-11eb-9d07-046c59cc737e";
  return { properties: { name, datacenterId, dataPlatformVersion: "24.11" } };
}

/**
 * Creates a cluster through a door and returns the response.
 *
 * @param {{ fetch: typeof fetch, baseUrl: string }} door
 */
export function createCluster({ fetch, baseUrl }, name = "prod") {
  const body = JSON.stringify(clusterRequest(name));
  return fetch(`${baseUrl}/clusters`, { method: "POST", headers: JSON_HEADERS, body });
}

/**
 * Lists clusters through a door and returns the response.
 *
 * @param {{ fetch: typeof fetch, baseUrl: string }} door
 * @param {RequestInit} [init]
 */
export function listClusters({ fetch, baseUrl }, init) {
  return fetch(`${baseUrl}/clusters`, { headers: JSON_HEADERS, redirect: "manual", ...init });
}

/** Runs a script in a process of its own, and returns what it wrote. */
export async function runScript(/** @type {string} */ script, /** @type {string[]} */ ...flags) {
  const args = [...flags, "--input-type=module", "--eval", script];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: import.meta.dirname });
  return stdout;
}

/** Runs the `bin` until it has ended, and returns what it wrote and how it ended. */
export async function runBin(/** @type {string[]} */ ...args) {
  const child = spawn(process.execPath, [BIN, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (text) => (output.stdout += text));
  child.stderr.on("data", (text) => (output.stderr += text));
  const [code] = await once(child, "close");
  return { code, ...output };
}

/**
 * Starts the `bin` on a free port and waits until it says where it listens. It ends with the test.
 *
 * @param {import("node:test").TestContext} t
 * @param {string[]} args
 */
export async function startBin(t, ...args) {
  const child = spawn(process.execPath, [BIN, "--port", "0", ...args], { stdio: ["ignore", "pipe", "inherit"] });
  t.after(() => child.kill("SIGKILL"));
  const [line] = await once(createInterface(child.stdout), "line");
  const [, url = ""] = /^listening on (.*)$/.exec(line) ?? [];
  return { child, line, url, exited: once(child, "exit") };
}
