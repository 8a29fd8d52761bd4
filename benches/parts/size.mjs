// @ts-check
/** What "make a client, make one call" weighs in a page: bundled and minified, WebAssembly and its encoding included. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { bundle, weigh } from "../bundle.mjs";
import { FLOOR, OURS, SDKS } from "../peers.mjs";
import { kilobytes } from "../stats.mjs";

/** @typedef {Record<string, ReturnType<typeof weigh>>} Sizes */

const WASM = fileURLToPath(import.meta.resolve("ionoscloud-dataplatform/core.wasm"));

const FORMS = [
  { name: `${OURS.name}/slim, without core.wasm`, file: "ours-slim" },
  { name: `${OURS.name} and its /testing`, file: "ours-testing" },
];

/** @param {import("../peers.mjs").Options} options @returns {Promise<Sizes>} */
export async function measure({ clients }) {
  /** @type {Sizes} */
  const sizes = {};
  for (const { name, file } of [FLOOR, OURS, ...FORMS, ...clients, ...SDKS]) {
    sizes[name] = weigh(await bundle(file));
  }
  sizes["core.wasm"] = weigh(await readFile(WASM));
  return sizes;
}

export function tables(/** @type {Sizes} */ sizes) {
  const rows = Object.entries(sizes).sort(([, a], [, b]) => a.brotli - b.brotli);
  const cells = rows.map(([name, { raw, gzip, brotli }]) => [name, ...[raw, gzip, brotli].map(kilobytes)]);
  return { "bundle size": [["client and one call", "minified", "gzip", "brotli"], ...cells] };
}
