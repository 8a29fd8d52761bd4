import { compile } from "../compile.js";
import { bytes } from "../wasm/emulator-bytes.js";
import * as glue from "../wasm/emulator-glue.js";
import type { EmulatorCore } from "./contract.js";

let core: EmulatorCore | undefined;

/** The emulator's core, instantiated when it is first asked for. */
export function emulatorCore(): EmulatorCore {
  core ??= instantiate();
  return core;
}

function instantiate(): EmulatorCore {
  const module = compile(bytes());
  // It imports from its glue alone, which the build has renamed.
  const imports = WebAssembly.Module.imports(module).map((wanted) => [wanted.module, glue]);
  const { exports } = new WebAssembly.Instance(module, Object.fromEntries(imports));
  glue.__wbg_set_wasm(exports);
  (exports["__wbindgen_start"] as () => void)();
  return glue;
}
