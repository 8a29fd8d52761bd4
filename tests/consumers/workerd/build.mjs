// @ts-check
// What `wrangler` does to a worker: it takes the entry for workerd, and leaves modules of WebAssembly to the host.
import { build } from "esbuild";

await build({
  entryPoints: ["worker.mjs"],
  bundle: true,
  format: "esm",
  conditions: ["workerd", "worker", "browser"],
  loader: { ".wasm": "copy" },
  assetNames: "[name]",
  outdir: "dist",
});
