// @ts-check
import { expect, test } from "vitest";

import { clusterNames } from "./clusters.mjs";

test("clusters are listed", async () => {
  expect(await clusterNames()).toBe("prod");
});
