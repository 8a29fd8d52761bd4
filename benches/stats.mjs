// @ts-check
/**
 * Figures from a machine that does other work too: contestants take turns in an order that changes, what counts is the
 * ratio between neighbours in time, and it is told with its spread.
 *
 * @typedef {{ q1: number, median: number, q3: number }} Spread
 * @typedef {{ ms: Spread, ratio: Spread }} Measured
 * @typedef {() => unknown} Work
 *
 * @typedef {object} Options
 * @property {number} rounds
 * @property {number} [warmUp] rounds that do not count
 * @property {"minor" | "major"} [collect] how thoroughly garbage is collected before a sample
 */
import process from "node:process";

export function spread(/** @type {readonly number[]} */ samples) {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (/** @type {number} */ part) => sorted[Math.round(part * (sorted.length - 1))] ?? NaN;
  return { q1: at(0.25), median: at(0.5), q3: at(0.75) };
}

/**
 * Lets each contestant run once in each round.
 *
 * @param {Record<string, Work>} contestants what gives a number tells its own milliseconds
 * @param {Options} options
 * @returns {Promise<Record<string, number[]>>} milliseconds for one time
 */
export async function compete(contestants, { rounds, warmUp = 2, collect = "minor" }) {
  const entries = Object.entries(contestants);
  /** @type {Record<string, number[]>} */
  const samples = Object.fromEntries(entries.map(([name]) => [name, []]));
  for (let round = -warmUp; round < rounds; round += 1) {
    for (const [name, work] of shuffled(entries)) {
      // What the one before left behind must not be collected on this one's time.
      globalThis.gc?.({ type: collect });
      const ms = await sample(work);
      if (round >= 0) samples[name]?.push(ms);
    }
  }
  return samples;
}

/** Holds the samples of each against those of one of them, round by round. */
export function against(/** @type {string} */ floor, /** @type {Record<string, number[]>} */ samples) {
  const floors = samples[floor] ?? [];
  /** @type {(of: number[]) => Measured} */
  const measured = (of) => ({ ms: spread(of), ratio: spread(of.map((ms, round) => ms / (floors[round] ?? NaN))) });
  return Object.fromEntries(Object.entries(samples).map(([name, of]) => [name, measured(of)]));
}

async function sample(/** @type {Work} */ work) {
  const started = performance.now();
  const told = await work();
  return typeof told === "number" ? told : performance.now() - started;
}

/** The milliseconds of processor time that this process had: what other programs take does not count. */
export function processorTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Does the work so often in a row, and tells the processor time for one. */
export const repeated = (/** @type {number} */ times, /** @type {Work} */ work) => async () => {
  const started = processorTime();
  for (let time = 0; time < times; time += 1) await work();
  return (processorTime() - started) / times;
};

/** @template T @param {readonly T[]} items @returns {T[]} */
function shuffled(items) {
  const keyed = items.map((item) => ({ item, key: Math.random() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}

export const ratio = (/** @type {Spread} */ { q1, median, q3 }) =>
  `${median.toFixed(2)}× (${q1.toFixed(2)}–${q3.toFixed(2)})`;

export function milliseconds(/** @type {Spread} */ { median }) {
  if (median >= 10_000) return `${(median / 1000).toFixed(1)} s`;
  if (median >= 100) return `${median.toFixed(0)} ms`;
  if (median >= 1) return `${median.toFixed(1)} ms`;
  const micro = median * 1000;
  return `${micro.toFixed(micro >= 10 ? 0 : 1)} µs`;
}

export const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1_000).toFixed(1)} KB`;
export const megabytes = (/** @type {number} */ bytes) => `${(bytes / 1_000_000).toFixed(1)} MB`;
