// The package as a static server has it: a path, and nothing that resolves names.
import { DataPlatform } from "./node_modules/ionoscloud-dataplatform/index.js";
import { createEmulator } from "./node_modules/ionoscloud-dataplatform/testing/index.js";

/** The names of the clusters on an emulator that has one; what goes wrong, as text. */
export async function clusterNames() {
  try {
    const dp = new DataPlatform({ ...createEmulator(), token: "any" });
    const datacenterId = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
    await dp.clusters.create({ properties: { name: "prod", datacenterId, dataPlatformVersion: "24.11" } });
    const { items } = await dp.clusters.list();
    return items.map(({ properties }) => properties.name).join(", ");
  } catch (error) {
    return String(error);
  }
}
