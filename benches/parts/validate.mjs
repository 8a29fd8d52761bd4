// @ts-check
/** What it costs to check a request for a node pool, beside the `JSON.stringify` that sending it costs anyway. */
import { validateCreateNodePool } from "ionoscloud-dataplatform";
import { requests } from "../data.mjs";
import { OURS } from "../peers.mjs";
import { validators } from "../schemas.mjs";
import { against, compete, milliseconds, processorTime, ratio } from "../stats.mjs";

/** @typedef {Record<string, Record<string, import("../stats.mjs").Measured>>} Validated */

const FLOOR = "JSON.stringify";

/** @param {import("../peers.mjs").Options} options @returns {Promise<Validated>} */
export async function measure({ quick }) {
  /** @type {Validated} */
  const measured = {};
  for (const [kind, request] of Object.entries(requests)) {
    const options = { rounds: quick ? 20 : 100, warmUp: 10 };
    measured[`${kind} request`] = against(FLOOR, await compete(contestants(request), options));
  }
  return measured;
}

/** Synchronous all of them, so that waiting is no part of it. */
function contestants(/** @type {unknown} */ request) {
  const repeated = (/** @type {() => unknown} */ work) => () => {
    const started = processorTime();
    for (let time = 0; time < 1_000; time += 1) work();
    return (processorTime() - started) / 1_000;
  };
  const checks = Object.entries(validators).map(([name, { create }]) => [name, repeated(() => create(request))]);
  return {
    [FLOOR]: repeated(() => JSON.stringify(request)),
    [OURS.name]: repeated(() => validateCreateNodePool(request)),
    ...Object.fromEntries(checks),
  };
}

export function tables(/** @type {Validated} */ measured) {
  const kinds = Object.entries(measured);
  const names = Object.keys(kinds[0]?.[1] ?? {});
  const cells = (/** @type {string} */ name) =>
    kinds.flatMap(([, rows]) => (rows[name] === undefined ? [] : [milliseconds(rows[name].ms), ratio(rows[name].ratio)]));
  const head = ["", ...kinds.flatMap(([kind]) => [kind, `relative to ${FLOOR}`])];
  return { "checking a request": [head, ...names.map((name) => [name, ...cells(name)])] };
}
