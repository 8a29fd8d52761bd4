// @ts-check
/** A connection: to the emulator inside the page, or to a URL. */
import { DataPlatform } from "ionoscloud-dataplatform";
import { RequestLog } from "./requests.js";

/**
 * @typedef {object} Session
 * @property {"emulator" | "url"} kind
 * @property {string} title What one is connected to.
 * @property {string} credentials How one is known there, without any secret.
 * @property {string} baseUrl
 * @property {DataPlatform} client
 * @property {DataPlatform} unchecked The same, but what it is given is sent as it is.
 * @property {import("ionoscloud-dataplatform/testing").Emulator | undefined} emulator
 * @property {number} speed How many times as fast as real time its clock runs.
 * @property {() => number} now Its clock, in milliseconds since the epoch.
 * @property {number} refreshMs How often lists are read again, in real milliseconds.
 * @property {import("ionoscloud-dataplatform").WaitOptions} waiting How it is waited there.
 * @property {AbortSignal} signal Aborted when it ends.
 * @property {() => void} end
 */

/**
 * What a form of one's own gives.
 *
 * @typedef {object} Address
 * @property {string} baseUrl
 * @property {string} [token]
 * @property {string} [username]
 * @property {string} [password]
 */

/** Emulated: at this speed the eight minutes of a cluster take eight seconds. */
const SPEED = 60;

/**
 * Emulated: ten seconds of real time. What is fast enough for a service, half a second of real time
 * at this speed, would be too little for a page that is busy.
 */
const EMULATED_TIMEOUT_MS = 10 * 60_000;

/** Under `.invalid` nothing can ever be (RFC 6761, 6.4): should a request get out, it gets nowhere. */
const NOWHERE = "https://emulator.invalid/dataplatform";

/**
 * Connects to an emulator inside this page. Its module is only loaded now.
 *
 * @returns {Promise<Session>}
 */
export async function emulatorSession() {
  const [{ createEmulator }, { populate, keepBusy, ESTATE_AGE_MS, TIMINGS }] = await Promise.all([
    import("ionoscloud-dataplatform/testing"),
    import("./estate.js"),
  ]);
  const start = Date.now() - ESTATE_AGE_MS;
  const emulator = createEmulator({ clock: { speed: SPEED }, start, timings: TIMINGS, baseUrl: NOWHERE });
  // Any credentials will do there, as long as there are some.
  const token = crypto.randomUUID();
  const busyPool = await populate(emulator, new DataPlatform({ ...emulator, token, timeoutMs: EMULATED_TIMEOUT_MS }));
  const ending = new AbortController();
  const log = new RequestLog("token", ending.signal);
  const options = {
    ...emulator,
    token,
    fetch: log.wrap(emulator.fetch),
    timeoutMs: EMULATED_TIMEOUT_MS,
    onEvent: log.hear,
  };
  void keepBusy(emulator, busyPool, ending.signal);
  return {
    kind: "emulator",
    title: "Emulator in this page",
    credentials: `time runs ×${SPEED}`,
    baseUrl: emulator.baseUrl,
    client: new DataPlatform(options),
    unchecked: new DataPlatform({ ...options, validate: false }),
    emulator,
    speed: SPEED,
    now: () => emulator.clock.now(),
    refreshMs: 2_000,
    waiting: { pollIntervalMs: 8_000 },
    signal: ending.signal,
    end() {
      ending.abort();
      emulator.close();
    },
  };
}

/**
 * Connects to a URL. Nothing is sent yet. The credentials go into the client and stay nowhere else.
 *
 * @param {Address} address
 * @returns {Session}
 * @throws {import("ionoscloud-dataplatform").InvalidArgumentError} when the address is none.
 */
export function urlSession({ baseUrl, token, username, password }) {
  const scheme = token !== undefined ? "token" : username !== undefined ? "basic" : "none";
  const ending = new AbortController();
  const log = new RequestLog(scheme, ending.signal);
  const options = {
    baseUrl,
    token,
    username,
    password,
    fetch: log.wrap((input, init) => fetch(input, init)),
    onEvent: log.hear,
  };
  const client = new DataPlatform(options);
  return {
    kind: "url",
    title: client.baseUrl,
    credentials: { token: "with a token", basic: "with user name and password", none: "without credentials" }[scheme],
    baseUrl: client.baseUrl,
    client,
    unchecked: new DataPlatform({ ...options, validate: false }),
    emulator: undefined,
    speed: 1,
    now: () => Date.now(),
    refreshMs: 10_000,
    waiting: { pollIntervalMs: 2_000, maxPollIntervalMs: 15_000 },
    signal: ending.signal,
    end: () => ending.abort(),
  };
}
