// @ts-check
import assert from "node:assert/strict";

import {
  decodesWhatWasBuilt,
  hasNoSourceMaps,
  isComplete,
  namesNoPrivateFolder,
  packsToTheSameBytes,
  runsNothingAndNeedsNothing,
} from "./contents.mjs";
import { linksWhatTheLockFileSays } from "./materials.mjs";

/** @type {import("../run.mjs").Consumer} */
export default {
  configured: "",
  checks: {
    async publint(project) {
      assert.match(await project.npx("publint", [project.tarball, "--strict"]), /All good!/);
      return `publint ${await project.version("publint")}`;
    },
    async "are the types wrong"(project) {
      // It asks about `require`, with which a module of WebAssembly has no business.
      await project.npx("attw", [project.tarball, "--exclude-entrypoints", "./core.wasm"]);
      return `attw ${await project.version("@arethetypeswrong/cli")}`;
    },
    "holds what it should": isComplete,
    "runs nothing when installed, needs nothing": runsNothingAndNeedsNothing,
    "has no source maps": hasNoSourceMaps,
    "decodes to the modules that were built": decodesWhatWasBuilt,
    "names no folder of the machine that built it": namesNoPrivateFolder,
    "packs to the same bytes again": packsToTheSameBytes,
    "has a valid bill of materials": async (project) => assert.equal(await project.node("bill.mjs"), "valid\n"),
    "has a true bill of materials": linksWhatTheLockFileSays,
  },
};
