// @ts-check

/** @type {import("../run.mjs").Consumer} */
export default {
  isLarge: true,
  version: (project) => project.version("jest"),
  checks: {
    async "a test"(project) {
      await project.npx("jest", []);
    },
  },
};
