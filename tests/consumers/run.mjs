// @ts-check
/**
 * Tries the packed package out in projects as its users have them, and prints a table of how that went.
 *
 * Usage: node tests/consumers/run.mjs TARBALL [--all | NAME...]
 *
 * Each folder with a `consumer.mjs` is one such project. Without names, those run that need no large download.
 */
import { existsSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

import { closeBrowsers } from "./lib/browser.mjs";
import { setUp } from "./lib/project.mjs";
import { Skipped } from "./lib/skipped.mjs";
import { table } from "./lib/table.mjs";

/**
 * A project, and what must work in it.
 *
 * @typedef {import("./lib/project.mjs").Project} Project
 * @typedef {object} Consumer
 * @property {boolean} [isLarge] whether it needs a large download
 * @property {string} [platform] the only one that it is for, such as `linux-x64`
 * @property {string} [sources] the folder of the project, where that is not the consumer's own
 * @property {string} [configured] what has to be configured for the package; nothing, by default
 * @property {(project: Project) => Promise<string>} [version] of the tool that it is about
 * @property {Record<string, (project: Project) => Promise<string | void>>} checks by what they show. One throws where
 *   that does not work; what it returns is a remark for the table
 */

const here = dirname(fileURLToPath(import.meta.url));
const work = join(here, "../../target/consumers");
const PLATFORM = `${process.platform}-${process.arch}`;
const [packed, ...wanted] = process.argv.slice(2);
if (packed === undefined) throw new Error("usage: node tests/consumers/run.mjs TARBALL [--all | NAME...]");
const tarball = resolve(packed);

const names = readdirSync(here).filter((name) => existsSync(join(here, name, "consumer.mjs")));
const unknown = wanted.find((name) => name !== "--all" && !names.includes(name));
if (unknown !== undefined) throw new Error(`there is no consumer ${unknown}; there are ${names.join(", ")}`);

/** @type {string[][]} */
const rows = [["consumer", "version", "check", "", "seconds", "configured", ""]];
/** @type {string[]} */
const failures = [];
const counts = { works: 0, fails: 0, skipped: 0 };

for (const name of names) {
  /** @type {{ default: Consumer }} */
  const { default: consumer } = await import(`./${name}/consumer.mjs`);
  const isWanted = wanted.length === 0 ? !consumer.isLarge : wanted.includes("--all") || wanted.includes(name);
  if (isWanted) await tryOut(name, consumer);
}
await closeBrowsers();
console.log(`\n${[table(rows), ...failures].join("\n\n")}`);
console.log(`\n${counts.works} work, ${counts.fails} fail, ${counts.skipped} skipped`);
process.exitCode = counts.fails === 0 ? 0 : 1;

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
  const note = (/** @type {string} */ check, /** @type {Outcome} */ { result, seconds, remark }) => {
    console.log(`    ${name}, ${check}: ${result} (${seconds} s)`);
    counts[result] += 1;
    const shown = prepared.result === "works" ? prepared.remark : "";
    rows.push([name, shown, check, result, seconds, configured, result === "fails" ? "" : remark]);
    if (result === "fails") failures.push(`==> ${name}, ${check}\n${remark}`);
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

/** @typedef {{ result: keyof typeof counts, seconds: string, remark: string }} Outcome */

/** @returns {Promise<Outcome>} */
async function outcomeOf(/** @type {() => Promise<string | void>} */ work) {
  const started = performance.now();
  const end = (/** @type {keyof typeof counts} */ result, remark = "") => {
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    return { result, seconds, remark };
  };
  try {
    return end("works", (await work()) ?? "");
  } catch (error) {
    if (error instanceof Skipped) return end("skipped", error.message);
    return end("fails", error instanceof Error ? error.stack : String(error));
  }
}
