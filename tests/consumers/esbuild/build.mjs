// @ts-check
import { cp } from "node:fs/promises";
import { build } from "esbuild";

await build({
  entryPoints: ["main.mjs", "unused.mjs"],
  bundle: true,
  minify: true,
  format: "esm",
  outdir: "dist",
  outExtension: { ".js": ".mjs" },
});
await cp("index.html", "dist/index.html");
