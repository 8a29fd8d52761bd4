/** What the code blocks of the documentation take for granted; `docs-stage.mjs` provides it. */
declare const dp: import("ionoscloud-dataplatform").DataPlatform;
declare const emulator: import("ionoscloud-dataplatform/testing").Emulator;
declare const token: string;
declare const datacenterId: string;
/** A cluster that is AVAILABLE, with a node pool. */
declare const clusterId: string;
declare const nodePoolId: string;
