/**
 * Instances of a WebAssembly module, each with glue of its own.
 *
 * The glue that wasm-bindgen writes keeps its state (memory views) in module variables. The build turns
 * it into a factory, so that an instance that trapped can be left behind, with everything that still
 * points into it, and a fresh one be made.
 */

/** The glue of a module, as far as the loader knows it. */
export interface Glue {
  __wbg_set_wasm(exports: Record<string, unknown>): void;
}

/** An instance: its glue, and what the module exports. */
interface Instance<G> {
  glue: G;
  exports: WebAssembly.Exports;
}

/** Makes an instance. */
export function instantiate<G extends Glue>(createGlue: () => G, module: WebAssembly.Module): Instance<G> {
  const glue = createGlue();
  const imports: WebAssembly.Imports = {};
  for (const { module: name } of WebAssembly.Module.imports(module)) {
    imports[name] = glue as unknown as WebAssembly.ModuleImports;
  }
  const { exports } = new WebAssembly.Instance(module, imports);
  glue.__wbg_set_wasm(exports);
  const start = exports["__wbindgen_start"];
  if (typeof start === "function") start();
  return { glue, exports };
}
