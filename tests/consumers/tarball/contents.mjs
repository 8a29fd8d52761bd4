// @ts-check
/** What the tarball holds, file by file. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, join, relative, sep } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";

/** @typedef {import("../run.mjs").Project} Project */

/** All that the package may hold. What is not an entry has a reason. */
const FILES = [
  "LICENSE",
  "README.md",
  "bin/emulator.js",
  "bin/server.js", // for bin/emulator.js
  "cjs/index.d.ts",
  "cjs/index.js",
  "cjs/package.json", // says that what is beside it is CommonJS
  "cjs/slim.d.ts",
  "cjs/slim.js",
  "cjs/testing/index.d.ts",
  "cjs/testing/index.js",
  "index.d.ts",
  "index.js",
  "package.json",
  "sbom.cdx.json",
  "slim.d.ts",
  "slim.js",
  "testing/index.d.ts",
  "testing/index.js",
  "wasm/core-bytes.js", // apart from index.js, so that one can read that
  "wasm/core.d.wasm.ts",
  "wasm/core.wasm",
  "wasm/emulator-bytes.js", // for testing/index.js and bin/emulator.js
  "workerd.js",
];

const REPOSITORY = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** The folders of the machine that built the package that may get into it. */
const PRIVATE = [REPOSITORY, homedir(), process.env["CARGO_HOME"], process.env["RUSTUP_HOME"]].filter(
  (folder) => folder !== undefined,
);

const folderOf = (/** @type {Project} */ project) => project.path("node_modules/ionoscloud-dataplatform");

/** The files of the installed package, as they are and as text. */
async function filesOf(/** @type {Project} */ project) {
  const folder = folderOf(project);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = async (/** @type {string} */ path) => {
    const name = relative(folder, path).split(sep).join("/");
    return { name, text: await readFile(path, "latin1") };
  };
  const files = await Promise.all(paths.map(read));
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

export async function isComplete(/** @type {Project} */ project) {
  const names = (await filesOf(project)).map(({ name }) => name);
  assert.deepEqual(names, FILES);
}

export async function runsNothingAndNeedsNothing(/** @type {Project} */ project) {
  const manifest = JSON.parse(await readFile(join(folderOf(project), "package.json"), "utf8"));
  const refused = ["scripts", "dependencies", "peerDependencies", "optionalDependencies", "bundleDependencies"];
  assert.deepEqual(refused.filter((field) => field in manifest), []);
  const wanted = ["description", "engines", "keywords", "license", "repository"];
  assert.deepEqual(wanted.filter((field) => !(field in manifest)), []);
}

export async function hasNoSourceMaps(/** @type {Project} */ project) {
  for (const { name, text } of await filesOf(project)) assert.ok(!text.includes("sourceMappingURL"), name);
}

/** Each module is looked into as it is, and as the text that it is decoded from. */
export async function namesNoPrivateFolder(/** @type {Project} */ project) {
  for (const { name, text } of await filesOf(project)) {
    const all = name.endsWith("-bytes.js") ? text + (await decoded(project, name)).toString("latin1") : text;
    for (const folder of PRIVATE) assert.ok(!all.includes(folder + sep), `${name} names ${folder}`);
  }
}

/** The module in a file that has it as text. */
async function decoded(/** @type {Project} */ project, /** @type {string} */ name) {
  const { bytes } = await import(pathToFileURL(join(folderOf(project), name)).href);
  return Buffer.from(bytes());
}

/** The modules that the entries decode are those that were built, byte by byte. */
export async function decodesWhatWasBuilt(/** @type {Project} */ project) {
  const built = ["core", "emulator"].map((name) => join(REPOSITORY, "target/wasm", name, `${name}_bg.wasm`));
  const modules = await Promise.all(built.map((file) => readFile(file)));
  const core = await readFile(join(folderOf(project), "wasm/core.wasm"));
  assert.ok(modules[0]?.equals(core), "wasm/core.wasm");
  const hashes = modules.map((bytes) => createHash("sha256").update(bytes).digest("hex")).sort();
  const compiled = JSON.parse(await project.node("modules.mjs"));
  assert.deepEqual(compiled, { import: hashes, require: hashes });
}

/** The order of the files, their times and their owners must not get into the tarball. */
export async function packsToTheSameBytes(/** @type {Project} */ project) {
  const folder = project.path("packed-again");
  await mkdir(folder, { recursive: true });
  await project.npm(["pack", folderOf(project), "--pack-destination", folder]);
  const again = await readFile(join(folder, basename(project.tarball)));
  assert.ok(again.equals(await readFile(project.tarball)));
  return `${again.length} bytes`;
}
