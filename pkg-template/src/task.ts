/**
 * A task: it does what the core says is to be done next, and tells the core what came of it. It fetches,
 * sleeps and listens, and decides nothing.
 */
import { EngineFailure } from "./engine.js";
import type { ErrorData } from "./errors.js";
import { codeOf, isCloudflare, read, settled, textOf, wordsOf } from "./foreign.js";
import type { WaitProgress } from "./options.js";
import type { Session } from "./session.js";
import { ABORT, ANSWER, NO_RESPONSE, type Step, THROWN, TIME, TOKEN } from "./step.js";
import { decode, NO_BYTES } from "./text.js";
import { isAborted, listen, sleep, type Stop } from "./time.js";

/** What a task has of its caller's. */
export interface Caller {
  signal: AbortSignal | undefined;
  /** The text of the request's body. */
  body: string;
  onProgress: unknown;
}

/** A piece of work in the core, and what it needs of the host. */
export class Task {
  readonly #session: Session;
  readonly #caller: Caller;
  /** Its number in the core. */
  readonly number: number;
  #step: Step;
  #resolve: (value: unknown) => void = () => {};
  #reject: (reason: unknown) => void = () => {};
  /** Whether the caller waits for it. */
  #isUnderWay = false;
  /** What came of a step of before counts no more. */
  #turn = 0;
  #isSent = false;
  #stopTimer: Stop | undefined;
  #stopListening: Stop | undefined;
  #stopRequest: Stop | undefined;
  #bytes = NO_BYTES;
  #value: unknown;
  #resource: unknown;
  #candidates: unknown[] = [];
  readonly #thrown: unknown[] = [];
  /** Whether nothing more is to come of it. */
  isOver = false;

  constructor(session: Session, step: Step, caller: Caller) {
    this.#session = session;
    this.#caller = caller;
    this.#step = step;
    this.number = step.task ?? 0;
  }

