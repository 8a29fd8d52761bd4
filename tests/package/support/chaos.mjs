// @ts-check
/** Creates on a network where everything goes wrong, many at once, in no real time. */
import { DataPlatform } from "ionoscloud-dataplatform";
import { createEmulator } from "ionoscloud-dataplatform/testing";
import { CHANCE, OF_CREATES, OF_LISTS, titleOf } from "./chaos-faults.mjs";
import { Attempt, OURS } from "./chaos-ledger.mjs";
import { Random } from "./random.mjs";

/** @typedef {import("./chaos-ledger.mjs").Resource} Resource */
/** @typedef {ReturnType<typeof createEmulator>} Emulator */

const DATACENTERS = ["3fa85f64-5717-4562-b3fc-2c963f66afa6", "498ae72f-411f-11eb-9d07-046c59cc737e"];
const VERSION = "24.11";

const AT_ONCE = 20;
const MINUTE = 60_000;

/** What is created, each as often as it stands here. */
const KINDS = /** @type {const} */ (["cluster", "cluster", "cluster", "cluster", "nodepool"]);
/** How often a create asks for the same as another at the same time. */
const RIVALS = 0.1;
/** How often others have had the same for a while. */
const OLDER = 0.2;
/** How often a write arrives when its sender has long been told that the connection is lost. */
const LATE = 0.03;
/** How often the caller aborts while nothing passes but turns of the event loop, and how often after a while. */
const ABORTED = { atOnce: 0.1, later: 0.15 };

/** The header field that tells the network to which create a request belongs. */
const TAG = "x-tag";

/** A run: its emulator, its clients, and what chance decides. */
class Chaos {
  attempts = /** @type {Attempt[]} */ ([]);
  /** How often each fault met a create of ours. @type {Record<string, number>} */
  faults = { late: 0 };
  places = { cluster: DATACENTERS, nodepool: /** @type {string[]} */ ([]) };

  /** @param {{ seed: number, sendsAgain: boolean }} options */
  constructor({ seed, sendsAgain }) {
    this.random = new Random(seed);
    this.sendsAgain = sendsAgain;
    this.emulator = createEmulator({
      seed,
      tenants: [
        { token: OURS, user: OURS, contractNumber: "1" },
        { token: "theirs", user: "theirs", contractNumber: "1" },
        { token: "elsewhere", user: "elsewhere", contractNumber: "2" },
      ],
    });
    this.ours = this.#client(OURS, this.#fetch);
    this.theirs = this.#client("theirs");
    this.elsewhere = this.#client("elsewhere");
  }

