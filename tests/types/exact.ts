// What only `exactOptionalPropertyTypes`, which `tsc --init` switches on, can tell apart: left out, and set to `undefined`.
import type { CreateClusterRequest, Lan, PatchNodePoolRequest } from "ionoscloud-dataplatform";

const datacenterId = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
declare const maybe: string | undefined;

// As the quick start does with what `versions.latest()` gives.
const version: CreateClusterRequest = { properties: { name: "prod", datacenterId, dataPlatformVersion: maybe } };
const kept: PatchNodePoolRequest = { properties: { autoScaling: undefined } };
const lan: Lan = { lanId: "1", dhcp: undefined, routes: undefined };
// @ts-expect-error What a request must have cannot be left out so.
const nameless: CreateClusterRequest = { properties: { name: maybe, datacenterId } };

export const values = [version, kept, lan, nameless];
