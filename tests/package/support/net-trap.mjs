// @ts-check
/**
 * The package's own module, made to trap: every function that it exports executes `unreachable` first while
 * {@link arm}ed. So what happens after a trap is seen with the module that users get, and no build has a
 * way to trap that another one lacks.
 *
 * The condition is in the module too: a byte of its memory, at the end of the stack that no call ever reaches.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Reader, readSections, SECTION } from "./wasm-reader.mjs";

const PLACE = 16;

let isArmed = false;
/** @type {WebAssembly.Memory[]} */
const memories = [];

/** An instance whose memory is in the hand of the test. */
class Instance extends WebAssembly.Instance {
  constructor(/** @type {WebAssembly.Module} */ module, /** @type {WebAssembly.Imports} */ imports) {
    super(module, imports);
    const { memory } = this.exports;
    if (memory instanceof WebAssembly.Memory) memories.push(memory);
    set(isArmed);
  }
}
WebAssembly.Instance = Instance;

function set(/** @type {boolean} */ armed) {
  isArmed = armed;
  for (const { buffer } of memories) new Uint8Array(buffer)[PLACE] = Number(armed);
}

/** Makes the module trap as soon as it is entered. */
export const arm = () => set(true);

export const disarm = () => set(false);

/** The module, compiled. */
export function trappingModule() {
  const file = createRequire(import.meta.url).resolve("ionoscloud-dataplatform/core.wasm");
  return new WebAssembly.Module(withTraps(readFileSync(file)));
}

/** An import or export of this kind is a function. */
const FUNCTION = 0;

/**
 * Puts `if memory[PLACE]: unreachable` before the code of each exported function.
 *
 * @param {Uint8Array} bytes
 */
function withTraps(bytes) {
  const sections = readSections(bytes);
  const body = (/** @type {number} */ id) => new Reader(sections.find((section) => section.id === id)?.bytes ?? bytes);
  const imports = importedFunctions(body(SECTION.import));
  const exported = exportedFunctions(body(SECTION.export));
  const trap = [0x41, PLACE, 0x2d, 0, 0, 0x04, 0x40, 0x00, 0x0b];
  const parts = [...bytes.subarray(0, 8)];
  for (const section of sections) {
    const isCode = section.id === SECTION.code;
    const content = isCode ? insert(new Reader(section.bytes), trap, (n) => exported.has(n + imports.length)) : section.bytes;
    parts.push(section.id, ...leb(content.length));
    for (const byte of content) parts.push(byte);
  }
  return Uint8Array.from(parts);
}

/** A number in LEB128. */
function leb(/** @type {number} */ value) {
  const bytes = [];
  for (; value >= 0x80; value = Math.floor(value / 0x80)) bytes.push((value % 0x80) | 0x80);
  return [...bytes, value];
}

/** The imported functions: those of the module come after them in its numbering. */
function importedFunctions(/** @type {Reader} */ reader) {
  const imports = reader.list(() => {
    reader.text();
    const name = reader.text();
    const kind = reader.byte();
    if (kind !== FUNCTION) throw new Error(`${name} is no function`);
    return { name, type: reader.number() };
  });
  return imports;
}

function exportedFunctions(/** @type {Reader} */ reader) {
  const numbers = reader.list(() => {
    reader.text();
    return { kind: reader.byte(), number: reader.number() };
  });
  return new Set(numbers.filter(({ kind }) => kind === FUNCTION).map(({ number }) => number));
}

/**
 * The code section with instructions before the code of some functions.
 *
 * @param {Reader} reader
 * @param {number[]} instructions
 * @param {(index: number) => boolean} isMeant
 */
function insert(reader, instructions, isMeant) {
  const bodies = reader.list((index) => {
    const body = reader.take();
    if (!isMeant(index)) return [...leb(body.length), ...body];
    const locals = new Reader(body);
    locals.list(() => [locals.number(), locals.byte()]);
    const longer = [...body.subarray(0, locals.at), ...instructions, ...body.subarray(locals.at)];
    return [...leb(longer.length), ...longer];
  });
  return [...leb(bodies.length), ...bodies.flat()];
}
