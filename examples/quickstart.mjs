// From a token to a cluster that one can deploy to, and back:
//
//     npm install ionoscloud-dataplatform
//     node quickstart.mjs
//
// As it stands, it talks to the emulator that comes with the package, which runs on virtual time: twelve minutes of
// creating and six of deleting finish at once. With IONOS_TOKEN, IONOS_API_URL and DATACENTER_ID set, it creates real
// things at a service that serves the API. It prints each state that it sees and when, saves kubeconfig.json, and
// deletes all that it has made, unless it is run with --keep.
import { writeFile } from "node:fs/promises";
import { DataPlatform } from "ionoscloud-dataplatform";
import { createEmulator } from "ionoscloud-dataplatform/testing";

const isReal = Boolean(process.env.IONOS_TOKEN);
const dp = isReal ? DataPlatform.fromEnv() : new DataPlatform({ ...createEmulator(), token: "any" });
const datacenterId = process.env.DATACENTER_ID ?? "3fa85f64-5717-4562-b3fc-2c963f66afa6";

/** Prints a state when it is another than before. */
function progress() {
  let last;
  return (_, { state = "gone", elapsedMs }) => {
    if (state !== last) console.log(`  ${state} after ${Math.round(elapsedMs / 1000)} s`);
    last = state;
  };
}

console.log("Versions:", (await dp.versions.list()).items.join(", "));
const dataPlatformVersion = await dp.versions.latest();

console.log(`Creating a cluster with ${dataPlatformVersion}`);
const { id } = await dp.clusters.create({
  properties: { name: "quick-start", datacenterId, dataPlatformVersion },
});
await dp.clusters.waitUntilAvailable(id, { onProgress: progress() });

console.log("Adding a node pool");
const pool = await dp.nodePools.create(id, { properties: { name: "workers", nodeCount: 3 } });
await dp.nodePools.waitUntilAvailable(id, pool.id, { onProgress: progress() });

await writeFile("kubeconfig.json", JSON.stringify(await dp.clusters.kubeconfig(id)), { mode: 0o600 });
console.log("Saved kubeconfig.json");

if (process.argv.includes("--keep")) {
  console.log(`Kept cluster ${id}`);
  console.log(isReal ? "Try: kubectl --kubeconfig kubeconfig.json get pods" : "It ends with this process, as the emulator does");
} else {
  console.log("Deleting the node pool");
  const deleted = await dp.nodePools.delete(id, pool.id);
  await dp.nodePools.waitUntilDeleted(id, pool.id, { onProgress: progress(), since: deleted });
  console.log("Deleting the cluster");
  await dp.clusters.delete(id);
  await dp.clusters.waitUntilDeleted(id, { onProgress: progress() });
  console.log("Done");
}
