// @ts-check
/** Tables, for a terminal and for Markdown. The first row is the head. */

/** Lines up the columns. */
export function table(/** @type {readonly (readonly string[])[]} */ rows) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (/** @type {readonly string[]} */ row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
  return rows.map((row) => `    ${line(row).join("  ").trimEnd()}`).join("\n");
}

/** All columns but the first hold figures. */
export function markdown(/** @type {readonly (readonly string[])[]} */ [head = [], ...rows]) {
  const rule = head.map((_, column) => (column === 0 ? "---" : "--:"));
  return [head, rule, ...rows].map((row) => `| ${row.join(" | ")} |\n`).join("");
}
