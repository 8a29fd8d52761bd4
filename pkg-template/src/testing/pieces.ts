const PIECES = 8;

/** The pieces in which a slow body comes; at least one, also of nothing. */
export function piecesOf<B extends ArrayBufferLike>(body: Uint8Array<B>): Uint8Array<B>[] {
  const size = Math.max(1, Math.ceil(body.length / PIECES));
  const count = Math.max(1, Math.ceil(body.length / size));
  return Array.from({ length: count }, (_, index) => body.subarray(index * size, (index + 1) * size));
}
