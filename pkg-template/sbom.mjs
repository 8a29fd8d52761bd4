// @ts-check
/** The package's bill of materials (CycloneDX 1.6): itself, and the crates that are linked into its modules. */
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * As `cargo metadata` tells them, as far as they are of use here.
 *
 * @typedef {{ kind: string[] }} Target
 * @typedef {{ name: string, version: string, id: string, source: string | null, license: string | null, targets: Target[] }} Crate
 * @typedef {{ id: string, deps: { pkg: string, dep_kinds: { kind: string | null }[] }[] }} Node
 * @typedef {{ packages: Crate[], resolve: { nodes: Node[] } }} Metadata
 */

/**
 * The bill of materials as JSON text. It has neither a time nor a random number: the same sources give the same text.
 *
 * @param {string} root the folder of the workspace
 * @param {{ name: string, version: string, license: string, description: string }} manifest of the npm package
 * @param {readonly string[]} names of the crates that the modules are made from
 */
export async function sbom(root, manifest, names) {
  const metadata = readMetadata(root);
  const checksums = await readChecksums(root);
  const own = metadata.packages.filter(({ name }) => names.includes(name));
  const graph = linked(metadata, own);
  const crates = [...graph.keys()].sort((a, b) => compare(refOf(a), refOf(b)));
  const self = component(`pkg:npm/${manifest.name}@${manifest.version}`, manifest);
  const std = standardLibrary();
  const bom = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { component: self },
    components: [...crates.map((crate) => crateComponent(crate, checksums)), std],
    dependencies: [
      { ref: self["bom-ref"], dependsOn: own.map(refOf).sort(compare) },
      ...crates.map((crate) => ({
        ref: refOf(crate),
        dependsOn: [...(graph.get(crate) ?? []).map(refOf), std["bom-ref"]].sort(compare),
      })),
      { ref: std["bom-ref"], dependsOn: [] },
    ],
  };
  return `${JSON.stringify(bom, null, 2)}\n`;
}

/** @returns {Metadata} */
function readMetadata(/** @type {string} */ root) {
  const args = ["metadata", "--format-version=1", "--locked", "--offline", "--filter-platform=wasm32-unknown-unknown"];
  const maxBuffer = 64 * 1024 * 1024;
  return JSON.parse(execFileSync("cargo", args, { cwd: root, encoding: "utf8", maxBuffer }));
}

/** The hash of each crate's archive, by name and version. */
async function readChecksums(/** @type {string} */ root) {
  const lock = await readFile(join(root, "Cargo.lock"), "utf8");
  const entries = lock.matchAll(/^name = "(.+)"\nversion = "(.+)"\nsource = ".+"\nchecksum = "([0-9a-f]{64})"$/gm);
  return new Map([...entries].map(([, name, version, checksum]) => [`${name}@${version}`, checksum]));
}

/** The crates that are linked, each with those that it uses. What only runs while building is not among them. */
function linked(/** @type {Metadata} */ { packages, resolve }, /** @type {Crate[]} */ roots) {
  const crates = new Map(packages.map((crate) => [crate.id, crate]));
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  /** @type {Map<Crate, Crate[]>} */
  const graph = new Map();
  const visit = (/** @type {Crate} */ crate) => {
    if (graph.has(crate)) return;
    const uses = (nodes.get(crate.id)?.deps ?? [])
      .filter(({ dep_kinds }) => dep_kinds.some(({ kind }) => kind === null))
      .flatMap(({ pkg }) => crates.get(pkg) ?? [])
      .filter((used) => !used.targets.some(({ kind }) => kind.includes("proc-macro")));
    graph.set(crate, uses);
    uses.forEach(visit);
  };
  roots.forEach(visit);
  return graph;
}

function crateComponent(/** @type {Crate} */ crate, /** @type {Map<string, string | undefined>} */ checksums) {
  const content = checksums.get(`${crate.name}@${crate.version}`);
  const hashes = content === undefined ? {} : { hashes: [{ alg: "SHA-256", content }] };
  return { ...component(refOf(crate), crate), ...hashes };
}

/** Rust's own library, of which every module has some. It comes with the compiler and has no archive of its own. */
function standardLibrary() {
  const version = execFileSync("rustc", ["--version"], { encoding: "utf8" }).split(" ")[1] ?? "";
  return component(`pkg:generic/rust-std@${version}`, { name: "rust-std", version, license: "MIT OR Apache-2.0" });
}

/** What a crate is called in the bill. One that no registry has must not pass for a namesake that one has. */
function refOf(/** @type {Crate} */ { name, version, source }) {
  return source === null ? `crate:${name}@${version}` : `pkg:cargo/${name}@${version}`;
}

function component(
  /** @type {string} */ ref,
  /** @type {{ name: string, version: string, license: string | null, description?: string }} */ of,
) {
  const { name, version, license, description } = of;
  if (license === null) throw new Error(`${name} ${version} names no licence`);
  const purl = ref.startsWith("pkg:") ? { purl: ref } : {};
  return { type: "library", "bom-ref": ref, name, version, description, licenses: [{ expression: license }], ...purl };
}

/** By code units, which no locale changes. */
function compare(/** @type {string} */ a, /** @type {string} */ b) {
  return a < b ? -1 : Number(a > b);
}
