// @ts-check
// Prints what a folder's files weigh, as they are and as a web server would send them.

import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { argv } from "node:process";
import { brotliCompressSync } from "node:zlib";

const folder = argv[2];
if (folder === undefined) {
  throw new Error("usage: node sizes.mjs FOLDER");
}

/** @param {string} name @param {number} raw @param {number} brotli */
function print(name, raw, brotli) {
  console.log(`    ${name.padEnd(32)}${String(raw).padStart(9)} B${String(brotli).padStart(9)} B brotli`);
}

const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .sort();

const total = { raw: 0, brotli: 0 };
for (const file of files) {
  const bytes = readFileSync(file);
  const brotli = brotliCompressSync(bytes).length;
  print(relative(folder, file), bytes.length, brotli);
  total.raw += bytes.length;
  total.brotli += brotli;
}
print("total", total.raw, total.brotli);
