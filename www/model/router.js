// @ts-check
import { store } from "./store.js";

/** @typedef {{ readonly view: "clusters" } | { readonly view: "cluster", readonly id: string }} Route */

const HOME = "#/";

/** Follows the part of the URL behind `#`, which holds the id of a cluster and never anything else. */
export function startRouter() {
  addEventListener("hashchange", () => store.set({ route: read() }));
  store.set({ route: read() });
}

/** @returns {Route} */
function read() {
  const id = /^#\/clusters\/([\da-f-]+)$/i.exec(location.hash)?.[1];
  return id === undefined ? { view: "clusters" } : { view: "cluster", id: id.toLowerCase() };
}

/** @param {string} id */
export function pathOf(id) {
  return `${HOME}clusters/${id}`;
}

/** @param {string} id */
export function goToCluster(id) {
  location.hash = pathOf(id);
}

export function goHome() {
  location.hash = HOME;
}
