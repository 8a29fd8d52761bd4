// @ts-check
import { cp } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const ALIASES = ["typescript5.4", "typescript5.9", "typescript7"];
const SOURCES = fileURLToPath(new URL("../typescript/", import.meta.url));

/** Checks the same sources with another compiler. */
function checks(/** @type {string} */ alias) {
  return async (/** @type {import("../run.mjs").Project} */ project) => {
    for (const name of ["src", "tsconfig.json"]) await cp(SOURCES + name, project.path(name), { recursive: true });
    const tsc = project.path("node_modules", alias, "bin/tsc");
    const check = ["-p", ".", "--noEmit", "--module"];
    await project.node(tsc, ...check, "nodenext", "--moduleResolution", "nodenext");
    await project.node(tsc, ...check, "preserve", "--moduleResolution", "bundler");
  };
}

/** @type {import("../run.mjs").Consumer} */
export default {
  isLarge: true,
  version: async (project) => (await Promise.all(ALIASES.map(project.version))).join(", "),
  checks: Object.fromEntries(ALIASES.map((alias) => [alias, checks(alias)])),
};
