// @ts-check
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** The package that is installed in a folder: its name, and where its modules are. */
export async function installed(/** @type {string} */ folder) {
  const root = pathToFileURL(`${resolve(folder)}/`);
  const { name, version, exports } = JSON.parse(await readFile(new URL("package.json", root), "utf8"));
  return {
    title: `${name} ${version}`,
    root,
    /** The module behind an entry of the exports map: `.`, `./testing`. */
    entry: (/** @type {"." | "./testing"} */ subpath) => new URL(exports[subpath].import.default, root).href,
  };
}
