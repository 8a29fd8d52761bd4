// @ts-check
/** What a peer weighs in a page. */
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";

/**
 * A peer as a page loads it.
 *
 * @param {string} file its name in `peers/`
 * @param {Record<string, string>} [alias] where packages are, that are not to be those installed here
 */
export async function bundle(file, alias = {}) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`peers/${file}.mjs`, import.meta.url))],
    alias,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    platform: "browser",
    legalComments: "none",
    tsconfigRaw: {},
    write: false,
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}

/** Bytes as they are, and as a web server sends them. */
export const weigh = (/** @type {Uint8Array} */ bytes) => ({
  raw: bytes.length,
  gzip: gzipSync(bytes, { level: 9 }).length,
  brotli: brotliCompressSync(bytes).length,
});
