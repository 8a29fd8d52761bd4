/**
 * Makes an instance of a WebAssembly module with glue of its own.
 *
 * The glue that wasm-bindgen writes keeps its state (memory views, tables) in module variables. The
 * build turns it into a factory, so that an instance that trapped can be left behind, with
 * everything that still points into it, and a fresh one be made.
 */

/** The glue of a module, as far as the loader knows it. */
export interface Glue {
  __wbg_set_wasm(exports: Record<string, unknown>): void;
}

/** Hears of an exception that came out of the module itself. */
export type TrapHandler = (thrown: unknown) => void;

/** Makes an instance and gives its glue, the functions of the module among it. */
export function instantiate<G extends Glue>(
  createGlue: () => G,
  module: WebAssembly.Module,
  onTrap?: TrapHandler,
): G {
  const glue = createGlue();
  const imports: WebAssembly.Imports = {};
  for (const { module: name } of WebAssembly.Module.imports(module)) {
    imports[name] = glue as unknown as WebAssembly.ModuleImports;
  }
  const { exports } = new WebAssembly.Instance(module, imports);
  glue.__wbg_set_wasm(onTrap === undefined ? exports : guard(exports, onTrap));
  const start = exports["__wbindgen_start"];
  if (typeof start === "function") start();
  return glue;
}

/** What a dead instance returns. The glue reads several results by their index. */
const NOTHING: readonly unknown[] = [];

/**
 * Wraps every function of the module. Nothing that the library does on purpose throws out of the
 * module itself: errors are returned, and it is the glue that throws them. So what is caught here is
 * a trap, and after it the instance is dead: the promises and timers of the host that it still waits
 * for come through here too, and must neither go on with its work nor throw, which would end a
 * Node.js process.
 */
function guard(exports: WebAssembly.Exports, onTrap: TrapHandler): Record<string, unknown> {
  let isDead = false;
  const guarded: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(exports)) {
    guarded[name] =
      typeof value !== "function"
        ? value
        : (...args: unknown[]): unknown => {
            if (isDead) return NOTHING;
            try {
              return (value as (...args: unknown[]) => unknown)(...args);
            } catch (thrown) {
              isDead = true;
              onTrap(thrown);
              return NOTHING;
            }
          };
  }
  return guarded;
}
