// @ts-check

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A duration, as exact as one can use it: `640 ms`, `8.2 s`, `3 min 20 s`, `5 h 10 min`, `12 d`.
 *
 * @param {number} ms
 */
export function duration(ms) {
  if (ms < SECOND) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 10 * SECOND) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return pair(ms, MINUTE, "min", SECOND, "s");
  if (ms < 2 * DAY) return pair(ms, HOUR, "h", MINUTE, "min");
  return `${Math.floor(ms / DAY)} d`;
}

/**
 * An age, to be taken in at a glance: `12 s`, `8 min`, `5 h`, `212 d`.
 *
 * @param {number} ms
 */
export function age(ms) {
  if (ms < MINUTE) return `${Math.max(0, Math.floor(ms / SECOND))} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < 2 * DAY) return `${Math.floor(ms / HOUR)} h`;
  return `${Math.floor(ms / DAY)} d`;
}

/**
 * The age of what was created at a date; `–` where there is none.
 *
 * @param {string | null | undefined} date
 * @param {number} now
 */
export function ageSince(date, now) {
  const created = Date.parse(date ?? "");
  return Number.isNaN(created) ? "–" : age(now - created);
}

/**
 * @param {number} ms
 * @param {number} large
 * @param {string} largeName
 * @param {number} small
 * @param {string} smallName
 */
function pair(ms, large, largeName, small, smallName) {
  const rest = Math.floor((ms % large) / small);
  const whole = `${Math.floor(ms / large)} ${largeName}`;
  return rest === 0 ? whole : `${whole} ${rest} ${smallName}`;
}

const TIME = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
const DATE = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** @param {number} at Milliseconds since the epoch. */
export function time(at) {
  return TIME.format(at);
}

/** @param {string | null | undefined} date */
export function dateAndTime(date) {
  const at = Date.parse(date ?? "");
  return Number.isNaN(at) ? "–" : DATE.format(at);
}

/**
 * The beginning of an id: enough to tell one from another.
 *
 * @param {string | null | undefined} id
 */
export function shortId(id) {
  return id ? id.slice(0, 8) : "–";
}

/**
 * A number with its noun: `1 look`, `3 looks`.
 *
 * @param {number} number
 * @param {string} noun
 */
export function count(number, noun) {
  return `${number.toLocaleString()} ${noun}${number === 1 ? "" : "s"}`;
}

/**
 * A value of a map, of which the API does not say that it is a string.
 *
 * @param {unknown} value
 */
export function textOf(value) {
  return typeof value === "string" ? value : JSON.stringify(value);
}
