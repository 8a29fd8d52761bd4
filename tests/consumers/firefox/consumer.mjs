// @ts-check
import { pageChecks, versionOf } from "../lib/pages.mjs";

/** @type {import("../run.mjs").Consumer} */
export default {
  isLarge: true,
  sources: "chromium",
  version: versionOf("firefox"),
  checks: pageChecks("firefox"),
};
