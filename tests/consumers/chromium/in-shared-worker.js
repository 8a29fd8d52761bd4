import { clusterNames } from "./clusters.js";

addEventListener("connect", async ({ ports: [port] }) => port.postMessage(await clusterNames()));
