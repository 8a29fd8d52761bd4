// @ts-check
import { count, duration } from "../model/format.js";
import { pathOf } from "../model/router.js";
import { store } from "../model/store.js";
import { stopWaiting } from "../model/waits.js";
import { fill, h, handOnFocus, keyedList, setAttribute, setText } from "./dom.js";
import { button } from "./parts.js";
import { timeline } from "./timeline.js";

/** @typedef {import("../model/waits.js").Wait} Wait */

/**
 * What is waited for, and what has come of it.
 *
 * @param {HTMLElement} host
 */
export function showActivity(host) {
  const list = h("ul", { class: "waits" });
  const empty = h("p", { class: "empty" }, "Nothing is under way. What you create, change or delete is followed here.");
  fill(host, h("h2", { id: "activity-title" }, "Activity"), list, empty);
  const update = keyedList(list, ({ key }) => key, waitCard);
  store.watch(({ waits }) => waits, (waits) => {
    update(waits);
    setAttribute(empty, "hidden", waits.length > 0);
  });
}

/**
 * @param {Wait} first
 * @returns {import("./dom.js").ItemView<Wait>}
 */
function waitCard({ subject, goal }) {
  const line = timeline();
  const progress = h("p", { class: "wait-progress" });
  const stop = button("Stop waiting", () => stopWaiting(current), { class: "button small", "aria-label": `Stop waiting for ${subject.name}` });
  const link = h("a", { href: pathOf(subject.clusterId) }, h("bdi", {}, subject.name));
  const element = h(
    "li",
    { class: "wait" },
    h(
      "div",
      { class: "wait-head" },
      link,
      h("span", { class: "wait-goal" }, `${subject.kind}, until ${goal === "deleted" ? "gone" : "available"}`),
    ),
    line.element,
    h("div", { class: "wait-foot" }, progress, stop),
  );
  /** @type {Wait} */
  let current;
  const unwatch = store.watch(({ now }) => now, () => {
    if (current !== undefined && current.ending === undefined) tick();
  });
  return {
    element,
    close: unwatch,
    update(wait) {
      current = wait;
      tick();
    },
  };

  function tick() {
    const isOver = current.ending !== undefined;
    const now = current.ending?.at ?? store.state.now;
    line.update(current.stays, now, isOver);
    if (isOver) handOnFocus(stop, link);
    setAttribute(stop, "hidden", isOver);
    setAttribute(element, "data-tone", current.ending?.tone);
    setText(progress, isOver ? endingOf(current) : progressOf(current, now));
  }
}

/**
 * @param {Wait} wait
 * @param {number} now
 */
function progressOf({ progress, lookedAt }, now) {
  if (progress === undefined) return "Looking…";
  const { polls, nextPollMs } = progress;
  const next = nextPollMs === undefined ? 0 : lookedAt + nextPollMs - now;
  return `${count(polls, "look")}, next in ${duration(Math.max(0, next))}`;
}

/** @param {Wait} wait */
function endingOf({ ending, startedAt, progress }) {
  if (ending === undefined) return "";
  return `${ending.text} after ${duration(ending.at - startedAt)}, ${count(progress?.polls ?? 0, "look")}`;
}
