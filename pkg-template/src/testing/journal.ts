import type { EmulatorFault, OperationName } from "./faults.js";
import type { Identity } from "./options.js";

/** A request and what became of it, without credentials and bodies. */
export interface JournalEntry {
  /** When, in milliseconds since the epoch, on the emulator's clock. */
  readonly at: number;
  /** Absent where the request was none of the API's. */
  readonly operation?: OperationName;
  /** The HTTP method. */
  readonly method: string;
  /** Path and query, beginning with `/dataplatform`. */
  readonly target: string;
  /** What was answered; absent where no answer was sent. */
  readonly status?: number;
  /** The `X-Request-Id` of the answer. */
  readonly requestId: string;
  /** Who called; absent where it was nobody known. */
  readonly tenant?: Identity;
  /** The fault that it met. */
  readonly fault?: EmulatorFault;
}

/** The latest 10,000 requests to an emulator, whatever became of them, oldest first. */
export interface Journal {
  /**
   * The requests of one operation, or all of them. Throws where there is no such operation.
   *
   * @example
   * ```js
   * const [request] = emulator.journal.requests("clusters.create");
   * assert.equal(request.status, 200);
   * ```
   */
  requests(operation?: OperationName): JournalEntry[];

  /**
   * Throws where not exactly these operations were called, in this order, and where requests have been forgotten: then
   * nobody knows.
   *
   * @example
   * ```js
   * emulator.journal.expectRequests(["clusters.create", "clusters.get", "clusters.get"]);
   * ```
   */
  expectRequests(operations: readonly OperationName[]): void;

  /**
   * Throws where an operation was not called so many times, where there is no such operation, and where requests have
   * been forgotten: then nobody knows.
   *
   * @example
   * ```js
   * emulator.journal.expectCount("clusters.create", 1);
   * ```
   */
  expectCount(operation: OperationName, count: number): void;

  /** Forgets them. */
  clear(): void;
}

/** What the core has of the journal. */
interface Excerpt {
  readonly entries: JournalEntry[];
  /** How many requests were forgotten, of any operation. */
  readonly dropped: number;
}

/** A journal over the controls of an emulator. `read` throws where an operation is named that there is not. */
export function createJournal(read: (operation?: string) => Excerpt, clear: () => void): Journal {
  return {
    requests: (operation) => read(operation).entries,
    clear,
    expectRequests(expected) {
      const actual = whole(read()).map(name);
      if (actual.length === expected.length && actual.every((name, index) => name === expected[index])) return;
      throw assertionError(`expected the requests ${list(expected)}, but there were ${list(actual)}`, actual, expected);
    },
    expectCount(operation, expected) {
      // As a text, so that one that is missing is not taken for all of them.
      const actual = whole(read(String(operation))).length;
      if (actual === expected) return;
      const there = list(read().entries.map(name));
      const message = `expected ${expected} requests of ${operation}, but there were ${actual}: ${there}`;
      throw assertionError(message, actual, expected);
    },
  };
}

/** The entries, where they are all that there were. */
function whole({ entries, dropped }: Excerpt): JournalEntry[] {
  if (dropped === 0) return entries;
  const way = "call journal.clear() before what is to be looked at";
  throw new Error(`the journal has forgotten ${dropped} older requests, so nobody knows what they were: ${way}`);
}

function name({ operation, method, target }: JournalEntry): string {
  return operation ?? `${method} ${target}`;
}

function list(names: readonly string[]): string {
  return names.length === 0 ? "(none)" : names.join(", ");
}

/** With the fields from which test runners draw a difference. */
function assertionError(message: string, actual: unknown, expected: unknown): Error {
  const fields = { name: "AssertionError", code: "ERR_ASSERTION", operator: "deepStrictEqual", actual, expected };
  return Object.assign(new Error(message), fields);
}
