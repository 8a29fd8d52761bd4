// @ts-check
import { copyFile } from "node:fs/promises";

import { libraryIsDropped, pageWorks } from "../lib/bundle.mjs";

/** @type {import("../run.mjs").Consumer} */
export default {
  isLarge: true,
  configured: "node-resolve, as for any package",
  version: (project) => project.version("rollup"),
  checks: {
    async build(project) {
      await project.npx("rollup", ["--config"]);
      await copyFile(project.path("index.html"), project.path("dist/index.html"));
      return pageWorks(project.path("dist"));
    },
    "drops what is not used": (project) => libraryIsDropped(project.path("dist/unused.mjs")),
  },
};
