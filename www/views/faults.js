// @ts-check
import { FAULT_SWITCHES, toggleFault } from "../model/faults.js";
import { store } from "../model/store.js";
import { fill, h, setAttribute, setText } from "./dom.js";

/**
 * The switches with which the emulator is made to fail, so that one can watch the library survive it.
 *
 * @param {HTMLElement} host
 */
export function showFaults(host) {
  const absent = h("p", { class: "empty", hidden: true }, "Only the emulator inside this page fails on demand.");
  const switches = h("ul", { class: "switches" }, FAULT_SWITCHES.map(faultSwitch), checksSwitch());
  fill(host, h("div", { class: "panel-head" }, h("h2", { id: "faults-title" }, "Faults")), absent, switches);
  store.watch(({ session }) => session?.kind === "url", (isUrl) => {
    setAttribute(absent, "hidden", !isUrl);
    for (const item of switches.querySelectorAll("[data-emulated]")) setAttribute(item, "hidden", isUrl);
  });
}

/** @param {import("../model/faults.js").FaultSwitch} fault */
function faultSwitch(fault) {
  const left = h("span", { class: "switch-left" });
  const control = switchControl(fault.name, fault.label, fault.effect, () => toggleFault(fault), left);
  store.watch(({ faults }) => faults[fault.name], (count) => {
    setAttribute(control.button, "aria-checked", String(count !== undefined));
    setText(left, count !== undefined && Number.isFinite(count) && count > 1 ? `${count} to come` : "");
  });
  setAttribute(control.element, "data-emulated", true);
  return control.element;
}

/** Without the library's checks one sees the service's own. */
function checksSwitch() {
  const control = switchControl(
    "unchecked",
    "Send forms unchecked",
    "The library does not check what a form sends; the service refuses it.",
    () => store.set({ checksRequests: !store.state.checksRequests }),
  );
  store.watch(({ checksRequests }) => checksRequests, (checks) => setAttribute(control.button, "aria-checked", String(!checks)));
  return control.element;
}

/**
 * @param {string} name
 * @param {string} label
 * @param {string} effect
 * @param {() => void} toggle
 * @param {HTMLElement} [besides]
 */
function switchControl(name, label, effect, toggle, besides) {
  const labelId = `switch-${name}`;
  const effectId = `switch-${name}-effect`;
  const button = h(
    "button",
    { type: "button", role: "switch", class: "switch", "aria-checked": "false", "aria-labelledby": labelId, "aria-describedby": effectId, onclick: toggle },
    h("span", { class: "switch-thumb", "aria-hidden": "true" }),
  );
  const element = h(
    "li",
    { class: "switch-row" },
    button,
    h("div", {}, h("p", { class: "switch-label", id: labelId, onclick: () => button.click() }, label, besides), h("p", { class: "note", id: effectId }, effect)),
  );
  return { element, button };
}
