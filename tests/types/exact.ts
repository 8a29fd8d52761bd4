// What only `exactOptionalPropertyTypes` can tell apart: left out, and set to `undefined`.
import type { CreateClusterRequest, PatchNodePoolRequest } from "ionoscloud-dataplatform";

const datacenterId = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
declare const maybe: string | undefined;

// @ts-expect-error What is not set is left out of a request.
const version: CreateClusterRequest = { properties: { name: "prod", datacenterId, dataPlatformVersion: maybe } };
// @ts-expect-error Scaling is kept by leaving it out.
const kept: PatchNodePoolRequest = { properties: { autoScaling: undefined } };

export const values = [version, kept];
