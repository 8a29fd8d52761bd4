// @ts-check
/** When nobody knows whether a write took effect: how it becomes known. */
import { store } from "../../model/store.js";
import { ageSince, count, time } from "../../model/format.js";
import { fill, h, handOnFocus, setAttribute, setText } from "../dom.js";
import { button, explain, stateBadge } from "../parts.js";

/**
 * @typedef {import("../../model/store.js").ClusterData} ClusterData
 * @typedef {import("../../model/store.js").NodePoolData} NodePoolData
 * @typedef {import("./form-dialog.js").Panel} Panel
 * @typedef {import("./form-dialog.js").PanelActions} PanelActions
 */

/** Pauses before each look, in milliseconds: a write may come late. */
const LOOKS_MS = [0, 600, 1_200, 2_000];

/**
 * Looks for what a creation may have made.
 *
 * @param {import("ionoscloud-dataplatform").DataPlatformError} error
 * @param {{ noun: string, name: string, adopt(found: ClusterData | NodePoolData): void }} subject
 * @param {PanelActions} actions
 * @returns {Panel}
 */
export function creationOutcome(error, { noun, name, adopt }, { close, again }) {
  const stop = new AbortController();
  const looks = h("ol", { class: "looks", "aria-label": "Looks" });
  const verdict = h("div", { class: "verdict", role: "status" });
  let isLooking = false;
  const unlessLooking = (/** @type {() => void} */ act) => () => {
    if (!isLooking) act();
  };
  const choices = [
    button("Look again", unlessLooking(() => void search()), { hidden: true }),
    button("Send it again", unlessLooking(again), { class: "button primary", hidden: true }),
  ];
  const buttons = h("div", { class: "dialog-buttons" }, button("Close", close), choices);
  void search();
  return {
    element: panel([`Nobody knows whether the ${noun} `, h("bdi", {}, name), " was created."], error, looks, verdict, buttons),
    stop: () => stop.abort(),
  };

  async function search() {
    setText(verdict, "");
    setLooking(true);
    const found = await lookRepeatedly();
    if (stop.signal.aborted) return;
    setLooking(false);
    if (found.length > 0) return offer(found);
    setText(verdict, "No sign of it so far. That is no proof: a write may still come late.");
    for (const choice of choices) choice.hidden = false;
  }

  /** @param {boolean} isNow The choices stay where they are meanwhile, and with them the focus. */
  function setLooking(isNow) {
    isLooking = isNow;
    for (const choice of choices) setAttribute(choice, "aria-disabled", isNow ? "true" : undefined);
  }

  async function lookRepeatedly() {
    for (const pause of LOOKS_MS) {
      await sleep(pause);
      if (stop.signal.aborted) return [];
      const found = await look();
      if (found.length > 0) return found;
    }
    return [];
  }

  async function look() {
    const line = h("li", {}, `${time(store.state.now)} Looking…`);
    looks.append(line);
    try {
      const found = "findCandidates" in error ? await findCandidates() : [];
      setText(line, `${time(store.state.now)} ${count(found.length, `new ${noun}`)} with this name`);
      return found;
    } catch (failure) {
      setText(line, `${time(store.state.now)} ${explain(failure)}`);
      return [];
    }
  }

  /** @returns {Promise<(ClusterData | NodePoolData)[]>} */
  async function findCandidates() {
    const { findCandidates } = /** @type {import("ionoscloud-dataplatform").OutcomeUnknownError} */ (error);
    return (await findCandidates?.({ signal: stop.signal })) ?? [];
  }

  /** @param {(ClusterData | NodePoolData)[]} found */
  function offer(found) {
    const isOne = found.length === 1;
    fill(
      verdict,
      h("p", {}, isOne ? "It was created." : "There are several with this name since then. Which is yours, only you can tell."),
      h("ul", { class: "candidates" }, found.map((resource) => candidate(resource, isOne))),
    );
    for (const choice of choices) {
      handOnFocus(choice, verdict.querySelector("button"));
      choice.hidden = true;
    }
  }

  /**
   * @param {ClusterData | NodePoolData} resource
   * @param {boolean} isOne
   */
  function candidate(resource, isOne) {
    const badge = stateBadge();
    badge.update(resource.metadata.state);
    const take = button(
      isOne ? `Go on with this ${noun}` : "This one",
      () => {
        close();
        adopt(resource);
      },
      { class: isOne ? "button primary" : "button" },
    );
    const created = `created ${ageSince(resource.metadata.createdDate, store.state.now)} ago`;
    return h("li", {}, h("code", { class: "id" }, resource.id), badge.element, h("span", {}, created), take);
  }

  /** @param {number} ms */
  function sleep(ms) {
    return new Promise((resolve) => setTimeout(resolve, ms));
  }
}

/**
 * Reads again what a change may have changed, and says what has come of each property.
 *
 * @param {import("ionoscloud-dataplatform").DataPlatformError} error
 * @param {{ noun: string, name: string, asked: object, read(signal: AbortSignal): Promise<ClusterData | NodePoolData> }} subject
 * @param {PanelActions} actions
 * @returns {Panel}
 */
export function changeOutcome(error, { noun, name, asked, read }, { close, again }) {
  const stop = new AbortController();
  const verdict = h("div", { class: "verdict", role: "status" }, `Reading the ${noun} again…`);
  const buttons = h("div", { class: "dialog-buttons" }, button("Send it again", again), button("Close", close, { class: "button primary" }));
  void compare();
  return {
    element: panel([`Nobody knows whether the change of the ${noun} `, h("bdi", {}, name), " took effect."], error, verdict, buttons),
    stop: () => stop.abort(),
  };

  async function compare() {
    try {
      const { properties } = await read(stop.signal);
      const now = new Map(Object.entries(properties));
      fill(verdict, h("ul", { class: "looks" }, Object.entries(asked).map(([property, value]) => h("li", {}, outcomeOf(property, value, now.get(property))))));
    } catch (failure) {
      if (!stop.signal.aborted) setText(verdict, explain(failure));
    }
  }
}

/**
 * @param {string} property
 * @param {unknown} asked
 * @param {unknown} now
 */
function outcomeOf(property, asked, now) {
  const [wanted, found] = [JSON.stringify(asked), JSON.stringify(now)];
  return wanted === found ? `${property} is ${wanted}, as asked for` : `${property} is ${found ?? "not set"}; asked for was ${wanted}`;
}

/**
 * @param {readonly import("../dom.js").Content[]} question
 * @param {Error} error
 * @param {HTMLElement[]} contents
 */
function panel(question, error, ...contents) {
  const buttons = contents.pop();
  return h(
    "div",
    { class: "form" },
    h("div", { class: "dialog-body" }, h("p", { class: "question", tabindex: -1 }, question), h("p", { class: "cause" }, reason(error)), contents),
    h("div", { class: "dialog-foot" }, buttons),
  );
}

/** @param {Error} error */
function reason({ message, cause }) {
  return cause instanceof Error ? cause.message : message;
}
