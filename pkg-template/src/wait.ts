import type { Close } from "./engine.js";
import type { WaitOptions } from "./options.js";
import type { Session } from "./session.js";

/** What is waited for. */
export type Goal = "available" | "deleted" | "settled";

const closeWait: Close = (core, wait) => core.waitClose(wait);

/** Waits until the goal is reached; gives the resource as it is then. */
export async function waitUntil<T>(
  session: Session,
  ids: unknown[],
  goal: Goal,
  options: WaitOptions<T> | undefined,
): Promise<T | undefined> {
  const wait = session.now((core, client, host) => core.waitOpen(client, host, ids, goal, options));
  try {
    const { value } = await session.call<{ value: T | undefined }>((core, client, host) =>
      core.waitOn(client, host, wait, true, options),
    );
    return value;
  } finally {
    session.close(closeWait, wait);
  }
}

/**
 * Looks at a resource until it comes to rest: AVAILABLE, a failed state, or gone.
 *
 * Between two looks nothing runs: a loop that is left, or an iterator that is forgotten, has no
 * timer and no request.
 */
export class Watch<T> implements AsyncIterableIterator<T> {
  readonly #session: Session;
  readonly #options: WaitOptions<T> | undefined;
  readonly #wait: number;
  #turn: Promise<unknown> = Promise.resolve();
  #isOver = false;

  /** @internal */
  constructor(session: Session, ids: unknown[], options: WaitOptions<T> | undefined) {
    this.#session = session;
    this.#options = options;
    this.#wait = session.now((core, client, host) =>
      core.waitOpen(client, host, ids, "settled", options),
    );
    session.closeWhenLost(this, closeWait, this.#wait);
  }

  /** The watch itself, for `for await`. */
  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Waits for the next look. Calls in a row wait for each other. */
  next(): Promise<IteratorResult<T, undefined>> {
    const step = this.#turn.then(() => this.#step());
    this.#turn = step.catch(() => undefined);
    return step;
  }

  /** Ends the watch, and a look that is under way. */
  return(): Promise<IteratorResult<T, undefined>> {
    this.#end();
    return Promise.resolve({ done: true, value: undefined });
  }

  async #step(): Promise<IteratorResult<T, undefined>> {
    if (this.#isOver) return { done: true, value: undefined };
    try {
      const step = await this.#session.call<{ done: boolean; value: T | undefined }>(
        (core, client, host) => core.waitOn(client, host, this.#wait, false, this.#options),
      );
      if (step.done) this.#end();
      // The last look is handed out too; after it, the iterator says that it is done.
      return step.value === undefined
        ? { done: true, value: undefined }
        : { done: false, value: step.value };
    } catch (error) {
      this.#end();
      throw error;
    }
  }

  #end(): void {
    this.#isOver = true;
    this.#session.close(closeWait, this.#wait);
  }
}
