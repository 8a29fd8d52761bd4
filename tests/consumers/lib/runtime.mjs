// @ts-check
/** What is asked of each runtime for JavaScript beside the browsers. */
import assert from "node:assert/strict";

import { withEmulator } from "./emulator.mjs";

/** Runs a script with arguments and gives what it prints. @typedef {(...args: string[]) => Promise<string>} Run */
/** @typedef {import("./project.mjs").Project} Project */

/** The checks of a runtime. @param {(project: Project) => Run} runIn */
export function runtimeChecks(runIn) {
  const prints = (/** @type {string} */ script, /** @type {string} */ expected) => async (/** @type {Project} */ project) =>
    assert.equal(await runIn(project)(script), expected);
  return {
    import: prints("list.mjs", "prod\n"),
    require: prints("list.cjs", "prod\n"),
    "import and require give the same classes": prints("both.mjs", "one copy\n"),
    "over HTTP": (/** @type {Project} */ project) =>
      withEmulator(project, async (url) => assert.equal(await runIn(project)("list.mjs", url), "prod\n")),
  };
}
