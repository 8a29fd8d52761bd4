import type { WaitOptions } from "./options.js";
import type { Ids, Session } from "./session.js";
import type { Task } from "./task.js";
import { CLUSTERS_GET, NODE_POOLS_GET, SETTLED } from "./wish.js";

/** Waits until the goal is reached; gives the resource as it is then. */
export async function waitUntil<T>(
  session: Session,
  ids: Ids,
  goal: number,
  options: WaitOptions<T> | undefined,
): Promise<T | undefined> {
  return await session.run({ kind: goal + lookAt(ids), ids, options });
}

/** The operation that looks at a resource. */
const lookAt = (ids: Ids): number => ("nodepoolId" in ids ? NODE_POOLS_GET : CLUSTERS_GET);

/**
 * Looks at a resource until it comes to rest: AVAILABLE, a failed state, or gone.
 *
 * Between two looks nothing runs: a loop that is left, or an iterator that is forgotten, has no
 * timer and no request.
 */
export class Watch<T> implements AsyncIterableIterator<T> {
  readonly #task: Task;
  #turn: Promise<unknown> = Promise.resolve();

  /** @internal */
  constructor(session: Session, ids: Ids, options: WaitOptions<T> | undefined) {
    this.#task = session.begin({ kind: SETTLED + lookAt(ids), ids, options });
    session.closeWhenLost(this, this.#task.number);
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
    this.#task.close();
    return Promise.resolve({ done: true, value: undefined });
  }

  async #step(): Promise<IteratorResult<T, undefined>> {
    const value = this.#task.isOver ? undefined : ((await this.#task.run()) as T | undefined);
    // The last look is handed out too; after it, the iterator says that it is done.
    return value === undefined ? { done: true, value: undefined } : { done: false, value };
  }
}
