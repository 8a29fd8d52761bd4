// @ts-check
/** Answers and requests as the service's: every field that was seen in recordings is there. */

export const CLUSTER_ID = "498ae72f-411f-11eb-9d07-046c59cc737e";
export const TOKEN = "bench";

/** The text of a list of so many node pools. */
export const listOf = (/** @type {number} */ count) =>
  JSON.stringify({
    id: "dataplatform/clusters",
    type: "collection",
    href: `https://api.ionos.com/dataplatform/clusters/${CLUSTER_ID}/nodepools`,
    items: Array.from({ length: count }, (_, index) => nodePool(index)),
  });

/** A request that is good, and one with four faults. */
export const requests = {
  good: {
    properties: {
      name: "workers",
      nodeCount: 3,
      coresCount: 4,
      ramSize: 8192,
      availabilityZone: "AUTO",
      storageType: "SSD",
      storageSize: 100,
      maintenanceWindow: { time: "12:15:19", dayOfTheWeek: "Monday" },
      labels: { team: "data", stage: "prod" },
      annotations: { owner: "data@example.com" },
      autoScaling: { minNodeCount: 1, maxNodeCount: 10 },
    },
  },
  bad: {
    properties: {
      name: "-workers-",
      nodeCount: 0,
      ramSize: 1000,
      storageType: "TAPE",
      maintenanceWindow: { time: "12:15:19", dayOfTheWeek: "Monday" },
    },
  },
};

/** Differs from its neighbours where real ones do, so that no engine sees the same string twice. */
function nodePool(/** @type {number} */ index) {
  const id = `abcd7e2f-9876-1234-abcd-${String(index).padStart(12, "0")}`;
  return {
    id,
    type: "nodepool",
    href: `https://api.ionos.com/dataplatform/clusters/${CLUSTER_ID}/nodepools/${id}`,
    metadata: {
      ETag: `123aaa5d587dcd0d58f767d4${String(index).padStart(8, "0")}`,
      createdDate: "2024-12-10T13:37:50Z",
      createdBy: "john.doe@example.com",
      createdByUserId: "12345693-9ae1-40c5-9b49-7c0afeabcdef",
      createdInContractNumber: "12315812",
      lastModifiedDate: "2024-12-11T13:37:50Z",
      lastModifiedBy: "jane.doe@example.com",
      lastModifiedByUserId: "98765493-9ae1-40c5-9b49-7c0afefedcba",
      currentDataPlatformVersion: "23.11",
      currentDataPlatformRevision: 2,
      availableUpgradeVersions: ["24.3", "24.7"],
      state: "AVAILABLE",
    },
    properties: {
      name: `workers-${index}`,
      datacenterId: "3fa85f64-5717-4562-b3fc-2c963f66afa6",
      nodeCount: 1 + (index % 7),
      cpuFamily: "AUTO",
      coresCount: 4,
      ramSize: 8192,
      availabilityZone: "AUTO",
      storageType: "SSD",
      storageSize: 100,
      maintenanceWindow: { time: "12:15:19", dayOfTheWeek: "Monday" },
      labels: { team: "data", shard: String(index) },
      annotations: { owner: "data@example.com" },
      autoScaling: { minNodeCount: 1, maxNodeCount: 10 },
    },
  };
}
