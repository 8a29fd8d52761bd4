// @ts-check
/**
 * Fields of a form. A field knows its place in the request by a step of a JSON pointer, which goes
 * on from the steps of the fields around it: so rows of a list may come and go.
 */
import { h, setAttribute, setText } from "../dom.js";
import { iconButton } from "../parts.js";

/**
 * @template T
 * @typedef {{ readonly element: HTMLElement, read(): T }} Field
 */

/**
 * @typedef {object} FieldOptions
 * @property {string} step Its place, such as `/properties/name` or `/0`.
 * @property {string} label
 * @property {string | undefined} [hint]
 * @property {boolean} [isOptional] Says so behind the label.
 */

/** @typedef {{ label: string, hint: string, note: HTMLElement, control: HTMLElement | undefined }} Parts */

/** @type {WeakMap<Element, Parts>} */
const PARTS = new WeakMap();

let ids = 0;

/**
 * @param {FieldOptions} options
 * @param {HTMLElement} control
 * @param {string} id
 * @param {...import("../dom.js").Content} besides What stands beside the control.
 */
function field({ step, label, hint = "", isOptional = false }, control, id, ...besides) {
  const note = h("p", { class: "note", id: `${id}-note`, "aria-live": "polite" }, hint);
  setAttribute(control, "id", id);
  setAttribute(control, "aria-describedby", note.id);
  if (!isOptional) setAttribute(control, "aria-required", "true");
  const element = h(
    "div",
    { class: "field", "data-step": step },
    h("label", { class: "label", for: id }, label, isOptional && h("span", { class: "optional" }, " optional")),
    besides.some(Boolean) ? h("div", { class: "control-row" }, control, ...besides) : control,
    note,
  );
  PARTS.set(element, { label, hint, note, control });
  return element;
}

/**
 * @param {FieldOptions & { value?: string | null | undefined, suggestions?: readonly string[], isCode?: boolean, placeholder?: string }} options
 * @returns {Field<string | undefined>} What is optional and empty is left out.
 */
export function textField({ value, suggestions = [], isCode = false, placeholder, ...options }) {
  const id = `field-${++ids}`;
  const input = h("input", {
    class: isCode ? "input code" : "input",
    type: "text",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    placeholder,
  });
  input.value = value ?? "";
  const list = suggestions.length > 0 && h("datalist", { id: `${id}-list` }, suggestions.map((value) => h("option", { value })));
  if (list) setAttribute(input, "list", list.id);
  const element = field(options, input, id);
  if (list) element.append(list);
  return { element, read: () => (options.isOptional && input.value === "" ? undefined : input.value) };
}

/**
 * A number. What is none is given as it is, for the library to say what is wrong with it.
 *
 * @param {FieldOptions & { value?: number | null | undefined, unit?: string, placeholder?: string, hasSteps?: boolean }} options
 * @returns {Field<number>}
 */
export function numberField({ value, unit, placeholder, hasSteps = false, ...options }) {
  const id = `field-${++ids}`;
  const input = h("input", { class: "input number", type: "text", inputmode: "numeric", autocomplete: "off", placeholder });
  input.value = value === null || value === undefined ? "" : String(value);
  const element = field(options, input, id, unit !== undefined && h("span", { class: "unit" }, unit), ...(hasSteps ? steps(input) : []));
  return { element, read: () => /** @type {number} */ (readNumber(input.value.trim())) };
}

