// @ts-check
import process from "node:process";

import { clusterNames } from "./clusters.mjs";

console.log(await clusterNames(process.argv[2]));
