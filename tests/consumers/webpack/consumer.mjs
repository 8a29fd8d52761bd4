// @ts-check
import { copyFile } from "node:fs/promises";

import { libraryIsDropped, pageWorks } from "../lib/bundle.mjs";

/** @type {import("../run.mjs").Consumer} */
export default {
  isLarge: true,
  version: (project) => project.version("webpack"),
  checks: {
    async build(project) {
      await project.npx("webpack", []);
      await copyFile(project.path("index.html"), project.path("dist/index.html"));
      return pageWorks(project.path("dist"));
    },
    "drops what is not used": (project) => libraryIsDropped(project.path("dist/unused.mjs")),
  },
};
