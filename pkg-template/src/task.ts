/**
 * A task: it does what the core says is to be done next, and tells the core what came of it. It fetches,
 * sleeps and listens, and decides nothing.
 */
import { EngineFailure } from "./engine.js";
import type { ErrorData } from "./errors.js";
import { codeOf, isCloudflare, notify, read, settled, wordsOf } from "./foreign.js";
import type { WaitOptions, WaitProgress } from "./options.js";
import { bytesOf, headOf, leave, partsOf, readerOf, type Reader } from "./response.js";
import type { Session } from "./session.js";
import { ABORT, ANSWER, NO_RESPONSE, readStep, type Step, THROWN, TIME, TOKEN, type Told } from "./step.js";
import { decode, NO_BYTES } from "./text.js";
import { isAborted, listen, sleep, type Stop } from "./time.js";

/** What a task has of its caller's. */
export interface Caller {
  signal: AbortSignal | undefined;
  /** The text of the request's body. */
  body: string;
  onProgress: WaitOptions<unknown>["onProgress"];
}

/** What came of a step, with what the core is told of it. */
interface Came {
  input: number;
  status: number;
  told: unknown;
  bytes: Uint8Array;
  /** What was thrown, where something was. */
  thrown: unknown;
}

type Wake = (came: Came) => void;

/** A piece of work in the core, and what it needs of the host. */
export class Task {
  readonly #session: Session;
  readonly #caller: Caller;
  /** Its number in the core. */
  readonly number: number;
  /** Whether nothing more is to come of it. */
  isOver = false;
  #step: Step;
  /** Ends the wait for what comes of the present step. */
  #wake: Wake | undefined;
  /** What came while nothing was waited for. */
  #ahead: Came | undefined;
  #stopTimer: Stop | undefined;
  #stopListening: Stop | undefined;
  #request: AbortController | undefined;
  #reader: Reader | undefined;
  #bytes: Uint8Array = NO_BYTES;
  #value: unknown;
  #findings: Findings | undefined;

  constructor(session: Session, number: number, step: Step, caller: Caller) {
    this.#session = session;
    this.#caller = caller;
    this.#step = step;
    this.number = number;
  }

  /**
   * Goes on until it is over, or rests. It is `async` for the sake of its frame: the stack of an error shows the
   * caller.
   */
  async run(): Promise<unknown> {
    const { waiting } = this.#session.engine;
    waiting.add(this);
    try {
      this.#listen();
      let step = this.#step;
      if (step.rest) step = this.#on(this.#ahead ?? came(TIME));
      for (;;) {
        this.#prepare(step);
        if (this.#ahead === undefined) {
          if (step.error !== undefined) throw this.#withFindings(step.error);
          if (step.give !== undefined || step.rest) return this.#hand(step.give ?? true);
        }
        step = this.#on(this.#ahead ?? (await this.#perform(step)));
      }
    } catch (thrown) {
      throw this.#session.toError(thrown as EngineFailure | ErrorData);
    } finally {
      this.#stopListening?.();
      this.#stopListening = undefined;
      waiting.delete(this);
    }
  }

  /** Ends it from outside; whoever waits gets nothing. */
  close(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.#session.engine.close(this.number);
    this.#interrupt(came(CLOSED));
  }

  /** Ends it with a failure of the engine. */
  fail(failure: EngineFailure): void {
    this.isOver = true;
    this.#interrupt(came(FAILED, failure));
  }

