import { compile } from "../compile.js";
import { bytes } from "../wasm/emulator-bytes.js";
import { createGlue } from "../wasm/emulator-glue.js";
import { instantiate } from "../wasm.js";
import type { EmulatorCore } from "./contract.js";

let core: EmulatorCore | undefined;

/** The emulator's core, instantiated when it is first asked for. */
export function emulatorCore(): EmulatorCore {
  core ??= instantiate(createGlue, compile(bytes())).glue;
  return core;
}
