// @ts-check
import { show } from "./show.js";

const { port } = new SharedWorker("in-shared-worker.js", { type: "module" });
port.addEventListener("message", ({ data }) => show(data));
port.start();
