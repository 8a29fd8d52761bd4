// @ts-check
/** Small pieces that are used all over the page. */
import { isDataPlatformError } from "ionoscloud-dataplatform";
import { nameOf, toneOf } from "../model/states.js";
import { tell } from "../model/notices.js";
import { h, handOnFocus, setAttribute, setText, svg } from "./dom.js";

/** A state as a badge that can change. */
export function stateBadge() {
  const label = h("span", {});
  const element = h("span", { class: "badge" }, h("span", { class: "badge-dot", "aria-hidden": "true" }), label);
  return {
    element,
    /** @param {string | null | undefined} state */
    update(state) {
      setText(label, nameOf(state));
      setAttribute(element, "data-tone", toneOf(state));
    },
  };
}

/** @type {Record<string, string>} Paths on a grid of 16. */
const ICONS = {
  close: "M4 4l8 8M12 4l-8 8",
  copy: "M6 6V3.5A.5.5 0 0 1 6.5 3h6a.5.5 0 0 1 .5.5v6a.5.5 0 0 1-.5.5H10M3.5 6h6a.5.5 0 0 1 .5.5v6a.5.5 0 0 1-.5.5h-6a.5.5 0 0 1-.5-.5v-6a.5.5 0 0 1 .5-.5z",
  plus: "M8 3v10M3 8h10",
  minus: "M3 8h10",
  back: "M10 3 5 8l5 5",
  search: "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.5 10.5 14 14",
  skip: "M3 4l5 4-5 4zM9 4l5 4-5 4z",
  remove: "M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.6 9h5.8l.6-9",
};

/** @param {string} name */
export function icon(name) {
  return svg(
    "svg",
    { class: "icon", viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
    svg("path", { d: ICONS[name] ?? "" }),
  );
}

/**
 * @param {string} label
 * @param {(event: MouseEvent) => void} onclick
 * @param {import("./dom.js").Properties & { icon?: string }} [properties]
 */
export function button(label, onclick, { icon: name, ...properties } = {}) {
  return h("button", { type: "button", class: "button", onclick, ...properties }, name !== undefined && icon(name), h("span", {}, label));
}

/**
 * A button with nothing but a picture.
 *
 * @param {string} name
 * @param {string} label For those who do not see it.
 * @param {(event: MouseEvent) => void} onclick
 * @param {import("./dom.js").Properties} [properties]
 */
export function iconButton(name, label, onclick, properties = {}) {
  return h(
    "button",
    { type: "button", class: "button icon-button", "aria-label": label, title: label, onclick, ...properties },
    icon(name),
  );
}

/**
 * @param {string} text
 * @param {string} what For the message.
 */
export async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    tell("good", `${what} copied`);
  } catch {
    tell("bad", `${what} could not be copied: the browser does not allow it`);
  }
}

/**
 * An id that is short to look at and whole when it is copied.
 *
 * @param {string} what
 */
export function idText(what) {
  const text = h("code", { class: "id" });
  let id = "";
  return {
    element: h("span", { class: "copyable" }, text, iconButton("copy", `Copy ${what}`, () => void copy(id, what), { class: "button icon-button small" })),
    /** @param {string} next */
    update(next) {
      id = next;
      setText(text, next);
    },
  };
}

/**
 * Why something could not be read, with a button to try again. It is made once: so a failure that lasts is
 * read out once, and the button keeps the focus.
 *
 * @param {() => void} retry
 */
export function failureBanner(retry) {
  const text = h("p", {});
  const element = h("div", { class: "banner", role: "alert", hidden: true }, text, button("Try again", retry, { class: "button small" }));
  return {
    element,
    /** @param {string | undefined} message */
    update(message) {
      if (message === undefined) handOnFocus(element, document.getElementById("view-title"));
      setAttribute(element, "hidden", message === undefined);
      setText(text, message ?? "");
    },
  };
}

/**
 * What went wrong, in the library's words.
 *
 * @param {unknown} error
 */
export function explain(error) {
  if (isDataPlatformError(error)) return error.message;
  return error instanceof Error ? error.message : String(error);
}
