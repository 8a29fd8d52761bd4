// @ts-check
import { show } from "./show.js";

await navigator.serviceWorker.register("in-service-worker.js", { type: "module" });
const { active } = await navigator.serviceWorker.ready;
const { port1, port2 } = new MessageChannel();
port1.addEventListener("message", ({ data }) => show(data));
port1.start();
active?.postMessage("clusters", [port2]);
