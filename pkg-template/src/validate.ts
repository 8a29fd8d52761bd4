/** The checks of requests as plain functions, for forms: the same that a call makes before it sends. */
import { writeBody } from "./body.js";
import { ask } from "./engine.js";
import { type ErrorData, type Violation, valuesOf } from "./errors.js";
import { VALIDATE } from "./step.js";
import { encode } from "./text.js";
import { CLUSTERS_CREATE, CLUSTERS_UPDATE, NODE_POOLS_CREATE, NODE_POOLS_UPDATE } from "./wish.js";

function violations(operation: number, request: unknown): Violation[] {
  const { json, refused } = writeBody(request, true);
  const found = ask(VALIDATE, [operation, refused], encode(json));
  return valuesOf(found as ErrorData["violations"], { value: request });
}

/**
 * What is wrong with a request for `clusters.create`; an empty list when nothing is.
 *
 * @example
 * for (const { path, message } of validateCreateCluster(request)) show(path, message);
 */
export function validateCreateCluster(request: unknown): Violation[] {
  return violations(CLUSTERS_CREATE, request);
}

/** What is wrong with a request for `clusters.update`; an empty list when nothing is. */
export function validateUpdateCluster(request: unknown): Violation[] {
  return violations(CLUSTERS_UPDATE, request);
}

/** What is wrong with a request for `nodePools.create`; an empty list when nothing is. */
export function validateCreateNodePool(request: unknown): Violation[] {
  return violations(NODE_POOLS_CREATE, request);
}

/** What is wrong with a request for `nodePools.update`; an empty list when nothing is. */
export function validateUpdateNodePool(request: unknown): Violation[] {
  return violations(NODE_POOLS_UPDATE, request);
}
