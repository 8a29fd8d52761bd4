// @ts-check
import { cp, readFile, writeFile } from "node:fs/promises";
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

const script = await readFile("dist/main.mjs", "utf8");
await writeFile("dist/inlined.html", `<meta charset="utf-8"><output></output><script type="module">${script}</script>`);
