// @ts-check
/** Accepts the public surface of the package in `pkg/` as it is. What changed shows in the diff. */
import { writeFile } from "node:fs/promises";

import { entries, surfaceOf } from "../tests/types/support/surface.mjs";

for (const [entry, name] of entries) {
  const file = new URL(`../tests/surface/${name}`, import.meta.url);
  await writeFile(file, surfaceOf(new URL(`../pkg/${entry}`, import.meta.url)));
}
