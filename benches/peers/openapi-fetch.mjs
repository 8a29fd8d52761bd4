// @ts-check
import createClient from "openapi-fetch";
import { CLUSTER_ID, TOKEN } from "../data.mjs";

/**
 * @typedef {object} Operation
 * @property {{ path: { clusterId: string } }} parameters
 * @property {{ 200: { content: { "application/json": unknown } } }} responses
 *
 * @typedef {{ "/clusters/{clusterId}/nodepools": { get: Operation } }} Paths
 */

/** @type {import("../peers.mjs").Connect} */
export function connect(baseUrl, fetch) {
  /** @type {import("openapi-fetch").Client<Paths>} */
  const client = createClient({ baseUrl, fetch, headers: { Authorization: `Bearer ${TOKEN}` } });
  const params = { path: { clusterId: CLUSTER_ID } };
  return async () => (await client.GET("/clusters/{clusterId}/nodepools", { params })).data;
}
