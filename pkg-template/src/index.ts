/** Wherever a module may be compiled at run time: Node.js, Deno, Bun, pages, workers of pages. */
import { compile } from "./compile.js";
import { loadFrom } from "./engine.js";
import { bytes } from "./wasm/core-bytes.js";

loadFrom(() => compile(bytes()));

export * from "./api.js";
