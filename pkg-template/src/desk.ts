/**
 * A piece of the module's memory through which texts pass, and the bytes of answers: what is told is written
 * where the core reads it, what it answers is read where it wrote. See `src/exports/desk.rs`.
 */
import { decode, encodeInto, NO_BYTES } from "./text.js";
import type * as core from "./wasm/core-exports.js";

/** What the core module exports. */
export type Core = typeof core;

/** Enough for most messages. */
const LEAST = 4096;

export class Desk {
  readonly #core: Core;
  #bytes = NO_BYTES;

  constructor(core: Core) {
    this.#core = core;
  }

  /** Puts a text there, and bytes behind it; gives the length of the text. */
  put(text: string, body: Uint8Array): number {
    // A character of UTF-16 is three bytes of UTF-8 at most.
    const bytes = this.#room(text.length * 3 + body.length);
    const length = text === "" ? 0 : encodeInto(text, bytes);
    if (body.length > 0) bytes.set(body, length);
    return length;
  }

  /** Reads a text of so many bytes. */
  take(length: number): string {
    return decode(this.#room(length).subarray(0, length));
  }

  /** A view of so many bytes at least. Where the memory has grown, an old one is left without any. */
  #room(length: number): Uint8Array<ArrayBuffer> {
    if (this.#bytes.length < Math.max(length, LEAST)) {
      const most = Math.max(length, LEAST);
      // An address beyond 2 GiB comes as a negative number.
      const place = this.#core.room(most) >>> 0;
      this.#bytes = new Uint8Array(this.#core.memory.buffer as ArrayBuffer, place, most);
    }
    return this.#bytes;
  }
}