  #client(/** @type {string} */ token, fetch = this.emulator.fetch) {
    return new DataPlatform({ ...this.emulator, fetch, token });
  }

  /** The network of ours. It may tell that a connection is lost, and deliver the request later. @type {typeof fetch} */
  #fetch = async (url, init = {}) => {
    const { emulator, random } = this;
    const { method = "GET" } = init;
    this.#attemptOf(init)?.sent.push(method);
    if (method === "POST" && random.flip(LATE)) {
      this.#count("late");
      const { signal: _, ...late } = init;
      void emulator.clock.sleep(random.next() * 15_000).then(() => emulator.fetch(url, late)).catch(() => {});
      throw new TypeError("fetch failed", { cause: Object.assign(new Error("reset"), { code: "ECONNRESET" }) });
    }
    const answer = emulator.fetch(url, init);
    return this.sendsAgain ? answer.catch(() => emulator.fetch(url, init)) : answer;
  };

  #attemptOf(/** @type {RequestInit} */ { headers }) {
    const tag = new Headers(headers).get(TAG);
    return this.attempts.find((attempt) => attempt.tag === tag);
  }

  #count(/** @type {string} */ title) {
    this.faults[title] = (this.faults[title] ?? 0) + 1;
  }

  async begin() {
    const [datacenterId = ""] = DATACENTERS;
    for (const name of ["here", "there"]) {
      const { id } = await make(this.theirs, "cluster", datacenterId, name);
      this.places.nodepool.push(id);
    }
  }

  /** So many creates at once. */
  async wave() {
    const wave = Array.from({ length: AT_ONCE }, () => this.#nextAttempt());
    await this.#makeForeign(wave);
    this.#arm();
    await Promise.all(wave.map((attempt) => this.#create(attempt)));
    this.emulator.clearFaults();
    this.#readJournal();
  }

  #nextAttempt() {
    const { attempts, random } = this;
    const number = attempts.length;
    const previous = number % AT_ONCE === 0 ? undefined : attempts.at(-1);
    const newKind = random.pick(KINDS);
    const fresh = { kind: newKind, place: random.pick(this.places[newKind]), name: `prod-${number}` };
    const { kind, place, name } = previous !== undefined && random.flip(RIVALS) ? previous : fresh;
    const attempt = new Attempt({ kind, place, name, tag: timeOf(number), adopts: random.flip() });
    attempts.push(attempt);
    return attempt;
  }

  /**
   * Others have nearly the same beside a create: only what the client can tell from its own. It cannot tell what others
   * make under the same name, in the same place, while the create is under way.
   */
  async #makeForeign(/** @type {Attempt[]} */ wave) {
    for (const { kind, place, name } of wave) {
      if (this.random.flip(OLDER)) await make(this.theirs, kind, place, name);
    }
    await this.emulator.advance(2 * MINUTE);
    for (const attempt of wave) await this.#makeSimilar(attempt, wave);
  }

  async #makeSimilar(/** @type {Attempt} */ { kind, place, name, target }, /** @type {Attempt[]} */ wave) {
    const { random, theirs } = this;
    switch (random.below(6)) {
      case 0:
        return make(theirs, kind, place, `${name}-2`);
      case 1:
        return make(theirs, kind, place, name.toUpperCase());
      case 2:
        return make(theirs, kind, this.places[kind].find((other) => other !== place) ?? "", name);
      case 3:
        return make(this.elsewhere, "cluster", random.pick(DATACENTERS), name);
      case 4:
        // Only who looks before creating can tell what others made a moment ago.
        if (wave.some((other) => other.target === target && !other.adopts)) return undefined;
        return make(theirs, kind, place, name);
      default:
        return undefined;
    }
  }

  #arm() {
    for (const operation of /** @type {const} */ (["clusters.create", "nodePools.create"])) {
      for (const fault of OF_CREATES) this.emulator.fail({ operation, probability: CHANCE, fault });
    }
    for (const operation of /** @type {const} */ (["clusters.list", "nodePools.list"])) {
      for (const fault of OF_LISTS) this.emulator.fail({ operation, probability: CHANCE, fault });
    }
  }

  async #create(/** @type {Attempt} */ attempt) {
    const { kind, place, name, adopts, tag } = attempt;
    const signal = this.#abortSometimes();
    const onUnknownOutcome = /** @type {"adopt" | "throw"} */ (adopts ? "adopt" : "throw");
    const options = { signal, onUnknownOutcome, headers: { [TAG]: tag } };
    try {
      attempt.given = await make(this.ours, kind, place, name, tag, options);
    } catch (error) {
      attempt.error = error;
    }
  }

  #abortSometimes() {
    const { emulator, random } = this;
    const controller = new AbortController();
    const abort = () => controller.abort();
    if (random.flip(ABORTED.atOnce)) void turns(random.below(60)).then(abort);
    else if (random.flip(ABORTED.later)) void emulator.clock.sleep(random.next() * 40_000).then(abort);
    return controller.signal;
  }

  #readJournal() {
    const { journal } = this.emulator;
    for (const { method, fault, tenant } of journal.requests()) {
      if (method === "POST" && fault !== undefined && tenant?.user === OURS) this.#count(titleOf(fault));
    }
    journal.clear();
  }

  /** Lets everything come that is late, and asks for the candidates. */
  async end() {
    await this.emulator.advance(MINUTE);
    for (const attempt of this.attempts.filter(({ isUnknown }) => isUnknown)) {
      const error = /** @type {import("ionoscloud-dataplatform").OutcomeUnknownError} */ (attempt.error);
      attempt.candidates = (await error.findCandidates?.()) ?? [];
    }
  }

  /** What the server holds, asked for without the client that is under test. */
  async resources() {
    const lists = ["clusters", ...this.places.nodepool.map((id) => `clusters/${id}/nodepools`)];
    const items = lists.map(async (path) => {
      const { baseUrl, fetch } = this.emulator;
      const response = await fetch(`${baseUrl}/${path}`, { headers: { Authorization: `Bearer ${OURS}` } });
      return /** @type {{ items: Resource[] }} */ (await response.json()).items;
    });
    return (await Promise.all(items)).flat();
  }
}

/**
 * Runs so many creates and tells what was asked for, what the server holds, the faults that creates met, and how much
 * time has passed on the emulator's clock.
 *
 * `sendsAgain` makes the network do what the client must not: send a create again when its connection broke.
 */
export async function chaos(/** @type {number} */ seed, { creates = 1_000, sendsAgain = false } = {}) {
  const run = new Chaos({ seed, sendsAgain });
  const started = run.emulator.clock.now();
  await run.begin();
  while (run.attempts.length < creates) await run.wave();
  await run.end();
  const resources = await run.resources();
  const emulatedMs = run.emulator.clock.now() - started;
  run.emulator.close();
  return { attempts: run.attempts, resources, faults: run.faults, emulatedMs };
}

/**
 * @param {DataPlatform} dp
 * @param {"cluster" | "nodepool"} kind
 * @param {string} place
 * @param {string} name
 * @param {string} [time] The tag.
 * @param {import("ionoscloud-dataplatform").CreateOptions} [options]
 * @returns {Promise<Resource>}
 */
async function make(dp, kind, place, name, time, options) {
  const dayOfTheWeek = /** @type {const} */ ("Monday");
  const common = { name, ...(time === undefined ? {} : { maintenanceWindow: { dayOfTheWeek, time } }) };
  if (kind === "nodepool") return dp.nodePools.create(place, { properties: { ...common, nodeCount: 1 } }, options);
  const properties = { ...common, datacenterId: place, dataPlatformVersion: VERSION };
  return dp.clusters.create({ properties }, options);
}

/** A number as the time of a day, of which there are enough. */
function timeOf(/** @type {number} */ number) {
  return new Date(number * 1_000).toISOString().slice(11, 19);
}

/** Lets so many promises settle. */
async function turns(/** @type {number} */ count) {
  for (let left = count; left > 0; left -= 1) await undefined;
}
