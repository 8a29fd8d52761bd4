// @ts-check
import { deleteNodePool } from "../model/actions.js";
import { count, textOf } from "../model/format.js";
import { store } from "../model/store.js";
import { openDelete } from "./delete-dialog.js";
import { filler, h, setText } from "./dom.js";
import { openChangeNodePool, openScaleNodePool } from "./forms/node-pool-forms.js";
import { isScaling } from "./forms/properties.js";
import { button, stateBadge } from "./parts.js";
import { timeline } from "./timeline.js";

/** @typedef {import("../model/store.js").NodePoolData} NodePoolData */

/**
 * @param {string} clusterId
 * @param {NodePoolData} first
 * @returns {import("./dom.js").ItemView<NodePoolData>}
 */
export function nodePoolCard(clusterId, first) {
  let pool = first;
  const name = first.properties.name ?? first.id;
  const titleId = `pool-${first.id}`;
  const badge = stateBadge();
  const nodes = h("p", { class: "pool-nodes" });
  const hardware = h("p", { class: "pool-hardware" });
  const tags = h("div", { class: "pool-tags" });
  const line = timeline();
  const updateNodes = filler(nodes, nodesOf);
  const updateTags = filler(tags, tagsOf);
  const element = h(
    "li",
    { class: "node-pool", "aria-labelledby": titleId },
    h("div", { class: "pool-head" }, h("h3", { id: titleId }, h("bdi", {}, name)), badge.element),
    h("div", { class: "pool-facts" }, nodes, hardware),
    tags,
    line.element,
    h(
      "div",
      { class: "pool-actions" },
      button("Scale", () => openScaleNodePool(clusterId, pool), { class: "button small", "aria-label": `Scale ${name}` }),
      button("Change", () => openChangeNodePool(clusterId, pool), { class: "button small", "aria-label": `Change ${name}` }),
      button("Delete", () => openDeleteNodePool(clusterId, pool), { class: "button small danger-quiet", "aria-label": `Delete ${name}` }),
    ),
  );
  const unwatch = store.watch(({ now }) => now, (now) => line.update(store.state.stays[first.id] ?? [], now, false));
  return {
    element,
    close: unwatch,
    update(next) {
      pool = next;
      const { properties, metadata } = next;
      badge.update(metadata.state);
      updateNodes([properties.nodeCount, properties.autoScaling]);
      setText(hardware, hardwareOf(properties));
      updateTags([...Object.entries(properties.labels ?? {}), ...Object.entries(properties.annotations ?? {})]);
    },
  };
}

/**
 * @param {string} clusterId
 * @param {NodePoolData} pool
 */
function openDeleteNodePool(clusterId, pool) {
  openDelete({
    noun: "node pool",
    name: pool.properties.name ?? pool.id,
    consequence: "The nodes of the pool are deleted with their volumes. There is no way back.",
    remove: (signal) => deleteNodePool(clusterId, pool, signal),
  });
}

/** @param {readonly [number | null | undefined, import("ionoscloud-dataplatform").AutoScaling | null | undefined]} nodes */
function nodesOf([nodeCount, autoScaling]) {
  return [h("strong", {}, count(nodeCount ?? 0, "node")), scalingOf(autoScaling)];
}

/** @param {import("ionoscloud-dataplatform").AutoScaling | null | undefined} range */
function scalingOf(range) {
  return isScaling(range) && range ? `, scaling from ${range.minNodeCount} to ${range.maxNodeCount}` : "";
}

/** @param {NodePoolData["properties"]} properties */
function hardwareOf({ coresCount, ramSize, storageSize, storageType, cpuFamily, availabilityZone }) {
  const parts = [
    coresCount && `${coresCount} cores`,
    ramSize && `${(ramSize / 1024).toLocaleString()} GB RAM`,
    storageSize && `${storageSize} GB ${storageType ?? ""}`.trim(),
    cpuFamily && cpuFamily !== "AUTO" && cpuFamily,
    availabilityZone && availabilityZone !== "AUTO" && availabilityZone,
  ];
  return parts.filter(Boolean).join(" · ");
}

/** @param {readonly (readonly [key: string, value: unknown])[]} entries */
function tagsOf(entries) {
  return entries.map(([key, value]) => h("span", { class: "tag" }, h("bdi", {}, key), "=", h("bdi", {}, textOf(value))));
}
