// @ts-check
import { h } from "./dom.js";
import { iconButton } from "./parts.js";

let ids = 0;

/**
 * Opens a dialog. The browser keeps the focus inside, and gives it back when the dialog closes.
 *
 * @param {object} options
 * @param {string} options.title
 * @param {readonly import("./dom.js").Content[]} options.contents
 * @param {() => void} [options.onClose]
 * @param {boolean} [options.wide]
 */
export function openDialog({ title, contents, onClose, wide = false }) {
  const titleId = `dialog-${++ids}`;
  const close = () => dialog.close();
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
    // Where the focus came from may be gone, such as the card of what was deleted.
    if (document.activeElement === document.body) document.getElementById("main")?.focus();
  });
  document.body.append(dialog);
  // All around an open dialog is inert: neither seen on a phone nor read out.
  if (notices !== null) dialog.append(notices);
  dialog.showModal();
  return { dialog, close };
}
