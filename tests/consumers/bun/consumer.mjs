// @ts-check
import { runtimeChecks } from "../lib/runtime.mjs";

/** @type {import("../run.mjs").Consumer} */
export default {
  isLarge: true,
  version: (project) => project.version("bun"),
  checks: runtimeChecks((project) => (...args) => project.npx("bun", args)),
};
