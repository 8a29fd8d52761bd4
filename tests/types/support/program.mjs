// @ts-check
/** The compiler, set up as tests/tsconfig.json says, with the package as it was installed here. */
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** Where the files are that are compiled. */
export const folder = dirname(dirname(fileURLToPath(import.meta.url)));

/** Options of the compiler. Editors find the package by `paths`; here it is to be found as a user's is. */
export function compilerOptions(/** @type {ts.CompilerOptions} */ overrides = {}) {
  const file = join(process.env["PROJECT_DIR"] ?? "", "tests/tsconfig.json");
  const { config } = ts.readConfigFile(file, ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, folder);
  delete options.paths;
  // The declarations of the language are not what is tested.
  return { ...options, skipDefaultLibCheck: true, ...overrides };
}

/** What the compiler has to say about files, as text. */
export function complaints(/** @type {readonly string[]} */ names, /** @type {ts.CompilerOptions} */ overrides) {
  const program = ts.createProgram(names.map((name) => join(folder, name)), compilerOptions(overrides));
  const host = { getCanonicalFileName: String, getCurrentDirectory: () => folder, getNewLine: () => "\n" };
  return ts.formatDiagnostics(ts.getPreEmitDiagnostics(program), host);
}
