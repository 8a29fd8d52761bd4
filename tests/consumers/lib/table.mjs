// @ts-check
/** What came of the checks, for people. */

/**
 * A check, and what came of it.
 *
 * @typedef {object} Entry
 * @property {string} name of the consumer
 * @property {string} version
 * @property {string} check
 * @property {"works" | "fails" | "skipped"} result
 * @property {number} seconds
 * @property {string} configured
 * @property {string} remark
 */

/** A line for each check. */
export function table(/** @type {readonly Entry[]} */ entries) {
  const head = ["consumer", "version", "check", "", "seconds", "configured", ""];
  const rows = entries.map(({ name, version, check, result, seconds, configured, remark }) => {
    return [name, version, check, result, seconds.toFixed(1), configured, result === "fails" ? "" : remark];
  });
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (/** @type {readonly string[]} */ row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
  return all.map((row) => `    ${line(row).join("  ").trimEnd()}`).join("\n");
}

/** A row for each consumer, in Markdown. */
export function summary(/** @type {readonly Entry[]} */ entries) {
  const groups = new Map(entries.map(({ name }) => [name, entries.filter((entry) => entry.name === name)]));
  const rows = [...groups].map(([name, checks]) => {
    const works = checks.filter(({ result }) => result === "works").length;
    const seconds = checks.reduce((sum, check) => sum + check.seconds, 0).toFixed(1);
    const { version = "", configured = "" } = checks[0] ?? {};
    return [`\`${name}\``, version, `${works} of ${checks.length}`, seconds, configured];
  });
  const head = ["project", "version", "checks that work", "seconds", "to configure"];
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}
