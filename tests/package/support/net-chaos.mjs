// @ts-check
/**
 * A thousand creates on a network where everything goes wrong, and an account of what became of them.
 *
 * To try another seed: `node support/net-chaos.mjs SEED`.
 */
import { fileURLToPath } from "node:url";
import { AbortedError, DataPlatform, OutcomeUnknownError } from "ionoscloud-dataplatform";
import { createEmulator } from "ionoscloud-dataplatform/testing";
import { Random } from "./random.mjs";

/** @typedef {import("ionoscloud-dataplatform").ClusterResponseData} Cluster */
/** @typedef {import("ionoscloud-dataplatform/testing").EmulatorFault} Fault */
/** @typedef {ReturnType<typeof createEmulator>} Emulator */

const HERE = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
const ELSEWHERE = "498ae72f-411f-11eb-9d07-046c59cc737e";

const AT_ONCE = 20;
const MINUTE = 60_000;

/** What goes wrong with a create, and how often. @type {[number, Fault][]} */
export const FAULTS = [
  [0.04, { kind: "drop", applied: true }],
  [0.04, { kind: "drop", applied: false }],
  ...[500, 502, 503, 504].flatMap((status) =>
    [true, false].map((applied) => /** @type {[number, Fault]} */ ([0.02, { kind: "status", status, applied, body: "html" }])),
  ),
  [0.03, { kind: "status", status: 429 }],
  [0.02, { kind: "status", status: 429, retryAfter: 2 }],
  [0.01, { kind: "status", status: 429, retryAfter: 120 }],
  [0.01, { kind: "status", status: 422 }],
  [0.02, { kind: "hang", applied: true }],
  [0.02, { kind: "hang", applied: false }],
  [0.03, { kind: "delay", ms: 20_000 }],
  [0.02, { kind: "delay", ms: 45_000 }],
  [0.03, { kind: "slowBody", ms: 20_000 }],
  [0.02, { kind: "slowBody", ms: 45_000 }],
  [0.04, { kind: "truncate" }],
  [0.03, { kind: "emptyBody" }],
  [0.03, { kind: "brokenJson" }],
  [0.04, { kind: "refuse" }],
  [0.01, { kind: "contentType", value: "text/html" }],
  [0.01, { kind: "redirect", location: "https://elsewhere.test/" }],
];

/** What goes wrong with a list. @type {[number, Fault][]} */
const FAULTS_OF_LISTS = [
  [0.1, { kind: "status", status: 503, retryAfter: 1 }],
  [0.05, { kind: "drop" }],
];

/** How often a write comes when its sender has long been told that the connection is lost. */
const LATE = 0.03;
const ABORTED = 0.15;
/** How often the name is that of another create at the same time. */
const SAME_NAME = 0.1;

/** What is left of a create when it is over: what it gave, or what it failed with. */
class Attempt {
  /** @type {Cluster | undefined} */
  given;
  /** @type {unknown} */
  error;
  /** What it may have made. @type {Cluster[]} */
  candidates = [];

  constructor(/** @type {string} */ name, /** @type {boolean} */ adopts) {
    this.name = name;
    this.adopts = adopts;
  }

  /** Whether it says that nobody knows. */
  get isUnknown() {
    return this.error instanceof OutcomeUnknownError || (this.error instanceof AbortedError && this.error.outcome === "unknown");
  }

  async search() {
    if (!this.isUnknown) return;
    const { findCandidates } = /** @type {OutcomeUnknownError} */ (this.error);
    this.candidates = /** @type {Cluster[]} */ (await findCandidates?.());
  }
}

/** Runs it and gives every create, what there is on the server, and the kinds of faults that were met. */
export async function chaos(/** @type {number} */ seed, times = 1_000) {
  const random = new Random(seed);
  const emulator = createEmulator({
    seed,
    tenants: [
      { token: "ours", user: "ours", contractNumber: "1" },
      { token: "theirs", user: "theirs", contractNumber: "1" },
    ],
  });
  const { now, sleep } = emulator.clock;
  const clock = { now: now.bind(emulator.clock), sleep: sleep.bind(emulator.clock), random: () => random.next() };
  const dp = new DataPlatform({ ...emulator, clock, fetch: losing(emulator, random), token: "ours" });
  const theirs = new DataPlatform({ ...emulator, token: "theirs" });
  const attempts = /** @type {Attempt[]} */ ([]);
  while (attempts.length < times) {
    const wave = Array.from({ length: AT_ONCE }, (_, n) => {
      const number = attempts.length + n - (n > 0 && random.flip(SAME_NAME) ? 1 : 0);
      return new Attempt(`prod-${number}`, random.flip());
    });
    await foreign(theirs, emulator, wave);
    arm(emulator);
    await Promise.all(wave.map((attempt) => create(dp, emulator, attempt, random)));
    emulator.clearFaults();
    attempts.push(...wave);
  }
  await emulator.advance(MINUTE);
  for (const attempt of attempts) await attempt.search();
  const { items } = await theirs.clusters.list();
  const faults = emulator.journal.requests("clusters.create").map(({ fault }) => fault?.kind);
  emulator.close();
  return { attempts, items, faults: new Set(faults.filter((kind) => kind !== undefined)) };
}

