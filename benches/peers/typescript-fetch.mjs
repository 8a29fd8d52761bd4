// @ts-check
import { Configuration, DataPlatformNodePoolApi } from "../generated/typescript-fetch/api.js";
import { CLUSTER_ID, TOKEN } from "../data.mjs";

/** @type {import("../peers.mjs").Connect} */
export function connect(basePath, fetchApi) {
  const api = new DataPlatformNodePoolApi(new Configuration({ basePath, fetchApi, accessToken: TOKEN }));
  return () => api.clustersNodepoolsGet({ clusterId: CLUSTER_ID });
}
