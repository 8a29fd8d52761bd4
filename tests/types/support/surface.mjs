// @ts-check
/** The public surface of the package: its declarations without their comments, which may change at any time. */
import { readFileSync } from "node:fs";
import ts from "typescript";

/** The entries of the package, each with the file of `tests/surface` that holds its surface. */
export const entries = /** @type {const} */ ([
  ["index.d.ts", "index.d.ts"],
  ["slim.d.ts", "slim.d.ts"],
  ["testing/index.d.ts", "testing.d.ts"],
]);

/** @param {string | URL} file */
export function surfaceOf(file) {
  const text = readFileSync(file, "utf8");
  const source = ts.createSourceFile("surface.d.ts", text, ts.ScriptTarget.Latest);
  const printer = ts.createPrinter({ removeComments: true, newLine: ts.NewLineKind.LineFeed });
  const statements = source.statements.map((statement) => printer.printNode(ts.EmitHint.Unspecified, statement, source));
  return `${statements.join("\n\n")}\n`;
}
