/** Texts as bytes, which is how they go into the module. */

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const encode = (text: string): Uint8Array => encoder.encode(text);

export const decode = (bytes: Uint8Array): string => decoder.decode(bytes);

/** What is told is short: where its bytes fit in here, none are to be allocated. The core copies them at once. */
const scratch = new Uint8Array(2048);

/** A value as JSON; a value that is none is `null`. */
export function tell(value: unknown): Uint8Array {
  const text = JSON.stringify(value) ?? "null";
  if (text.length * 3 > scratch.length) return encode(text);
  return scratch.subarray(0, encoder.encodeInto(text, scratch).written);
}

export const NO_BYTES = new Uint8Array();
