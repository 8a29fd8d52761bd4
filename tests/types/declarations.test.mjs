// @ts-check
// The declarations as something to read: complete, and without a trace of how they were made.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { describe, it } from "node:test";
import ts from "typescript";

import { compilerOptions } from "./support/program.mjs";

const location = process.env["PACKAGE_DIR"] ?? "";
const entries = ["index.d.ts", "slim.d.ts", "testing/index.d.ts"];
const program = ts.createProgram(entries.map((entry) => join(location, entry)), compilerOptions());
const checker = program.getTypeChecker();

/** All nodes of an entry's declarations for which `select` gives something: that, with the line. */
function findings(/** @type {string} */ entry, /** @type {(node: ts.Node) => string | undefined} */ select) {
  const source = program.getSourceFile(join(location, entry));
  assert.ok(source, `there is no ${entry}`);
  /** @type {string[]} */
  const found = [];
  const visit = (/** @type {ts.Node} */ node) => {
    const finding = select(node);
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    if (finding !== undefined) found.push(`${entry}:${line + 1}: ${finding}`);
    // Unlike forEachChild, this goes through comments too.
    node.getChildren(source).forEach(visit);
  };
  source.getChildren().forEach(visit);
  return found;
}

const text = (/** @type {string} */ entry) => readFileSync(join(location, entry), "utf8");

/** What a reader may look up: each declaration, each member of a class or interface. */
function undocumented(/** @type {ts.Node} */ node) {
  const isMember = (ts.isClassElement(node) || ts.isTypeElement(node)) && !ts.isTypeLiteralNode(node.parent);
  // What tells the types of a union apart (`type: "retry"`) is explained by its type.
  if (ts.isPropertySignature(node) && node.type && ts.isLiteralTypeNode(node.type)) return undefined;
  const isDeclaration = ts.isStatement(node) && !ts.isImportDeclaration(node) && !ts.isExportDeclaration(node);
  if (!isMember && !isDeclaration) return undefined;
  const { name } = /** @type {ts.NamedDeclaration} */ (node);
  if (name && ts.isPrivateIdentifier(name)) return undefined;
  // A member may have inherited its comment.
  const symbol = name && checker.getSymbolAtLocation(name);
  const isDocumented = symbol?.getDocumentationComment(checker).length || ts.getJSDocCommentsAndTags(node).length;
  return isDocumented ? undefined : `${name?.getText() ?? node.getText()} has no comment`;
}

/** A link whose target there is not. */
function deadLink(/** @type {ts.Node} */ node) {
  if (!ts.isJSDocLink(node)) return undefined;
  const isAlive = node.name && checker.getSymbolAtLocation(node.name);
  return isAlive ? undefined : `{@link ${node.name?.getText() ?? node.text}} leads nowhere`;
}

for (const entry of entries) {
  describe(`the declarations of ${entry}`, () => {
    it("explain every export, field and option", () => {
      assert.deepEqual(findings(entry, undocumented), []);
    });

    it("have no link that leads nowhere", () => {
      assert.deepEqual(findings(entry, deadLink), []);
    });

    it("leave nothing untyped", () => {
      const isAny = (/** @type {ts.Node} */ node) => (node.kind === ts.SyntaxKind.AnyKeyword ? "any" : undefined);
      assert.deepEqual(findings(entry, isAny), []);
    });

    it("show nothing of what they were made from", () => {
      const traces = {
        "a member of wasm-bindgen's classes": /\bfree\(\)|Symbol\.dispose|__wbg|__destroy/,
        "a pointer": /\bptr\b|\bpointer\b/i,
        "glue": /\bglue\b|core-api|emulator-api|_bg\b/i,
        "an internal declaration": /@internal/,
        "a link of rustdoc": /\[`[^`]+`\](?!\()|\[[A-Z]\w+\](?!\()/,
        "a type of the DOM that web-sys brings": /\bReadableStreamType\b/,
      };
      for (const [what, pattern] of Object.entries(traces)) {
        assert.doesNotMatch(text(entry), pattern, `${entry} shows ${what}`);
      }
    });

    it("are the same for require", () => {
      assert.equal(text(join("cjs", entry)), text(entry));
    });
  });
}
