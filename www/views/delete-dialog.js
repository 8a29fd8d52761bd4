// @ts-check
import { isDataPlatformError } from "ionoscloud-dataplatform";
import { tellOfCancelling } from "../model/notices.js";
import { h, setAttribute, setText, fill } from "./dom.js";
import { openDialog } from "./dialog.js";
import { button, explain } from "./parts.js";

let ids = 0;

/**
 * Asks for the name of what is to be deleted, and deletes it.
 *
 * @param {object} options
 * @param {string} options.noun
 * @param {string} options.name
 * @param {string} options.consequence What will be lost.
 * @param {(signal: AbortSignal) => Promise<void>} options.remove
 */
export function openDelete({ noun, name, consequence, remove }) {
  const id = `confirm-${++ids}`;
  /** @type {AbortController | undefined} */
  let sending;
  const input = h("input", { class: "input code", id, type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false" });
  const alert = h("div", { class: "form-alert", role: "alert" });
  const label = h("span", {}, `Delete ${noun}`);
  const submit = h("button", { type: "submit", class: "button danger", disabled: true }, label);
  const form = h(
    "form",
    { class: "form", novalidate: true, method: "dialog" },
    h(
      "div",
      { class: "dialog-body" },
      h("p", {}, consequence),
      h(
        "div",
        { class: "field" },
        h("label", { class: "label", for: id }, "Type ", h("strong", { class: "code" }, h("bdi", {}, name)), " to confirm"),
        input,
      ),
    ),
    h("div", { class: "dialog-foot" }, alert, h("div", { class: "dialog-buttons" }, button("Cancel", () => close()), submit)),
  );
  const { dialog, close } = openDialog({ title: ["Delete ", h("bdi", {}, name)], contents: [form], onClose: () => sending?.abort() });
  input.addEventListener("input", () => setAttribute(submit, "disabled", input.value !== name));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value === name && sending === undefined) void confirmed();
  });

  async function confirmed() {
    sending = new AbortController();
    setText(label, "Deleting…");
    fill(alert);
    try {
      await remove(sending.signal);
      close();
    } catch (error) {
      if (!dialog.isConnected) return cancelled(error);
      setText(label, `Delete ${noun}`);
      fill(alert, h("p", {}, explain(error)));
    }
    sending = undefined;
  }
}

/** @param {unknown} error */
function cancelled(error) {
  // A deletion may be sent twice without harm: so it has no unknown outcome of its own. But what was sent may be done.
  if (isDataPlatformError(error) && error.attempts > 0) tellOfCancelling();
}
