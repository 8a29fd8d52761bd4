// @ts-check

/** Thrown by a check that cannot be made on this machine; the message says what is missing. */
export class Skipped extends Error {}
