// @ts-check

/** Writes text into the page. */
export function show(/** @type {string} */ text) {
  const output = document.querySelector("output");
  if (output !== null) output.value = text;
}
