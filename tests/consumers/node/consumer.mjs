// @ts-check
import assert from "node:assert/strict";
import process from "node:process";

import { runtimeChecks } from "../lib/runtime.mjs";

/** @type {import("../run.mjs").Consumer} */
export default {
  version: async () => process.versions.node,
  checks: {
    ...runtimeChecks((project) => project.node),
    "slim with core.wasm": async (project) => assert.equal(await project.node("slim.mjs"), "0\n"),
  },
};
