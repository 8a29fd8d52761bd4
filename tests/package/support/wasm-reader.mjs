// @ts-check
/** Reading of WebAssembly's binary format, see "Binary Format" in the specification. */

/** Numbers of sections. */
export const SECTION = { type: 1, import: 2, export: 7, code: 10, data: 11 };

export class Reader {
  at = 0;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
  }

  get isDone() {
    return this.at >= this.bytes.length;
  }

  byte() {
    return /** @type {number} */ (this.bytes[this.at++]);
  }

  /** A number in LEB128. */
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }

  take(length = this.number()) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  text() {
    return new TextDecoder().decode(this.take());
  }

  /**
   * @template T
   * @param {(index: number) => T} read
   */
  list(read) {
    return Array.from({ length: this.number() }, (_, index) => read(index));
  }
}

export function readSections(/** @type {Uint8Array} */ bytes) {
  const reader = new Reader(bytes);
  reader.take(8);
  const sections = [];
  while (!reader.isDone) sections.push({ id: reader.byte(), bytes: reader.take() });
  return sections;
}
