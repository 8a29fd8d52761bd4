// @ts-check
/**
 * A module of WebAssembly as JavaScript: no second file, no MIME type, nothing for a bundler to copy.
 *
 * Not base64: it spreads each byte over two characters, so that what repeats in the module repeats only where it comes
 * to lie the same within three bytes, and a bundle compresses to a quarter more than the module does. Here each byte is
 * one character, or two where it is rare, and the text compresses to what the module compresses to.
 *
 * The characters are printable ASCII that no minifier escapes, whatever its quotes and its charset, that ends no script
 * of a page, and that means nothing to `String.prototype.replace`.
 */
const CHARACTERS = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).filter(
  (character) => !"\"'`\\$<&".includes(character),
);

/** The last two of ASCII: each stands before the character of a frequent byte, and makes it that of a rare one. */
const ESCAPES = "}~";

/**
 * A script that exports `bytes()`. Its text begins with the characters of the bytes in order, by which the rest is read,
 * an escape for each of the rare ones: in parts, because a function that is called often is compiled sooner than a loop
 * that takes long. That saves a sixth of the time.
 */
export function inline(/** @type {Buffer} */ module) {
  const codes = codesOf(module);
  const table = codes.map((code) => code[0]);
  const text = Array.from(module, (byte) => codes[byte]);
  return `export function bytes() {
  const codes = new TextEncoder().encode(text);
  const values = new Uint8Array(384);
  const bytes = new Uint8Array(${module.length});
  const frequent = [];
  const rare = [];
  let next = 0;
  for (; next < 256; next++) {
    const code = codes[next];
    if (code > 124) rare.push(next);
    else {
      values[code] = next;
      frequent.push(code);
    }
  }
  rare.forEach((byte, index) => {
    values[(index < frequent.length ? 128 : 256) + frequent[index % frequent.length]] = byte;
  });
  const read = (next, index, end) => {
    while (index < end) {
      const code = codes[next++];
      bytes[index++] = values[code > 124 ? (code - 124) * 128 + codes[next++] : code];
    }
    return next;
  };
  for (let index = 0; index < bytes.length; index += 512) {
    next = read(next, index, Math.min(index + 512, bytes.length));
  }
  return bytes;
}
const text =
  "${table.join("")}${text.join("")}";
`;
}

/**
 * Bytes that say more than others about the next one, with characters that are not of the kind of many others. Brotli
 * takes this for prose and predicts a byte by the kinds of the two before it: blank, bracket, vowel, digit, … (RFC 7932,
 * 7.1). What reads a local is 0x20 and keeps the blank, a kind of its own; what writes one, what begins a constant or a
 * call and how an address is aligned get others. A hundredth of the module.
 */
const KINDS = new Map([
  [0x21, "="],
  [0x22, "%"],
  [0x02, "."],
  [0x41, "("],
  [0x10, ")"],
  [0x40, "/"],
  [0x04, "0"],
  [0x28, "6"],
  [0x01, "O"],
]);

/** The code of each byte: itself where it can be, which suits compressors that know words. */
function codesOf(/** @type {Buffer} */ module) {
  const plain = CHARACTERS.filter((character) => !ESCAPES.includes(character));
  const bytes = byFrequency(module);
  const frequent = ascending(bytes.slice(0, plain.length));
  const rare = ascending(bytes.slice(plain.length));

  /** @type {string[]} */
  const codes = [];
  const free = new Set(plain);
  const take = (/** @type {number} */ byte, /** @type {string | undefined} */ character) => {
    if (character !== undefined && codes[byte] === undefined && free.delete(character)) codes[byte] = character;
  };
  for (const byte of frequent) take(byte, KINDS.get(byte));
  for (const byte of frequent) take(byte, String.fromCharCode(byte));
  const left = [...free];
  for (const byte of frequent) codes[byte] ??= left.shift() ?? "";
  for (const [index, byte] of rare.entries()) {
    const escape = index < frequent.length ? "}" : "~";
    codes[byte] = escape + codes[frequent[index % frequent.length] ?? 0];
  }
  return codes;
}

/** Every byte there is, the most frequent first. */
function byFrequency(/** @type {Buffer} */ module) {
  const counts = new Uint32Array(256);
  for (const byte of module) counts[byte] = (counts[byte] ?? 0) + 1;
  const bytes = [...counts.keys()];
  return bytes.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b);
}

function ascending(/** @type {number[]} */ bytes) {
  return bytes.sort((a, b) => a - b);
}
