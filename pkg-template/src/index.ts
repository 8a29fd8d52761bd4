/** Everywhere but in Workers: the module is inside of the package's JavaScript, and compiled when first needed. */
import { loadFrom } from "./engine.js";
import { bytes } from "./wasm/core-bytes.js";

loadFrom(() => new WebAssembly.Module(bytes()));

export * from "./api.js";
