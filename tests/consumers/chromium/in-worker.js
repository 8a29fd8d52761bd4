import { clusterNames } from "./clusters.js";

postMessage(await clusterNames());
