import { clusterNames } from "./clusters.js";

addEventListener("message", async ({ ports: [port] }) => port.postMessage(await clusterNames()));
