// @ts-check
import { pageChecks, versionOf } from "../lib/pages.mjs";

/** @type {import("../run.mjs").Consumer} */
export default {
  version: versionOf("chromium"),
  checks: pageChecks("chromium"),
};
