// @ts-check
/** What there is in the emulator when the page opens: the clusters of a small company, and its load. */

/**
 * @typedef {import("ionoscloud-dataplatform").DataPlatform} DataPlatform
 * @typedef {import("ionoscloud-dataplatform").CreateClusterProperties} ClusterProperties
 * @typedef {import("ionoscloud-dataplatform").CreateNodePoolProperties} NodePoolProperties
 * @typedef {import("ionoscloud-dataplatform/testing").Emulator} Emulator
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long before now its history begins. */
export const ESTATE_AGE_MS = 213 * DAY;

/** Changes and deletions take long enough for one to see them. */
export const TIMINGS = { clusterMs: 8 * MINUTE, nodePoolMs: 3.5 * MINUTE, updateMs: 4 * MINUTE, deleteMs: 5 * MINUTE };

const FRANKFURT = "5c2f8b1e-7a44-4d0f-9c8e-3b1d6a9f2e70";
const BERLIN = "a1d07c53-2f6b-4e8a-b5d4-90c7e1f83b26";
const LOGRONO = "e94b3d68-c15a-47f2-8f09-6d2a5b7c1e83";

/**
 * @typedef {object} Entry
 * @property {number} age How long ago it was created.
 * @property {ClusterProperties} cluster
 * @property {NodePoolProperties[]} [pools]
 * @property {boolean} [fails] Its creation fails.
 */

/** @type {readonly Entry[]} Oldest first. */
const ESTATE = [
  {
    age: 212.4 * DAY,
    cluster: {
      name: "analytics-prod",
      dataPlatformVersion: "24.11",
      datacenterId: FRANKFURT,
      maintenanceWindow: { dayOfTheWeek: "Sunday", time: "02:30:00" },
      lans: [
        { lanId: "1" },
        { lanId: "4", dhcp: false, routes: [{ network: "10.20.0.0/16", gateway: "10.4.0.1" }] },
      ],
    },
    pools: [
      {
        name: "workers",
        nodeCount: 4,
        coresCount: 8,
        ramSize: 16_384,
        storageSize: 100,
        autoScaling: { minNodeCount: 3, maxNodeCount: 8 },
        labels: { "workload": "spark", "tier": "batch" },
      },
      {
        name: "query",
        nodeCount: 3,
        cpuFamily: "INTEL_SKYLAKE",
        coresCount: 12,
        ramSize: 32_768,
        storageSize: 250,
        availabilityZone: "ZONE_1",
        labels: { "workload": "trino" },
        annotations: { "example.com/owner": "data-platform" },
      },
      { name: "archive", nodeCount: 2, storageType: "HDD", storageSize: 500, availabilityZone: "ZONE_2" },
    ],
  },
  {
    age: 198.1 * DAY,
    cluster: { name: "analytics-staging", dataPlatformVersion: "25.3", datacenterId: FRANKFURT, lans: [{ lanId: "1" }] },
    pools: [{ name: "workers", nodeCount: 2, coresCount: 4, ramSize: 8_192, storageSize: 50 }],
  },
  {
    age: 96.7 * DAY,
    cluster: {
      name: "clickstream",
      dataPlatformVersion: "24.11",
      datacenterId: BERLIN,
      maintenanceWindow: { dayOfTheWeek: "Tuesday", time: "04:00:00" },
    },
    pools: [
      { name: "brokers", nodeCount: 3, coresCount: 6, ramSize: 16_384, storageSize: 400, labels: { "workload": "kafka" } },
      { name: "processors", nodeCount: 5, coresCount: 8, ramSize: 16_384, storageSize: 80, labels: { "workload": "nifi" } },
    ],
  },
  {
    age: 61.2 * DAY,
    cluster: { name: "fraud-detection", dataPlatformVersion: "24.3", datacenterId: BERLIN },
    pools: [{ name: "scoring", nodeCount: 4, coresCount: 16, ramSize: 65_536, storageSize: 120 }],
  },
  {
    age: 40.6 * DAY,
    cluster: { name: "warehouse-2024", dataPlatformVersion: "24.3", datacenterId: LOGRONO },
  },
  {
    age: 5.3 * HOUR,
    cluster: { name: "ml-sandbox", dataPlatformVersion: "25.3", datacenterId: LOGRONO },
    fails: true,
  },
  {
    age: 90_000,
    cluster: { name: "geo-etl", dataPlatformVersion: "25.3", datacenterId: FRANKFURT, lans: [{ lanId: "2" }] },
    pools: [{ name: "workers", nodeCount: 3, coresCount: 4, ramSize: 8_192, storageSize: 40 }],
  },
];

/**
 * Lives through the history of the estate, up to now.
 *
 * @param {Emulator} emulator
 * @param {DataPlatform} dp
 * @returns {Promise<BusyPool>}
 */
export async function populate(emulator, dp) {
  const now = Date.now();
  /** @type {Map<string, string>} */
  const ids = new Map();
  for (const { age, cluster, pools = [], fails = false } of ESTATE) {
    await until(emulator, now - age);
    if (fails) emulator.failNext("clusters.create", { kind: "provisioning", outcome: "fail" });
    const { id } = await dp.clusters.create({ properties: cluster });
    for (const pool of pools) await dp.nodePools.create(id, { properties: pool });
    ids.set(cluster.name, id);
    if (cluster.name === "fraud-detection") await failToUpgrade(emulator, dp, id);
  }
  // What is under way when the page opens.
  await until(emulator, now);
  await dp.clusters.update(idOf("clickstream"), { properties: { dataPlatformVersion: "25.3" } });
  await dp.clusters.delete(idOf("warehouse-2024"));

  const clusterId = idOf("analytics-prod");
  const { items } = await dp.nodePools.list(clusterId);
  return { clusterId, nodePoolId: items.find(({ properties }) => properties.name === "workers")?.id ?? "" };

  /** @param {string} name */
  function idOf(name) {
    return ids.get(name) ?? "";
  }
}

/**
 * @param {Emulator} emulator
 * @param {DataPlatform} dp
 * @param {string} id
 */
async function failToUpgrade(emulator, dp, id) {
  await emulator.advance(HOUR);
  emulator.failNext("clusters.update", { kind: "provisioning", outcome: "fail" });
  await dp.clusters.update(id, { properties: { dataPlatformVersion: "24.11" } });
}

/**
 * @param {Emulator} emulator
 * @param {number} at
 */
async function until(emulator, at) {
  await emulator.advance(Math.max(0, at - emulator.clock.now()));
}

/** @typedef {{ readonly clusterId: string, readonly nodePoolId: string }} BusyPool The pool that carries the load. */

const LOAD_CHANGES_EVERY_MS = 15 * MINUTE;

/** How many nodes the load asks for, over the day. */
const LOADS = [6, 7, 5, 3, 4];

/**
 * Lets the load come and go, which the pool's automatic scaling follows, until the signal.
 *
 * @param {Emulator} emulator
 * @param {BusyPool} pool
 * @param {AbortSignal} signal
 */
export async function keepBusy(emulator, { clusterId, nodePoolId }, signal) {
  try {
    for (let turn = 0; ; turn += 1) {
      await emulator.clock.sleep(LOAD_CHANGES_EVERY_MS, signal);
      emulator.load(clusterId, nodePoolId, LOADS[turn % LOADS.length] ?? 4);
    }
  } catch {
    // The session has ended, or the user has deleted the pool or switched its scaling off: then there is no load.
  }
}
