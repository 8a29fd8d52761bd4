// What goes out and what comes in.
import {
  isKnownState,
  validateCreateCluster,
  type AutoScaling,
  type AvailabilityZone,
  type Cluster,
  type ClusterResponseData,
  type CreateClusterRequest,
  type CreateNodePoolRequest,
  type DataPlatform,
  type KnownState,
  type Metadata,
  type NodePool,
  type PatchClusterRequest,
  type PatchNodePoolRequest,
  type State,
  type StorageType,
  type Violation,
} from "ionoscloud-dataplatform";
import { same } from "./same.js";

declare const dp: DataPlatform;
const datacenterId = "3fa85f64-5717-4562-b3fc-2c963f66afa6";

// Open unions: what the API documents, and what it may come to say.
const known: State = "AVAILABLE";
const unknown: State = "HIBERNATING";
const zone: AvailabilityZone = "ZONE_3";
const storage: StorageType = "NVME";
// @ts-expect-error A state is a string all the same.
const number: State = 1;

same<
  KnownState,
  | "AVAILABLE"
  | "BUSY"
  | "DEPLOYING"
  | "FAILED"
  | "UPDATING"
  | "FAILED_UPDATING"
  | "DESTROYING"
  | "FAILED_DESTROYING"
  | "TERMINATED"
>();

/** A switch over what `isKnownState` leaves is exhaustive. */
export function explain({ metadata: { state } }: ClusterResponseData): string {
  if (!isKnownState(state)) return `unknown: ${state ?? "none"}`;
  same<typeof state, KnownState>();
  switch (state) {
    case "AVAILABLE":
      return "ready";
    case "BUSY":
    case "DEPLOYING":
    case "UPDATING":
    case "DESTROYING":
      return "under way";
    case "FAILED":
    case "FAILED_UPDATING":
    case "FAILED_DESTROYING":
      return "failed";
    case "TERMINATED":
      return "gone";
  }
}

// In requests, optional means optional.
const cluster: CreateClusterRequest = { properties: { name: "prod", datacenterId } };
const lans: CreateClusterRequest = {
  properties: { name: "prod", datacenterId, lans: [{ lanId: "1", routes: [{ network: "::/0", gateway: "fe80::1" }] }] },
};
// @ts-expect-error A cluster is in a data center.
const homeless: CreateClusterRequest = { properties: { name: "prod" } };
// @ts-expect-error The service refuses `null` here.
const nullLans: CreateClusterRequest = { properties: { name: "prod", datacenterId, lans: null } };
// @ts-expect-error LAN ids are strings, although they are numbers.
const numericLan: CreateClusterRequest = { properties: { name: "prod", datacenterId, lans: [{ lanId: 1 }] } };
// @ts-expect-error There is no such property.
const misspelt: CreateClusterRequest = { properties: { name: "prod", dataCenterId: datacenterId } };
// @ts-expect-error A data center is fixed when the cluster is created.
const moved: PatchClusterRequest = { properties: { datacenterId } };
// @ts-expect-error The properties are in `properties`.
void dp.clusters.create({ name: "prod", datacenterId });

const pool: CreateNodePoolRequest = { properties: { name: "workers", nodeCount: 3, labels: { tier: "hot" } } };
// @ts-expect-error Labels are strings.
const numericLabel: CreateNodePoolRequest = { properties: { name: "workers", nodeCount: 3, labels: { tier: 1 } } };
// @ts-expect-error A node pool that is new has no scaling to switch off.
const scaledOff: CreateNodePoolRequest = { properties: { name: "workers", nodeCount: 3, autoScaling: null } };
// @ts-expect-error A range has two ends.
const halfRange: CreateNodePoolRequest = { properties: { name: "workers", nodeCount: 3, autoScaling: { minNodeCount: 1 } } };

// `null` is a value of its own in a PATCH: it switches scaling off.
const off: PatchNodePoolRequest = { properties: { autoScaling: null } };
same<PatchNodePoolRequest["properties"]["autoScaling"], AutoScaling | null | undefined>();
// @ts-expect-error Nothing else is switched off with `null`.
const nullCount: PatchNodePoolRequest = { properties: { nodeCount: null } };

// In answers, the service may have sent `null`, or nothing.
same<Cluster["name"], string | null | undefined>();
same<NodePool["nodeCount"], number | null | undefined>();
same<Metadata["state"], State | null | undefined>();
same<ClusterResponseData["id"], string>();
export async function answers(): Promise<void> {
  const list = await dp.clusters.list();
  same<typeof list.items, ClusterResponseData[]>();
  const [first] = (await dp.nodePools.list(datacenterId)).items;
  // @ts-expect-error It may be `null`.
  first?.properties.nodeCount.toFixed();
  const gone = await dp.clusters.delete(datacenterId);
  same<typeof gone, ClusterResponseData | undefined>();
  const latest = await dp.versions.latest();
  same<typeof latest, string | undefined>();
  const kubeconfig = await dp.clusters.kubeconfig(datacenterId);
  // @ts-expect-error What is in a kubeconfig is to be looked at before it is used.
  kubeconfig["clusters"].length;
}

// A form may hand in whatever it has.
same<ReturnType<typeof validateCreateCluster>, Violation[]>();
validateCreateCluster({ properties: { name: 1 } });
validateCreateCluster(undefined);

export const values = [known, unknown, zone, storage, cluster, lans, pool, off];
