// @ts-check
const { ApiError, DataPlatform } = require("ionoscloud-dataplatform");
const { createEmulator } = require("ionoscloud-dataplatform/testing");

const datacenterId = "3fa85f64-5717-4562-b3fc-2c963f66afa6";

test("clusters are listed", async () => {
  const dp = new DataPlatform({ ...createEmulator(), token: "any" });
  await dp.clusters.create({ properties: { name: "prod", datacenterId, dataPlatformVersion: "24.11" } });
  const { items } = await dp.clusters.list();
  expect(items.map(({ properties }) => properties.name)).toEqual(["prod"]);
});

test("an error is of its class", async () => {
  const dp = new DataPlatform({ ...createEmulator(), token: "any" });
  await expect(dp.clusters.get(datacenterId)).rejects.toThrow(ApiError);
});