  #listen(): void {
    const { signal } = this.#caller;
    if (signal === undefined) return;
    const abort = (): void => {
      const reason = read(signal, "reason");
      const isSent = this.#request !== undefined;
      this.#interrupt({ ...came(ABORT, reason), status: isSent ? 1 : 0, told: wordsOf(reason) ?? null });
    };
    if (isAborted(signal)) abort();
    else this.#stopListening = listen(signal, abort);
  }

  /** Has something come from outside of the step. */
  #interrupt(came: Came): void {
    if (this.#wake === undefined) this.#ahead ??= came;
    else this.#end(this.#wake, came);
  }

  /** Tells the core what came of a step; gives the next. */
  #on({ input, status, told, bytes, thrown }: Came): Step {
    this.#ahead = undefined;
    if (input === CLOSED) return NOTHING;
    if (input === FAILED) throw thrown as EngineFailure;
    this.#bytes = bytes;
    if (thrown !== undefined) this.#keep(input === ABORT ? 0 : this.#step.slot, thrown);
    const { engine, host } = this.#session;
    const text = told === undefined ? "" : JSON.stringify(told);
    const step = readStep(engine.on(host.clock, this.number, input, status, text, bytes));
    this.#step = step;
    return step;
  }

  /** What comes before a step is done: telling. It may come back here, and end the task. */
  #prepare(step: Step): void {
    if (step.url === undefined) {
      this.isOver = step.give !== undefined || step.error !== undefined;
      // What a listener aborts now is over already.
      if (this.isOver || step.rest) this.#stopListening?.();
      // Before a listener can abort this task: others may wait for the function's answer too.
      if (step.ask && step.token !== undefined) this.#session.ask(step.token);
    }
    if (step.told !== undefined) this.#tell(step.told);
  }

  #tell({ candidates, emit, progress, isGone }: Told): void {
    if (candidates !== undefined) this.#found().candidates = this.#items(candidates);
    for (const event of emit ?? []) {
      this.#session.tell(event);
      if (this.#ahead !== undefined) return;
    }
    if (progress !== undefined) this.#report(progress, isGone === true);
  }

  #hand(give: boolean | "items" | number | number[]): unknown {
    if (give === true) return this.#read();
    if (give === false) return undefined;
    if (give === "items") return { items: this.#read() };
    return typeof give === "number" ? this.#items([give])[0] : this.#items(give);
  }

  /** The value of the last answer: fields that nobody here knows are in it too. */
  #read(): unknown {
    const bytes = this.#bytes;
    if (bytes === NO_BYTES) return this.#value;
    this.#bytes = NO_BYTES;
    try {
      this.#value = JSON.parse(decode(bytes));
    } catch (thrown) {
      // The core found it to be JSON; a text can be too long for a string of the host.
      this.#session.engine.close(this.number);
      throw new EngineFailure(thrown);
    }
    return this.#value;
  }

  #items(places: number[]): unknown[] {
    const { items } = this.#read() as { items: unknown[] };
    return places.map((place) => items[place]);
  }

  /** Tells of a look. */
  #report(progress: WaitProgress, isGone: boolean): void {
    const resource = isGone ? undefined : this.#read();
    this.#found().resource = resource;
    notify(this.#caller.onProgress, resource, progress);
  }

  #found(): Findings {
    this.#findings ??= { thrown: [undefined, undefined], candidates: [], resource: undefined };
    return this.#findings;
  }

  /** Keeps what was thrown, in one of two places: the second is for what comes while the first is of use. */
  #keep(slot: number | undefined, thrown: unknown): void {
    this.#found().thrown[slot === 1 ? 1 : 0] = thrown;
  }

  /** Adds to a failure what the core has never seen. */
  #withFindings(error: ErrorData): ErrorData {
    const { thrown, candidates, resource } = this.#found();
    if (error.thrown !== undefined) error.cause = thrown[error.thrown];
    if (error.causedBy !== undefined) this.#withFindings(error.causedBy);
    if (error.candidates !== undefined) error.candidates = candidates as never;
    if (error.history !== undefined) error.resource = resource as never;
    return error;
  }

  /** Does a step, until something comes of it. */
  #perform(step: Step): Promise<Came> {
    return new Promise((wake) => {
      this.#wake = wake;
      let { ms } = step;
      if (step.url !== undefined) {
        if (ms === undefined) ms = this.#session.timeoutMs;
        void this.#send(step, step.url, wake);
      } else if (step.token !== undefined) {
        void this.#session.token(step.token).then(({ told, thrown }) => {
          this.#end(wake, { ...came(TOKEN, thrown), told });
        });
      }
      // A function of the caller's may have ended it already.
      if (ms === undefined || ms === null || this.#wake !== wake) return;
      this.#stopTimer = sleep(this.#session.host.clock, ms, () => {
        this.#stopTimer = undefined;
        this.#end(wake, came(TIME));
      });
    });
  }

  /** Ends the wait for what comes of a step, and what the host does for it. */
  #end(wake: Wake, came: Came): void {
    // What came of a step of before counts no more.
    if (this.#wake !== wake) return;
    this.#wake = undefined;
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    if (came.input !== ANSWER) {
      this.#request?.abort();
      leave(this.#reader);
    }
    this.#request = undefined;
    this.#reader = undefined;
    wake(came);
  }

  async #send(step: Step, url: string, wake: Wake): Promise<void> {
    const controller = new AbortController();
    const init = this.#session.init(step, controller.signal);
    if (step.hasBody) init.body = this.#caller.body;
    if (step.isPoll && !isCloudflare()) init.cache = "no-store";
    this.#request = controller;
    let status = 0;
    let head: unknown[] | undefined;
    try {
      const response = await settled(this.#session.fetch(url, init));
      const parts = partsOf(response);
      if (this.#wake !== wake) return leave(parts?.body);
      if (parts === undefined) return this.#end(wake, came(NO_RESPONSE));
      status = parts.status;
      head = headOf(parts.headers, status);
      const reader = readerOf(parts.body);
      this.#reader = reader;
      const bytes = await bytesOf(response, parts, reader);
      const input = bytes === undefined ? NO_RESPONSE : ANSWER;
      this.#end(wake, { input, status, told: head, bytes: bytes ?? NO_BYTES, thrown: undefined });
    } catch (thrown) {
      const [id, type, retryAfter] = head ?? [];
      const told = [id, type, retryAfter, wordsOf(thrown), codeOf(thrown)];
      this.#end(wake, { input: THROWN, status, told, bytes: NO_BYTES, thrown });
    }
  }
}

/** What a failure is told with, of what the core has never seen. */
interface Findings {
  thrown: [unknown, unknown];
  candidates: unknown[];
  resource: unknown;
}

/** What comes from outside of the core and of the host: it is told to neither. */
const CLOSED = -1;
const FAILED = -2;

const came = (input: number, thrown?: unknown): Came => ({ input, status: 0, told: undefined, bytes: NO_BYTES, thrown });

const NOTHING: Step = { give: false };
