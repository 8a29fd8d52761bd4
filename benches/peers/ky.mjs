// @ts-check
import ky from "ky";
import { CLUSTER_ID, TOKEN } from "../data.mjs";

/** @type {import("../peers.mjs").Connect} */
export function connect(prefixUrl, fetch) {
  const client = ky.create({ prefixUrl, fetch, headers: { Authorization: `Bearer ${TOKEN}` } });
  return () => client.get(`clusters/${CLUSTER_ID}/nodepools`).json();
}
