/**
 * For those who load the module themselves: by streaming, from a cache, from a CDN.
 *
 * @example
 * import { DataPlatform, load } from "ionoscloud-dataplatform/slim";
 * load(await WebAssembly.compileStreaming(fetch("/core.wasm")));
 */
import { loadFrom } from "./engine.js";

/** Gives the library its compiled module; to be called before anything else. */
export function load(module: WebAssembly.Module): void {
  loadFrom(() => module);
}

export * from "./api.js";
