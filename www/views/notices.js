// @ts-check
import { store } from "../model/store.js";
import { h, keyedList, setAttribute, setText } from "./dom.js";

/**
 * What has just happened, in a region that screen readers read out.
 *
 * @param {HTMLElement} host
 */
export function showNotices(host) {
  const update = keyedList(host, ({ key }) => key, noticeView);
  store.watch(({ notices }) => notices, update);
}

/** @returns {import("./dom.js").ItemView<import("../model/store.js").Notice>} */
function noticeView() {
  const text = h("span", {});
  const element = h("p", { class: "notice" }, h("span", { class: "badge-dot", "aria-hidden": "true" }), text);
  return {
    element,
    update(notice) {
      setAttribute(element, "data-tone", notice.tone);
      setText(text, notice.text);
    },
  };
}
