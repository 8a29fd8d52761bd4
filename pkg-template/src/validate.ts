/** The checks of requests as plain functions, for forms: the same that a call makes before it sends. */
import { writeBody } from "./body.js";
import { ask } from "./engine.js";
import { type ErrorData, type Violation, valuesOf } from "./errors.js";
import { VALIDATE } from "./step.js";
import { encode } from "./text.js";

function violations(operation: string, request: unknown): Violation[] {
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
  return violations("clusters.create", request);
}

/** What is wrong with a request for `clusters.update`; an empty list when nothing is. */
export function validateUpdateCluster(request: unknown): Violation[] {
  return violations("clusters.update", request);
}

/** What is wrong with a request for `nodePools.create`; an empty list when nothing is. */
export function validateCreateNodePool(request: unknown): Violation[] {
  return violations("nodePools.create", request);
}

/** What is wrong with a request for `nodePools.update`; an empty list when nothing is. */
export function validateUpdateNodePool(request: unknown): Violation[] {
  return violations("nodePools.update", request);
}
