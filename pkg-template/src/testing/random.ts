/**
 * Numbers from 0 (included) to 1 (excluded), the same for the same seed: MurmurHash3's finalizer over a counter. Even
 * enough for jitter, and nothing else is asked of it.
 */
export function seededRandom(seed: number): () => number {
  let counter = seed;
  return () => {
    counter = (counter + 0x9e3779b9) >>> 0;
    let hash = Math.imul(counter ^ (counter >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
  };
}
