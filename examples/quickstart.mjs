// From a token to a cluster that one can deploy to, and back.
//
// With IONOS_TOKEN set, it talks to the service at IONOS_API_URL and creates real things in the data
// center DATACENTER_ID. Without, it talks to the emulator that comes with the package, whose time
// flies: what takes twelve minutes there is over at once.
import { writeFile } from "node:fs/promises";
import { DataPlatform } from "ionoscloud-dataplatform";
import { createEmulator } from "ionoscloud-dataplatform/testing";

const dp = process.env.IONOS_TOKEN
  ? DataPlatform.fromEnv()
  : new DataPlatform({ ...createEmulator(), token: "any" });
const datacenterId = process.env.DATACENTER_ID ?? "3fa85f64-5717-4562-b3fc-2c963f66afa6";
const onProgress = (resource, { state, elapsedMs }) =>
  console.log(`  ${Math.round(elapsedMs / 1000)} s: ${state ?? "gone"}`);

console.log("Versions:", (await dp.versions.list()).items.join(", "));
const dataPlatformVersion = await dp.versions.latest();

console.log(`Creating a cluster with ${dataPlatformVersion}`);
const { id } = await dp.clusters.create({
  properties: { name: "quick-start", datacenterId, dataPlatformVersion },
});
await dp.clusters.waitUntilAvailable(id, { onProgress });

console.log("Adding a node pool");
const pool = await dp.nodePools.create(id, { properties: { name: "workers", nodeCount: 3 } });
const { metadata } = await dp.nodePools.waitUntilAvailable(id, pool.id, { onProgress });
console.log("The node pool is", metadata.state);

await writeFile("kubeconfig.json", JSON.stringify(await dp.clusters.kubeconfig(id)), { mode: 0o600 });
console.log("Saved kubeconfig.json: kubectl --kubeconfig kubeconfig.json get pods");

console.log("Deleting all of it");
const deleted = await dp.nodePools.delete(id, pool.id);
await dp.nodePools.waitUntilDeleted(id, pool.id, { onProgress, since: deleted });
await dp.clusters.delete(id);
await dp.clusters.waitUntilDeleted(id, { onProgress });
console.log("Done");
