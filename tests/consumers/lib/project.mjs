// @ts-check
/** The folder in which a consumer is tried out: its sources, what it depends on, and the package from its tarball. */
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";

import { run, serve } from "./process.mjs";

/** On Windows npm and the programs of packages are batch files, which only a shell runs. */
const shell = process.platform === "win32";

/** @typedef {Awaited<ReturnType<typeof setUp>>} Project */

/**
 * Sets a project up in `folder`.
 *
 * @param {{ sources: string, shared: string, folder: string, tarball: string }} from
 */
export async function setUp({ sources, shared, folder, tarball }) {
  await installDependencies(sources, folder);
  await cp(shared, folder, { recursive: true });
  await cp(sources, folder, { recursive: true });
  await npm(["install", "--no-save", "--no-package-lock", "--prefer-offline", tarball], folder);
  return project(folder, tarball);
}

/** What checks can do in a project. */
function project(/** @type {string} */ folder, /** @type {string} */ tarball) {
  const path = (/** @type {string[]} */ ...parts) => join(folder, ...parts);
  const program = (/** @type {string} */ name) => path("node_modules/.bin", name);
  return {
    tarball,
    path,

    read: (/** @type {string} */ file) => readFile(path(file), "utf8"),

    /** Runs a program at a path to its end, and gives what it printed. */
    exec: (/** @type {string} */ file, /** @type {string[]} */ ...args) => run(file, args, { cwd: folder }),

    /** Runs a script in this Node.js. */
    node: (/** @type {string[]} */ ...args) => run(process.execPath, args, { cwd: folder }),

    /** Runs a program of one of the dependencies. @param {string} name @param {readonly string[]} args */
    npx: (name, args, env = {}) => run(program(name), args, { cwd: folder, shell, env }),

    npm: (/** @type {readonly string[]} */ args) => npm(args, folder),

    /**
     * Calls `use` while a program of one of the dependencies serves, with what that says when it is ready.
     *
     * @template T @param {string} name @param {readonly string[]} args @param {RegExp} ready
     * @param {(said: string) => Promise<T>} use
     */
    async serving(name, args, ready, use) {
      const { said, stop } = await serve(program(name), args, { cwd: folder, shell, ready });
      try {
        return await use(said);
      } finally {
        await stop();
      }
    },

    /** The version of a dependency. */
    version: async (/** @type {string} */ name) =>
      JSON.parse(await readFile(path("node_modules", name, "package.json"), "utf8")).version,
  };
}

/** Installs what the lock file says, unless that was done before. */
async function installDependencies(/** @type {string} */ sources, /** @type {string} */ folder) {
  const lock = await readFile(join(sources, "package-lock.json"), "utf8").catch(() => undefined);
  const stamp = join(folder, ".installed");
  const installed = await readFile(stamp, "utf8").catch(() => undefined);
  if (lock !== undefined && lock === installed) return;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  if (lock === undefined) return;
  for (const file of ["package.json", "package-lock.json"]) await cp(join(sources, file), join(folder, file));
  await npm(["ci"], folder);
  await writeFile(stamp, lock);
}

async function npm(/** @type {readonly string[]} */ args, /** @type {string} */ cwd) {
  // With the folder as prefix: otherwise npm takes the next one above that looks like a project, which is this one.
  return run("npm", [...args, "--prefix", cwd, "--no-audit", "--no-fund", "--loglevel=error"], { cwd, shell });
}
