// @ts-check
import { runtimeChecks } from "../lib/runtime.mjs";

const ALIASES = ["node20", "node22", "node24", "node26"];

/** The checks of a version of Node.js, with the version in their names. */
function checksOf(/** @type {string} */ alias) {
  const checks = runtimeChecks((project) => {
    const program = project.path("node_modules", alias, "bin/node");
    return (...args) => project.exec(program, ...args);
  });
  return Object.entries(checks).map(([name, check]) => [`${alias}: ${name}`, check]);
}

/** @type {import("../run.mjs").Consumer} */
export default {
  isLarge: true,
  platform: "linux-x64",
  version: async (project) => (await Promise.all(ALIASES.map(project.version))).join(", "),
  checks: Object.fromEntries(ALIASES.flatMap(checksOf)),
};
