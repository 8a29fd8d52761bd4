/** Cloudflare Workers: they forbid compiling at run time and take the module as an import. */
import * as imported from "./wasm/core.wasm";
import { loadFrom } from "./engine.js";

loadFrom(() => imported.default);

export * from "./api.js";
