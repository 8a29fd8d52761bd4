// @ts-check
import { DataPlatform } from "ionoscloud-dataplatform";
import { createEmulator } from "ionoscloud-dataplatform/testing";

/**
 * Creates a cluster and lists all that there are: on the service at a URL, or on an emulator in this process.
 *
 * @param {string} [baseUrl]
 */
export async function clusterNames(baseUrl) {
  const dp = new DataPlatform({ ...(baseUrl ? { baseUrl } : createEmulator()), token: "any" });
  const datacenterId = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
  await dp.clusters.create({ properties: { name: "prod", datacenterId, dataPlatformVersion: "24.11" } });
  const { items } = await dp.clusters.list();
  return items.map(({ properties }) => properties.name).join(", ");
}
