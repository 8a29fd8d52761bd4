// @ts-check
import { bundleIn, libraryIsDropped, pageWorks } from "../lib/bundle.mjs";

/** @type {import("../run.mjs").Consumer} */
export default {
  isLarge: true,
  version: (project) => project.version("parcel"),
  checks: {
    async build(project) {
      await project.npx("parcel", ["build", "index.html", "--no-cache", "--no-source-maps"]);
      return pageWorks(project.path("dist"));
    },
    async "drops what is not used"(project) {
      const out = ["--dist-dir", "dist-unused"];
      await project.npx("parcel", ["build", "unused/index.html", "--no-cache", "--no-source-maps", ...out]);
      return libraryIsDropped(await bundleIn(project.path("dist-unused")));
    },
  },
};
