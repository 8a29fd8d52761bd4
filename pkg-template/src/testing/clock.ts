import { seededRandom } from "./random.js";
import { Sleepers } from "./sleepers.js";
import { nextTurn } from "./turn.js";

/** What the emulator's clock can do. It is also what the client takes as its option `clock`. */
export interface EmulatorClock {
  /** The time, in whole milliseconds since the epoch. */
  now(): number;

  /**
   * Waits.
   *
   * Everything that a test wants to happen "meanwhile" waits on this clock too, and so happens in the right order.
   *
   * @example
   * ```js
   * const controller = new AbortController();
   * void emulator.clock.sleep(60_000).then(() => controller.abort());
   * await dp.clusters.waitUntilAvailable(id, { signal: controller.signal }); // gives up after a minute, at once
   * ```
   *
   * @param ms - How long, in milliseconds. Zero, less than zero and `NaN` end with the next turn of the event loop;
   * `Infinity` ends only with the signal.
   * @param signal - Ends the wait early: the promise rejects with the signal's reason.
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;

  /** Lets `ms` milliseconds pass. Whoever was to wake on the way wakes, in order of their time. */
  advance(ms: number): Promise<void>;

  /**
   * Keeps a virtual clock still until `work` has settled, and returns it.
   *
   * The clock knows of the work that goes through the emulator and of nothing else. Where a program waits for something
   * real while a deadline runs, such as a token function that reads a file, it says so with this.
   *
   * @example
   * ```js
   * const token = () => emulator.clock.hold(readFile("token.txt", "utf8"));
   * ```
   */
  hold<T>(work: Promise<T>): Promise<T>;

  /** A number from 0 (included) to 1 (excluded), from the emulator's seed: a client's jitter, the same each time. */
  random(): number;
}

/** How time runs: the option `clock` of an emulator. */
export type ClockMode = "virtual" | "real" | { readonly speed: number };

/** Where a virtual clock begins. Fixed, so that two runs of a test see the same dates. */
const VIRTUAL_START = Date.UTC(2025, 0, 1);

/** The last moment that the core can tell: RFC 3339 has four digits for the year. No clock is set to a later one. */
const LAST_MOMENT = Date.UTC(10_000, 0) - 1;

/** So much room a clock has at least before its last moment: a year. */
const LAST_START = Date.UTC(9999, 0);

/** Speeds are at most this: even so, a clock takes months of real time to its last moment. */
export const HIGHEST_SPEED = 10_000_000;

/** The clock, as its emulator has it. */
export interface OwnClock extends EmulatorClock {
  /** Begins again with the numbers from the seed. */
  reseed(): void;
}

/** Makes the clock of an emulator. */
export function createClock(mode: ClockMode = "virtual", start?: Date | number, seed = 0): OwnClock {
  const epoch = start === undefined ? undefined : checkedStart(start);
  if (mode === "virtual") return new VirtualClock(seed, epoch ?? VIRTUAL_START);
  if (mode === "real") return new ScaledClock(seed, 1, epoch);
  if (typeof mode === "object" && mode !== null) return new ScaledClock(seed, mode.speed, epoch);
  throw new TypeError(`clock must be "virtual", "real" or { speed }, not ${JSON.stringify(mode)}`);
}

function checkedStart(start: Date | number): number {
  const epoch = Math.floor(Number(start));
  if (epoch >= 0 && epoch <= LAST_START) return epoch;
  const range = "from the beginning of 1970 to that of 9999";
  throw new RangeError(`start must be a valid Date, or milliseconds since the epoch, ${range}, not ${Number(start)}`);
}

/** The sleepers, and what is the same at any speed. */
abstract class SleepersClock implements OwnClock {
  protected readonly sleepers = new Sleepers();
  readonly #seed: number;
  #next: () => number;

  constructor(seed: number) {
    this.#seed = seed;
    this.#next = seededRandom(seed);
  }

  readonly random = (): number => this.#next();

  reseed(): void {
    this.#next = seededRandom(this.#seed);
  }

  abstract now(): number;
  abstract advance(ms: number): Promise<void>;
  abstract hold<T>(work: Promise<T>): Promise<T>;
  /** Called whenever someone has gone to sleep or was called off. */
  protected abstract changed(): void;

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const callOff = () => {
        leave();
        reject(signal?.reason);
        this.changed();
      };
      const wake = () => {
        signal?.removeEventListener("abort", callOff);
        resolve();
      };
      const leave = this.sleepers.add({ at: this.now() + (ms > 0 ? ms : 0), wake });
      signal?.addEventListener("abort", callOff, { once: true });
      this.changed();
    });
  }

  /** When the next sleeper wakes; `undefined` where none ever will. */
  protected nextWake(): number | undefined {
    const at = this.sleepers.next?.at;
    return at === undefined || at > LAST_MOMENT ? undefined : at;
  }

  protected wakeDue(now: number): void {
    for (let sleeper; (sleeper = this.sleepers.takeDue(now)); ) sleeper.wake();
  }
}

