// @ts-check
import axios from "axios";
import { CLUSTER_ID, TOKEN } from "../data.mjs";

/** @type {import("../peers.mjs").Connect} */
export function connect(baseURL, fetch) {
  const headers = { Authorization: `Bearer ${TOKEN}` };
  // The host's own fetch is what it would not take in Node.js, where its default is the faster one for it.
  const adapter = fetch === globalThis.fetch ? {} : { adapter: "fetch", env: { fetch } };
  const client = axios.create({ baseURL, headers, ...adapter });
  return async () => (await client.get(`/clusters/${CLUSTER_ID}/nodepools`)).data;
}
