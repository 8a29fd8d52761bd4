// @ts-check
import { libraryIsDropped, pageAtWorks, pageWorks } from "../lib/bundle.mjs";
import { withFolder } from "../lib/static-server.mjs";

/** @type {import("../run.mjs").Consumer} */
export default {
  version: (project) => project.version("esbuild"),
  checks: {
    build: async (project) => {
      await project.node("build.mjs");
      return pageWorks(project.path("dist"));
    },
    "inlined into the page": (project) =>
      withFolder(project.path("dist"), {}, (url) => pageAtWorks(`${url}/inlined.html`)),
    "drops what is not used": (project) => libraryIsDropped(project.path("dist/unused.mjs")),
  },
};