  /** Goes on until it is over, or rests. */
  run(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      this.#isUnderWay = true;
      this.#session.engine.waiting.add(this);
      const { signal } = this.#caller;
      if (signal !== undefined) {
        if (isAborted(signal)) return this.#abort();
        this.#stopListening = listen(signal, () => this.#abort());
      }
      if (this.#step.rest) this.#on(TIME);
      else this.#take(this.#step);
    });
  }

  /** Ends it from outside; whoever waits gets nothing. */
  close(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.#session.engine.tidy((core) => core.close(this.number));
    if (this.#isUnderWay) this.#settle(this.#resolve, undefined);
  }

  /** Ends it with a failure of the engine. */
  fail(failure: EngineFailure): void {
    this.isOver = true;
    this.#settle(this.#reject, failure);
  }

  #abort(): void {
    const reason = read(this.#caller.signal, "reason");
    const isSent = this.#isSent;
    this.#halt();
    this.#thrown[0] = reason;
    this.#on(ABORT, isSent ? 1 : 0, wordsOf(reason) ?? null);
  }

  /** Ends what the host does for the present step. */
  #halt(): void {
    this.#turn += 1;
    this.#isSent = false;
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    this.#stopRequest?.();
    this.#stopRequest = undefined;
  }

  #settle(how: (value: unknown) => void, value: unknown): void {
    this.#isUnderWay = false;
    this.#halt();
    this.#stopListening?.();
    this.#stopListening = undefined;
    this.#session.engine.waiting.delete(this);
    how(value);
  }

  /** Tells the core what came of a step, and does the next. */
  #on(input: number, status = 0, told?: unknown, body: Uint8Array = NO_BYTES): void {
    let step: Step;
    try {
      step = this.#session.on(this.number, input, status, told, body) as Step;
    } catch (failure) {
      // An engine that fails tells everybody who waits; one that had failed before does not.
      if (this.#isUnderWay) this.#settle(this.#reject, failure);
      return;
    }
    this.#take(step);
  }

  #take(step: Step): void {
    try {
      this.#do(step);
    } catch (thrown) {
      // The core found an answer to be JSON; a text can be too long for a string of the host.
      this.#session.engine.tidy((core) => core.close(this.number));
      this.fail(new EngineFailure(thrown));
    }
  }

  #do(step: Step): void {
    this.#step = step;
    const isLast = step.give !== undefined || step.error !== undefined;
    if (isLast || step.rest) {
      this.isOver = isLast;
      // What a listener aborts now is over already.
      this.#stopListening?.();
    }
    if (step.candidates !== undefined) this.#candidates = this.#items(step.candidates);
    // Before a listener can abort this task: others may wait for the function's answer too.
    if (step.ask && step.token !== undefined) this.#session.ask(step.token);
    for (const event of step.emit ?? []) {
      this.#session.tell(event);
      if (this.#step !== step) return;
    }
    if (step.progress !== undefined) this.#report(step.progress, step.isGone === true);
    if (this.#step !== step || !this.#isUnderWay) return;
    if (step.error !== undefined) this.#settle(this.#reject, this.#withFindings(step.error));
    else if (isLast || step.rest) this.#hand(step.give ?? true);
    else if (step.url !== undefined) this.#send(step, step.url, step.init ?? {});
    else if (step.token !== undefined) this.#awaitToken(step, step.token);
    else this.#startTimer(step);
  }

  #hand(give: boolean | "items" | number | number[]): void {
    let value: unknown;
    if (Array.isArray(give)) value = this.#items(give);
    else if (typeof give === "number") [value] = this.#items([give]);
    else if (give === "items") value = { items: this.#read() };
    else value = give ? this.#read() : undefined;
    this.#settle(this.#resolve, value);
  }

  /** The value of the last answer: fields that nobody here knows are in it too. */
  #read(): unknown {
    if (this.#bytes !== NO_BYTES) {
      this.#value = JSON.parse(decode(this.#bytes));
      this.#bytes = NO_BYTES;
    }
    return this.#value;
  }

  #items(places: number[]): unknown[] {
    const { items } = this.#read() as { items: unknown[] };
    return places.map((place) => items[place]);
  }

  /** Tells of a look. Watching a wait must not break it. */
  #report(progress: WaitProgress, isGone: boolean): void {
    this.#resource = isGone ? undefined : this.#read();
    const { onProgress } = this.#caller;
    if (typeof onProgress !== "function") return;
    try {
      onProgress(this.#resource, progress);
    } catch {
      // Its own business.
    }
  }

  /** Adds to a failure what the core has never seen. */
  #withFindings(error: ErrorData): ErrorData {
    if (error.thrown !== undefined) error.cause = this.#thrown[error.thrown];
    if (error.causedBy !== undefined) this.#withFindings(error.causedBy);
    if (error.candidates !== undefined) error.candidates = this.#candidates as never;
    if (error.history !== undefined) error.resource = this.#resource as never;
    return error;
  }

  #startTimer({ ms }: Step): void {
    if (ms === undefined) return;
    this.#stopTimer = sleep(this.#session.host.clock, ms, () => {
      this.#stopTimer = undefined;
      this.#halt();
      this.#on(TIME);
    });
  }

  #awaitToken(step: Step, number: number): void {
    const turn = ++this.#turn;
    void this.#session.token(number).then(({ told, thrown }) => {
      if (turn !== this.#turn) return;
      this.#halt();
      this.#thrown[step.slot ?? 0] = thrown;
      this.#on(TOKEN, 0, told);
    });
    if (turn === this.#turn) this.#startTimer(step);
  }

  #send(step: Step, url: string, init: RequestInit): void {
    const turn = ++this.#turn;
    const controller = new AbortController();
    init.signal = controller.signal;
    if (step.hasBody) init.body = this.#caller.body;
    if (step.isPoll && !isCloudflare()) init.cache = "no-store";
    this.#stopRequest = () => controller.abort();
    this.#isSent = true;
    void this.#deliver(url, init, turn, step.slot ?? 0);
    if (turn === this.#turn) this.#startTimer(step);
  }

  async #deliver(url: string, init: RequestInit, turn: number, slot: number): Promise<void> {
    let input = NO_RESPONSE;
    let status = 0;
    let head: unknown[] | undefined;
    let bytes = NO_BYTES;
    try {
      const response = await settled(this.#session.fetch(url, init));
      if (turn !== this.#turn) return;
      const body = read(response, "arrayBuffer");
      const headers = read(response, "headers");
      const code = read(response, "status");
      // Told by what it has, not by its class: it may be of another realm.
      if (typeof body === "function" && Number.isFinite(code) && typeof read(headers, "get") === "function") {
        status = code as number;
        head = headOf(headers as Headers, status);
        const view = viewOf(await settled(body.call(response)));
        if (view !== undefined) {
          input = ANSWER;
          bytes = view;
        }
      }
    } catch (thrown) {
      input = THROWN;
      if (turn === this.#turn) {
        this.#thrown[slot] = thrown;
        const [id, type, retryAfter] = head ?? [];
        head = [id, type, retryAfter, wordsOf(thrown), codeOf(thrown)];
      }
    }
    if (turn !== this.#turn) return;
    this.#bytes = bytes;
    if (input === ANSWER) this.#stopRequest = undefined;
    this.#halt();
    this.#on(input, status, head, bytes);
  }
}

/** What matters in the head of an answer: of a success, only its id. Each look at a header has its price. */
function headOf(headers: Headers, status: number): unknown[] | undefined {
  const header = (name: string): string | null => {
    try {
      return textOf(headers.get(name)) ?? null;
    } catch {
      return null;
    }
  };
  const id = header("X-Request-Id");
  if (status >= 200 && status < 300) return id === null ? undefined : [id];
  return [id, header("Content-Type"), header("Retry-After")];
}

/** The bytes of a body, whichever realm its buffer is from; none of what is no buffer, or a detached one. */
function viewOf(buffer: unknown): Uint8Array<ArrayBuffer> | undefined {
  if (!Number.isFinite(read(buffer, "byteLength"))) return undefined;
  try {
    return new Uint8Array(buffer as ArrayBuffer);
  } catch {
    return undefined;
  }
}
