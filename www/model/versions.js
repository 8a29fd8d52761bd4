// @ts-check

/**
 * Versions order part by part as numbers, the newest first: 23.11 is newer than 23.4. In which order the service lists
 * them, it does not say.
 *
 * @param {readonly string[]} versions
 */
export function newestFirst(versions) {
  return versions.toSorted((a, b) => b.localeCompare(a, "en", { numeric: true }));
}
