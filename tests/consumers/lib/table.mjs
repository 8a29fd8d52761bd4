// @ts-check

/** Lines up the columns of a table whose first row is its head. */
export function table(/** @type {readonly (readonly string[])[]} */ rows) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (/** @type {readonly string[]} */ row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
  return rows.map((row) => `    ${line(row).join("  ").trimEnd()}`).join("\n");
}
