// @ts-check
/** Code blocks as files of this project, where their imports mean what a user's imports mean. */
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { project } from "./docs-blocks.mjs";

/** @typedef {import("./docs-blocks.mjs").Block} Block */

/** What the blocks take for granted, and `docs-stage.mjs` provides. */
const GLOBALS = `
declare const dp: import("ionoscloud-dataplatform").DataPlatform;
declare const emulator: import("ionoscloud-dataplatform/testing").Emulator;
declare const token: string;
declare const datacenterId: string;
declare const clusterId: string;
declare const nodePoolId: string;
`;

/**
 * Writes a block into a file and gives its path.
 *
 * @param {Block} block
 */
export function write(block) {
  const extension = block.language === "ts" ? "mts" : "mjs";
  const name = block.page.replace(/\.md$/, "").replaceAll("/", "-");
  const path = resolve(`${name}-${block.line}.${extension}`);
  // The empty lines put each line of code where it is on its page.
  writeFileSync(path, "\n".repeat(block.line - 1) + codeOf(block));
  return path;
}

/** @param {Block} block */
function codeOf({ language, code }) {
  if (language !== "html") return code;
  const script = /<script type="module">([\s\S]*?)<\/script>/.exec(code);
  return script?.[1] ?? "";
}

let runs = 0;

/**
 * Runs a block and gives what it exports.
 *
 * @param {Block} block
 * @returns {Promise<Record<string, unknown>>}
 */
export function run(block) {
  const { href } = pathToFileURL(write(block));
  // Each run is one of its own, although a module of the same address runs once.
  return import(`${href}?${(runs += 1)}`);
}

/**
 * The packages that a block imports and nobody has installed. What the workspace has, is made
 * available here first.
 *
 * @param {Block} block
 */
export function missingPackagesOf({ code }) {
  const imports = code.matchAll(/^import .*?"((?!node:|\.)(?:@[^/"]+\/)?[^/"]+)[^"]*";$/gm);
  const names = new Set([...imports].map(([, name = ""]) => name));
  return [...names].filter((name) => !isInstalled(name));
}

/** @param {string} name */
function isInstalled(name) {
  const here = resolve("node_modules", name);
  const there = join(project, "node_modules", name);
  if (!existsSync(here) && existsSync(there)) {
    mkdirSync(dirname(here), { recursive: true });
    symlinkSync(there, here, "junction");
  }
  return existsSync(here);
}

/**
 * What TypeScript has to say of some blocks, in its strict mode, a line for each complaint;
 * `undefined` where there is no TypeScript.
 *
 * @param {Block[]} blocks
 */
export function typeErrorsOf(blocks) {
  const manifest = join(project, "node_modules/typescript/package.json");
  if (!existsSync(manifest)) return undefined;
  /** @type {typeof import("typescript")} */
  const ts = createRequire(manifest)("typescript");
  const places = new Map(blocks.map((block) => [write(block), block.page]));
  const globals = resolve("docs-globals.d.ts");
  writeFileSync(globals, GLOBALS);
  const program = ts.createProgram([...places.keys(), globals], {
    strict: true,
    allowJs: true,
    checkJs: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    moduleDetection: ts.ModuleDetectionKind.Force,
    lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts", "lib.dom.asynciterable.d.ts"],
    types: ["node"],
    typeRoots: [join(project, "node_modules/@types")],
  });
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, "\n");
    if (file === undefined) return text;
    const line = ts.getLineAndCharacterOfPosition(file, start).line + 1;
    return `${places.get(resolve(file.fileName)) ?? file.fileName}:${line}: ${text}`;
  });
}
