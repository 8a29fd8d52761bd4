// @ts-check
/** Whether the bill of materials is true. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

/**
 * A bill, as far as it is looked at here.
 *
 * @typedef {{ "bom-ref": string, name: string, version: string, purl?: string, hashes?: { content: string }[] }} Component
 * @typedef {{ ref: string, dependsOn: string[] }} Use
 * @typedef {{ metadata: { component: Component }, components: Component[], dependencies: Use[] }} Bill
 */

/** Each crate is in the lock file, in that version and with that hash, and what only runs while building is not there. */
export async function linksWhatTheLockFileSays(/** @type {import("../run.mjs").Project} */ project) {
  /** @type {Bill} */
  const bill = JSON.parse(await project.read("node_modules/ionoscloud-dataplatform/sbom.cdx.json"));
  const { components } = bill;
  const lock = await readFile(new URL("../../../Cargo.lock", import.meta.url), "utf8");
  for (const { name, version, purl, hashes = [] } of components) {
    if (purl?.startsWith("pkg:generic/")) continue;
    const at = lock.indexOf(`name = "${name}"\nversion = "${version}"\n`);
    assert.notEqual(at, -1, `${name} ${version} is not in Cargo.lock`);
    const entry = lock.slice(at, lock.indexOf("[[package]]", at));
    assert.equal(/checksum = "(\w+)"/.exec(entry)?.[1], hashes[0]?.content, `the hash of ${name}`);
  }

  const names = components.map(({ name }) => name);
  for (const linked of ["ionoscloud-dataplatform", "emulator", "wasm-bindgen", "serde", "rust-std"]) {
    assert.ok(names.includes(linked), `${linked} is linked`);
  }
  for (const notLinked of ["serde_derive", "syn", "wasm-bindgen-test", "proptest", "xtask"]) {
    assert.ok(!names.includes(notLinked), `${notLinked} is not linked`);
  }
  assert.deepEqual(unreachable(bill), []);
  return `${components.length} components`;
}

/** What is listed, but not used by anything. */
function unreachable(/** @type {Bill} */ { metadata, components, dependencies }) {
  const uses = new Map(dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  /** @type {Set<string>} */
  const reached = new Set();
  const visit = (/** @type {string} */ ref) => {
    if (reached.has(ref)) return;
    reached.add(ref);
    uses.get(ref)?.forEach(visit);
  };
  visit(metadata.component["bom-ref"]);
  return components.map((component) => component["bom-ref"]).filter((ref) => !reached.has(ref));
}
