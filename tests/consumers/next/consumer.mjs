// @ts-check
import assert from "node:assert/strict";

import { pageAtWorks } from "../lib/bundle.mjs";

/** @typedef {import("../run.mjs").Project} Project */

/** Checks a path of the application while it is served. */
function served(/** @type {(url: string) => Promise<string | void>} */ check) {
  return (/** @type {Project} */ project) =>
    project.serving("next", ["start", "--port", "0", "--hostname", "127.0.0.1"], /Local:\s+(\S+)/, check);
}

/** @type {import("../run.mjs").Consumer} */
export default {
  isLarge: true,
  version: (project) => project.version("next"),
  checks: {
    async build(project) {
      await project.npx("next", ["build"], { NEXT_TELEMETRY_DISABLED: "1" });
    },
    "server component": served(async (url) => assert.match(await (await fetch(url)).text(), /<output>prod<\/output>/)),
    "route handler": served(async (url) =>
      assert.deepEqual(await (await fetch(`${url}/api/clusters`)).json(), { names: "prod" }),
    ),
    "client component": served((url) => pageAtWorks(`${url}/client`)),
  },
};
