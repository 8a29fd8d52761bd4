/** Texts as bytes, which is how they go into the module. */

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const encode = (text: string): Uint8Array => encoder.encode(text);

export const decode = (bytes: Uint8Array): string => decoder.decode(bytes);

/** A value as JSON; a value that is none is `null`. */
export const tell = (value: unknown): Uint8Array => encode(JSON.stringify(value) ?? "null");

export const NO_BYTES = new Uint8Array();
