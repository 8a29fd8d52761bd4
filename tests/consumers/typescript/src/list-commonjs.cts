import library = require("ionoscloud-dataplatform");
import testing = require("ionoscloud-dataplatform/testing");

async function main(): Promise<void> {
  const dp = new library.DataPlatform({ ...testing.createEmulator(), token: "any" });
  const { items } = await dp.clusters.list();
  console.log(items.length);
}

void main();
