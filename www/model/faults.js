// @ts-check
/** The switches with which the emulator is made to fail. */
import { store } from "./store.js";

/**
 * @typedef {import("ionoscloud-dataplatform/testing").FaultRule} FaultRule
 * @typedef {import("ionoscloud-dataplatform/testing").OperationName} OperationName
 */

/**
 * @typedef {object} FaultSwitch
 * @property {string} name
 * @property {string} label
 * @property {string} effect What one will see.
 * @property {FaultRule} rule
 */

/** @type {readonly FaultSwitch[]} Their faults are spelled out, so that they are known again among those in force. */
export const FAULT_SWITCHES = [
  {
    name: "rate-limit",
    label: "Too many requests",
    effect: "Two lists of clusters are answered with 429 and Retry-After: 45. The library comes back after 45 s.",
    rule: { operation: "clusters.list", count: 2, fault: { kind: "status", status: 429, retryAfter: 45, body: "json", applied: false } },
  },
  {
    name: "unavailable",
    label: "Service unavailable",
    effect: "Two lists are answered with 503. The library tries again, with growing pauses.",
    rule: { operation: "clusters.list", count: 2, fault: { kind: "status", status: 503, body: "json", applied: false } },
  },
  {
    name: "gateway",
    label: "Gateway with a page of its own",
    effect: "One list is answered with 502 in HTML, which is no JSON to read.",
    rule: { operation: "clusters.list", count: 1, fault: { kind: "status", status: 502, body: "html", applied: false } },
  },
  {
    name: "lost-request",
    label: "Creation lost on its way there",
    effect: "The connection drops before the next cluster is created. Nobody knows.",
    rule: { operation: "clusters.create", count: 1, fault: { kind: "drop", applied: false } },
  },
  {
    name: "lost-answer",
    label: "Creation lost on its way back",
    effect: "The connection drops after the next cluster was created. The page finds it.",
    rule: { operation: "clusters.create", count: 1, fault: { kind: "drop", applied: true } },
  },
  {
    name: "slow",
    label: "Slow bodies",
    effect: "Five answers, whichever come next, take 90 s each to arrive.",
    rule: { operation: "*", count: 5, fault: { kind: "slowBody", ms: 90_000 } },
  },
  {
    name: "truncated",
    label: "Broken bodies",
    effect: "One list ends in its middle.",
    rule: { operation: "clusters.list", count: 1, fault: { kind: "truncate" } },
  },
  {
    name: "provisioning",
    label: "Provisioning that fails",
    effect: "The next creation, change or deletion is accepted, and fails in the end.",
    rule: { operation: "*", count: 1, fault: { kind: "provisioning", outcome: "fail" } },
  },
  {
    name: "unknown-state",
    label: "A state nobody has heard of",
    effect: "The next of them passes through a state that the API does not document.",
    rule: { operation: "*", count: 1, fault: { kind: "provisioning", outcome: "unknownState", state: "MIGRATING" } },
  },
  {
    name: "weather",
    label: "Bad weather",
    effect: "Every third request or so gets no answer, until switched off.",
    rule: { operation: "*", probability: 0.35, fault: { kind: "drop", applied: false } },
  },
];

/**
 * Switches a fault on, or off.
 *
 * @param {FaultSwitch} fault
 */
export function toggleFault({ name, rule }) {
  const emulator = store.state.session?.emulator;
  if (emulator === undefined) return;
  if (name in store.state.faults) {
    const others = emulator.faults.filter((pending) => !isOf(rule, pending));
    emulator.clearFaults();
    for (const other of others) emulator.fail(other);
  } else {
    emulator.fail(rule);
  }
  syncFaults();
}

/** Reads from the emulator which faults are still to come: those that were met have switched themselves off. */
export function syncFaults() {
  const pending = store.state.session?.emulator?.faults ?? [];
  /** @type {Record<string, number>} */
  const faults = {};
  for (const { name, rule } of FAULT_SWITCHES) {
    const left = pending.filter((other) => isOf(rule, other)).map(({ count }) => count ?? Infinity);
    if (left.length > 0) faults[name] = left.reduce((sum, count) => sum + count);
  }
  if (JSON.stringify(faults) !== JSON.stringify(store.state.faults)) store.set({ faults });
}

/**
 * @param {FaultRule} rule
 * @param {FaultRule} pending
 */
function isOf(rule, pending) {
  const text = (/** @type {FaultRule} */ { operation, probability, fault }) =>
    JSON.stringify([operation, probability, Object.entries(fault).sort()]);
  return text(rule) === text(pending);
}
