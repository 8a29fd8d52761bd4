// @ts-check
/**
 * @typedef {object} Sleeper
 * @property {number} ms How long it wants to sleep.
 * @property {number} at When it wakes.
 * @property {() => void} wake
 */

/**
 * A clock in the hand of a test, an option `clock` of a client.
 *
 * Sleeps of up to `skip` milliseconds end at once, and time moves on by as much; longer ones last until the test lets
 * time pass. So back-offs are skipped, and the deadline of a request to a real server does not pass meanwhile. Where
 * both are of any length, the clock's own `fetch` tells them apart: no time is skipped while a request is under way.
 */
export class HandClock {
  /** Every sleep that was asked for, in milliseconds. @type {number[]} */
  sleeps = [];
  /** Those that ended at once. @type {number[]} */
  skipped = [];
  /** What `random` gives. */
  chance = 0.5;
  #now;
  #skip;
  #underWay = new Set();
  /** @type {Set<Sleeper>} */
  #sleepers = new Set();
  /** @type {(() => void)[]} */
  #watchers = [];

  constructor({ skip = 0, start = Date.UTC(2026, 0, 1) } = {}) {
    this.#now = start;
    this.#skip = skip;
  }

  now = () => this.#now;

  random = () => this.chance;

  /** The host's `fetch`. An aborted request is no longer under way, even if its promise comes later. */
  fetch = async (/** @type {string} */ url, /** @type {RequestInit} */ init) => {
    const request = {};
    this.#underWay.add(request);
    init.signal?.addEventListener("abort", () => this.#underWay.delete(request));
    try {
      return await globalThis.fetch(url, init);
    } finally {
      this.#underWay.delete(request);
    }
  };

  /**
   * @param {number} ms
   * @param {AbortSignal} signal
   * @returns {Promise<void>}
   */
  sleep = (ms, signal) => {
    this.sleeps.push(ms);
    if (ms <= this.#skip && this.#underWay.size === 0) {
      this.skipped.push(ms);
      this.#now += ms;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const sleeper = { ms, at: this.#now + ms, wake: resolve };
      this.#sleepers.add(sleeper);
      signal.addEventListener("abort", () => {
        this.#sleepers.delete(sleeper);
        reject(signal.reason);
      });
      for (const watcher of this.#watchers.splice(0)) watcher();
    });
  };

  /** How long those who sleep now wanted to sleep. */
  get asleep() {
    return [...this.#sleepers].map(({ ms }) => ms);
  }

  /**
   * Waits until somebody sleeps for so many milliseconds.
   *
   * @param {number} ms
   */
  async untilAsleep(ms) {
    while (!this.asleep.includes(ms)) {
      await new Promise((resolve) => this.#watchers.push(() => resolve(undefined)));
    }
  }

  /**
   * Lets time pass, and wakes whoever was to wake meanwhile.
   *
   * @param {number} ms
   */
  pass(ms) {
    this.#now += ms;
    for (const sleeper of this.#sleepers) {
      if (sleeper.at > this.#now) continue;
      this.#sleepers.delete(sleeper);
      sleeper.wake();
    }
  }
}
