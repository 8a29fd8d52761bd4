// @ts-check
/** The page once its modules are there: what is shown where. */
import { connectToEmulator } from "./model/connection.js";
import { refresh, startClock } from "./model/refresh.js";
import { startRouter } from "./model/router.js";
import { store } from "./model/store.js";
import { showActivity } from "./views/activity.js";
import { clusterView } from "./views/cluster.js";
import { clustersView } from "./views/clusters.js";
import { closeDialogs } from "./views/dialog.js";
import { fill, h } from "./views/dom.js";
import { showFaults } from "./views/faults.js";
import { showNotices } from "./views/notices.js";
import { explain } from "./views/parts.js";
import { showRequests } from "./views/requests.js";
import { showHeader } from "./views/site-header.js";

export async function start() {
  showHeader(place("header-tools"));
  showActivity(place("activity"));
  showRequests(place("requests"));
  showFaults(place("faults"));
  showNotices(place("notices"));
  startRouter();
  keepAddress(place("skip-link"), place("main"));
  startClock();
  try {
    await connectToEmulator();
    showMain(place("main"));
  } catch (error) {
    fill(place("main"), h("div", { class: "banner", role: "alert" }, h("p", {}, `The emulator did not start: ${explain(error)}`)));
    throw error;
  }
}

/** @param {HTMLElement} main */
function showMain(main) {
  /** @type {{ element: HTMLElement, close(): void } | undefined} */
  let view;
  store.watch(selectView(), ({ route }) => {
    const isFirst = view === undefined;
    closeDialogs();
    view?.close();
    view = route.view === "cluster" ? clusterView(route.id) : clustersView();
    fill(main, view.element);
    if (isFirst) return;
    store.set({ clusterFailure: undefined });
    scrollTo({ top: 0 });
    document.getElementById("view-title")?.focus({ preventScroll: true });
    void refresh();
  });
}

/** What decides which view is shown: a new session begins with a new one. */
function selectView() {
  const { session, route } = store.state;
  let shown = { session, route };
  return (/** @type {import("./model/store.js").State} */ { session, route }) => {
    if (shown.session !== session || shown.route !== route) shown = { session, route };
    return shown;
  };
}

/**
 * Lets a link within the page move the focus only: the address is that of a cluster, or of the list.
 *
 * @param {HTMLElement} link
 * @param {HTMLElement} target
 */
function keepAddress(link, target) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    target.focus();
  });
}

/** @param {string} id */
function place(id) {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`there is no #${id}`);
  return element;
}
