// @ts-check
import { DataPlatform } from "ionoscloud-dataplatform";
import { CLUSTER_ID, TOKEN } from "../data.mjs";

/** @type {import("../peers.mjs").Connect} */
export function connect(baseUrl, fetch) {
  const dp = new DataPlatform({ baseUrl, fetch, token: TOKEN });
  return () => dp.nodePools.list(CLUSTER_ID);
}
