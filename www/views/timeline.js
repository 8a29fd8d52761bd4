// @ts-check
import { duration } from "../model/format.js";
import { isOnTheWay, nameOf, toneOf } from "../model/states.js";
import { keyedList, setAttribute, setText, svg } from "./dom.js";

/** @typedef {import("../model/store.js").Stay} Stay */

/** @typedef {{ readonly stay: Stay, readonly ms: number, readonly x: number, readonly width: number, readonly isOpen: boolean }} Segment */

/** More do not fit beside each other. */
const MOST = 4;

/** Every stay is at least so wide, in percent, that its name can be read. */
const LEAST = 24;

/** Between two of them, in percent. */
const GAP = 0.8;

/** In the unit of its text, with which it grows. */
const HEIGHT = "2.75rem";

/**
 * The states of a resource, one after the other. The bars of what was under way are as long as it
 * took, beside each other; where a resource rests, the length says nothing, for there is no end to it.
 */
export function timeline() {
  const bars = svg("g", {});
  const element = svg("svg", { class: "timeline", role: "img", height: HEIGHT, width: "100%" }, bars);
  const update = keyedList(bars, (/** @type {Segment} */ { stay }) => `${stay.state} ${stay.since}`, segmentView);
  return {
    element,
    /**
     * @param {readonly Stay[]} stays
     * @param {number} now
     * @param {boolean} isOver Whether the last of them has ended, too.
     */
    update(stays, now, isOver) {
      const segments = layOut(stays, now, isOver);
      update(segments);
      setAttribute(element, "aria-label", describe(segments));
    },
  };
}

/**
 * @param {readonly Stay[]} stays
 * @param {number} now
 * @param {boolean} isOver
 * @returns {Segment[]}
 */
function layOut(stays, now, isOver) {
  const shown = stays.slice(-MOST);
  const lengths = shown.map(({ since }, index) => Math.max(0, (shown[index + 1]?.since ?? now) - since));
  const total = shown.reduce((sum, { state }, index) => sum + (isOnTheWay(state) ? (lengths[index] ?? 0) : 0), 0);
  const room = 100 - LEAST * shown.length;
  const moving = shown.filter(({ state }) => isOnTheWay(state)).length;
  let x = 0;
  return shown.map((stay, index) => {
    const ms = lengths[index] ?? 0;
    const share = moving === 0 ? 1 / shown.length : isOnTheWay(stay.state) ? (total === 0 ? 1 / moving : ms / total) : 0;
    const width = LEAST + room * share;
    const segment = { stay, ms, x, width, isOpen: !isOver && index === shown.length - 1 };
    x += width;
    return segment;
  });
}

/** @param {readonly Segment[]} segments */
function describe(segments) {
  const parts = segments.map(({ stay, ms, isOpen }) => `${nameOf(stay.state)} ${duration(ms)}${isOpen ? " so far" : ""}`);
  return parts.length === 0 ? "Not seen yet" : parts.join(", then ");
}

/**
 * An image of its own inside the image: what does not fit is cut off, and does not run into the next.
 *
 * @returns {import("./dom.js").ItemView<Segment>}
 */
function segmentView() {
  const name = svg("text", { class: "timeline-name", y: "0.6875rem" });
  const bar = svg("rect", { class: "timeline-bar", y: "1.125rem", width: "100%", height: "0.5rem", rx: "0.25rem" });
  const length = svg("text", { class: "timeline-duration", y: "2.5rem" });
  const element = svg("svg", { class: "timeline-segment", height: HEIGHT }, name, bar, length);
  return {
    element,
    update({ stay, ms, x, width, isOpen }) {
      setAttribute(element, "data-tone", toneOf(stay.state));
      setAttribute(element, "data-moving", isOpen && isOnTheWay(stay.state));
      setAttribute(element, "x", `${round(x)}%`);
      setAttribute(element, "width", `${round(width - GAP)}%`);
      setText(name, nameOf(stay.state));
      setText(length, ms === 0 ? "" : duration(ms));
    },
  };
}

/** @param {number} percent */
function round(percent) {
  return Math.round(percent * 100) / 100;
}
