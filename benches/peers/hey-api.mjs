// @ts-check
import { clustersNodepoolsGet, createClient } from "../generated/hey-api/api.js";
import { CLUSTER_ID, TOKEN } from "../data.mjs";

/** @type {import("../peers.mjs").Connect} */
export function connect(baseUrl, fetch) {
  const client = createClient({ baseUrl, fetch, auth: TOKEN, throwOnError: true });
  return async () => (await clustersNodepoolsGet({ client, path: { clusterId: CLUSTER_ID } })).data;
}
