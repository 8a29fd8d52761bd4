// @ts-check
import { h } from "./dom.js";
import { iconButton } from "./parts.js";

let ids = 0;

/** @typedef {import("./dom.js").Content | readonly import("./dom.js").Content[]} Title */

/**
 * Opens a dialog. The browser keeps the focus inside, and gives it back when the dialog closes. It begins at the first
 * field, where there is one.
 *
 * @param {object} options
 * @param {Title} options.title
 * @param {readonly import("./dom.js").Content[]} options.contents
 * @param {() => void} [options.onClose]
 * @param {boolean} [options.wide]
 */
export function openDialog({ title, contents, onClose, wide = false }) {
  const titleId = `dialog-${++ids}`;
  const close = () => dialog.close();
  const opener = document.activeElement;
  const heading = h("h2", { id: titleId }, title);
  const dialog = h(
    "dialog",
    { class: wide ? "dialog wide" : "dialog", "aria-labelledby": titleId },
    h("div", { class: "dialog-head" }, heading, iconButton("close", "Close", close)),
    contents,
  );
  const notices = document.getElementById("notices");
  dialog.addEventListener("close", () => {
    if (notices !== null) document.body.append(notices);
    dialog.remove();
    onClose?.();
    if (document.activeElement !== document.body) return;
    // The browser does not always give it back; and where it came from may be gone or hidden, such as the card of what was deleted.
    const back = takesFocus(opener) ? opener : document.getElementById("main");
    back?.focus();
  });
  document.body.append(dialog);
  // All around an open dialog is inert: neither seen on a phone nor read out.
  if (notices !== null) dialog.append(notices);
  dialog.querySelector(".dialog-body :is(input, select)")?.setAttribute("autofocus", "");
  dialog.showModal();
  return { dialog, close };
}

/** Closes what is open, as if the user had. */
export function closeDialogs() {
  for (const dialog of document.querySelectorAll("dialog")) dialog.close();
}

/**
 * @param {Element | null} element
 * @returns {element is HTMLElement}
 */
function takesFocus(element) {
  return element instanceof HTMLElement && element !== document.body && element.checkVisibility() && !element.matches(":disabled");
}
