// @ts-check
import { libraryIsDropped, pageWorks } from "../lib/bundle.mjs";

/** @type {import("../run.mjs").Consumer} */
export default {
  version: (project) => project.version("esbuild"),
  checks: {
    build: async (project) => {
      await project.node("build.mjs");
      return pageWorks(project.path("dist"));
    },
    "drops what is not used": (project) => libraryIsDropped(project.path("dist/unused.mjs")),
  },
};
