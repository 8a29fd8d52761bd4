// @ts-check
import { h, setAttribute } from "../dom.js";
import { button, iconButton } from "../parts.js";
import { group } from "./fields.js";

/**
 * A list whose rows the user adds and removes.
 *
 * @template T
 * @template V
 * @param {{ step: string, label: string, hint?: string, noun: string, isKeyed?: boolean }} options
 * @param {readonly V[]} values
 * @param {(value: V | undefined) => import("./fields.js").Field<T>} create Makes the fields of a row.
 * @returns {import("./fields.js").Field<T[]>}
 */
export function rowsField({ noun, isKeyed = false, ...options }, values, create) {
  /** @typedef {{ element: HTMLElement, field: import("./fields.js").Field<T> }} Row */
  /** @type {Row[]} */
  let rows = [];
  const list = h("div", { class: "rows" });
  const add = button(`Add ${noun}`, () => focusFirst(append(undefined)), { icon: "plus", class: "button small" });
  const element = group(options, list, add);
  for (const value of values) append(value);
  return { element, read: () => rows.map(({ field }) => field.read()) };

  /** @param {V | undefined} value */
  function append(value) {
    const field = create(value);
    const row = h("div", { class: "row" }, field.element);
    const entry = { element: row, field };
    row.append(iconButton("remove", `Remove ${noun}`, () => remove(entry), { class: "button icon-button small row-remove" }));
    rows.push(entry);
    list.append(row);
    number();
    return row;
  }

  /** @param {Row} entry */
  function remove(entry) {
    rows = rows.filter((row) => row !== entry);
    entry.element.remove();
    number();
    add.focus();
    add.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** The rows of a list are told apart by their number; those of a map, too, in a way that is no name in it. */
  function number() {
    rows.forEach(({ element }, index) => {
      setAttribute(element, "role", "group");
      setAttribute(element, "aria-label", `${noun} ${index + 1}`);
      setAttribute(element, "data-step", isKeyed ? `/#${index}` : `/${index}`);
    });
  }
}

/** @param {HTMLElement} row */
function focusFirst(row) {
  row.querySelector("input")?.focus();
  row.dispatchEvent(new Event("input", { bubbles: true }));
}
