// @ts-check
/** The documentation of the project, taken apart. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The folder of the project. */
export const project = /** @type {string} */ (process.env.PROJECT_DIR);

/**
 * A fenced block of code.
 *
 * @typedef {object} Block
 * @property {string} language
 * @property {boolean} isOnlyChecked Whether it says, with the word `check`, that it cannot run here.
 * @property {string} code
 * @property {string} page
 * @property {number} line The first line of its code.
 * @property {string} place
 */

/** The pages, relative to the project: those of the root, and the guide. */
export const pages = [...markdownIn("."), ...markdownIn("docs")];

/** @param {string} folder */
function markdownIn(folder) {
  const names = readdirSync(join(project, folder)).filter((name) => name.endsWith(".md"));
  return names.sort().map((name) => (folder === "." ? name : `${folder}/${name}`));
}

/** @param {string} page */
export function read(page) {
  return readFileSync(join(project, page), "utf8").replaceAll("\r\n", "\n");
}

/** The blocks of all pages. */
export const blocks = pages.flatMap(blocksOf);

/**
 * @param {string} page
 * @returns {Block[]}
 */
function blocksOf(page) {
  const text = read(page);
  const fences = text.matchAll(/^```(\S+)(?: (\S+))?\n([\s\S]*?)^```$/gm);
  return [...fences].map(({ index, 1: language = "", 2: flag, 3: code = "" }) => {
    const line = text.slice(0, index).split("\n").length + 1;
    return { language, isOnlyChecked: flag === "check", code, page, line, place: `${page}:${line}` };
  });
}

/** @param {string} page */
export function proseOf(page) {
  return read(page).replace(/^```[\s\S]*?^```$/gm, "");
}

/**
 * The cells of a table, row by row, without its head.
 *
 * @param {string} page
 * @param {string} head The beginning of the table's first line.
 */
export function tableOf(page, head) {
  const lines = read(page).split("\n");
  const first = lines.findIndex((line) => line.startsWith(head));
  if (first < 0) throw new Error(`${page} has no table that begins with ${head}`);
  const rows = lines.slice(first + 2);
  const end = rows.findIndex((line) => !line.startsWith("|"));
  return rows.slice(0, end).map((row) => row.split("|").slice(1, -1).map((cell) => cell.trim()));
}
