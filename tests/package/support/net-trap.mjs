// @ts-check
/**
 * The package's own module, made to trap: every function that it exports executes `unreachable` first while
 * {@link armed} is asked for. So what happens after a trap is seen with the module that users get, and no build has a
 * way to trap that another one lacks.
 *
 * The condition is in the module too: it asks its import `Date.now` and traps on a time before 1970.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Reader, readSections, SECTION } from "./wasm-reader.mjs";

const { now } = Date;

/** Makes the module trap as soon as it is entered. */
export function arm() {
  Date.now = () => -1;
}

export function disarm() {
  Date.now = now;
}

/** The module, compiled. */
export function trappingModule() {
  const file = createRequire(import.meta.url).resolve("ionoscloud-dataplatform/core.wasm");
  return new WebAssembly.Module(withTraps(readFileSync(file)));
}

/** An import or export of this kind is a function. */
const FUNCTION = 0;

/**
 * Puts `if Date.now() < 0: unreachable` before the code of each exported function.
 *
 * @param {Uint8Array} bytes
 */
function withTraps(bytes) {
  const sections = readSections(bytes);
  const body = (/** @type {number} */ id) => new Reader(sections.find((section) => section.id === id)?.bytes ?? bytes);
  const imports = importedFunctions(body(SECTION.import));
  const clock = clockAmong(imports, functionTypes(body(SECTION.type)));
  const exported = exportedFunctions(body(SECTION.export));
  const trap = [0x10, ...leb(clock), 0x44, 0, 0, 0, 0, 0, 0, 0, 0, 0x63, 0x04, 0x40, 0x00, 0x0b];
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

/** The function types, as text: `-> f64`. */
function functionTypes(/** @type {Reader} */ reader) {
  return reader.list(() => {
    reader.byte();
    return `${reader.take().join()} -> ${reader.take().join()}`;
  });
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

/** The number of the import that takes nothing and gives the time. */
function clockAmong(/** @type {{ name: string, type: number }[]} */ imports, /** @type {string[]} */ types) {
  const F64 = 0x7c;
  return imports.findIndex(({ name, type }) => name.startsWith("__wbg_now_") && types[type] === ` -> ${F64}`);
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
