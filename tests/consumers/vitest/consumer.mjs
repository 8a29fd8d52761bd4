// @ts-check

/** @type {import("../run.mjs").Consumer} */
export default {
  isLarge: true,
  version: (project) => project.version("vitest"),
  checks: {
    async "a test"(project) {
      await project.npx("vitest", ["run"]);
    },
  },
};