/** @param {HTMLInputElement} input */
function steps(input) {
  const step = (/** @type {number} */ by) => () => {
    input.value = String(Math.max(1, (Number(input.value) || 0) + by));
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  return [iconButton("minus", "One less", step(-1)), iconButton("plus", "One more", step(1))];
}

/** @param {string} text */
function readNumber(text) {
  if (text === "") return undefined;
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

/**
 * @param {FieldOptions & { options: readonly (string | readonly [value: string, label: string])[], value?: string | null | undefined }} options
 * @returns {Field<string | undefined>} An option whose value is empty leaves the field out.
 */
export function selectField({ options: choices, value, ...options }) {
  const id = `field-${++ids}`;
  const pairs = choices.map((choice) => (typeof choice === "string" ? [choice, choice] : choice));
  const select = h("select", { class: "input" }, pairs.map(([value, label]) => h("option", { value }, label)));
  if (value !== null && value !== undefined) {
    // The service may have values that nobody has told this page.
    if (!pairs.some(([known]) => known === value)) select.append(h("option", { value }, value));
    select.value = value;
  }
  return { element: field(options, select, id), read: () => (select.value === "" ? undefined : select.value) };
}

/**
 * @param {{ step: string, label: string, value?: boolean | null | undefined }} options
 * @returns {Field<boolean>}
 */
export function checkField({ step, label, value }) {
  const id = `field-${++ids}`;
  const input = h("input", { type: "checkbox", id });
  input.checked = value ?? false;
  const element = h("div", { class: "field check", "data-step": step }, input, h("label", { for: id }, label));
  return { element, read: () => input.checked };
}

/**
 * Fields that belong together.
 *
 * @param {{ step: string, label: string, hint?: string }} options
 * @param {...import("../dom.js").Content} contents
 */
export function group({ step, label, hint = "" }, ...contents) {
  const note = h("p", { class: "note", id: `field-${++ids}-note`, "aria-live": "polite" }, hint);
  const element = h(
    "fieldset",
    { class: "group", "data-step": step, "aria-describedby": note.id },
    h("legend", { class: "label" }, label),
    note,
    contents,
  );
  PARTS.set(element, { label, hint, note, control: undefined });
  return element;
}

/**
 * Fields that are left out unless one wants them.
 *
 * @template T
 * @param {{ step: string, label: string, hint?: string, choice: string, isOn: boolean }} options
 * @param {readonly HTMLElement[]} contents
 * @param {() => T} read
 * @returns {Field<T | undefined>}
 */
export function optionalGroup({ choice, isOn, ...options }, contents, read) {
  const id = `field-${++ids}`;
  const input = h("input", { type: "checkbox", id });
  const inside = h("div", { class: "field-row" }, contents);
  const show = () => setAttribute(inside, "hidden", !input.checked);
  input.checked = isOn;
  input.addEventListener("change", show);
  show();
  const element = group(options, h("div", { class: "check" }, input, h("label", { for: id }, choice)), inside);
  return { element, read: () => (input.checked ? read() : undefined) };
}

/** @param {Element} element */
export function pointerOf(element) {
  let pointer = "";
  for (let at = element.closest("[data-step]"); at !== null; at = at.parentElement?.closest("[data-step]") ?? null) {
    pointer = `${at.getAttribute("data-step")}${pointer}`;
  }
  return pointer;
}

/**
 * Shows at each field what is wrong with it.
 *
 * @param {HTMLElement} form
 * @param {readonly import("../../model/violations.js").Complaint[]} complaints
 * @param {(field: Element) => boolean} isToBeShown Nobody wants to read what is wrong where they have not been yet.
 * @returns {string[]} What belongs to none of the fields.
 */
export function showComplaints(form, complaints, isToBeShown) {
  const fields = [...form.querySelectorAll("[data-step]")].filter((field) => PARTS.has(field));
  const byPointer = new Map(fields.map((field) => [pointerOf(field), field]));
  /** @type {Map<Element, string>} */
  const messages = new Map();
  const homeless = [];
  for (const { pointer, message } of complaints) {
    const field = nearest(byPointer, pointer);
    if (field === undefined) homeless.push(message);
    else if (!messages.has(field)) messages.set(field, message);
  }
  for (const field of fields) show(field, isToBeShown(field) ? messages.get(field) : undefined);
  return homeless;
}

/**
 * The field at a place, or the one around it that is nearest.
 *
 * @param {ReadonlyMap<string, Element>} byPointer
 * @param {string} pointer
 */
function nearest(byPointer, pointer) {
  for (let place = pointer; place !== ""; place = place.slice(0, place.lastIndexOf("/"))) {
    const field = byPointer.get(place);
    if (field !== undefined) return field;
  }
  return undefined;
}

/**
 * @param {Element} field
 * @param {string | undefined} message
 */
function show(field, message) {
  const parts = PARTS.get(field);
  if (parts === undefined) return;
  const { label, hint, note, control } = parts;
  setText(note, message === undefined ? hint : `${label} ${message}`);
  setAttribute(field, "data-invalid", message !== undefined);
  if (control !== undefined) setAttribute(control, "aria-invalid", message !== undefined ? "true" : undefined);
}
