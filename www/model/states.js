// @ts-check
import { isKnownState } from "ionoscloud-dataplatform";

/** @typedef {"good" | "busy" | "leaving" | "bad" | "unknown"} Tone How something is to be taken. */

/** @type {Record<import("ionoscloud-dataplatform").KnownState, Tone>} */
const TONES = {
  AVAILABLE: "good",
  BUSY: "busy",
  DEPLOYING: "busy",
  UPDATING: "busy",
  DESTROYING: "leaving",
  TERMINATED: "leaving",
  FAILED: "bad",
  FAILED_UPDATING: "bad",
  FAILED_DESTROYING: "bad",
};

/**
 * @param {string | null | undefined} state
 * @returns {Tone}
 */
export function toneOf(state) {
  return isKnownState(state) ? TONES[state] : "unknown";
}

/**
 * A state in words: `FAILED_UPDATING` is "Failed updating".
 *
 * @param {string | null | undefined} state
 */
export function nameOf(state) {
  if (!state) return "No state";
  const words = state.toLowerCase().replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * Whether something is being done to a resource in this state.
 *
 * @param {string | null | undefined} state
 */
export function isOnTheWay(state) {
  return state === "DEPLOYING" || state === "UPDATING" || state === "BUSY" || state === "DESTROYING";
}
