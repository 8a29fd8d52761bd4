// @ts-check
import { pageChecks } from "../lib/pages.mjs";

/** @type {import("../run.mjs").Consumer} */
export default {
  isLarge: true,
  sources: "chromium",
  checks: pageChecks("firefox"),
};
