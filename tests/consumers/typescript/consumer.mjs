// @ts-check
import assert from "node:assert/strict";

/** Compiles for a way of resolving modules, the package's declarations included, and runs what comes out. */
function compiled(/** @type {string} */ module, /** @type {string} */ moduleResolution) {
  return async (/** @type {import("../run.mjs").Project} */ project) => {
    const out = `out-${moduleResolution}`;
    const options = ["--module", module, "--moduleResolution", moduleResolution, "--outDir", out];
    await project.npx("tsc", ["-p", ".", ...options]);
    assert.equal(await project.node(`${out}/list.js`), "prod AVAILABLE\n");
    if (moduleResolution !== "bundler") assert.equal(await project.node(`${out}/list-commonjs.cjs`), "0\n");
  };
}

/** @type {import("../run.mjs").Consumer} */
export default {
  version: (project) => project.version("typescript"),
  checks: {
    node16: compiled("node16", "node16"),
    nodenext: compiled("nodenext", "nodenext"),
    bundler: compiled("preserve", "bundler"),
  },
};
