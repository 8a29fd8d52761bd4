// @ts-check
/** What became of the creates of a chaos run: what the server holds against what the client has said. */
import { AbortedError, OutcomeUnknownError } from "ionoscloud-dataplatform";

/**
 * @typedef {import("ionoscloud-dataplatform").ClusterResponseData} Cluster
 * @typedef {import("ionoscloud-dataplatform").NodePoolResponseData} NodePool
 * @typedef {Cluster | NodePool} Resource
 */

/** Whose creates are accounted for. */
export const OURS = "ours";

/**
 * A create, and what is left of it when it is over: what it gave, or what it failed with.
 *
 * Its tag goes to the server inside of the request, in a property that the client does not look at when it looks for
 * candidates, and so tells which resource is its own.
 */
export class Attempt {
  /** @type {Resource | undefined} */
  given;
  /** @type {unknown} */
  error;
  /** What it may have made, as the client says. @type {readonly Resource[]} */
  candidates = [];
  /** The methods of its requests. @type {string[]} */
  sent = [];

  /**
   * @param {{ tag: string, kind: "cluster" | "nodepool", place: string, name: string, adopts: boolean }} wish
   *   `place`: the data center of a cluster, the cluster of a node pool.
   */
  constructor({ tag, kind, place, name, adopts }) {
    this.tag = tag;
    this.kind = kind;
    this.place = place;
    this.name = name;
    this.adopts = adopts;
  }

  /** What it asks for. Another create that asks for the same cannot be told from it. */
  get target() {
    return `${this.kind} ${this.place} ${this.name}`;
  }

  /** Whether the client says that nobody knows. */
  get isUnknown() {
    const { error } = this;
    return error instanceof OutcomeUnknownError || (error instanceof AbortedError && error.outcome === "unknown");
  }

  get isAborted() {
    return this.error instanceof AbortedError;
  }

  /** Whether what it gave was looked for, and did not come with the answer. */
  get hasAdopted() {
    return this.given !== undefined && this.sent.at(-1) === "GET";
  }
}

/** Where a resource carries its tag. */
const tagOf = (/** @type {Resource} */ { properties }) => properties.maintenanceWindow?.time ?? "";

/**
 * The ledger, in numbers. All of `wrong` must be 0.
 *
 * @param {readonly Attempt[]} attempts
 * @param {readonly Resource[]} resources What the server holds, foreign resources too.
 */
export function account(attempts, resources) {
  const created = resources.filter(isOurs);
  const given = attempts.flatMap(({ given }) => given ?? []);
  const unknown = attempts.filter(({ isUnknown }) => isUnknown);
  const failed = attempts.filter(({ given, isUnknown }) => given === undefined && !isUnknown);
  const createdIds = idsOf(created);
  const givenIds = idsOf(given);
  const candidates = unknown.flatMap(({ candidates }) => candidates);
  const candidateIds = idsOf(candidates);
  const targets = new Map(attempts.map(({ tag, target }) => [tag, target]));
  /** What the create asked for that made something. */
  const targetOf = (/** @type {Resource} */ resource) => targets.get(tagOf(resource));
  return {
    creates: attempts.length,
    created: created.length,
    given: given.length,
    adopted: attempts.filter(({ hasAdopted }) => hasAdopted).length,
    unknown: unknown.length,
    aborted: attempts.filter(({ isAborted }) => isAborted).length,
    abortedUnknown: unknown.filter(({ isAborted }) => isAborted).length,
    candidates: candidateIds.size,
    failed: failed.length,
    wrong: {
      lost: created.filter(({ id }) => !givenIds.has(id) && !candidateIds.has(id)).length,
      createdTwice: created.length - new Set(created.map(tagOf)).size,
      createdThoughFailed: created.filter((resource) => failed.some(({ tag }) => tag === tagOf(resource))).length,
      givenTwice: given.length - givenIds.size,
      givenForeign: given.filter((resource) => !isOurs(resource)).length,
      givenButNotThere: [...givenIds].filter((id) => !createdIds.has(id)).length,
      givenAnother: attempts.filter(isAnswerToAnother).length,
      adoptedAnother: attempts.filter(({ given, target }) => given && targetOf(given) !== target).length,
      candidatesForeign: candidates.filter((resource) => !isOurs(resource)).length,
      candidatesGiven: [...candidateIds].filter((id) => givenIds.has(id)).length,
      candidatesOfAnother: unknown.filter(({ candidates, target }) =>
        candidates.some((resource) => targetOf(resource) !== target),
      ).length,
    },
  };
}

/** Whether it was answered with what another create made. */
const isAnswerToAnother = (/** @type {Attempt} */ { given, hasAdopted, tag }) =>
  given !== undefined && !hasAdopted && tagOf(given) !== tag;
const isOurs = (/** @type {Resource} */ { metadata }) => metadata.createdBy === OURS;
const idsOf = (/** @type {readonly Resource[]} */ resources) => new Set(resources.map(({ id }) => id));
