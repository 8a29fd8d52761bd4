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
   * The requests of one operation, or all of them.
   *
   * @example
   * ```js
   * const [request] = emulator.journal.requests("clusters.create");
   * assert.equal(request.status, 200);
   * ```
   */
  requests(operation?: OperationName): JournalEntry[];

  /**
   * Throws where not exactly these operations were called, in this order.
   *
   * @example
   * ```js
   * emulator.journal.expectRequests(["clusters.create", "clusters.get", "clusters.get"]);
   * ```
   */
  expectRequests(operations: readonly OperationName[]): void;

  /**
   * Throws where an operation was not called so many times.
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

/** A journal over the controls of an emulator. */
export function createJournal(read: () => JournalEntry[], clear: () => void): Journal {
  const requests = (operation?: OperationName) =>
    read().filter((entry) => operation === undefined || entry.operation === operation);
  return {
    requests,
    clear,
    expectRequests(expected) {
      const actual = read().map(name);
      if (actual.length === expected.length && actual.every((name, index) => name === expected[index])) return;
      throw assertionError(`expected the requests ${list(expected)}, but there were ${list(actual)}`, actual, expected);
    },
    expectCount(operation, expected) {
      const actual = requests(operation).length;
      if (actual === expected) return;
      const there = list(read().map(name));
      const message = `expected ${expected} requests of ${operation}, but there were ${actual}: ${there}`;
      throw assertionError(message, actual, expected);
    },
  };
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
