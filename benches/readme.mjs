// @ts-check
/**
 * Writes the tables of the README about size and speed, between their markers, from `results.json`.
 *
 * `node benches/readme.mjs`
 */
import { readFileSync, writeFileSync } from "node:fs";
import { argv } from "node:process";
import { pathToFileURL } from "node:url";
import { between } from "./markers.mjs";
import { CLIENTS, FLOOR, OURS, SDKS } from "./peers.mjs";
import { kilobytes, milliseconds } from "./stats.mjs";
import { markdown } from "./table.mjs";

/** @typedef {import("./stats.mjs").Measured} Measured @typedef {import("./stats.mjs").Spread} Spread */
/** @typedef {Record<string, { ratio: Spread }>} Ratios by contestant */
/**
 * @typedef {object} Results
 * @property {{ node: string, platform: string, arch: string }} host
 * @property {import("./parts/size.mjs").Sizes} size
 * @property {Record<string, Measured>} start
 * @property {Record<string, Record<string, Measured>>} browser
 * @property {import("./parts/calls.mjs").Calls} calls
 * @property {import("./parts/decode.mjs").Decoded} decode
 * @property {import("./parts/memory.mjs").Memory} memory
 */

const README = new URL("../README.md", import.meta.url);
const read = (/** @type {string} */ name) => readFileSync(new URL(name, import.meta.url), "utf8");
/** @type {Results} */
const results = JSON.parse(read("results.json"));
const { host, size, start, browser, calls, decode, memory } = results;

/** A README with its tables as they are to be. */
export function withTables(/** @type {string} */ readme) {
  return between(between(readme, "bench:size", `${sizes()}\n${origin()}`), "bench:speed", speeds());
}

function sizes() {
  const page = Object.values(browser)[0];
  const rows = [OURS, ...CLIENTS, ...SDKS].map(({ name }) => [
    name === OURS.name ? "this library" : name,
    cell(size[name], ({ raw }) => kilobytes(raw)),
    cell(size[name], ({ brotli }) => kilobytes(brotli)),
    ...[start, page].map((firstCalls) => cell(firstCalls[name], name === OURS.name ? ({ ms }) => milliseconds(ms) : times)),
  ]);
  return markdown([["a client and one call", "minified", "brotli", "first call, Node.js", "first call, Chromium"], ...rows]);
}

function speeds() {
  const names = [OURS, ...CLIENTS].map(({ name }) => name);
  const row = (/** @type {string} */ what, /** @type {Ratios} */ of) => [
    what,
    ...names.map((name) => cell(of[name], times)),
  ];
  const rows = [
    ...Object.entries(calls).map(([shape, of]) => row(shape, of)),
    ...Object.entries(decode.lists).map(([length, of]) => row(`a list of ${Number(length).toLocaleString("en")}`, of)),
    row("peak memory for 10,000", memory.peak),
  ];
  return markdown([[`relative to ${FLOOR.name}`, "this library", ...names.slice(1)], ...rows]);
}

/** @template T @param {T | undefined} figure @param {(figure: T) => string} shown */
const cell = (figure, shown) => (figure === undefined ? "–" : shown(figure));

const times = (/** @type {{ ratio: Spread }} */ { ratio: { median } }) => `${median.toFixed(2)}×`;

/** Whose versions, and where they were measured. */
function origin() {
  /** @type {{ dependencies: Record<string, string> }} */
  const { dependencies } = JSON.parse(read("package.json"));
  const shown = ["@hey-api/openapi-ts", "zod", ...[...CLIENTS, ...SDKS].map(({ name }) => name)];
  const versions = shown.filter((name) => name in dependencies).map((name) => `${name} ${dependencies[name]}`);
  const generator = read("requirements.txt").trim().replace("==", " ");
  return `Medians with Node.js ${host.node} on ${host.platform} ${host.arch}, beside ${[...versions, generator].join(", ")}.\n`;
}

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) {
  writeFileSync(README, withTables(readFileSync(README, "utf8")));
}
