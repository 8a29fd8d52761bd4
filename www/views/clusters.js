// @ts-check
import { InvalidArgumentError, isDataPlatformError } from "ionoscloud-dataplatform";
import { readClusters } from "../model/actions.js";
import { ageSince, count, shortId } from "../model/format.js";
import { pathOf } from "../model/router.js";
import { store } from "../model/store.js";
import { newestFirst } from "../model/versions.js";
import { fill, h, keyedList, setAttribute, setText } from "./dom.js";
import { openCreateCluster } from "./forms/cluster-forms.js";
import { button, explain, failureBanner, icon, stateBadge } from "./parts.js";

/**
 * @typedef {import("../model/store.js").ClusterData} ClusterData
 * @typedef {import("../model/store.js").State} State
 */

/** Long enough for a word to be typed. */
const FILTER_DELAY_MS = 200;

const COLUMNS = [
  ["name", "Name"],
  ["state", "State"],
  ["version", "Version"],
  ["upgrade", "Upgrade"],
  ["age", "Age"],
  ["datacenter", "Data center"],
];

/** The table of clusters, with what one can do with all of them. */
export function clustersView() {
  document.title = "Data Platform console";
  const summary = h("p", { class: "summary", role: "status" });
  const body = h("tbody", {});
  const table = h(
    "table",
    { class: "table clusters-table" },
    h("caption", { class: "visually-hidden" }, "Clusters"),
    h("thead", {}, h("tr", {}, COLUMNS.map(([name, label]) => h("th", { scope: "col", class: `column-${name}` }, label)))),
    body,
  );
  const empty = h("div", { class: "empty", hidden: true });
  const filter = filterField();
  const failure = failureBanner(() => void readClusters());
  const element = h(
    "section",
    { class: "panel", "aria-labelledby": "view-title" },
    h(
      "div",
      { class: "panel-head" },
      h("div", {}, h("h1", { id: "view-title", tabindex: -1 }, "Clusters"), summary),
      h("div", { class: "tools" }, filter.element, button("Create cluster", openCreateCluster, { icon: "plus", class: "button primary" })),
    ),
    failure.element,
    h("div", { class: "table-frame" }, table, empty),
  );
  const update = keyedList(body, ({ id }) => id, clusterRow);
  const unwatch = [
    store.watch(listed, (clusters) => {
      update(clusters);
      setText(summary, summaryOf(clusters));
    }),
    store.watch(emptyReason, (reason) => {
      setAttribute(empty, "hidden", reason === undefined);
      setAttribute(table, "hidden", reason !== undefined);
      if (reason !== undefined) fill(empty, ...emptyState(reason));
    }),
    store.watch(({ listFailure }) => (isRefusedFilter(listFailure) ? listFailure.violations[0]?.message : undefined), filter.update),
    store.watch(({ listFailure }) => (isRefusedFilter(listFailure) ? undefined : listFailure), (error) => {
      failure.update(error === undefined ? undefined : explainFailure(error));
    }),
  ];
  return { element, close: () => unwatch.forEach((end) => end()) };
}

/** @type {{ ids: State["clusterIds"], clusters: State["clusters"] | undefined, list: readonly ClusterData[] }} */
let memo = { ids: undefined, clusters: undefined, list: [] };

/**
 * The clusters of the list, by name; the same array for as long as nothing has changed.
 *
 * @param {State} state
 */
function listed({ clusterIds, clusters }) {
  if (memo.ids === clusterIds && memo.clusters === clusters) return memo.list;
  const list = (clusterIds ?? []).map((id) => clusters[id]).filter((cluster) => cluster !== undefined);
  list.sort((a, b) => (a.properties.name ?? "").localeCompare(b.properties.name ?? ""));
  memo = { ids: clusterIds, clusters, list };
  return list;
}

/** @param {readonly ClusterData[]} clusters */
function summaryOf(clusters) {
  if (store.state.clusterIds === undefined) return "Reading…";
  const failed = clusters.filter(({ metadata }) => metadata.state?.startsWith("FAILED")).length;
  const total = count(clusters.length, "cluster");
  return failed === 0 ? total : `${total}, ${failed} failed`;
}

/** @param {State} state */
function emptyReason({ clusterIds, filter, listFailure }) {
  if (listFailure !== undefined && clusterIds === undefined) return undefined;
  if (clusterIds === undefined || clusterIds.length > 0) return undefined;
  return filter === "" ? "none" : "filtered";
}

/** @param {"none" | "filtered"} reason */
function emptyState(reason) {
  if (reason === "filtered") return [h("p", { class: "empty-title" }, "No cluster has a name like this"), h("p", {}, "Letter case does not matter, and a part of the name will do.")];
  return [
    h("p", { class: "empty-title" }, "There are no clusters yet"),
    h("p", {}, "A cluster runs the Stackable data platform in one of your data centers."),
    button("Create the first", openCreateCluster, { icon: "plus" }),
  ];
}

/** @param {unknown} error */
function explainFailure(error) {
  const message = explain(error);
  return isDataPlatformError(error) && error.status === 401 ? `${message}. Connect again with other credentials.` : message;
}

/**
 * Whether a list was never asked for, because of its filter.
 *
 * @param {unknown} failure
 * @returns {failure is InvalidArgumentError}
 */
function isRefusedFilter(failure) {
  return failure instanceof InvalidArgumentError;
}

function filterField() {
  const note = h("p", { class: "note filter-note", id: "filter-note", "aria-live": "polite" });
  const input = h("input", {
    class: "input",
    id: "filter",
    type: "search",
    placeholder: "Filter by name",
    autocomplete: "off",
    "aria-label": "Filter by name",
    "aria-describedby": "filter-note",
  });
  input.value = store.state.filter;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      store.set({ filter: input.value.trim() });
      void readClusters();
    }, FILTER_DELAY_MS);
  });
  return {
    element: h("div", { class: "filter" }, icon("search"), input, note),
    /** @param {string | undefined} complaint */
    update(complaint) {
      setText(note, complaint === undefined ? "" : `Name ${complaint}`);
      setAttribute(input, "aria-invalid", complaint === undefined ? undefined : "true");
    },
  };
}

/**
 * @param {ClusterData} cluster
 * @returns {import("./dom.js").ItemView<ClusterData>}
 */
function clusterRow({ id }) {
  const name = h("bdi");
  const link = h("a", { class: "row-link", href: pathOf(id) }, name);
  const inBrief = h("span", { class: "in-brief" });
  const badge = stateBadge();
  const version = h("td", { class: "column-version code" });
  const upgrade = h("td", { class: "column-upgrade" });
  const age = h("td", { class: "column-age number" });
  const datacenter = h("td", { class: "column-datacenter code" });
  const element = h(
    "tr",
    {},
    h("th", { scope: "row", class: "column-name" }, link, inBrief),
    h("td", { class: "column-state" }, badge.element),
    version,
    upgrade,
    age,
    datacenter,
  );
  return {
    element,
    update({ metadata, properties }) {
      const running = metadata.currentDataPlatformVersion ?? properties.dataPlatformVersion ?? "–";
      const [newest] = newestFirst(metadata.availableUpgradeVersions ?? []);
      const created = ageSince(metadata.createdDate, store.state.now);
      setText(name, properties.name ?? id);
      setText(inBrief, `${running} · ${created}`);
      badge.update(metadata.state);
      setText(version, running);
      setText(upgrade, newest ?? "–");
      setAttribute(upgrade, "data-has-upgrade", newest !== undefined);
      setText(age, created);
      setText(datacenter, shortId(properties.datacenterId));
      setAttribute(datacenter, "title", properties.datacenterId);
    },
  };
}
