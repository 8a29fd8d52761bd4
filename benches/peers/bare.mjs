// @ts-check
import { CLUSTER_ID, TOKEN } from "../data.mjs";

/** @type {import("../peers.mjs").Connect} */
export const connect = (baseUrl, fetch) => async () => {
  const headers = { Authorization: `Bearer ${TOKEN}` };
  const response = await fetch(`${baseUrl}/clusters/${CLUSTER_ID}/nodepools`, { headers });
  return JSON.parse(await response.text());
};
