// @ts-check
/**
 * Makes the npm package: `src/` and the glue of the emulator's module, bundled into one file for each entry.
 *
 * In:  target/wasm/{core,emulator}/  what wasm-pack left (`--target bundler`)
 * Out: pkg/                          the complete package
 *
 * One file for each entry, because it is loaded in half the time, because what an entry sets up inside of itself is no
 * side effect (a bundler may drop an import that is not used, and never drops a part of one that is), and because the
 * internals then have no path under which they could be imported.
 */
import { execFileSync } from "node:child_process";
import { chmod, cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import ts from "typescript";

import { rollUp } from "./declarations.mjs";
import { inline } from "./inline.mjs";
import { sbom } from "./sbom.mjs";

const template = dirname(fileURLToPath(import.meta.url));
const root = dirname(template);
const wasm = join(root, "target/wasm");
const staging = join(root, "target/package");
const compiled = join(staging, "compiled");
const out = join(root, "pkg");

/** The modules, and the crate that each is made from. */
const modules = { core: "ionoscloud-dataplatform", emulator: "emulator" };

/** The models that a caller hands in. */
const OF_REQUESTS = /^(?:Create|Patch|Lan$)/;

/** The entries for `import`. Those with types are there for `require` as well. */
const entries = ["index.js", "slim.js", "testing/index.js", "workerd.js", "bin/emulator.js", "bin/server.js"];
const typed = ["index", "slim", "testing/index"];

await rm(staging, { recursive: true, force: true });
await rm(out, { recursive: true, force: true });
await cp(join(template, "src"), staging, { recursive: true });
await mkdir(join(staging, "wasm"), { recursive: true });
await mkdir(join(out, "wasm"), { recursive: true });
for (const name of Object.keys(modules)) await stage(name);
await stageCalled();
await writeFile(join(staging, "models.ts"), await models());
await compile();
await bundle();
await declare();
await complete();
console.log(tarball());

/** Puts a module's bytes where the sources import them from. */
async function stage(/** @type {string} */ name) {
  const bytes = await readFile(join(wasm, name, `${name}_bg.wasm`));
  const folder = join(staging, "wasm");
  await writeFile(join(folder, `${name}-bytes.d.ts`), "export declare function bytes(): Uint8Array<ArrayBuffer>;\n");
  await writeFile(join(folder, `${name}-bytes.js`), inline(bytes));
  await writeFile(join(folder, `${name}.wasm`), bytes);
  await writeFile(
    join(folder, `${name}.d.wasm.ts`),
    `/** The module that the library loads. Hosts that import modules hand it out compiled. */
declare const module: WebAssembly.Module;
export default module;
`,
  );
}

/** Puts there what is called: of the core, where numbers are all that passes, its exports; of the emulator, its glue. */
async function stageCalled() {
  const folder = join(staging, "wasm");
  await cp(join(wasm, "core/core_bg.wasm.d.ts"), join(folder, "core-exports.d.ts"));
  const from = join(wasm, "emulator");
  await cp(join(from, "emulator_bg.js"), join(folder, "emulator-glue.js"));
  await cp(join(from, "emulator.d.ts"), join(folder, "emulator-api.d.ts"));
  await writeFile(
    join(folder, "emulator-glue.d.ts"),
    `export * from "./emulator-api.js";
export declare function __wbg_set_wasm(exports: WebAssembly.Exports): void;
`,
  );
}

/** The types of the models, which tsify wrote among the declarations of the module's functions. */
async function models() {
  const file = join(wasm, "core", "core.d.ts");
  const source = ts.createSourceFile(file, await readFile(file, "utf8"), ts.ScriptTarget.Latest, true);
  const types = source.statements.filter(
    (statement) => ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement),
  );
  const texts = types.map((type) => orUndefined(type).trim().replace(/^\/\*.*?\*\/\s*(?=\/\*|export)/s, keepDocs));
  return `/** The models of the API, generated from the Rust sources. */\n\n${texts.join("\n\n")}\n`;
}

/**
 * The text of a type. In a request, optional members may be `undefined`, which is as good as left out: where a project
 * tells them apart, as those of `tsc --init` do, `{ dataPlatformVersion: await dp.versions.latest() }` were an error.
 */
function orUndefined(/** @type {ts.InterfaceDeclaration | ts.TypeAliasDeclaration} */ type) {
  if (!OF_REQUESTS.test(type.name.text)) return type.getFullText();
  /** @type {number[]} */
  const ends = [];
  const visit = (/** @type {ts.Node} */ node) => {
    if (ts.isPropertySignature(node) && node.questionToken && node.type) ends.push(node.type.end - type.getFullStart());
    ts.forEachChild(node, visit);
  };
  visit(type);
  const text = type.getFullText();
  const parts = [0, ...ends.sort((a, b) => a - b)].map((start, place, all) => text.slice(start, all[place + 1]));
  return parts.join(" | undefined");
}

