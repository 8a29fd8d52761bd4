// @ts-check
/** The little that is needed to make and to keep elements. */

/**
 * @typedef {Node | string | number | false | null | undefined} Content
 * @typedef {Record<string, string | number | boolean | null | undefined | ((event: never) => void)>} Properties
 */

/**
 * Makes an element. A property whose name begins with `on` is a listener, all others are attributes;
 * `true` is an attribute without a value, `false` and nothing are none.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Properties} properties
 * @param {...(Content | readonly Content[])} contents
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function h(name, properties = {}, ...contents) {
  const element = document.createElement(name);
  assign(element, properties);
  element.append(...nodes(contents));
  return element;
}

/**
 * Makes an element of SVG.
 *
 * @template {keyof SVGElementTagNameMap} Name
 * @param {Name} name
 * @param {Properties} properties
 * @param {...(Content | readonly Content[])} contents
 * @returns {SVGElementTagNameMap[Name]}
 */
export function svg(name, properties = {}, ...contents) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  assign(element, properties);
  element.append(...nodes(contents));
  return element;
}

/**
 * @param {Element} element
 * @param {Properties} properties
 */
function assign(element, properties) {
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else setAttribute(element, name, value);
  }
}

/**
 * @param {Element} element
 * @param {string} name
 * @param {string | number | boolean | null | undefined} value
 */
export function setAttribute(element, name, value) {
  if (value === false || value === null || value === undefined) {
    element.removeAttribute(name);
    return;
  }
  const text = value === true ? "" : String(value);
  if (element.getAttribute(name) !== text) element.setAttribute(name, text);
}

/**
 * Sets the text of an element, which is left alone when it has that text.
 *
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Replaces what is in an element.
 *
 * @param {Element} element
 * @param {...(Content | readonly Content[])} contents
 */
export function fill(element, ...contents) {
  element.replaceChildren(...nodes(contents));
}

/**
 * Fills an element with what is made of data, and anew only when they are others: so what is selected in it stays so.
 *
 * @template T
 * @param {Element} element
 * @param {(data: T) => Content | readonly Content[]} make
 * @returns {(data: T) => void}
 */
export function filler(element, make) {
  /** @type {string | undefined} */
  let filled;
  return (data) => {
    const text = JSON.stringify(data);
    if (text === filled) return;
    filled = text;
    fill(element, make(data));
  };
}

/** @param {readonly (Content | readonly Content[])[]} contents */
function nodes(contents) {
  return contents
    .flat()
    .filter((content) => content !== false && content !== null && content !== undefined)
    .map((content) => (content instanceof Node ? content : String(content)));
}

/**
 * Hands the focus on from what is about to go, where it has it: it would be lost, and with it the reader's place.
 *
 * @param {Element} leaving
 * @param {HTMLElement | null | undefined} next
 */
export function handOnFocus(leaving, next) {
  if (leaving.contains(document.activeElement)) next?.focus();
}

/**
 * What shows an item of a list; it is told when the item has changed, and when it is no longer there.
 *
 * @template T
 * @typedef {{ readonly element: Element, update(item: T): void, close?(): void }} ItemView
 */

/**
 * Keeps the children of an element in step with a list. The element of an item stays the same as
 * long as the item is there, and with it the focus and what is selected.
 *
 * @template T
 * @param {Element} parent
 * @param {(item: T) => string | number} keyOf
 * @param {(item: T) => ItemView<T>} create
 * @returns {(items: readonly T[]) => void}
 */
export function keyedList(parent, keyOf, create) {
  /** @type {Map<string | number, ItemView<T>>} */
  let shown = new Map();
  return (items) => {
    /** @type {Map<string | number, ItemView<T>>} */
    const next = new Map();
    for (const item of items) {
      const key = keyOf(item);
      const view = shown.get(key) ?? create(item);
      view.update(item);
      next.set(key, view);
    }
    for (const [key, view] of shown) if (!next.has(key)) end(view);
    let place = parent.firstElementChild;
    for (const { element } of next.values()) {
      if (element === place) place = place.nextElementSibling;
      else parent.insertBefore(element, place);
    }
    shown = next;
  };
}

/**
 * @template T
 * @param {ItemView<T>} view
 */
function end({ element, close }) {
  if (element.contains(document.activeElement)) document.getElementById("main")?.focus({ preventScroll: true });
  element.remove();
  close?.();
}
