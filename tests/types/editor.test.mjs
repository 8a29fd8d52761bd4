// @ts-check
// What an editor offers while one types.
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import ts from "typescript";

import { compilerOptions, folder } from "./support/program.mjs";

/** What is offered where `|` stands. */
function offered(/** @type {string} */ code) {
  const file = join(folder, "typed.ts");
  const text = `import { DataPlatform, type State, type StorageType } from "ionoscloud-dataplatform";
declare const dp: DataPlatform;
${code.replace("|", "")}`;
  const position = text.length - (code.length - 1 - code.indexOf("|"));
  const service = ts.createLanguageService({
    getCompilationSettings: () => compilerOptions(),
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    getScriptFileNames: () => [file],
    getScriptSnapshot(name) {
      const content = name === file ? text : ts.sys.readFile(name);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getScriptVersion: () => "1",
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: (name) => (name === file ? text : ts.sys.readFile(name)),
    directoryExists: ts.sys.directoryExists,
  });
  const completions = service.getCompletionsAtPosition(file, position, undefined);
  return completions?.entries.map(({ name }) => name) ?? [];
}

describe("an editor", () => {
  it("completes the values of an open union", () => {
    assert.deepEqual(offered(`const type: StorageType = "|"`).sort(), ["HDD", "SSD"]);
    const states = offered(`const state: State = "|"`);
    assert.equal(states.length, 9);
    assert.ok(states.includes("FAILED_UPDATING"));
  });

  it("completes the properties of a request", () => {
    const properties = offered("void dp.clusters.create({ properties: { | } })");
    assert.deepEqual(properties.sort(), ["dataPlatformVersion", "datacenterId", "lans", "maintenanceWindow", "name"]);
  });

  it("offers what a client can do, and none of its insides", () => {
    assert.deepEqual(offered("dp.|").sort(), ["baseUrl", "clusters", "nodePools", "versions"]);
    const methods = ["create", "delete", "get", "kubeconfig", "list", "update"];
    assert.deepEqual(offered("dp.clusters.|").sort(), [...methods, "waitUntilAvailable", "waitUntilDeleted", "watch"]);
  });
});
