// @ts-check
/** What the tests of waits share: a service that tells one look after the other. */
import { connect } from "./net-client.mjs";
import { HandClock } from "./net-clock.mjs";
import { cluster } from "./operations.mjs";
import { serve } from "./service.mjs";

/** @typedef {import("./service.mjs").Reply} Reply */
/** @typedef {string | number | Reply | (() => Reply | string)} Look A state, a status, or a reply. */

/**
 * A cluster in a state, as the service answers it.
 *
 * @param {string} state
 * @param {object} [metadata]
 */
export function inState(state, metadata) {
  return { ...cluster, metadata: { ...cluster.metadata, state, ...metadata } };
}

/** @param {Look} look @returns {Reply} */
function toReply(look) {
  if (typeof look === "function") return toReply(look());
  if (typeof look === "number") return { status: look, body: '{"messages":[]}' };
  if (typeof look === "string") return { body: JSON.stringify(inState(look)) };
  return look;
}

/**
 * A service that tells these looks at a cluster, the last one again and again, and a client of it that skips the time
 * between two polls.
 *
 * @param {import("node:test").TestContext} t
 * @param {Look[]} looks
 * @param {{ clock?: HandClock } & import("ionoscloud-dataplatform").ClientOptions} [options]
 */
export async function telling(t, looks, { clock = new HandClock({ skip: Infinity }), ...options } = {}) {
  const service = await serve(t, (_, count) => toReply(/** @type {Look} */ (looks[Math.min(count, looks.length) - 1])));
  return { clock, service, dp: connect(service, { clock, fetch: clock.fetch, ...options }) };
}
