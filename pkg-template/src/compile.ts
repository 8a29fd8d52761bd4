/** Compiles a module; where the host forbids that, the error says how to permit it. */
export function compile(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module {
  try {
    return new WebAssembly.Module(bytes);
  } catch (cause) {
    const message =
      "ionoscloud-dataplatform: this host forbids to compile WebAssembly; a page permits it by " +
      "script-src 'wasm-unsafe-eval' in its Content-Security-Policy";
    throw new Error(message, { cause });
  }
}
