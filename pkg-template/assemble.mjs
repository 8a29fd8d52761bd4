// @ts-check
/**
 * Makes the npm package: compiles `src/` beside the glue of the two WebAssembly modules into `pkg/`.
 *
 * In:  target/wasm/{core,emulator}/  what wasm-pack left (`--target bundler`)
 * Out: pkg/                          the complete package
 */
import { execFileSync } from "node:child_process";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import ts from "typescript";

const template = dirname(fileURLToPath(import.meta.url));
const root = dirname(template);
const wasm = join(root, "target/wasm");
const staging = join(root, "target/package");
const out = join(root, "pkg");

/** The modules, and what their glue is called in the sources. */
const modules = /** @type {const} */ ({ core: "Core", emulator: "EmulatorGlue" });

await rm(staging, { recursive: true, force: true });
await rm(out, { recursive: true, force: true });
await cp(join(template, "src"), staging, { recursive: true });
await mkdir(join(staging, "wasm"), { recursive: true });
for (const [name, type] of Object.entries(modules)) await stage(name, type);
await writeFile(join(staging, "models.ts"), await models());
await compile();
await complete();

/** Puts a module's glue, bytes and types where the sources import them from. */
async function stage(/** @type {string} */ name, /** @type {string} */ type) {
  const bytes = await readFile(join(wasm, name, `${name}_bg.wasm`));
  const declarations = await readFile(join(wasm, name, `${name}.d.ts`), "utf8");
  const glue = await bundleGlue(join(wasm, name, `${name}_bg.js`));
  const folder = join(staging, "wasm");
  await writeFile(join(folder, `${name}-api.d.ts`), declarations);
  await writeFile(
    join(folder, `${name}-glue.d.ts`),
    `import type * as api from "./${name}-api.js";
import type { Glue } from "../wasm.js";
export type ${type} = typeof api & Glue;
export declare function createGlue(): ${type};
`,
  );
  await writeFile(join(folder, `${name}-glue.js`), glue);
  await writeFile(join(folder, `${name}-bytes.d.ts`), "export declare function bytes(): Uint8Array<ArrayBuffer>;\n");
  await writeFile(join(folder, `${name}-bytes.js`), inline(bytes));
  await writeFile(join(folder, `${name}.wasm`), bytes);
  await writeFile(
    join(folder, `${name}.d.wasm.ts`),
    "declare const module: WebAssembly.Module;\nexport default module;\n",
  );
}

/**
 * The glue as a factory: each call gives glue with variables of its own, so that an instance that
 * trapped shares nothing with its successor.
 */
async function bundleGlue(/** @type {string} */ file) {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    format: "iife",
    globalName: "glue",
    target: "es2022",
    write: false,
  });
  const code = outputFiles[0]?.text.replace('"use strict";\n', "") ?? "";
  return `export function createGlue() {\n${code}return { ...glue };\n}\n`;
}

/** A module as text: no second file, no MIME type, nothing for a bundler to copy. */
function inline(/** @type {Buffer} */ bytes) {
  return `export function bytes() {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
const text =
  "${bytes.toString("base64")}";
`;
}

/** The types of the models, which tsify wrote among the declarations of the module's functions. */
async function models() {
  const file = join(wasm, "core", "core.d.ts");
  const source = ts.createSourceFile(file, await readFile(file, "utf8"), ts.ScriptTarget.Latest, true);
  const types = source.statements.filter(
    (statement) => ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement),
  );
  const texts = types.map((type) => type.getFullText().trim().replace(/^\/\*.*?\*\/\s*(?=\/\*|export)/s, keepDocs));
  return `/** The models of the API, generated from the Rust sources. */\n\n${texts.join("\n\n")}\n`;
}

/** Keeps a doc comment and drops others. */
function keepDocs(/** @type {string} */ comment) {
  return comment.startsWith("/**") ? comment : "";
}

/** Compiles the sources twice: as ES modules, and bundled for `require`. */
async function compile() {
  const config = JSON.parse(await readFile(join(template, "tsconfig.json"), "utf8"));
  config.compilerOptions = {
    ...config.compilerOptions,
    rootDir: ".",
    outDir: out,
    allowArbitraryExtensions: true,
    typeRoots: [join(root, "node_modules/@types")],
  };
  config.include = ["**/*.ts"];
  await writeFile(join(staging, "tsconfig.json"), JSON.stringify(config));
  await writeFile(join(staging, "package.json"), '{ "type": "module" }');
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  execFileSync(process.execPath, [tsc, "-p", staging], { stdio: "inherit" });
  await cp(join(staging, "wasm"), join(out, "wasm"), {
    recursive: true,
    filter: (path) => !path.endsWith(".ts"),
  });
  await rm(join(out, "wasm/emulator.wasm"));
  await build({
    entryPoints: [join(out, "index.js"), join(out, "testing/index.js")],
    outdir: join(out, "cjs"),
    outbase: out,
    bundle: true,
    format: "cjs",
    target: "es2022",
    platform: "neutral",
  });
  await copyDeclarations(out, join(out, "cjs"));
  await writeFile(join(out, "cjs/package.json"), '{ "type": "commonjs" }\n');
}

/** The declarations once more under `cjs/`, where TypeScript takes them for those of CommonJS. */
async function copyDeclarations(/** @type {string} */ from, /** @type {string} */ to) {
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const below = path.slice(from.length + 1);
    if (!entry.name.endsWith(".d.ts") || /^(cjs|bin|wasm)\b/.test(below)) continue;
    await mkdir(dirname(join(to, below)), { recursive: true });
    await cp(path, join(to, below));
  }
}

async function complete() {
  for (const file of ["LICENSE", "README.md"]) await cp(join(root, file), join(out, file));
  await cp(join(template, "package.json"), join(out, "package.json"));
}
