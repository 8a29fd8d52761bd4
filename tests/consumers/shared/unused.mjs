// @ts-check
// Imported, but not used: a bundler is to leave the library out.
import { DataPlatform } from "ionoscloud-dataplatform";
import { createEmulator } from "ionoscloud-dataplatform/testing";

console.log("done");
