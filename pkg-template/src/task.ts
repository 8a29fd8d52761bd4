/**
 * A task: it does what the core says is to be done next, and tells the core what came of it. It fetches,
 * sleeps and listens, and decides nothing.
 */
import { EngineFailure } from "./engine.js";
import type { ErrorData } from "./errors.js";
import { codeOf, isCloudflare, read, settled, textOf, wordsOf } from "./foreign.js";
import type { WaitProgress } from "./options.js";
import type { Session } from "./session.js";
import { ABORT, ANSWER, NO_RESPONSE, type Step, THROWN, TIME, TOKEN, type Told } from "./step.js";
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
  #candidates: unknown[] | undefined;
  #thrown: [unknown, unknown] | undefined;
  /** Whether nothing more is to come of it. */
  isOver = false;

  constructor(session: Session, number: number, step: Step, caller: Caller) {
    this.#session = session;
    this.#caller = caller;
    this.#step = step;
    this.number = number;
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
    this.#session.engine.close(this.number);
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
    this.#keep(0, reason);
    this.#on(ABORT, isSent ? 1 : 0, wordsOf(reason) ?? null);
  }

  /** Keeps what was thrown, in one of two places: the second is for what comes while the first is of use. */
  #keep(slot: number | undefined, thrown: unknown): void {
    this.#thrown ??= [undefined, undefined];
    this.#thrown[slot === 1 ? 1 : 0] = thrown;
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
    const { engine, host } = this.#session;
    let step: Step;
    try {
      const text = told === undefined ? "" : JSON.stringify(told);
      step = (engine.on(host.clock, this.number, input, status, text, body) ?? GIVE) as Step;
    } catch (failure) {
      // An engine that fails tells everybody who waits; one that had failed before does not.
      if (this.#isUnderWay) this.#settle(this.#reject, failure);
      return;
    }
    this.#take(step);
  }

  #take(step: Step): void {
    this.#step = step;
    if (step.url === undefined) this.#end(step);
    try {
      if (step.told !== undefined) this.#tell(step, step.told);
      // What was told may have ended it.
      if (this.#step !== step || !this.#isUnderWay) return;
      if (step.url !== undefined) this.#send(step, step.url);
      else if (step.error !== undefined) this.#settle(this.#reject, this.#withFindings(step.error));
      else if (step.give !== undefined || step.rest) this.#hand(step.give ?? true);
      else if (step.token !== undefined) this.#awaitToken(step, step.token);
      else this.#startTimer(step.ms);
    } catch (thrown) {
      // The core found an answer to be JSON; a text can be too long for a string of the host.
      this.#session.engine.close(this.number);
      this.fail(new EngineFailure(thrown));
    }
  }

  /** What comes of a step before anything is told of it. */
  #end(step: Step): void {
    this.isOver = step.give !== undefined || step.error !== undefined;
    // What a listener aborts now is over already.
    if (this.isOver || step.rest) this.#stopListening?.();
    // Before a listener can abort this task: others may wait for the function's answer too.
    if (step.ask && step.token !== undefined) this.#session.ask(step.token);
  }

  #tell(step: Step, { candidates, emit, progress, isGone }: Told): void {
    if (candidates !== undefined) this.#candidates = this.#items(candidates);
    for (const event of emit ?? []) {
      this.#session.tell(event);
      if (this.#step !== step) return;
    }
    if (progress !== undefined) this.#report(progress, isGone === true);
  }

  #hand(give: boolean | "items" | number | number[]): void {
    let value: unknown;
    if (give === true) value = this.#read();
    else if (Array.isArray(give)) value = this.#items(give);
    else if (typeof give === "number") [value] = this.#items([give]);
    else if (give === "items") value = { items: this.#read() };
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
    if (error.thrown !== undefined) error.cause = this.#thrown?.[error.thrown];
    if (error.causedBy !== undefined) this.#withFindings(error.causedBy);
    if (error.candidates !== undefined) error.candidates = (this.#candidates ?? []) as never;
    if (error.history !== undefined) error.resource = this.#resource as never;
    return error;
  }

  #startTimer(ms: number | null | undefined): void {
    if (ms === undefined || ms === null) return;
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
      this.#keep(step.slot, thrown);
      this.#on(TOKEN, 0, told);
    });
    if (turn === this.#turn) this.#startTimer(step.ms);
  }

  #send(step: Step, url: string): void {
    const turn = ++this.#turn;
    const controller = new AbortController();
    const init = this.#session.init(step, controller.signal);
    if (step.hasBody) init.body = this.#caller.body;
    if (step.isPoll && !isCloudflare()) init.cache = "no-store";
    this.#stopRequest = () => controller.abort();
    this.#isSent = true;
    void this.#deliver(url, init, turn, step.slot);
    if (turn === this.#turn) this.#startTimer(step.ms === undefined ? this.#session.timeoutMs : step.ms);
  }

  async #deliver(url: string, init: RequestInit, turn: number, slot: number | undefined): Promise<void> {
    let input = NO_RESPONSE;
    let status = 0;
    let head: unknown[] | undefined;
    let bytes = NO_BYTES;
    try {
      const response = await settled(this.#session.fetch(url, init));
      if (turn !== this.#turn) return;
      const parts = partsOf(response);
      if (parts !== undefined) {
        status = parts.status;
        head = headOf(parts.headers, status);
        const view = viewOf(await settled(parts.arrayBuffer.call(response)));
        if (view !== undefined) {
          input = ANSWER;
          bytes = view;
        }
      }
    } catch (thrown) {
      input = THROWN;
      if (turn === this.#turn) {
        this.#keep(slot, thrown);
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

/** What the core says most often, without a word. */
const GIVE: Step = { give: true };

/** What is asked of a response. It is told by what it has, not by its class: it may be of another realm. */
function partsOf(response: unknown): Pick<Response, "arrayBuffer" | "headers" | "status"> | undefined {
  try {
    const { arrayBuffer, headers, status } = response as Response;
    const isResponse =
      typeof arrayBuffer === "function" && Number.isFinite(status) && typeof headers.get === "function";
    return isResponse ? { arrayBuffer, headers, status } : undefined;
  } catch {
    return undefined;
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
