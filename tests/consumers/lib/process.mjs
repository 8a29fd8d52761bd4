// @ts-check
/** Running other programs. */
import { spawn } from "node:child_process";
import process from "node:process";

const PATIENCE_MS = 180_000;

/** @typedef {{ cwd: string, env?: Record<string, string>, shell?: boolean }} Place where a program runs */

/** A program that is under way. */
export class Program {
  /** What it has printed so far, on both streams. */
  output = "";
  /** Its exit code. @type {Promise<number | null>} */
  ended;
  #child;

  constructor(/** @type {string} */ program, /** @type {readonly string[]} */ args, /** @type {Place} */ { cwd, env, shell = false }) {
    this.#child = spawn(program, args, {
      cwd,
      shell,
      env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0", ...env },
      stdio: ["ignore", "pipe", "pipe"],
      // In a group of its own, so that what it starts can be ended with it.
      detached: process.platform !== "win32",
    });
    this.ended = new Promise((resolve, reject) => this.#child.on("error", reject).on("close", resolve));
    this.listen((text) => (this.output += text));
  }

  listen(/** @type {(text: string) => void} */ listener) {
    for (const stream of [this.#child.stdout, this.#child.stderr]) stream.setEncoding("utf8").on("data", listener);
  }

  /** Ends it if something takes too long, and gives what comes of that. @template T @param {Promise<T>} work */
  async patiently(work) {
    const patience = setTimeout(() => this.#kill(), PATIENCE_MS);
    return work.finally(() => clearTimeout(patience));
  }

  /** Ends it, and waits until it has ended. */
  async stop() {
    this.#kill();
    await this.ended;
  }

  #kill() {
    const { pid, exitCode, signalCode } = this.#child;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    if (process.platform === "win32") this.#child.kill();
    else process.kill(-pid, "SIGKILL");
  }
}

/**
 * Runs a program to its end and gives what it printed.
 *
 * @param {string} program @param {readonly string[]} args @param {Place} place
 */
export async function run(program, args, place) {
  const running = new Program(program, args, place);
  const code = await running.patiently(running.ended);
  if (code === 0) return running.output;
  throw new Error(`${[program, ...args].join(" ")} ended with ${code ?? "a signal"}:\n${running.output}`);
}

/**
 * Starts a program that serves, and waits until it says that it is ready.
 *
 * @param {string} program @param {readonly string[]} args
 * @param {Place & { ready: RegExp }} place with what it says: the first group of the pattern is given as `said`
 */
export async function serve(program, args, { ready: pattern, ...place }) {
  const running = new Program(program, args, place);
  /** @type {Promise<string>} */
  const ready = new Promise((resolve, reject) => {
    running.listen(() => {
      const found = pattern.exec(running.output);
      if (found !== null) resolve(found[1] ?? "");
    });
    running.ended.then(() => reject(new Error(`${program} did not get ready:\n${running.output}`)), reject);
  });
  return { said: await running.patiently(ready), stop: () => running.stop() };
}
