// @ts-check
/** A small generator of random values from a seed, so that a failure can be run again. */

/** What JSON texts, and those who read them, stumble over. */
const STRINGS = [
  "",
  "a",
  "__proto__",
  "constructor",
  "toString",
  "id",
  "items",
  "name",
  "metadata",
  "properties",
  "state",
  "é",
  "😀",
  "\u0000",
  "\u2028",
  "\ud800",
  "\udc00x",
  "\\u",
  '"',
  "0",
  "-1",
  "ünï/cödé ~",
];
const NUMBERS = [0, -0, 1, -1, 0.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e21, 1e308, 5e-324];
/** Numbers as only a text can have them. No `1e-400`: it is no whole number until the host rounds it. */
const TEXTS = ["1e400", "-1e400", "0.0", "-0", "1E+2", "10000000000000000000000000"];

export class Random {
  #state;

  /** @param {number} seed */
  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** From 0 (included) to 1 (excluded): mulberry32. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number below a limit. @param {number} limit */
  below(limit) {
    return Math.floor(this.next() * limit);
  }

  /** @param {number} [chance] */
  flip(chance = 0.5) {
    return this.next() < chance;
  }

  /**
   * @template T
   * @param {readonly T[]} list
   * @returns {T}
   */
  pick(list) {
    return /** @type {T} */ (list[this.below(list.length)]);
  }

  string() {
    if (this.flip(0.7)) return this.pick(STRINGS);
    return String.fromCharCode(...Array.from({ length: this.below(8) }, () => this.below(0x10000)));
  }

  /** @param {number} length */
  bytes(length) {
    return Uint8Array.from({ length }, () => this.below(256));
  }

  /**
   * A JSON text.
   *
   * @param {number} [depth]
   * @returns {string}
   */
  json(depth = 4) {
    const kind = this.below(depth > 0 ? 7 : 5);
    if (kind === 0) return this.pick(["null", "true", "false"]);
    if (kind === 1) return String(this.pick(NUMBERS));
    if (kind === 2) return this.pick(TEXTS);
    if (kind <= 4) return JSON.stringify(this.string());
    const length = this.below(4);
    if (kind === 5) return `[${Array.from({ length }, () => this.json(depth - 1)).join(",")}]`;
    const members = Array.from({ length }, () => `${JSON.stringify(this.string())}:${this.json(depth - 1)}`);
    return `{${members.join(this.pick([",", " ,\n\t"]))}}`;
  }

  /** Bytes with some of them changed, taken out, or put in. @param {Uint8Array} bytes */
  damage(bytes) {
    const damaged = [...bytes];
    for (let times = 1 + this.below(3); times > 0; times -= 1) {
      const place = this.below(damaged.length + 1);
      const kind = this.below(4);
      if (kind === 0) damaged.splice(place, this.below(4));
      else if (kind === 1) damaged.splice(place, 0, ...this.bytes(1 + this.below(3)));
      else if (kind === 2)
        damaged.splice(
          place,
          1,
          ...Buffer.from(this.pick(['"', "{", "}", "[", "]", ",", ":", "\\", "0", "e", "-", "\ufeff", "null", " "])),
        );
      else damaged.length = place;
    }
    return Uint8Array.from(damaged);
  }
}

/**
 * Tries a property on so many random values, and says which seed broke it. `SEED` runs one again,
 * `RUNS=100` tries a hundred times as many.
 *
 * @param {number} runs
 * @param {(random: Random) => unknown} property
 */
export async function forAll(runs, property) {
  const { SEED, RUNS = "1" } = process.env;
  const first = Number(SEED ?? Date.now() % 1_000_000);
  const last = SEED === undefined ? first + runs * Number(RUNS) : first + 1;
  for (let seed = first; seed < last; seed += 1) {
    try {
      await property(new Random(seed));
    } catch (error) {
      throw new Error(`broken by SEED=${seed}`, { cause: error });
    }
  }
}
