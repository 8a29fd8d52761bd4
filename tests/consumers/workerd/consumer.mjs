// @ts-check
import assert from "node:assert/strict";

import { withEmulator } from "../lib/emulator.mjs";

/** @type {import("../run.mjs").Consumer} */
export default {
  isLarge: true,
  configured: "condition workerd, .wasm left to the host, as Wrangler does",
  version: (project) => project.version("workerd"),
  checks: {
    async "a worker"(project) {
      await project.node("build.mjs");
      // With a control channel it says which port it got.
      const args = ["serve", "config.capnp", "--control-fd=1"];
      await withEmulator(project, (service) =>
        project.serving("workerd", args, /"port":(\d+)/, async (port) => {
          const response = await fetch(`http://127.0.0.1:${port}/?service=${encodeURIComponent(service)}`);
          assert.equal(await response.text(), "prod");
        }),
      );
    },
  },
};
