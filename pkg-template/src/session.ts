/**
 * A client's place in the engine: its number there, and what is the caller's: `fetch`, the token function,
 * the listener, the clock. They stay on this side; the core never sees them.
 */
import { type Body, writeBody } from "./body.js";
import { ask, type Engine, EngineFailure, engine } from "./engine.js";
import { type ErrorData, type FindCandidates, toError, withValues } from "./errors.js";
import { isServer, notify, read, settled, tellId, tellOptions, tellToken, tellUrl } from "./foreign.js";
import { logTo } from "./log.js";
import type { ClientOptions, Clock, DataPlatformEvent, RequestOptions } from "./options.js";
import { BEGIN, OPEN, readStep, type Step, TOKEN_GIVEN } from "./step.js";
import { type Caller, Task } from "./task.js";
import { encode, NO_BYTES } from "./text.js";
import { isAborted } from "./time.js";
import { ABORTED, SEARCH } from "./wish.js";

/** What is the caller's. */
interface Host {
  fetch: ClientOptions["fetch"];
  token: ClientOptions["token"];
  onEvent: ((event: DataPlatformEvent) => unknown) | undefined;
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
  /** The number of an operation, and what to do with it. */
  kind: number;
  ids?: Ids;
  /** For a search: what an error remembers of a create. */
  lookup?: unknown;
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
  () => engine.close(number);

/** A client in the engine. */
export class Session {
  readonly engine: Engine;
  readonly host: Host;
  readonly baseUrl: string;
  /** The usual time of a request; `null` without an end. */
  readonly timeoutMs: number | null;
  readonly #client: number;
  readonly #isChecked: boolean;
  /** What is in each request, in the scope of a function: a secret among it is not to show where a client is logged. */
  readonly #usual: () => Opened;
  /** The latest call of the token function: an earlier one, which was given up, is waited for by nobody new. */
  #asked: { number: number; given: Promise<TokenGiven> } | undefined;

  constructor(options: ClientOptions) {
    const { engine: entered, opened } = open(options);
    this.engine = entered;
    this.#client = entered.latest();
    this.baseUrl = opened.baseUrl;
    this.timeoutMs = opened.ms;
    this.#usual = () => opened;
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

  /** Begins a task, and runs it. */
  run<T>(wanted: Wanted): Promise<T> {
    try {
      return this.begin(wanted).run() as Promise<T>;
    } catch (thrown) {
      return Promise.reject(thrown);
    }
  }

  /** Begins a task. */
  begin({ kind, ids, lookup, value, hasBody, options }: Wanted): Task {
    const body = hasBody ? writeBody(value, this.#isChecked) : NO_BODY;
    let told = "";
    // By its own members: a host may have given every object something more.
    for (const id of Object.values(ids ?? {})) told += tellId(id);
    const filter = lookup ?? (hasBody ? undefined : tellOptions(value));
    const given = tellOptions(options);
    if (given !== undefined || filter !== undefined || body.refused.length > 0) {
      told += JSON.stringify([given, filter, body.refused]);
    }
    const caller = callerOf(options, body.json);
    const number = isAborted(caller.signal) ? kind + ABORTED : kind;
    let step: Step;
    try {
      const bytes = hasBody ? encode(body.json) : NO_BYTES;
      step = readStep(this.engine.on(this.host.clock, this.#client, BEGIN, number, told, bytes));
    } catch (thrown) {
      throw this.toError(thrown as EngineFailure);
    }
    if (step.error?.violations !== undefined) {
      throw this.toError(withValues(step.error, { ids, value, options }));
    }
    return new Task(this, this.engine.latest(), step, caller);
  }

  /** Hands an event to whoever listens. */
  tell(event: DataPlatformEvent): void {
    notify(this.host.onEvent, event);
  }

  /** The options of a request. They are handed to a function of the caller's: each time new ones. */
  init({ method = "GET", headers }: Step, signal: AbortSignal): RequestInit {
    const usual = this.#usual();
    const init: RequestInit = { method, headers: headers ?? { ...usual.headers }, redirect: "manual", signal };
    if (usual.credentials !== undefined) init.credentials = usual.credentials;
    return init;
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
      const told = JSON.stringify(given.told);
      const events = this.engine.on(this.host.clock, this.#client, TOKEN_GIVEN, number, told);
      for (const event of JSON.parse(events) as DataPlatformEvent[]) this.tell(event);
    } catch {
      // Those who wait were told.
    }
    return given;
  }

  /** Has something closed in the core, by its number, when its owner is collected. */
  closeWhenLost(owner: object, number: number): void {
    lost?.register(owner, closer(this.engine, number));
  }

  /** The error that a caller gets. */
  toError(thrown: EngineFailure | ErrorData): Error {
    if (thrown instanceof EngineFailure) return thrown.toError();
    const search = (lookup: unknown): FindCandidates => {
      return (options?: RequestOptions) => this.run({ kind: SEARCH, lookup, options });
    };
    return toError(thrown, search);
  }
}

const NO_BODY: Body = { json: "", refused: [] };

/** What a task has of its caller's: of options that are none, nothing. */
function callerOf(options: unknown, body: string): Caller {
  if (options === undefined) return { signal: undefined, body, onProgress: undefined };
  const signal = (read(options, "signal") ?? undefined) as AbortSignal | undefined;
  return { signal, body, onProgress: read(options, "onProgress") as Caller["onProgress"] };
}

/** What the core says of a client that it opened. */
interface Opened {
  baseUrl: string;
  headers: Record<string, string>;
  ms: number | null;
  credentials?: RequestCredentials;
}

/** Opens a client in the engine. */
function open(options: ClientOptions): { engine: Engine; opened: Opened } {
  const told = {
    options: tellOptions(options),
    url: tellUrl(read(options, "baseUrl") ?? read(options, "hostUrl")),
    isServer: isServer(),
  };
  const opened = ask(OPEN, told) as Opened & { error?: ErrorData };
  if (opened.error !== undefined) throw toError(withValues(opened.error, { options }));
  return { engine: engine(), opened };
}

function listener(options: ClientOptions): Host["onEvent"] {
  const { onEvent, logLevel } = options;
  if (logLevel !== "debug" && logLevel !== "trace") return onEvent ?? undefined;
  const log = logTo(logLevel);
  return (event) => {
    log(event);
    return onEvent?.(event);
  };
}