/** A network that tells some senders that the connection is lost, and delivers the request later. */
function losing(/** @type {Emulator} */ { fetch, clock }, /** @type {Random} */ random) {
  return async (/** @type {string} */ url, /** @type {RequestInit} */ init) => {
    if (init.method !== "POST" || !random.flip(LATE)) return fetch(url, init);
    const { signal: _, ...late } = init;
    void clock.sleep(random.next() * 15_000).then(() => fetch(url, late)).catch(() => {});
    throw new TypeError("fetch failed", { cause: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }) });
  };
}

function arm(/** @type {Emulator} */ emulator) {
  for (const [probability, fault] of FAULTS) emulator.fail({ operation: "clusters.create", probability, fault });
  for (const [probability, fault] of FAULTS_OF_LISTS) emulator.fail({ operation: "clusters.list", probability, fault });
}

/** Somebody else has clusters of the same names: older ones in the same data center, others elsewhere. */
async function foreign(/** @type {DataPlatform} */ theirs, /** @type {Emulator} */ emulator, /** @type {Attempt[]} */ wave) {
  for (const [n, { name }] of wave.entries()) {
    const datacenterId = n % 2 === 0 ? HERE : ELSEWHERE;
    if (n % 4 < 2) await theirs.clusters.create({ properties: { name, datacenterId, dataPlatformVersion: "24.11" } });
  }
  await emulator.advance(2 * MINUTE);
}

async function create(
  /** @type {DataPlatform} */ dp,
  /** @type {Emulator} */ emulator,
  /** @type {Attempt} */ attempt,
  /** @type {Random} */ random,
) {
  const controller = new AbortController();
  if (random.flip(ABORTED)) void emulator.clock.sleep(random.next() * 40_000).then(() => controller.abort());
  const { name, adopts } = attempt;
  const request = { properties: { name, datacenterId: HERE, dataPlatformVersion: "24.11" } };
  const onUnknownOutcome = /** @type {"adopt" | "throw"} */ (adopts ? "adopt" : "throw");
  try {
    attempt.given = await dp.clusters.create(request, { signal: controller.signal, onUnknownOutcome });
  } catch (error) {
    attempt.error = error;
  }
}

/** What became of the creates, in numbers. What is wrong must be 0. */
export function account(/** @type {Awaited<ReturnType<typeof chaos>>} */ { attempts, items }) {
  const ours = items.filter(({ metadata }) => metadata.createdBy === "ours");
  const ids = new Set(ours.map(({ id }) => id));
  const given = attempts.flatMap(({ given }) => given ?? []);
  const unknown = attempts.filter(({ isUnknown }) => isUnknown);
  const givenIds = new Set(given.map(({ id }) => id));
  const candidateIds = new Set(unknown.flatMap(({ candidates }) => candidates.map(({ id }) => id)));
  const names = new Set(attempts.map(({ name }) => name));
  const mayHave = (/** @type {string} */ name) =>
    attempts.filter((attempt) => attempt.name === name && (attempt.given !== undefined || attempt.isUnknown)).length;
  const made = (/** @type {string} */ name) => ours.filter(({ properties }) => properties.name === name).length;
  return {
    creates: attempts.length,
    onServer: ours.length,
    given: given.length,
    unknown: unknown.length,
    unknownButMade: candidateIds.size,
    refused: attempts.length - given.length - unknown.length,
    wrong: {
      lost: ours.filter(({ id }) => !givenIds.has(id) && !candidateIds.has(id)).length,
      givenTwice: given.length - givenIds.size,
      givenButNotOurs: given.filter(({ id }) => !ids.has(id)).length,
      givenUnderAnotherName: attempts.filter(({ name, given }) => given !== undefined && given.properties.name !== name).length,
      candidatesNotOurs: [...candidateIds].filter((id) => !ids.has(id)).length,
      candidatesGivenToOthers: [...candidateIds].filter((id) => givenIds.has(id)).length,
      moreThanAskedFor: [...names].filter((name) => made(name) > mayHave(name)).length,
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(account(await chaos(Number(process.argv[2]))));
}
