/** What the core says is to be done next, and the numbers of what it is told and asked: see `src/exports/numbers.rs`. */
import type { ErrorData } from "./errors.js";
import type { DataPlatformEvent, WaitProgress } from "./options.js";

/** What is to be told. */
export interface Told {
  /** Events. */
  emit?: DataPlatformEvent[];
  /** Which items of the last answer are the candidates for what a create made. */
  candidates?: number[];
  /** What a wait saw. */
  progress?: WaitProgress;
  /** Whether it saw nothing. */
  isGone?: boolean;
}

/** What the core says is to be done. */
export interface Step {
  /** What is to be told before anything else. */
  told?: Told;
  /** To wait for what a call of the token function gives, by its number. */
  token?: number;
  /** To call it. */
  ask?: boolean;
  /** To send a request. */
  url?: string;
  /** `GET` where it is absent. */
  method?: string;
  /** The client's usual ones where they are absent. */
  headers?: Record<string, string>;
  hasBody?: boolean;
  isPoll?: boolean;
  /** To do nothing but wait. */
  sleep?: boolean;
  /** For how long, at most: `null` without an end. A request has the client's usual time where it is absent. */
  ms?: number | null;
  /** Where to keep what is caught. */
  slot?: number;
  /** To hand out what was seen, and to rest until the caller wants to go on. */
  rest?: boolean;
  /** To hand out the value of the last answer, nothing, the value as `items`, or some of its items: it is over. */
  give?: boolean | "items" | number | number[];
  /** To throw: it is over. */
  error?: ErrorData;
}

/** The usual end, which the core says without a word. */
const GIVE: Step = { give: true };

/** A step as the core says it: the usual request by its URL, anything else as JSON. */
export function readStep(text: string): Step {
  if (text === "") return GIVE;
  return text.startsWith("{") ? (JSON.parse(text) as Step) : { url: text };
}

/** What a task is told came of a step. */
export const TIME = 0;
export const ANSWER = 1;
export const THROWN = 2;
export const NO_RESPONSE = 3;
export const TOKEN = 4;
export const ABORT = 5;

/** What a client is told. */
export const BEGIN = 6;
export const TOKEN_GIVEN = 7;

/** What is asked without a client. */
export const OPEN = 0;
export const VALIDATE = 1;
export const NEWEST = 2;
export const IS_KNOWN_STATE = 3;
