// @ts-check
/** Where a module can panic. */
import { Reader, readSections, SECTION } from "./wasm-reader.mjs";

/** @typedef {{ path: string, line: number, column: number }} Place */

const MOST_MEMORY = 2 ** 24;

/**
 * The places in a module's data that panics point to. In memory, a `core::panic::Location` is four words: where its
 * file's name is, how long that is, the line and the column.
 *
 * @param {Uint8Array} bytes
 */
export function panics(bytes) {
  const { memory, segments } = load(bytes);
  const words = new DataView(memory.buffer);
  const isText = (/** @type {number} */ from, /** @type {number} */ length) =>
    segments.some(({ start, end }) => from >= start && from + length <= end);
  /** @type {Place[]} */
  const places = [];
  for (const { start, end } of segments) {
    for (let at = Math.ceil(start / 4) * 4; at + 16 <= end; at += 4) {
      const [from, length, line, column] = [0, 4, 8, 12].map((offset) => words.getUint32(at + offset, true));
      if (from === undefined || !length || !line || !column || !isText(from, length)) continue;
      const path = new TextDecoder().decode(memory.subarray(from, from + length));
      if (/^[\x21-\x7e]+\.rs$/.test(path)) places.push({ path, line, column });
    }
  }
  return places;
}

/** The memory as the module's data fills it. */
function load(/** @type {Uint8Array} */ bytes) {
  const memory = new Uint8Array(MOST_MEMORY);
  const data = readSections(bytes).find(({ id }) => id === SECTION.data);
  const reader = new Reader(data?.bytes ?? new Uint8Array(1));
  const segments = reader.list(() => {
    const start = offset(reader);
    const content = reader.take();
    memory.set(content, start);
    return { start, end: start + content.length };
  });
  return { memory, segments };
}

/** Where an active segment of the only memory begins: `i32.const` and `end`. */
function offset(/** @type {Reader} */ reader) {
  const [mode, constant, start, end] = [reader.number(), reader.byte(), reader.number(), reader.byte()];
  if (mode !== 0 || constant !== 0x41 || end !== 0x0b) throw new Error("a segment of another kind");
  return start;
}

/** The crate that a path is of, unless it is this project's: of the toolchain's library, or of a registry. */
export function ownerOf(/** @type {string} */ path) {
  const [, library] = /\blibrary\/(alloc|core|std)\/src\//.exec(path) ?? [];
  const [, dependency] = /([\w-]+?)-\d+\.\d+\.\d+[^/]*\/src\//.exec(path) ?? [];
  return library ?? dependency;
}
