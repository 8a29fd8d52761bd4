// @ts-check
/** The one place where the page keeps what it knows. */

/**
 * @typedef {import("ionoscloud-dataplatform").ClusterResponseData} ClusterData
 * @typedef {import("ionoscloud-dataplatform").NodePoolResponseData} NodePoolData
 */

/**
 * A time that a resource spent in a state, as far as this page saw it.
 *
 * @typedef {{ readonly state: string, readonly since: number }} Stay
 */

/**
 * @typedef {object} State
 * @property {import("./session.js").Session | undefined} session What is connected.
 * @property {import("./router.js").Route} route
 * @property {number} now The time on the session's clock, some times a second.
 * @property {string} filter What the list of clusters is filtered by.
 * @property {readonly string[] | undefined} clusterIds The list as it was answered last; `undefined` before.
 * @property {unknown} listFailure Why the list could not be read the last time.
 * @property {Readonly<Record<string, ClusterData>>} clusters Every cluster that was seen, by id.
 * @property {Readonly<Record<string, readonly NodePoolData[]>>} nodePools By the id of their cluster.
 * @property {Readonly<Record<string, number>>} gone Since when they are known to be gone, by id.
 * @property {unknown} clusterFailure Why the open cluster could not be read the last time.
 * @property {Readonly<Record<string, readonly Stay[]>>} stays By the id of the resource.
 * @property {readonly string[]} versions Newest first.
 * @property {readonly import("./waits.js").Wait[]} waits Newest first.
 * @property {readonly import("./requests.js").Call[]} calls Newest first.
 * @property {import("./requests.js").Totals} totals
 * @property {Readonly<Record<string, number>>} faults How often each switch will still bite; absent when it is off.
 * @property {boolean} checksRequests Whether the library checks requests before it sends them.
 * @property {readonly Notice[]} notices
 */

/**
 * Something to tell the user, also to those who cannot see it.
 *
 * @typedef {{ readonly key: number, readonly tone: import("./states.js").Tone, readonly text: string }} Notice
 */

/** @returns {Omit<State, "session" | "route">} What belongs to a session, before anything has been read. */
export function blank() {
  return {
    now: Date.now(),
    filter: "",
    clusterIds: undefined,
    listFailure: undefined,
    clusters: {},
    nodePools: {},
    gone: {},
    clusterFailure: undefined,
    stays: {},
    versions: [],
    waits: [],
    calls: [],
    totals: { sent: 0, retried: 0, failed: 0 },
    faults: {},
    checksRequests: true,
    notices: [],
  };
}

/** State that is replaced, never changed, and those who watch it. */
class Store {
  /** @type {State} */
  #state = { ...blank(), session: undefined, route: { view: "clusters" } };
  /** @type {Set<() => void>} */
  #watchers = new Set();
  #isDirty = false;

  get state() {
    return this.#state;
  }

  /** @param {Partial<State>} change */
  set(change) {
    this.#state = { ...this.#state, ...change };
    if (this.#isDirty) return;
    this.#isDirty = true;
    // Changes that come together are shown together.
    queueMicrotask(() => {
      this.#isDirty = false;
      for (const look of [...this.#watchers]) look();
    });
  }

  /**
   * Calls back with what is selected: now, and whenever it has become something else.
   *
   * @template T
   * @param {(state: State) => T} select
   * @param {(selected: T) => void} react
   * @returns {() => void} Ends it.
   */
  watch(select, react) {
    let selected = select(this.#state);
    const look = () => {
      const next = select(this.#state);
      if (Object.is(next, selected)) return;
      selected = next;
      react(next);
    };
    this.#watchers.add(look);
    react(selected);
    return () => void this.#watchers.delete(look);
  }
}

export const store = new Store();
