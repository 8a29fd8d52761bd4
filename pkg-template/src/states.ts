import { ask } from "./engine.js";
import type { State } from "./models.js";
import { IS_KNOWN_STATE } from "./step.js";

/** The literals of an open union, without its `string & {}`. */
type Known<T> = T extends string ? ((string & {}) extends T ? never : T) : never;

/** The states that the API documents, as a closed union. */
export type KnownState = Known<State>;

/**
 * Whether a state is one that the API documents; then it narrows to the closed union.
 *
 * @example
 * if (isKnownState(state)) render[state](); else renderUnknown(state);
 */
export function isKnownState(state: string | null | undefined): state is KnownState {
  return typeof state === "string" && Boolean(ask(IS_KNOWN_STATE, state));
}
