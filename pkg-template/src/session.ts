/**
 * A client's place in the engine: its number there, and what is called back from there.
 *
 * The callbacks stay on this side and go along with each call: held by the module, a callback that
 * knows its client would keep it alive for ever.
 */
import { type Close, Engine, EngineFailure, engine } from "./engine.js";
import { type ErrorData, type FindCandidates, toError } from "./errors.js";
import { logTo } from "./log.js";
import type { ClientOptions, DataPlatformEvent, RequestOptions } from "./options.js";
import type { Core } from "./wasm/core-glue.js";

/** What the core calls back. */
interface Host {
  fetch: ClientOptions["fetch"];
  token: unknown;
  onEvent: ((event: DataPlatformEvent) => void) | undefined;
  clock: ClientOptions["clock"];
}

/**
 * Closes what a lost client or wait has in the engine. Workers have this only with a compatibility
 * date of 2025-05-05 or later: before, what is lost stays until the isolate ends.
 */
const lost =
  typeof FinalizationRegistry === "undefined"
    ? undefined
    : new FinalizationRegistry<() => void>((close) => {
        close();
      });

const closeClient: Close = (core, client) => core.close(client);

/** A client in the engine. */
export class Session {
  readonly #engine: Engine;
  readonly #client: number;
  readonly #host: Host;

  constructor(options: ClientOptions) {
    this.#engine = engine();
    this.#client = this.#enter((core) => core.open(options));
    this.#host = {
      fetch: options.fetch,
      token: typeof options.token === "function" ? options.token : undefined,
      onEvent: listener(options),
      clock: options.clock ?? undefined,
    };
    this.closeWhenLost(this, closeClient, this.#client);
  }

  /** Makes a call. It is `async` for the sake of its frame: the stack of an error shows the caller. */
  async call<T>(
    start: (core: Core, client: number, host: unknown) => Promise<unknown>,
  ): Promise<T> {
    try {
      return (await this.#engine.settle((core) => start(core, this.#client, this.#host))) as T;
    } catch (thrown) {
      throw this.#toError(thrown);
    }
  }

  /** Calls an operation by its name: with the ids of its path, and its filter or body. */
  operation<T>(name: string, ids: unknown[], value: unknown, options: unknown): Promise<T> {
    return this.call((core, client, host) => core.call(client, host, name, ids, value, options));
  }

  /** Makes a call that needs no waiting. */
  now<T>(start: (core: Core, client: number, host: unknown) => T): T {
    return this.#enter((core) => start(core, this.#client, this.#host));
  }

  /** Closes something by its number; once more does no harm. */
  close(close: Close, number: number): void {
    this.#engine.close(close, number);
  }

  /**
   * Has something closed when its owner is collected. `close` is to be a function of a module: one
   * that is made beside the owner shares a scope with what knows it, and would keep it alive.
   */
  closeWhenLost(owner: object, close: Close, number: number): void {
    const engine = this.#engine;
    lost?.register(owner, () => engine.close(close, number));
  }

  #enter<T>(work: (core: Core) => T): T {
    try {
      return this.#engine.enter(work);
    } catch (thrown) {
      throw this.#toError(thrown);
    }
  }

  #toError(thrown: unknown): Error {
    if (thrown instanceof EngineFailure) return thrown.toError();
    const search = (lookup: unknown): FindCandidates => {
      return (options?: RequestOptions) =>
        this.call((core, client, host) => core.findCandidates(client, host, lookup, options));
    };
    return toError(thrown as ErrorData, search);
  }
}

function listener(options: ClientOptions): Host["onEvent"] {
  const { onEvent, logLevel } = options;
  if (logLevel !== "debug" && logLevel !== "trace") return onEvent ?? undefined;
  const log = logTo(logLevel);
  return (event) => {
    log(event);
    onEvent?.(event);
  };
}
