// @ts-check
import { runtimeChecks } from "../lib/runtime.mjs";

/** The checks of a version of Node.js, with the version in their names. */
function checksOf(/** @type {string} */ alias) {
  const checks = runtimeChecks((project) => {
    const program = project.path("node_modules", alias, "bin/node");
    return (...args) => project.exec(program, ...args);
  });
  return Object.entries(checks).map(([name, check]) => {
    /** @type {typeof check} */
    const dated = async (project) => {
      await check(project);
      return project.version(alias);
    };
    return [`${alias}: ${name}`, dated];
  });
}

/** @type {import("../run.mjs").Consumer} */
export default {
  isLarge: true,
  platform: "linux-x64",
  checks: Object.fromEntries(["node20", "node22", "node24", "node26"].flatMap(checksOf)),
};
