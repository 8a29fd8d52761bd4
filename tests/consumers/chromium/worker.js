// @ts-check
import { show } from "./show.js";

const worker = new Worker("in-worker.js", { type: "module" });
worker.addEventListener("message", ({ data }) => show(data));
worker.addEventListener("error", ({ message }) => show(message));
