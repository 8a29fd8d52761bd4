// @ts-check
import { bundleIn, libraryIsDropped, pageAtWorks, pageWorks } from "../lib/bundle.mjs";

/** @type {import("../run.mjs").Consumer} */
export default {
  isLarge: true,
  version: (project) => project.version("vite"),
  checks: {
    "dev server": (project) => project.serving("vite", ["--host", "127.0.0.1"], /Local:\s+(\S+)/, pageAtWorks),
    async build(project) {
      await project.npx("vite", ["build"]);
      return pageWorks(project.path("dist"));
    },
    async "drops what is not used"(project) {
      await project.npx("vite", ["build", "unused"]);
      return libraryIsDropped(await bundleIn(project.path("unused/dist/assets")));
    },
  },
};
