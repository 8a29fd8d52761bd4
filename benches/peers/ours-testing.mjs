// @ts-check
import { DataPlatform } from "ionoscloud-dataplatform";
import { createEmulator } from "ionoscloud-dataplatform/testing";
import { TOKEN } from "../data.mjs";

export function connect() {
  const dp = new DataPlatform({ ...createEmulator(), token: TOKEN });
  return () => dp.clusters.list();
}
