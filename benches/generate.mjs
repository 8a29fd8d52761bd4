// @ts-check
/**
 * Has the generators make their clients of this API in `generated/`, each with one module for Node.js.
 *
 * Usage: node benches/generate.mjs; OPENAPI_GENERATOR names the command of OpenAPI Generator, where there is one.
 */
import { execFileSync } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { env } from "node:process";
import { fileURLToPath } from "node:url";
import { createClient } from "@hey-api/openapi-ts";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const description = join(here, "../api/openapi.yaml");
const folder = (/** @type {string} */ name) => join(here, "generated", name);

/** @typedef {{ make: (output: string) => void | Promise<void>, entry: string }} Generated */

/** @type {Record<string, Generated>} */
const clients = {
  "hey-api": {
    make: (output) => heyApi(output, ["@hey-api/client-fetch", "@hey-api/sdk"]),
    entry: `export { clustersNodepoolsGet } from "./sdk.gen";\nexport { createClient } from "./client";\n`,
  },
  "hey-api-zod": {
    make: (output) => heyApi(output, ["@hey-api/client-fetch", { name: "@hey-api/sdk", validator: "zod" }, "zod"]),
    entry:
      `export { clustersNodepoolsGet } from "./sdk.gen";\nexport { createClient } from "./client";\n` +
      `export { zCreateNodePoolRequest, zNodePoolListResponseData } from "./zod.gen";\n`,
  },
  valibot: {
    make: (output) => heyApi(output, ["valibot"]),
    entry: `export { vCreateNodePoolRequest, vNodePoolListResponseData } from "./valibot.gen";\n`,
  },
};

const generator = env["OPENAPI_GENERATOR"];
if (generator !== undefined) {
  clients["typescript-fetch"] = {
    make: (output) => {
      const options = ["-i", description, "-g", "typescript-fetch", "-o", output];
      execFileSync(generator, ["generate", ...options], { stdio: ["ignore", "ignore", "inherit"] });
    },
    entry: `export { Configuration } from "./runtime";\nexport { DataPlatformNodePoolApi } from "./apis";\n`,
  };
}

await rm(folder(""), { recursive: true, force: true });
for (const [name, client] of Object.entries(clients)) {
  console.log(`    generating ${name}`);
  await make(name, client);
}
await writeFile(folder("made"), "");

async function make(/** @type {string} */ name, /** @type {Generated} */ { make, entry }) {
  const output = folder(name);
  await make(output);
  const source = join(output, "api.ts");
  await writeFile(source, entry);
  const format = /** @type {const} */ ("esm");
  // One module, as a package that is built with it would have; its dependencies stay what npm installed.
  await build({ entryPoints: [source], outfile: join(output, "api.js"), bundle: true, format, packages: "external" });
}

/** @typedef {NonNullable<import("@hey-api/openapi-ts").UserConfig["plugins"]>} Plugins */

async function heyApi(/** @type {string} */ output, /** @type {Plugins} */ plugins) {
  await createClient({ input: description, output, plugins, logs: { level: "silent" } });
}
