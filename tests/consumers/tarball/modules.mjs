// @ts-check
// Prints the SHA-256 of the modules that each entry compiles, as JSON: its text must decode to what was built.
import { createHash } from "node:crypto";
import { createRequire } from "node:module";

/** @type {string[]} */
let compiled = [];

WebAssembly.Module = class extends WebAssembly.Module {
  constructor(/** @type {Uint8Array<ArrayBuffer>} */ bytes) {
    super(bytes);
    compiled.push(createHash("sha256").update(bytes).digest("hex"));
  }
};

/** The modules that a client and an emulator are made of. */
function modulesOf(/** @type {any} */ { DataPlatform }, /** @type {any} */ { createEmulator }) {
  compiled = [];
  new DataPlatform(createEmulator());
  return compiled.sort();
}

const require = createRequire(import.meta.url);
const folder = require.resolve("ionoscloud-dataplatform/package.json").replace("package.json", "");
console.log(
  JSON.stringify({
    import: modulesOf(await import("ionoscloud-dataplatform"), await import("ionoscloud-dataplatform/testing")),
    // By their paths: this Node.js would take the ones for `import`.
    require: modulesOf(require(`${folder}cjs/index.js`), require(`${folder}cjs/testing/index.js`)),
  }),
);
