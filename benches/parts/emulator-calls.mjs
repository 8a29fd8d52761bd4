// @ts-check
/** Calls of the API without a client, so that only the emulator is measured. */
import { requests, TOKEN } from "../data.mjs";

/** @typedef {(path: string, body?: unknown) => Promise<string>} Send */

/** @returns {Send} */
export const sender = (/** @type {string} */ baseUrl, fetch = globalThis.fetch) =>
  async (path, body) => {
    const response = await fetch(`${baseUrl}${path}`, init(body));
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${text}`);
    return text;
  };

function init(/** @type {unknown} */ body) {
  const headers = { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/json" };
  return body === undefined ? { headers } : { method: "POST", headers, body: JSON.stringify(body) };
}

/** Makes a cluster, and tells where its node pools are. */
export async function newCluster(/** @type {Send} */ send, name = "bench") {
  const properties = { name, datacenterId: "3fa85f64-5717-4562-b3fc-2c963f66afa6", dataPlatformVersion: "25.3" };
  const { id } = JSON.parse(await send("/clusters", { properties }));
  return `/clusters/${id}/nodepools`;
}

export const newNodePool = (/** @type {Send} */ send, /** @type {string} */ nodePools) => send(nodePools, requests.good);
