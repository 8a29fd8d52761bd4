// @ts-check
import { DataPlatform, load } from "ionoscloud-dataplatform/slim";
import { CLUSTER_ID, TOKEN } from "../data.mjs";

export function connect(
  /** @type {WebAssembly.Module} */ core,
  /** @type {string} */ baseUrl,
  /** @type {import("../peers.mjs").Fetch} */ fetch,
) {
  load(core);
  const dp = new DataPlatform({ baseUrl, fetch, token: TOKEN });
  return () => dp.nodePools.list(CLUSTER_ID);
}
