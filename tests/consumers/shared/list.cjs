// @ts-check
const { DataPlatform } = require("ionoscloud-dataplatform");
const { createEmulator } = require("ionoscloud-dataplatform/testing");

async function main() {
  const dp = new DataPlatform({ ...createEmulator(), token: "any" });
  const datacenterId = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
  await dp.clusters.create({ properties: { name: "prod", datacenterId, dataPlatformVersion: "24.11" } });
  const { items } = await dp.clusters.list();
  console.log(items.map(({ properties }) => properties.name).join(", "));
}

void main();
