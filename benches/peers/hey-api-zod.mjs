// @ts-check
import { client, clustersNodepoolsGet } from "../generated/hey-api-zod/api.js";
import { CLUSTER_ID, TOKEN } from "../data.mjs";

/** @type {import("../peers.mjs").Connect} */
export function connect(baseUrl, fetch) {
  client.setConfig({ baseUrl, fetch, auth: TOKEN, throwOnError: true });
  return async () => (await clustersNodepoolsGet({ path: { clusterId: CLUSTER_ID } })).data;
}
