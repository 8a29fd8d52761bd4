// @ts-check
import { count, duration, time } from "../model/format.js";
import { nameOf } from "../model/states.js";
import { store } from "../model/store.js";
import { toCurl } from "../model/curl.js";
import { fill, filler, h, keyedList, setAttribute, setText } from "./dom.js";
import { copy, iconButton } from "./parts.js";

/** @typedef {import("../model/requests.js").Call} Call */

const COLUMNS = ["Time", "Operation", "Status", "Attempts", "Duration"];

/**
 * Every request that the library has sent.
 *
 * @param {HTMLElement} host
 */
export function showRequests(host) {
  const totals = h("p", { class: "summary" });
  const caption = h("p", { class: "note" });
  const body = h("tbody", {});
  const empty = h("p", { class: "empty" }, "No request has been sent yet.");
  const table = h(
    "table",
    { class: "table requests-table" },
    h("caption", { class: "visually-hidden" }, "Requests, newest first"),
    h("thead", {}, h("tr", {}, COLUMNS.map((name) => h("th", { scope: "col", class: `column-${name.toLowerCase()}` }, name)), h("th", { scope: "col" }, h("span", { class: "visually-hidden" }, "Actions")))),
    body,
  );
  fill(
    host,
    h("div", { class: "panel-head" }, h("h2", { id: "requests-title" }, "Requests"), totals),
    h("div", { class: "requests-frame", role: "group", tabindex: 0, "aria-label": "Log" }, table, empty),
    caption,
  );
  const update = keyedList(body, ({ key }) => key, callRow);
  store.watch(({ calls }) => calls, (calls) => {
    update(calls);
    setAttribute(empty, "hidden", calls.length > 0);
    setAttribute(table, "hidden", calls.length === 0);
  });
  store.watch(({ totals }) => totals, ({ sent, retried, failed }) => {
    setText(totals, `${sent.toLocaleString()} sent · ${retried.toLocaleString()} retried · ${failed.toLocaleString()} failed`);
  });
  store.watch(({ session }) => session, (session) => {
    const clock = session?.emulator === undefined ? "" : ` Times and durations are those of the emulator's clock, which runs ×${session.speed}.`;
    setText(caption, `Reads that repeat share a line.${clock}`);
  });
}

/**
 * @param {Call} first
 * @returns {import("./dom.js").ItemView<Call>}
 */
function callRow(first) {
  let call = first;
  const at = h("td", { class: "column-time number" });
  const times = h("span", { class: "times" });
  const retries = h("ul", { class: "retries" });
  const updateRetries = filler(retries, listRetries);
  const status = h("span", { class: "status" });
  const attempts = h("td", { class: "column-attempts number" });
  const length = h("td", { class: "column-duration number" });
  const curl = iconButton("copy", `Copy ${first.operation} as curl`, () => void copyAsCurl(call), { class: "button icon-button small" });
  const element = h(
    "tr",
    {},
    at,
    h(
      "th",
      { scope: "row", class: "column-operation" },
      h("span", { class: "operation" }, first.operation),
      times,
      h("span", { class: "target code", title: first.url }, `${first.method} ${pathOf(first.url)}`),
      retries,
    ),
    h("td", { class: "column-status" }, status),
    attempts,
    length,
    h("td", { class: "column-actions" }, curl),
  );
  return {
    element,
    update(next) {
      call = next;
      setText(at, time(next.startedAt));
      setText(times, next.times > 1 ? ` ×${next.times.toLocaleString()}` : "");
      setText(status, statusOf(next));
      setAttribute(status, "data-tone", toneOf(next));
      setText(attempts, String(next.attempts));
      setText(length, next.phase === "done" ? duration(next.durationMs) : "–");
      updateRetries(next.retries);
    },
  };
}

/** @param {Call["retries"]} retries */
function listRetries(retries) {
  return retries.map(retryLine);
}

/** @param {import("../model/requests.js").RetryEvent} retry */
function retryLine({ attempt, reason, status, delayMs }) {
  return h("li", {}, `Attempt ${attempt}: ${status ?? "no answer"} (${reason}), again after ${duration(delayMs)}`);
}

/** @param {Call} call */
function statusOf({ phase, status, error }) {
  if (phase === "open") return "…";
  if (phase === "pausing") return "Pause";
  if (phase === "aborted") return "Aborted";
  if (status === undefined) return nameOf(error);
  return error === undefined || error === "API" || error === "RATE_LIMITED" ? String(status) : `${status} ${nameOf(error).toLowerCase()}`;
}

/**
 * @param {Call} call
 * @returns {import("../model/states.js").Tone}
 */
function toneOf({ phase, error, retries }) {
  if (phase === "open") return "busy";
  if (phase === "pausing") return "leaving";
  if (phase === "aborted") return "unknown";
  if (error !== undefined) return "bad";
  return retries.length > 0 ? "leaving" : "good";
}

/** @param {string} url */
function pathOf(url) {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`.replace(/^.*?\/dataplatform/, "").replace(/([\da-f]{8})-[\da-f-]{27}/g, "$1…");
}

/** @param {Call} call */
async function copyAsCurl(call) {
  const { session } = store.state;
  if (session !== undefined) await copy(toCurl(call, session), count(1, "curl command").slice(2));
}
