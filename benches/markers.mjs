// @ts-check
/** Parts of a README that programs write. */

/** Puts `content` between the lines `<!-- NAME -->` and `<!-- /NAME -->`. */
export function between(/** @type {string} */ text, /** @type {string} */ name, /** @type {string} */ content) {
  const place = new RegExp(`(?<=<!-- ${name} -->\n)[^]*(?=<!-- /${name} -->)`);
  if (!place.test(text)) throw new Error(`README.md has no place for ${name}`);
  return text.replace(place, () => content);
}
