// @ts-check
/** What is asked of a bundler's output. */
import assert from "node:assert/strict";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

import { browser } from "./browser.mjs";
import { withFolder } from "./static-server.mjs";

/** What a bundle may hold beside the library, in bytes: a line, and what the bundler adds to each bundle. */
const EMPTY = 2_000;

/** Checks that the page lists the clusters when the folder is served as it is. */
export async function pageWorks(/** @type {string} */ folder) {
  return withFolder(folder, {}, pageAtWorks);
}

/** Checks that the page at a URL lists the clusters. */
export async function pageAtWorks(/** @type {string} */ url) {
  const { read } = await browser("chromium");
  assert.equal(await read(url), "prod");
}

/** Checks that a bundle of `unused.mjs` has nothing of the library. */
export async function libraryIsDropped(/** @type {string} */ bundle) {
  const { size } = await stat(bundle);
  assert.ok(size < EMPTY, `${size} bytes`);
  return `${size} bytes`;
}

/** The one script in a folder, whatever hash is in its name. */
export async function bundleIn(/** @type {string} */ folder) {
  const scripts = (await readdir(folder)).filter((name) => name.endsWith(".js"));
  assert.equal(scripts.length, 1, scripts.join());
  return join(folder, scripts[0] ?? "");
}
