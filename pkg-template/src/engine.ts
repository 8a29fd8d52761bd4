/**
 * The engine: an instance of the core module, and who waits for it.
 *
 * The core is entered and left, nothing of the host is called from inside of it. So what comes out of
 * it as an exception is a trap: after it the instance is never entered again, everybody who waits is
 * told, and the next client gets a fresh one.
 */
import { InternalError } from "./errors.js";
import { NO_BYTES, tell } from "./text.js";
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

/** An instance of the core module. */
export class Engine {
  /** Those who wait: each is told when the engine fails. */
  readonly waiting = new Set<{ fail(failure: EngineFailure): void }>();
  readonly #core: Core;
  #failure: EngineFailure | undefined;

  constructor(module: WebAssembly.Module) {
    this.#core = instantiate(createGlue, module);
  }

  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }

  /** Calls into the module. */
  enter<T>(work: (core: Core) => T): T {
    if (this.#failure !== undefined) throw this.#failure;
    try {
      return work(this.#core);
    } catch (thrown) {
      const failure = new EngineFailure(thrown);
      this.#failure = failure;
      for (const task of [...this.waiting]) task.fail(failure);
      throw failure;
    }
  }

  /** Calls into the module to clean up, which throws nothing: a failed engine has nothing to clean up. */
  tidy(work: (core: Core) => void): void {
    try {
      this.enter(work);
    } catch {
      // Those who wait were told.
    }
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
export function ask(question: number, told: unknown, body: Uint8Array = NO_BYTES): unknown {
  try {
    return engine().enter((core) => JSON.parse(core.ask(question, tell(told), body)));
  } catch (thrown) {
    throw thrown instanceof EngineFailure ? thrown.toError() : thrown;
  }
}
