/**
 * The engine: an instance of the core module and the promises that wait for it.
 *
 * The promises are made here and not in the module, so that a trap rejects them. After a trap the
 * instance is never entered again; the next client gets a fresh one.
 */
import { InternalError } from "./errors.js";
import { type Core, createGlue } from "./wasm/core-glue.js";
import { instantiate } from "./wasm.js";

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

/** Closes something in the module. */
export type Close = (core: Core, number: number) => void;

/** An instance of the core module. */
export class Engine {
  readonly #core: Core;
  readonly #pending = new Set<(failure: EngineFailure) => void>();
  #failure: EngineFailure | undefined;

  constructor(module: WebAssembly.Module) {
    this.#core = instantiate(createGlue, module, (thrown) => this.#trapped(thrown));
  }

  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }

  /** Calls into the module. */
  enter<T>(work: (core: Core) => T): T {
    this.#throwFailure();
    try {
      return work(this.#core);
    } finally {
      // With a dead instance, the glue may return or throw anything.
      this.#throwFailure();
    }
  }

  /** Closes something by its number. It throws nothing, and a failed engine has nothing left to close. */
  close(close: Close, number: number): void {
    if (!this.hasFailed) close(this.#core, number);
  }

  /** Calls into the module for a promise, and rejects it when the engine fails before it settles. */
  settle<T>(work: (core: Core) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const promise = this.enter(work);
      this.#pending.add(reject);
      promise.then(
        (value) => {
          this.#pending.delete(reject);
          resolve(value);
        },
        (error: unknown) => {
          this.#pending.delete(reject);
          reject(error);
        },
      );
    });
  }

  #trapped(thrown: unknown): void {
    const failure = (this.#failure ??= new EngineFailure(thrown));
    for (const reject of this.#pending) reject(failure);
    this.#pending.clear();
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure;
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

/** Asks the module for something that belongs to no client. */
export function ask<T>(question: (core: Core) => T): T {
  try {
    return engine().enter(question);
  } catch (thrown) {
    throw thrown instanceof EngineFailure ? thrown.toError() : thrown;
  }
}
