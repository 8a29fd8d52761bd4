/**
 * For those who load the module themselves: by streaming, from a cache, from a CDN.
 *
 * @example
 * import { DataPlatform, load } from "ionoscloud-dataplatform/slim";
 * load(await WebAssembly.compileStreaming(fetch("/core.wasm")));
 */
import { loadFrom } from "./engine.js";
import { InvalidArgumentError } from "./errors.js";

let loaded: WebAssembly.Module | undefined;

loadFrom(() => loaded ?? refuse("required", "is missing: call load(module) before anything else"));

/**
 * Gives the library its compiled module; to be called before anything else. Of several calls, the
 * first counts.
 *
 * @throws {@link InvalidArgumentError} when it is none, but for example an instance or bytes.
 */
export function load(module: WebAssembly.Module): void {
  // By its tag, because a module of another realm is one too, which `instanceof` would deny.
  const type = Object.prototype.toString.call(module).slice("[object ".length, -1);
  if (type !== "WebAssembly.Module") refuse("type", `must be a WebAssembly.Module, not ${type}`);
  loaded ??= module;
}

function refuse(rule: string, message: string): never {
  throw new InvalidArgumentError({
    code: "INVALID_ARGUMENT",
    message: `ionoscloud-dataplatform/slim: module ${message}`,
    violations: [{ path: "module", rule, message, value: undefined }],
  });
}

export * from "./api.js";
