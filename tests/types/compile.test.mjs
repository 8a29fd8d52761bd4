// @ts-check
// Compiles the files beside this one in every mode that changes what a declaration means.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { describe, it } from "node:test";
import ts from "typescript";

import { complaints, folder } from "./support/program.mjs";

const files = readdirSync(folder).filter((name) => /\.c?ts$/.test(name));

const { ModuleKind, ModuleResolutionKind } = ts;
const resolutions = {
  node16: { module: ModuleKind.Node16, moduleResolution: ModuleResolutionKind.Node16 },
  nodenext: { module: ModuleKind.NodeNext, moduleResolution: ModuleResolutionKind.NodeNext },
  bundler: { module: ModuleKind.Preserve, moduleResolution: ModuleResolutionKind.Bundler },
};

function compiles(/** @type {readonly string[]} */ names, /** @type {ts.CompilerOptions} */ options) {
  const said = complaints(names, options);
  assert.ok(said === "", `the compiler complains:\n${said}`);
}

it("the types are there in a project for Node.js, which has those of a page nowhere", () => {
  const options = { lib: ["lib.es2022.d.ts"], types: ["node"], ...resolutions.nodenext };
  compiles(["models.ts", "options.ts"], options);
});

for (const [name, resolution] of Object.entries(resolutions)) {
  describe(`the types, with moduleResolution ${name}`, () => {
    it("say what they mean under exactOptionalPropertyTypes", () => compiles(files, resolution));

    it("say what they mean without it", () => {
      const loose = files.filter((file) => file !== "exact.ts");
      compiles(loose, { ...resolution, exactOptionalPropertyTypes: false });
    });
  });
}
