// @ts-check
/** What goes wrong in the chaos run, each with the same probability. */

/** @typedef {import("ionoscloud-dataplatform/testing").EmulatorFault} Fault */

const either = (/** @type {(applied: boolean) => Fault} */ fault) => [fault(true), fault(false)];

/** With a create. @type {readonly Fault[]} */
export const OF_CREATES = [
  ...either((applied) => ({ kind: "drop", applied })),
  ...either((applied) => ({ kind: "hang", applied })),
  ...[500, 502, 503, 504].flatMap((status) => either((applied) => ({ kind: "status", status, applied, body: "html" }))),
  { kind: "refuse" },
  { kind: "status", status: 422 },
  { kind: "status", status: 429 },
  { kind: "status", status: 429, retryAfter: 2 },
  { kind: "status", status: 429, retryAfter: 120 },
  // Within the 30 s of an attempt, and beyond them.
  ...[20_000, 45_000].flatMap((ms) => /** @type {Fault[]} */ ([{ kind: "delay", ms }, { kind: "slowBody", ms }])),
  { kind: "truncate" },
  { kind: "truncate", bytes: 0 },
  { kind: "emptyBody" },
  { kind: "brokenJson" },
  { kind: "contentType", value: "text/html" },
  { kind: "redirect", location: "https://elsewhere.test/" },
];

/** With a list: an adoption has to see through these as well. @type {readonly Fault[]} */
export const OF_LISTS = [
  { kind: "drop" },
  { kind: "status", status: 503, retryAfter: 1 },
  { kind: "slowBody", ms: 5_000 },
  { kind: "truncate" },
];

/** How likely a request is to meet a fault, if it has met none before it in the list. */
export const CHANCE = 0.02;

/** A fault in one line, whatever the order of its fields, and without what is so by default. */
export function titleOf(/** @type {Fault} */ { kind, ...details }) {
  const shown = Object.entries(details).filter(([name, value]) => name !== "body" && value !== false);
  const words = shown.sort().map(([name, value]) => (value === true ? name : `${name} ${value}`));
  return (kind in details ? words : [kind, ...words]).join(", ");
}