/** Keeps a doc comment and drops others. */
function keepDocs(/** @type {string} */ comment) {
  return comment.startsWith("/**") ? comment : "";
}

/** Checks and compiles the sources. Declarations keep their internals here, for `rollUp` to see them. */
async function compile() {
  const config = JSON.parse(await readFile(join(template, "tsconfig.json"), "utf8"));
  config.compilerOptions = {
    ...config.compilerOptions,
    rootDir: ".",
    outDir: compiled,
    stripInternal: false,
    allowArbitraryExtensions: true,
    typeRoots: [join(root, "node_modules/@types")],
  };
  config.include = ["**/*.ts"];
  await writeFile(join(staging, "tsconfig.json"), JSON.stringify(config));
  await writeFile(join(staging, "package.json"), '{ "type": "module" }');
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  execFileSync(process.execPath, [tsc, "-p", staging], { stdio: "inherit" });
  await cp(join(staging, "wasm"), join(compiled, "wasm"), { recursive: true });
}

/** Bundles the entries. Those for `require` have everything inside. */
async function bundle() {
  const common = /** @type {const} */ ({
    // Bundles say which file a part is from: relative to this folder, whatever folder the build was started in.
    absWorkingDir: compiled,
    outbase: compiled,
    bundle: true,
    target: "es2022",
    platform: "neutral",
  });
  await build({
    ...common,
    entryPoints: entries.map((entry) => join(compiled, entry)),
    outdir: out,
    format: "esm",
    // What stays apart: the bytes, and the server, which the tests start too.
    external: ["*-bytes.js", "*.wasm", "./server.js", "node:*"],
  });
  await build({
    ...common,
    entryPoints: typed.map((entry) => join(compiled, `${entry}.js`)),
    outdir: join(out, "cjs"),
    format: "cjs",
  });
  for (const file of ["core-bytes.js", "core.wasm", "core.d.wasm.ts", "emulator-bytes.js"]) {
    await cp(join(staging, "wasm", file), join(out, "wasm", file));
  }
  await writeFile(join(out, "cjs/package.json"), '{ "type": "commonjs" }\n');
  await chmod(join(out, "bin/emulator.js"), 0o755);
}

/** Writes the declarations, once more under `cjs/`, where TypeScript takes them for those of CommonJS. */
async function declare() {
  const index = join(compiled, "index.d.ts");
  for (const entry of typed) {
    const file = join(compiled, `${entry}.d.ts`);
    const text = entry === "slim" ? rollUp(file, { from: "./index.js", entry: index }) : rollUp(file);
    for (const folder of [out, join(out, "cjs")]) await writeFile(join(folder, `${entry}.d.ts`), text);
  }
}

async function complete() {
  const text = await readFile(join(template, "package.json"), "utf8");
  await writeFile(join(out, "sbom.cdx.json"), await sbom(root, JSON.parse(text), Object.values(modules)));
  await cp(join(root, "LICENSE"), join(out, "LICENSE"));
  await writeFile(join(out, "README.md"), withFullLinks(await readFile(join(root, "README.md"), "utf8"), JSON.parse(text)));
  // Last, because its presence says that the package is complete.
  await writeFile(join(out, "package.json"), text);
}

/** The README for those who have no clone: what is relative in it leads to the repository, as of this version. */
function withFullLinks(
  /** @type {string} */ markdown,
  /** @type {{ version: string, repository: { url: string } }} */ { version, repository },
) {
  const home = repository.url.replace(/^git\+|\.git$/g, "");
  return markdown
    .replaceAll(/(!\[[^\]]*\]\(|\bsrc(?:set)?=")(?=docs\/)/g, `$1${home}/raw/v${version}/`)
    .replaceAll(/(\]\()(?![a-z]+:|#)/g, `$1${home}/blob/v${version}/`);
}

/** What a user downloads, as npm tells it. */
function tarball() {
  const shell = process.platform === "win32";
  const stdio = /** @type {const} */ (["ignore", "pipe", "ignore"]);
  const told = execFileSync("npm", ["pack", "--dry-run", "--json"], { cwd: out, encoding: "utf8", shell, stdio });
  const [{ filename, size, entryCount }] = JSON.parse(told);
  return `${filename}: ${size} bytes, ${entryCount} files`;
}
