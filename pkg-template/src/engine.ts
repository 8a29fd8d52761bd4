/**
 * The engine: an instance of the core module, and who waits for it.
 *
 * The core is entered and left, nothing of the host is called from inside of it. So what comes out of
 * it as an exception is a trap: after it the instance is never entered again, everybody who waits is
 * told, and the next client gets a fresh one.
 */
import { type Core, Desk } from "./desk.js";
import { InternalError } from "./errors.js";
import type { Clock } from "./options.js";
import { NO_BYTES } from "./text.js";
import { now, random } from "./time.js";

/** What is thrown where the engine failed. */
export class EngineFailure {
  readonly #thrown: unknown;

  constructor(thrown: unknown) {
    this.#thrown = thrown;
  }

  /** The error for a caller; a new one for each, because its stack is the caller's. */
  toError(): InternalError {
    return new InternalError(this.#thrown);
  }
}

/** An instance of the core module. */
export class Engine {
  /** Those who wait: each is told when the engine fails. */
  readonly waiting = new Set<{ fail(failure: EngineFailure): void }>();
  readonly #core: Core;
  readonly #desk: Desk;
  #failure: EngineFailure | undefined;

  constructor(module: WebAssembly.Module) {
    this.#core = new WebAssembly.Instance(module).exports as unknown as Core;
    this.#desk = new Desk(this.#core);
  }

  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }

  /**
   * Tells the core of a task or a client, by its number: what came, by the numbers of `step.ts`, with a text and
   * bytes behind it. Gives the text that it answers.
   */
  on(clock: Clock | undefined, number: number, input: number, status: number, told: string, body: Uint8Array = NO_BYTES): string {
    if (this.#failure !== undefined) throw this.#failure;
    try {
      // Asked first: a clock may come back here, and tell the core something else.
      const at = now(clock);
      const chance = random(clock);
      const length = this.#desk.put(told, body);
      const answer = this.#core.on(number, at, chance, input, status, length, body.length);
      return answer === 0 ? "" : this.#desk.take(answer);
    } catch (thrown) {
      throw this.#fail(thrown);
    }
  }

  /** Asks the core for something that belongs to no client. */
  ask(question: number, told: string, body: Uint8Array = NO_BYTES): unknown {
    if (this.#failure !== undefined) throw this.#failure;
    try {
      const answer = this.#core.ask(question, this.#desk.put(told, body), body.length);
      return JSON.parse(this.#desk.take(answer));
    } catch (thrown) {
      throw this.#fail(thrown);
    }
  }

  /** The number of the client or the task that came last. */
  latest(): number {
    return this.#core.latest() >>> 0;
  }

  /** Has the core forget a client or a task, which throws nothing: a failed engine has nothing to forget. */
  close(number: number): void {
    if (this.#failure !== undefined) return;
    try {
      this.#core.close(number);
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  #fail(thrown: unknown): EngineFailure {
    const failure = new EngineFailure(thrown);
    this.#failure = failure;
    for (const task of [...this.waiting]) task.fail(failure);
    return failure;
  }
}

let source: () => WebAssembly.Module;
let module: WebAssembly.Module | undefined;
let current: Engine | undefined;

/** Says where the module comes from. Each entry of the package does so, and does nothing else. */
export function loadFrom(load: () => WebAssembly.Module): void {
  source = load;
}

/** The engine of this realm: compiled when first needed, replaced after a trap. */
export function engine(): Engine {
  if (current === undefined || current.hasFailed) {
    module ??= source();
    current = new Engine(module);
  }
  return current;
}

/** Asks the core for something that belongs to no client. */
export function ask(question: number, told: unknown, body?: Uint8Array): unknown {
  try {
    const text = told === undefined ? "" : JSON.stringify(told);
    return engine().ask(question, text, body);
  } catch (thrown) {
    throw thrown instanceof EngineFailure ? thrown.toError() : thrown;
  }
}
