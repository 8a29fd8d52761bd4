// @ts-check
/**
 * Tries the packed package out in projects as its users have them, and prints a table of how that went.
 *
 * Usage: node tests/consumers/run.mjs TARBALL [--all [--record] | NAME...]
 *
 * Each folder with a `consumer.mjs` is one such project. Without names, those run that need no large download. With
 * `--record`, what came of them is written into docs/loading.md, unless one fails.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { closeBrowsers } from "./lib/browser.mjs";
import { setUp } from "./lib/project.mjs";
import { Skipped } from "./lib/skipped.mjs";
import { summary, table } from "./lib/table.mjs";

/**
 * A project, and what must work in it.
 *
 * @typedef {import("./lib/project.mjs").Project} Project
 * @typedef {object} Consumer
 * @property {boolean} [isLarge] whether it needs a large download
 * @property {string} [platform] the only one that it is for, such as `linux-x64`
 * @property {string} [sources] the folder of the project, where that is not the consumer's own
 * @property {string} [configured] what has to be configured for the package; nothing, by default
 * @property {(project: Project) => Promise<string>} [version] of what it is about
 * @property {Record<string, (project: Project) => Promise<string | void>>} checks by what they show. One throws where
 *   that does not work; what it returns is a remark for the table
 */

const here = dirname(fileURLToPath(import.meta.url));
const work = join(here, "../../target/consumers");
const PLATFORM = `${process.platform}-${process.arch}`;
const OPTIONS = /** @type {const} */ ({
  all: { type: "boolean", default: false },
  record: { type: "boolean", default: false },
});
const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
const [packed, ...wanted] = positionals;
if (packed === undefined) throw new Error("usage: node tests/consumers/run.mjs TARBALL [--all [--record] | NAME...]");
const tarball = resolve(packed);

const names = readdirSync(here).filter((name) => existsSync(join(here, name, "consumer.mjs")));
const unknown = wanted.find((name) => !names.includes(name));
if (unknown !== undefined) throw new Error(`there is no consumer ${unknown}; there are ${names.join(", ")}`);

/** @type {import("./lib/table.mjs").Entry[]} */
const entries = [];

for (const name of names) {
  /** @type {{ default: Consumer }} */
  const { default: consumer } = await import(`./${name}/consumer.mjs`);
  const isWanted = values.all || (wanted.length === 0 ? !consumer.isLarge : wanted.includes(name));
  if (isWanted) await tryOut(name, consumer);
}
await closeBrowsers();

console.log(`\n${table(entries)}`);
const failures = entries.filter(({ result }) => result === "fails");
for (const { name, check, remark } of failures) console.log(`\n==> ${name}, ${check}\n${remark}`);
const count = (/** @type {string} */ wanted) => entries.filter(({ result }) => result === wanted).length;
console.log(`\n${count("works")} work, ${failures.length} fail, ${count("skipped")} skipped`);
process.exitCode = failures.length === 0 ? 0 : 1;
if (values.record && failures.length === 0) record(join(here, "../../docs/loading.md"), summary(entries));

/** Puts a table where a document has a place for it. */
function record(/** @type {string} */ file, /** @type {string} */ text) {
  const place = /(?<=<!-- consumers -->\n)[^]*(?=<!-- \/consumers -->)/;
  const document = readFileSync(file, "utf8");
  if (!place.test(document)) throw new Error(`${file} has no place for the table`);
  writeFileSync(file, document.replace(place, () => `\n${text}\n\n`));
}

async function tryOut(/** @type {string} */ name, /** @type {Consumer} */ consumer) {
  const { checks, configured = "nothing", platform, sources = name, version } = consumer;
  /** @type {Project | undefined} */
  let project;
  const prepared = await outcomeOf(async () => {
    if (platform !== undefined && platform !== PLATFORM) throw new Skipped(`only for ${platform}, this is ${PLATFORM}`);
    const folders = { sources: join(here, sources), shared: join(here, "shared"), folder: join(work, name) };
    project = await setUp({ ...folders, tarball });
    return version?.(project);
  });
  const note = (/** @type {string} */ check, /** @type {Outcome} */ outcome) => {
    console.log(`    ${name}, ${check}: ${outcome.result} (${outcome.seconds.toFixed(1)} s)`);
    const shown = prepared.result === "works" ? prepared.remark : "";
    entries.push({ name, version: shown, check, configured, ...outcome });
  };
  if (project === undefined || prepared.result !== "works") {
    note("set-up", prepared);
    return;
  }
  for (const [check, make] of Object.entries(checks)) {
    const made = project;
    note(check, await outcomeOf(() => make(made)));
  }
}

/** @typedef {{ result: "works" | "fails" | "skipped", seconds: number, remark: string }} Outcome */

/** @returns {Promise<Outcome>} */
async function outcomeOf(/** @type {() => Promise<string | void>} */ work) {
  const started = performance.now();
  const end = (/** @type {Outcome["result"]} */ result, remark = "") => {
    return { result, seconds: (performance.now() - started) / 1000, remark };
  };
  try {
    return end("works", (await work()) ?? "");
  } catch (error) {
    if (error instanceof Skipped) return end("skipped", error.message);
    return end("fails", error instanceof Error ? error.stack : String(error));
  }
}
