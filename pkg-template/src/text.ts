/** Texts as bytes. */

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const encode = (text: string): Uint8Array => encoder.encode(text);

export const decode = (bytes: Uint8Array): string => decoder.decode(bytes);

/** Writes a text into bytes that have room for it; gives how many it is. */
export const encodeInto = (text: string, bytes: Uint8Array): number => encoder.encodeInto(text, bytes).written;

export const NO_BYTES = new Uint8Array();
