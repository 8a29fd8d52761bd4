// @ts-check
/** The package stays within the bytes that `benches/budgets.json` grants. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

const { PROJECT_DIR: project = "", PACKAGE_DIR: installed = "" } = process.env;
/** @type {typeof import("../../benches/bundle.mjs")} */
const { bundle, weigh } = await import(pathToFileURL(join(project, "benches/bundle.mjs")).href);
/** @type {Record<string, { raw: number, brotli: number }>} */
const budgets = JSON.parse(await readFile(join(project, "benches/budgets.json"), "utf8"));

const BYTES = {
  "client and one call": () => bundle("ours", { "ionoscloud-dataplatform": installed }),
  "core.wasm": () => readFile(join(installed, "wasm/core.wasm")),
};

for (const [name, bytes] of Object.entries(BYTES)) {
  test(`${name} is within its budget`, async () => {
    const { raw, brotli } = weigh(await bytes());
    const budget = budgets[name];
    assert.ok(budget);
    assert.ok(raw <= budget.raw, `${raw} bytes of ${budget.raw}`);
    assert.ok(brotli <= budget.brotli, `${brotli} bytes of ${budget.brotli} with brotli`);
  });
}