/**
 * So many turns of the event loop in a row must pass without a change before time jumps. One lets everything run that
 * was ready; the second lets run what that has set off in the host, such as the reading of a body.
 */
const QUIET_TURNS = 2;

/**
 * Time that stands still while work is under way and otherwise jumps to the next sleeper: a discrete-event simulation.
 */
class VirtualClock extends SleepersClock {
  #now: number;
  #holds = 0;
  #quietTurns = 0;
  #watching = false;

  constructor(seed: number, start: number) {
    super(seed);
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  async advance(ms: number): Promise<void> {
    await this.sleep(checkedAdvance(ms, this.#now));
  }

  async hold<T>(work: Promise<T>): Promise<T> {
    this.#holds += 1;
    try {
      return await work;
    } finally {
      this.#holds -= 1;
      this.changed();
    }
  }

  protected changed(): void {
    this.#quietTurns = 0;
    if (this.#watching || !this.#mayJump()) return;
    this.#watching = true;
    nextTurn(this.#turn);
  }

  #mayJump(): boolean {
    return this.#holds === 0 && this.nextWake() !== undefined;
  }

  readonly #turn = (): void => {
    this.#watching = false;
    if (!this.#mayJump()) return;
    this.#quietTurns += 1;
    if (this.#quietTurns >= QUIET_TURNS) this.#jump();
    if (!this.#mayJump()) return;
    this.#watching = true;
    nextTurn(this.#turn);
  };

  #jump(): void {
    this.#quietTurns = 0;
    this.#now = Math.max(this.#now, Math.ceil(this.nextWake() ?? 0));
    this.wakeDue(this.#now);
  }
}

/** `setTimeout` fires at once for a longer delay. */
export const LONGEST_TIMEOUT = 2 ** 31 - 1;

// Taken when this module is loaded, for the reason given in `turn.ts`.
const { performance, setTimeout, clearTimeout } = globalThis;
const { now: dateNow } = Date;

/** Time that runs by itself, so many times as fast as the real one. */
export class ScaledClock extends SleepersClock {
  #speed: number;
  /** The time on this clock at the moment `#since`, which is read from the host's monotonic clock. */
  #base: number;
  #since = performance.now();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(seed: number, speed: number, start: number = dateNow()) {
    super(seed);
    this.#speed = checkedSpeed(speed);
    this.#base = start;
  }

  now(): number {
    return Math.floor(this.#exactly());
  }

  /** How many times as fast as real time. At 0 the clock stands, and only {@link advance} moves it. */
  get speed(): number {
    return this.#speed;
  }

  set speed(speed: number) {
    const checked = checkedSpeed(speed);
    this.#base = this.#exactly();
    this.#since = performance.now();
    this.#speed = checked;
    this.changed();
  }

  async advance(ms: number): Promise<void> {
    this.#base += checkedAdvance(ms, this.#exactly());
    this.#wake();
    await new Promise<void>(nextTurn);
  }

  hold<T>(work: Promise<T>): Promise<T> {
    return work;
  }

  #exactly(): number {
    return this.#base + (performance.now() - this.#since) * this.#speed;
  }

  protected changed(): void {
    clearTimeout(this.#timer);
    const next = this.nextWake();
    if (next === undefined) return;
    const left = Math.max(0, next - this.#exactly());
    const ms = left === 0 ? 0 : Math.ceil(left / this.#speed);
    if (ms !== Infinity) this.#timer = setTimeout(this.#wake, Math.min(ms, LONGEST_TIMEOUT));
  }

  readonly #wake = (): void => {
    this.wakeDue(this.#exactly());
    this.changed();
  };
}

function checkedSpeed(speed: number): number {
  if (Number.isFinite(speed) && speed >= 0 && speed <= HIGHEST_SPEED) return speed;
  throw new RangeError(`speed must be a number from 0 to ${HIGHEST_SPEED}, not ${String(speed)}`);
}

function checkedAdvance(ms: number, now: number): number {
  if (!Number.isFinite(ms) || ms < 0) {
    throw new RangeError(`time advances by a number of milliseconds of 0 or more, not ${String(ms)}`);
  }
  if (now + ms > LAST_MOMENT) throw new RangeError(`time ends with the year 9999: it cannot advance by ${ms} ms`);
  return ms;
}
