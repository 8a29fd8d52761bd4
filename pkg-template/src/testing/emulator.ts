import { createClock, type EmulatorClock } from "./clock.js";
import { emulatorCore } from "./core.js";
import type { EmulatorFault, FaultRule, OperationName } from "./faults.js";
import { emulatorFetch } from "./fetch.js";
import { createJournal, type Journal } from "./journal.js";
import { toJson } from "./json.js";
import type { EmulatorOptions, Identity, Tenant } from "./options.js";
import { Session } from "./session.js";

/** What an emulator holds. */
export interface EmulatorState {
  /** The time on its clock, in milliseconds since the epoch. */
  readonly now: number;
  /** What there is under each contract that has been used. */
  readonly contracts: readonly ContractState[];
  /** How many rules for faults are in force. */
  readonly faults: number;
  /** How many requests the journal has. */
  readonly journal: number;
}

/** The resources under a contract. */
export interface ContractState {
  /** The contract's number. */
  readonly contractNumber: string;
  /** How many clusters there are. */
  readonly clusters: number;
  /** How many node pools there are. */
  readonly nodePools: number;
  /** How many of both are in each state. */
  readonly states: Readonly<Record<string, number>>;
}

const NO_BODY = new Uint8Array();

const encoder = new TextEncoder();

/**
 * A twin of the API, in this process. Made by {@link createEmulator}.
 *
 * Its own fields are options of the client, so that it can be spread into them; all else is beside the point there.
 */
export class Emulator {
  /** Answers what is sent to any URL whose path contains `/dataplatform`; nothing leaves the process. */
  readonly fetch: typeof globalThis.fetch;
  /** The time on which resources are provisioned, and on which the client waits. */
  readonly clock: EmulatorClock;
  /** What the URLs in answers begin with. */
  readonly baseUrl: string;

  readonly #session: Session;
  readonly #reseed: () => void;
  readonly #journal: Journal;

  /** @internal */
  constructor({ clock, start, ...config }: EmulatorOptions) {
    const own = createClock(clock, start, config.seed);
    this.clock = own;
    this.#reseed = () => own.reseed();
    this.#session = new Session(emulatorCore(), config);
    this.fetch = emulatorFetch(this.#session, this.clock);
    this.baseUrl = this.#session.baseUrl;
    this.#journal = createJournal(
      (operation) => this.#control("GET", operation === undefined ? "journal" : `journal?${query({ operation })}`),
      () => this.#control("DELETE", "journal"),
    );
  }

  /** The requests that have come in, with assertions about them. */
  get journal(): Journal {
    return this.#journal;
  }

  /**
   * Lets time pass.
   *
   * @example
   * ```js
   * const { id } = await dp.clusters.create(request);
   * await emulator.advance(8 * 60_000);
   * (await dp.clusters.get(id)).metadata.state; // "AVAILABLE"
   * ```
   *
   * @param ms - How much of it, in milliseconds on the emulator's clock.
   */
  advance(ms: number): Promise<void> {
    return this.clock.advance(ms);
  }

  /**
   * Makes the next requests of an operation fail. Faults queue up: each is used up before the next has its turn.
   *
   * @example
   * ```js
   * emulator.failNext("clusters.list", { kind: "status", status: 503, retryAfter: 2 }, { count: 2 });
   * emulator.failNext("clusters.create", { kind: "drop", applied: true });
   * ```
   *
   * @param operation - The operation, or `"*"` for any.
   * @param fault - What goes wrong.
   * @param options - `count`: how many requests fail, 1 by default; `Infinity` until {@link Emulator.clearFaults}.
   */
  failNext(operation: OperationName | "*", fault: EmulatorFault, { count = 1 }: { count?: number } = {}): void {
    this.fail({ operation, fault, count });
  }

  /**
   * Makes requests fail by a rule, such as one in ten.
   *
   * @example
   * ```js
   * emulator.fail({ probability: 0.1, fault: { kind: "drop", applied: false } });
   * ```
   */
  fail(rule: FaultRule): void {
    this.#control("POST", "faults", withoutEnd(rule));
  }

  /** The faults that are still to come. */
  get faults(): FaultRule[] {
    return this.#control<{ faults: FaultRule[] }>("GET", "faults").faults;
  }

  /** Lets everything succeed again. */
  clearFaults(): void {
    this.#control("DELETE", "faults");
  }

  /**
   * Who may call. Assigning replaces them: how a test withdraws a token or a privilege.
   *
   * @example
   * ```js
   * emulator.tenants = [{ token: "renewed", role: "manager" }];
   * ```
   */
  get tenants(): Identity[] {
    return this.#control<{ tenants: Identity[] }>("GET", "tenants").tenants;
  }

  set tenants(tenants: readonly Tenant[]) {
    this.#control("PUT", "tenants", { tenants });
  }

  /**
   * Puts load on a node pool that asks for so many nodes. Automatic scaling follows it within its range; where it is
   * off, this throws.
   */
  load(clusterId: string, nodePoolId: string, nodes: number): void {
    this.#control("POST", "load", { clusterId, nodePoolId, nodes });
  }

  /** How many resources there are, and what time it is. */
  get state(): EmulatorState {
    return this.#control("GET", "state");
  }

  /**
   * Puts everything back to what it was when the emulator was made: no resources, faults or requests, the first
   * tenants, and from the seed the same ids, chance and jitter again. Only the time goes on.
   */
  reset(): void {
    this.#control("POST", "reset");
    this.#reseed();
  }

  /** Gives back the memory. Requests fail from now on as if nobody were there. */
  close(): void {
    this.#session.close();
  }

  #control<T>(method: string, name: string, body?: unknown): T {
    const bytes = body === undefined ? NO_BODY : encoder.encode(toJson(body));
    const reply = this.#session.control(this.clock.now(), method, `/_emulator/${name}`, bytes);
    if (reply.status >= 400) throw new Error((reply.body as { error: string }).error);
    return reply.body as T;
  }
}

/** A rule that counts to infinity, as one that JSON can hold: certain, and not counted. */
function withoutEnd(rule: FaultRule): object {
  return rule.count === Infinity ? { ...rule, count: undefined, probability: rule.probability ?? 1 } : rule;
}

function query(parameters: Record<string, string>): string {
  return new URLSearchParams(parameters).toString();
}

function checkOptions(options: unknown): void {
  if (typeof options === "object" && options !== null && !Array.isArray(options)) return;
  const given = Array.isArray(options) ? "an array" : options === null ? "null" : `a ${typeof options}`;
  throw new TypeError(`the options of createEmulator() must be an object, not ${given}`);
}

/**
 * Makes a twin of the API that runs in this process, a page or a test.
 *
 * @example
 * ```js
 * import { DataPlatform } from "ionoscloud-dataplatform";
 * import { createEmulator } from "ionoscloud-dataplatform/testing";
 *
 * const emulator = createEmulator();
 * const dp = new DataPlatform({ ...emulator, token: "any" });
 *
 * const { id } = await dp.clusters.create({ properties: { name, datacenterId, dataPlatformVersion: "24.11" } });
 * await dp.clusters.waitUntilAvailable(id); // eight minutes, at once
 * ```
 *
 * @throws Error where an option is not known or has a wrong value.
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  checkOptions(options);
  return new Emulator(options);
}
