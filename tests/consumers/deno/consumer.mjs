// @ts-check
import { runtimeChecks } from "../lib/runtime.mjs";

/** @type {import("../run.mjs").Consumer} */
export default {
  isLarge: true,
  version: (project) => project.version("deno"),
  // No permission is needed, except for the network by what uses it.
  checks: runtimeChecks((project) => (script, ...args) => {
    const permissions = args.length === 0 ? [] : ["--allow-net=127.0.0.1"];
    const environment = { DENO_DIR: project.path(".deno"), DENO_NO_UPDATE_CHECK: "1" };
    return project.npx("deno", ["run", "--quiet", "--no-prompt", ...permissions, script, ...args], environment);
  }),
};
