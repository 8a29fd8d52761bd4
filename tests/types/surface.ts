// What is the library's own affair cannot be had.
import * as library from "ionoscloud-dataplatform";
import { load, type DataPlatform as SlimDataPlatform } from "ionoscloud-dataplatform/slim";
import * as testing from "ionoscloud-dataplatform/testing";
import { same } from "./same.js";

declare const dp: library.DataPlatform;

// @ts-expect-error Clusters are those of a client.
new library.Clusters();
// @ts-expect-error Nor can anything be passed for what is missing.
new library.NodePools({});
// @ts-expect-error Errors are what the core says.
library.toError;
// @ts-expect-error Instances of the module are the library's.
library.Engine;
// @ts-expect-error An emulator is made by `createEmulator`.
new testing.Emulator({});
// @ts-expect-error There is nothing to free: what is lost is collected.
dp.free();
// @ts-expect-error Private.
dp.clusters.session;
// @ts-expect-error A path inside the package is none of its entries.
await import("ionoscloud-dataplatform/wasm/core-bytes.js");

same<SlimDataPlatform, library.DataPlatform>();
load(await WebAssembly.compileStreaming(fetch("/core.wasm")));
