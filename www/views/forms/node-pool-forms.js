// @ts-check
import { validateCreateNodePool, validateUpdateNodePool } from "ionoscloud-dataplatform";
import { adoptNodePool, createNodePool, updateNodePool } from "../../model/actions.js";
import { store } from "../../model/store.js";
import { h } from "../dom.js";
import { numberField, selectField, textField } from "./fields.js";
import { openForm } from "./form-dialog.js";
import { changeOutcome, creationOutcome } from "./outcome.js";
import {
  annotationsField,
  autoScalingField,
  changed,
  defined,
  isScaling,
  labelsField,
  maintenanceWindowField,
  nameField,
} from "./properties.js";

/** @typedef {import("../../model/store.js").NodePoolData} NodePoolData */

const BY_DEFAULT = "Default";

/** @param {string} clusterId */
export function openCreateNodePool(clusterId) {
  const name = nameField("");
  const nodeCount = nodeCountField(3);
  const cpuFamily = textField({
    step: "/properties/cpuFamily",
    label: "CPU family",
    isOptional: true,
    isCode: true,
    placeholder: "AUTO",
    suggestions: ["AUTO", "INTEL_SKYLAKE", "INTEL_XEON"],
  });
  const coresCount = numberField({ step: "/properties/coresCount", label: "Cores per node", isOptional: true, placeholder: "4" });
  const ramSize = numberField({
    step: "/properties/ramSize",
    label: "RAM per node",
    hint: "A multiple of 1024",
    isOptional: true,
    placeholder: "4096",
    unit: "MB",
  });
  const zone = selectField({
    step: "/properties/availabilityZone",
    label: "Zone",
    isOptional: true,
    options: [["", `${BY_DEFAULT} (AUTO)`], "AUTO", "ZONE_1", "ZONE_2"],
  });
  const storageType = selectField({
    step: "/properties/storageType",
    label: "Storage",
    isOptional: true,
    options: [["", `${BY_DEFAULT} (SSD)`], "SSD", "HDD"],
  });
  const storageSize = numberField({
    step: "/properties/storageSize",
    label: "Volume per node",
    hint: "10 or more",
    isOptional: true,
    placeholder: "20",
    unit: "GB",
  });
  const autoScaling = autoScalingField(undefined);
  const maintenance = maintenanceWindowField(undefined);
  const labels = labelsField(undefined);
  const annotations = annotationsField(undefined);
  openForm({
    title: "Add a node pool",
    submit: "Add node pool",
    method: "POST",
    path: "/clusters/{clusterId}/nodepools",
    fields: [
      name.element,
      nodeCount.element,
      h("p", { class: "fields-title" }, "Nodes ", h("span", { class: "optional" }, "fixed once the pool is there")),
      h("div", { class: "field-grid" }, [coresCount, ramSize, storageType, storageSize, cpuFamily, zone].map(({ element }) => element)),
      autoScaling.element,
      maintenance.element,
      labels.element,
      annotations.element,
    ],
    read() {
      const properties = {
        name: name.read() ?? "",
        nodeCount: nodeCount.read(),
        cpuFamily: cpuFamily.read(),
        coresCount: coresCount.read(),
        ramSize: ramSize.read(),
        availabilityZone: zone.read(),
        storageType: storageType.read(),
        storageSize: storageSize.read(),
        maintenanceWindow: maintenance.read(),
        labels: unlessEmpty(labels.read()),
        annotations: unlessEmpty(annotations.read()),
        autoScaling: autoScaling.read(),
      };
      return { properties: defined(properties) };
    },
    validate: validateCreateNodePool,
    clashes: () => [...labels.clashes(), ...annotations.clashes()],
    send: (request, signal) => createNodePool(clusterId, request, signal),
    resolve(error, { properties }, actions) {
      const adopt = (/** @type {NodePoolData} */ pool) => adoptNodePool(clusterId, pool);
      return creationOutcome(error, { noun: "node pool", name: properties.name, adopt }, actions);
    },
  });
}

/**
 * @param {string} clusterId
 * @param {NodePoolData} pool
 */
export function openScaleNodePool(clusterId, pool) {
  const { name, nodeCount: before, autoScaling } = pool.properties;
  const range = isScaling(autoScaling) && autoScaling ? `Automatic scaling keeps it from ${autoScaling.minNodeCount} to ${autoScaling.maxNodeCount}` : "";
  const nodeCount = nodeCountField(before, range);
  openNodePoolChange(clusterId, pool, {
    title: ["Scale ", h("bdi", {}, name)],
    submit: "Scale",
    fields: [nodeCount.element],
    read: () => changed({ nodeCount: before ?? 0 }, { nodeCount: nodeCount.read() }),
  });
}

/**
 * @param {string} clusterId
 * @param {NodePoolData} pool
 */
export function openChangeNodePool(clusterId, pool) {
  const { properties } = pool;
  const maintenance = maintenanceWindowField(properties.maintenanceWindow);
  const autoScaling = autoScalingField(properties.autoScaling);
  const labels = labelsField(properties.labels);
  const annotations = annotationsField(properties.annotations);
  // `null` switches scaling off; left out, it would stay.
  const read = () =>
    defined({
      maintenanceWindow: maintenance.read(),
      labels: labels.read(),
      annotations: annotations.read(),
      autoScaling: autoScaling.read() ?? null,
    });
  const before = read();
  openNodePoolChange(clusterId, pool, {
    title: ["Change ", h("bdi", {}, properties.name)],
    submit: "Save changes",
    fields: [autoScaling.element, maintenance.element, labels.element, annotations.element],
    read: () => changed(before, read()),
    clashes: () => [...labels.clashes(), ...annotations.clashes()],
  });
}

/**
 * @param {string} clusterId
 * @param {NodePoolData} pool
 * @param {object} form
 * @param {import("../dialog.js").Title} form.title
 * @param {string} form.submit
 * @param {HTMLElement[]} form.fields
 * @param {() => import("ionoscloud-dataplatform").PatchNodePoolProperties} form.read
 * @param {() => import("../../model/violations.js").Complaint[]} [form.clashes]
 */
function openNodePoolChange(clusterId, { id, properties: { name } }, { read, ...form }) {
  openForm({
    ...form,
    method: "PATCH",
    path: "/clusters/{clusterId}/nodepools/{nodepoolId}",
    read: () => ({ properties: read() }),
    validate: validateUpdateNodePool,
    hold: ({ properties }) => (Object.keys(properties).length === 0 ? "Nothing is changed yet." : undefined),
    send: (request, signal) => updateNodePool(clusterId, id, request, signal),
    resolve: (error, { properties: asked }, actions) =>
      changeOutcome(error, { noun: "node pool", name: name ?? id, asked, read: (signal) => readAgain(clusterId, id, signal) }, actions),
  });
}

/**
 * @param {number | null | undefined} value
 * @param {string} [hint]
 */
function nodeCountField(value, hint) {
  return numberField({ step: "/properties/nodeCount", label: "Nodes", hint, value, hasSteps: true });
}

/** @param {Record<string, string>} map */
function unlessEmpty(map) {
  return Object.keys(map).length > 0 ? map : undefined;
}

/**
 * @param {string} clusterId
 * @param {string} id
 * @param {AbortSignal} signal
 */
async function readAgain(clusterId, id, signal) {
  const { session } = store.state;
  if (session === undefined) throw new Error("nothing is connected");
  return await session.client.nodePools.get(clusterId, id, { signal });
}
