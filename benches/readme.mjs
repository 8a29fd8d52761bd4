// @ts-check
/**
 * Writes what is measured into the README, and into the emulator's, between their markers, from `results.json`.
 *
 * `node benches/readme.mjs`
 */
import { readFileSync, writeFileSync } from "node:fs";
import { argv } from "node:process";
import { pathToFileURL } from "node:url";
import { between } from "./markers.mjs";
import { CLIENTS, FLOOR, OURS, SDKS } from "./peers.mjs";
import { kilobytes, milliseconds, spread } from "./stats.mjs";
import { markdown } from "./table.mjs";

/** @typedef {import("./stats.mjs").Measured} Measured @typedef {import("./stats.mjs").Spread} Spread */
/** @typedef {Record<string, { ratio: Spread }>} Ratios by contestant */
/**
 * @typedef {object} Results
 * @property {{ node: string, platform: string, arch: string, cores: number }} host
 * @property {import("./parts/size.mjs").Sizes} size
 * @property {Record<string, Measured>} start
 * @property {Record<string, Record<string, Measured>>} browser
 * @property {import("./parts/calls.mjs").Calls} calls
 * @property {import("./parts/decode.mjs").Decoded} decode
 * @property {import("./parts/memory.mjs").Memory} memory
 * @property {import("./parts/emulator.mjs").Figures} emulator
 */

const README = new URL("../README.md", import.meta.url);
const OF_EMULATOR = new URL("../emulator/README.md", import.meta.url);
const read = (/** @type {string} */ name) => readFileSync(new URL(name, import.meta.url), "utf8");
/** @type {Results} */
const results = JSON.parse(read("results.json"));
const { host, size, start, browser, calls, decode, memory, emulator } = results;

/** A README with its tables as they are to be. */
export function withTables(/** @type {string} */ readme) {
  return between(between(readme, "bench:size", `${sizes()}\n${origin()}`), "bench:speed", speeds());
}

/** The emulator's README with its figures as they are to be. */
export function withFigures(/** @type {string} */ readme) {
  const { http, inProcess, crowd } = emulator;
  const [overHttp, called] = [http["emulator"], inProcess["emulator"]];
  const [{ clusters = 0, nodePoolsEach = 0 } = {}] = crowd;
  const of = (/** @type {keyof typeof crowd[number]} */ key) => spread(crowd.map((run) => run[key])).median;
  const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(1)} s`;
  const number = (/** @type {number} */ count) => count.toLocaleString("en");
  const { q1 = NaN, q3 = NaN } = overHttp?.ratio ?? {};
  const lines = [
    `By \`cargo xtask bench emulator\`, with Node.js ${host.node} on ${host.cores} shared cores; times in process are CPU time.`,
    "",
    `- Over HTTP, a list of one node pool: ${cell(overHttp, times)} the requests per second of a bare Node.js server that has the`,
    `  answer ready (quartiles ${q1.toFixed(2)}× and ${q3.toFixed(2)}×), under autocannon with ten connections.`,
    `- In process, the same list: ${cell(called, ({ ms }) => milliseconds(ms))}, including the parsing of the answer, ${cell(called, times)} that of a`,
    "  `Response` that is ready.",
    `- ${number(clusters)} clusters with ${nodePoolsEach} node pools each: created in ${seconds(of("createMs"))} and listed in ${seconds(of("listMs"))}, which is`,
    `  ${(of("listMs") / of("bareMs")).toFixed(1)}× the time of as many answers that are ready. A node pool with all its properties takes`,
    `  ${number(of("bytesEach"))} bytes.`,
  ];
  return between(readme, "bench:emulator", `${lines.join("\n")}\n`);
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
  writeFileSync(OF_EMULATOR, withFigures(readFileSync(OF_EMULATOR, "utf8")));
}
