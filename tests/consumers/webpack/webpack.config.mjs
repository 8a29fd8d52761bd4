// @ts-check
export default {
  mode: "production",
  entry: { main: "./main.mjs", unused: "./unused.mjs" },
  output: { filename: "[name].mjs" },
  // The library alone is bigger than what webpack finds becoming in a page.
  performance: { hints: false },
};
