import { InternalError } from "./errors.js";

const FORBIDDEN =
  "WebAssembly cannot be compiled here; a page permits it by 'wasm-unsafe-eval' in the script-src of its " +
  "Content-Security-Policy, a bundler for Workers needs the condition workerd";

/** Compiles a module; where the host forbids that, the error says how it is permitted. */
export function compile(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module {
  try {
    return new WebAssembly.Module(bytes);
  } catch (cause) {
    throw new InternalError(cause, FORBIDDEN);
  }
}
