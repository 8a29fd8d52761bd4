/** Time and chance: the host's, or those that the caller controls. */
import { notify, read } from "./foreign.js";
import type { Clock } from "./options.js";

/** The longest delay that `setTimeout` keeps; a longer one fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Ends something before its time. */
export type Stop = () => void;

/** What `ask` gives if it is a number; what a foreign clock does is its own business. */
function numberFrom(ask: () => unknown): number | undefined {
  try {
    const number = ask();
    return Number.isFinite(number) ? (number as number) : undefined;
  } catch {
    return undefined;
  }
}

/** Milliseconds since the epoch. */
export function now(clock: Clock | undefined): number {
  return (clock && numberFrom(() => clock.now())) ?? Date.now();
}

/** A number from 0 (included) to 1 (excluded). */
export function random(clock: Clock | undefined): number {
  const chance = clock && numberFrom(() => clock.random?.());
  return chance !== undefined && chance >= 0 && chance < 1 ? chance : Math.random();
}

/** Calls back after a time. A clock that cannot sleep must not make a busy loop: then the host's timer serves. */
export function sleep(clock: Clock | undefined, ms: number, wake: () => void): Stop {
  if (clock === undefined) return hostSleep(ms, wake);
  const controller = new AbortController();
  let stop: Stop = () => controller.abort();
  let isOver = false;
  const asleep = new Promise((resolve) => resolve(clock.sleep(ms, controller.signal)));
  asleep.then(
    () => {
      if (!isOver) wake();
    },
    () => {
      if (!isOver) stop = hostSleep(ms, wake);
    },
  );
  return () => {
    isOver = true;
    stop();
  };
}

function hostSleep(ms: number, wake: () => void): Stop {
  if (ms > LONGEST_TIMER_MS) return longSleep(ms, wake);
  const timer = setTimeout(wake, Math.ceil(ms));
  return () => clearTimeout(timer);
}

function longSleep(ms: number, wake: () => void): Stop {
  let stop = hostSleep(LONGEST_TIMER_MS, () => {
    stop = hostSleep(ms - LONGEST_TIMER_MS, wake);
  });
  return () => stop();
}

/** Whether a signal, which may be of another kind than the host's, is aborted. */
export const isAborted = (signal: AbortSignal | undefined): boolean =>
  signal !== undefined && Boolean(read(signal, "aborted"));

/** Those who listen to a signal, and its one listener. */
interface Listeners {
  all: Set<Stop>;
  tell: () => void;
}

const heard = new WeakMap<AbortSignal, Listeners>();

/**
 * Calls back when a signal is aborted. However many listen, the signal has one listener: Node.js takes more
 * than ten for a leak, and says so. The last one who stops ends it: a signal may live as long as the process.
 */
export function listen(signal: AbortSignal, abort: Stop): Stop {
  let listeners = heard.get(signal);
  if (listeners === undefined) {
    const all = new Set<Stop>();
    const tell = (): void => {
      for (const each of [...all]) each();
    };
    listeners = { all, tell };
    // First what may throw, where the signal is of another kind than the host's.
    signal.addEventListener("abort", tell);
    heard.set(signal, listeners);
  }
  const { all, tell } = listeners;
  all.add(abort);
  return () => {
    if (!all.delete(abort) || all.size > 0) return;
    heard.delete(signal);
    notify(() => signal.removeEventListener("abort", tell));
  };
}
