import { type ClusterResponseData, DataPlatform, type WaitOptions } from "ionoscloud-dataplatform";
import { createEmulator } from "ionoscloud-dataplatform/testing";

const dp = new DataPlatform({ ...createEmulator(), token: "any" });

const datacenterId = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
const { id } = await dp.clusters.create({ properties: { name: "prod", datacenterId, dataPlatformVersion: "24.11" } });

const patience: WaitOptions<ClusterResponseData> = { deadlineMs: 60 * 60_000 };
await dp.clusters.waitUntilAvailable(id, patience);

const { items } = await dp.clusters.list({ name: "pro" });
console.log(items.map(({ properties, metadata }) => `${properties.name} ${metadata.state}`).join(", "));
