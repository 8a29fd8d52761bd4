// @ts-check
import { deleteCluster } from "../model/actions.js";
import { ageSince, dateAndTime } from "../model/format.js";
import { refresh } from "../model/refresh.js";
import { store } from "../model/store.js";
import { openDelete } from "./delete-dialog.js";
import { filler, h, handOnFocus, keyedList, setAttribute, setText } from "./dom.js";
import { openChangeCluster, openUpgradeCluster } from "./forms/cluster-forms.js";
import { openCreateNodePool } from "./forms/node-pool-forms.js";
import { openKubeconfig } from "./kubeconfig-dialog.js";
import { lanList } from "./lans.js";
import { nodePoolCard } from "./node-pool-card.js";
import { button, explain, failureBanner, icon, idText, stateBadge } from "./parts.js";
import { timeline } from "./timeline.js";

/** @typedef {import("../model/store.js").ClusterData} ClusterData */

/**
 * All about one cluster.
 *
 * @param {string} id
 */
export function clusterView(id) {
  const current = () => store.state.clusters[id];
  const withCurrent = (/** @type {(cluster: ClusterData) => void} */ open) => () => {
    const cluster = current();
    if (cluster !== undefined) open(cluster);
  };
  const isThere = (/** @type {import("../model/store.js").State} */ { clusters, gone }) => id in clusters && !(id in gone);
  nameWindow("Cluster");
  const name = h("bdi", {}, "Cluster");
  const title = h("h1", { id: "view-title", tabindex: -1 }, name);
  const badge = stateBadge();
  const change = button("Change", withCurrent(openChangeCluster));
  const upgrade = button("Upgrade", withCurrent(openUpgradeCluster));
  const kubeconfig = button("Kubeconfig", withCurrent(openKubeconfig));
  const remove = button("Delete", withCurrent(openDeleteCluster), { class: "button danger-quiet" });
  const line = timeline();
  const facts = factList();
  const lans = h("div", { class: "lans" });
  const updateLans = filler(lans, lanList);
  const failure = failureBanner(() => void refresh());
  const gone = h("div", { class: "banner", hidden: true }, h("p", {}, "This cluster is not there, or not any more."), h("a", { href: "#/" }, "All clusters"));
  const actions = h("div", { class: "tools" }, upgrade, change, kubeconfig, remove);
  const pools = nodePools(id);
  const details = h(
    "div",
    { class: "cluster-details" },
    h("section", { class: "panel history", "aria-labelledby": "history-title" }, h("h2", { id: "history-title" }, "History ", h("span", { class: "optional" }, "as seen from this page")), line.element),
    h(
      "div",
      { class: "cluster-columns" },
      h("section", { class: "panel", "aria-labelledby": "properties-title" }, h("h2", { id: "properties-title" }, "Properties"), facts.element),
      h("section", { class: "panel", "aria-labelledby": "lans-title" }, h("h2", { id: "lans-title" }, "LANs"), lans),
    ),
    pools.element,
  );
  const element = h(
    "div",
    { class: "cluster" },
    h(
      "div",
      { class: "cluster-head" },
      h("a", { class: "back", href: "#/" }, icon("back"), "Clusters"),
      h("div", { class: "cluster-title" }, title, badge.element),
      actions,
    ),
    failure.element,
    gone,
    details,
  );
  const unwatch = [
    store.watch(({ clusters }) => clusters[id], (cluster) => {
      setAttribute(details, "hidden", cluster === undefined);
      if (cluster === undefined) return;
      const { metadata, properties } = cluster;
      setText(name, properties.name ?? id);
      nameWindow(properties.name ?? id);
      badge.update(metadata.state);
      facts.update(cluster);
      updateLans(properties.lans ?? []);
      setAttribute(upgrade, "hidden", (metadata.availableUpgradeVersions ?? []).length === 0);
    }),
    store.watch(isThere, (isThere) => {
      for (const part of [actions, badge.element, pools.element]) {
        if (!isThere) handOnFocus(part, title);
        setAttribute(part, "hidden", !isThere);
      }
    }),
    store.watch(({ gone: ids }) => id in ids, (isGone) => {
      setAttribute(gone, "hidden", !isGone);
      setAttribute(element, "data-gone", isGone);
      if (isGone && current() === undefined) nameWindow("No such cluster");
    }),
    store.watch(({ clusterFailure }) => clusterFailure, (error) => {
      failure.update(error === undefined ? undefined : explain(error));
    }),
    store.watch(({ gone, now }) => gone[id] ?? now, (moment) => {
      const { stays, gone } = store.state;
      line.update(stays[id] ?? [], moment, id in gone);
    }),
    store.watch(({ now }) => Math.floor(now / 1_000), () => {
      const cluster = current();
      if (cluster !== undefined) facts.update(cluster);
    }),
  ];
  return {
    element,
    close() {
      for (const end of unwatch) end();
      pools.close();
    },
  };
}

