/**
 * A client's place in the engine: its number there, and what is the caller's: `fetch`, the token function,
 * the listener, the clock. They stay on this side; the core never sees them.
 */
import { writeBody } from "./body.js";
import { ask, type Engine, EngineFailure, engine } from "./engine.js";
import { type ErrorData, type FindCandidates, toError, withValues } from "./errors.js";
import { isServer, read, settled, tellOptions, tellText, tellToken, tellUrl } from "./foreign.js";
import { logTo } from "./log.js";
import type { ClientOptions, Clock, DataPlatformEvent, RequestOptions } from "./options.js";
import { BEGIN, OPEN, type Step, TOKEN_GIVEN } from "./step.js";
import { Task } from "./task.js";
import { encode, NO_BYTES, tell } from "./text.js";
import { now, random } from "./time.js";

/** What is the caller's. */
interface Host {
  fetch: ClientOptions["fetch"];
  token: ClientOptions["token"];
  onEvent: ((event: DataPlatformEvent) => void) | undefined;
  clock: Clock | undefined;
}

/** What a call of the token function gave, as the core is told, or what it threw. */
interface TokenGiven {
  told: unknown;
  thrown?: unknown;
}

/** The ids of a path, by the names of its parameters. */
export type Ids = Record<string, unknown>;

/** What a caller wants. */
interface Wanted {
  /** The name of an operation or of a wait's goal, or what an error remembers of a create. */
  what: unknown;
  ids?: Ids;
  /** The filter of a list, or the body of a write. */
  value?: unknown;
  hasBody?: boolean;
  options: unknown;
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

/** Made beside no owner: a function shares its scope with all that is made there, and would keep the owner alive. */
const closer =
  (engine: Engine, number: number): (() => void) =>
  () => engine.tidy((core) => core.close(number));

/** A client in the engine. */
export class Session {
  readonly engine: Engine;
  readonly host: Host;
  readonly baseUrl: string;
  readonly #client: number;
  readonly #isChecked: boolean;
  /** The latest call of the token function: an earlier one, which was given up, is waited for by nobody new. */
  #asked: { number: number; given: Promise<TokenGiven> } | undefined;

  constructor(options: ClientOptions) {
    const { engine: entered, opened } = open(options);
    this.engine = entered;
    this.#client = opened.client;
    this.baseUrl = opened.baseUrl;
    this.#isChecked = options.validate ?? true;
    this.host = {
      fetch: options.fetch,
      // A token that is a string is known to the core alone: what is here shows where a client is logged.
      token: typeof options.token === "function" ? options.token : undefined,
      onEvent: listener(options),
      clock: options.clock ?? undefined,
    };
    this.closeWhenLost(this, this.#client);
  }

  /** Calls an operation by its name: with the ids of its path, and its filter or body. */
  operation<T>(
    what: string,
    ids: Ids,
    options: unknown,
    value?: unknown,
    hasBody = false,
  ): Promise<T> {
    return this.#call({ what, ids, options, value, hasBody });
  }

  /** Throws at once where it cannot begin; whoever calls it is `async`. */
  #call<T>(wanted: Wanted): Promise<T> {
    return this.run(this.begin(wanted));
  }

  /** Runs a task until it is over, or rests. It is `async` for the sake of its frame: the stack of an error shows the caller. */
  async run<T>(task: Task): Promise<T> {
    try {
      return (await task.run()) as T;
    } catch (thrown) {
      throw this.#toError(thrown);
    }
  }

  /** Begins a task. */
  begin(wanted: Wanted): Task {
    const { what, ids = {}, value, hasBody, options } = wanted;
    const { json, refused } = hasBody ? writeBody(value, this.#isChecked) : NO_BODY;
    const told = [
      what,
      refused,
      tellOptions(options),
      Object.values(ids).map(tellText),
      hasBody ? undefined : tellOptions(value),
    ];
    let step: Step;
    try {
      step = this.on(this.#client, BEGIN, 0, told, hasBody ? encode(json) : NO_BYTES) as Step;
    } catch (thrown) {
      throw this.#toError(thrown);
    }
    if (step.error?.violations !== undefined) {
      throw this.#toError(withValues(step.error, { ids, value, options }));
    }
    const { signal, onProgress } = Object(options) as { signal?: AbortSignal; onProgress?: unknown };
    return new Task(this, step, { signal: signal ?? undefined, body: json, onProgress });
  }

  /** Tells the core of a task, or of this client; gives what it says to it. */
  on(number: number, input: number, status: number, told: unknown, body: Uint8Array = NO_BYTES): unknown {
    const { clock } = this.host;
    return this.engine.enter((core) => {
      // Asked first: a clock may come back here, and what is told may then be overwritten.
      const [at, chance] = [now(clock), random(clock)];
      const text = told === undefined ? NO_BYTES : tell(told);
      const answer = core.on(number, at, chance, input, status, text, body);
      return answer === "" ? GIVE : JSON.parse(answer);
    });
  }

  /** Hands an event to whoever listens. Watching a call must not break it. */
  tell(event: DataPlatformEvent): void {
    try {
      this.host.onEvent?.(event);
    } catch {
      // Its own business.
    }
  }

  /** Looked up at each call, so that it is found in workers and mocks are seen. */
  fetch(url: string, init: RequestInit): unknown {
    const send = this.host.fetch ?? globalThis.fetch;
    return send(url, init);
  }

  /** Calls the token function. */
  ask(number: number): void {
    this.#asked = { number, given: this.#ask(number) };
  }

  /** What a call of the token function gives; it is shared by all who wait for it. */
  token(number: number): Promise<TokenGiven> {
    return this.#asked?.number === number ? this.#asked.given : Promise.resolve({ told: null });
  }

  /** The core takes in what comes of it before those who wait hear of it, and whether or not anybody still waits. */
  async #ask(number: number): Promise<TokenGiven> {
    let given: TokenGiven;
    try {
      const { token } = this.host as { token: () => unknown };
      given = { told: tellToken(await settled(token())) };
    } catch (thrown) {
      given = { told: null, thrown };
    }
    if (this.#asked?.number === number) this.#asked = undefined;
    try {
      const events = this.on(this.#client, TOKEN_GIVEN, number, given.told) as DataPlatformEvent[];
      for (const event of events) this.tell(event);
    } catch {
      // Those who wait were told.
    }
    return given;
  }

  /** Has something closed in the core, by its number, when its owner is collected. */
  closeWhenLost(owner: object, number: number): void {
    lost?.register(owner, closer(this.engine, number));
  }

  #toError(thrown: unknown): Error {
    if (thrown instanceof EngineFailure) return thrown.toError();
    const search = (lookup: unknown): FindCandidates => {
      return async (options?: RequestOptions) => await this.#call({ what: lookup, options });
    };
    return toError(thrown as ErrorData, search);
  }
}

/** What the core says most often, without a word. */
const GIVE: Step = { give: true };

const NO_BODY = { json: "", refused: undefined };

/** Opens a client in the engine. */
function open(options: ClientOptions): { engine: Engine; opened: { client: number; baseUrl: string } } {
  const told = {
    options: tellOptions(options),
    url: tellUrl(read(options, "baseUrl") ?? read(options, "hostUrl")),
    isServer: isServer(),
  };
  const opened = ask(OPEN, told) as { client: number; baseUrl: string; error?: ErrorData };
  if (opened.error !== undefined) throw toError(withValues(opened.error, { options }));
  return { engine: engine(), opened };
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
