// @ts-check
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { createEmulator } from "ionoscloud-dataplatform/testing";
import { DataPlatform, load } from "ionoscloud-dataplatform/slim";

const file = fileURLToPath(import.meta.resolve("ionoscloud-dataplatform/core.wasm"));
load(await WebAssembly.compile(await readFile(file)));

const dp = new DataPlatform({ ...createEmulator(), token: "any" });
const { items } = await dp.clusters.list();
console.log(items.length);