/** @param {string} what */
function nameWindow(what) {
  document.title = `${what} · Data Platform console`;
}

/** @param {ClusterData} cluster */
function openDeleteCluster(cluster) {
  const { id, properties } = cluster;
  openDelete({
    noun: "cluster",
    name: properties.name ?? id,
    consequence: "The cluster is deleted with all of its node pools and what is stored on them. There is no way back.",
    remove: (signal) => deleteCluster(cluster, signal),
  });
}

/** @param {string} clusterId */
function nodePools(clusterId) {
  const list = h("ul", { class: "node-pools" });
  const empty = h("div", { class: "empty", hidden: true }, h("p", { class: "empty-title" }, "There are no node pools yet"), h("p", {}, "Workloads run on the nodes of a pool."));
  const add = button("Add node pool", () => openCreateNodePool(clusterId), { icon: "plus" });
  const element = h(
    "section",
    { class: "panel", "aria-labelledby": "node-pools-title" },
    h("div", { class: "panel-head" }, h("h2", { id: "node-pools-title" }, "Node pools"), add),
    list,
    empty,
  );
  const update = keyedList(list, ({ id }) => id, (pool) => nodePoolCard(clusterId, pool));
  const unwatch = store.watch(({ nodePools }) => nodePools[clusterId], (pools) => {
    update(pools ?? []);
    setAttribute(empty, "hidden", pools === undefined || pools.length > 0);
  });
  return {
    element,
    close() {
      unwatch();
      update([]);
    },
  };
}

function factList() {
  const id = idText("cluster id");
  const datacenter = idText("data center id");
  const version = h("dd", {});
  const window = h("dd", {});
  const created = h("dd", {});
  const modified = h("dd", {});
  const element = h(
    "dl",
    { class: "facts" },
    fact("Id", h("dd", {}, id.element)),
    fact("Data center", h("dd", {}, datacenter.element)),
    fact("Version", version),
    fact("Maintenance window", window),
    fact("Created", created),
    fact("Changed", modified),
  );
  return {
    element,
    /** @param {ClusterData} cluster */
    update({ id: clusterId, metadata, properties }) {
      id.update(clusterId);
      datacenter.update(properties.datacenterId ?? "–");
      setText(version, versionOf(metadata, properties));
      setText(window, windowOf(properties.maintenanceWindow));
      setText(created, by(metadata.createdDate, metadata.createdBy));
      setText(modified, by(metadata.lastModifiedDate, metadata.lastModifiedBy));
    },
  };
}

/**
 * @param {string} name
 * @param {HTMLElement} value
 */
function fact(name, value) {
  return h("div", {}, h("dt", {}, name), value);
}

/**
 * @param {ClusterData["metadata"]} metadata
 * @param {ClusterData["properties"]} properties
 */
function versionOf({ currentDataPlatformVersion: running }, { dataPlatformVersion: asked }) {
  if (!running || !asked || running === asked) return running ?? asked ?? "–";
  return `${running}, to become ${asked}`;
}

/** @param {import("ionoscloud-dataplatform").MaintenanceWindow | null | undefined} window */
export function windowOf(window) {
  return window ? `${window.dayOfTheWeek}, from ${window.time} for four hours` : "Not chosen";
}

/**
 * @param {string | null | undefined} date
 * @param {string | null | undefined} author
 */
function by(date, author) {
  return `${dateAndTime(date)} (${ageSince(date, store.state.now)} ago)${author ? `, by ${author}` : ""}`;
}
