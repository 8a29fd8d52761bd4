// @ts-check
import { validateCreateCluster, validateUpdateCluster } from "ionoscloud-dataplatform";
import { adoptCluster, createCluster, updateCluster } from "../../model/actions.js";
import { goToCluster } from "../../model/router.js";
import { store } from "../../model/store.js";
import { newestFirst } from "../../model/versions.js";
import { h } from "../dom.js";
import { selectField, textField } from "./fields.js";
import { openForm } from "./form-dialog.js";
import { changeOutcome, creationOutcome } from "./outcome.js";
import { changed, defined, lansField, maintenanceWindowField, nameField } from "./properties.js";

/** @typedef {import("../../model/store.js").ClusterData} ClusterData */

export function openCreateCluster() {
  const { versions, clusters } = store.state;
  const known = Object.values(clusters).map(({ properties }) => properties.datacenterId ?? "");
  const name = nameField("");
  const version = selectField({
    step: "/properties/dataPlatformVersion",
    label: "Version",
    hint: "The newest first; the service lists versions that it has retired, too",
    options: versions,
    value: versions[0],
  });
  const datacenter = textField({
    step: "/properties/datacenterId",
    label: "Data center",
    hint: "Id of an existing one. It cannot be changed later",
    isCode: true,
    suggestions: [...new Set(known)],
  });
  const maintenance = maintenanceWindowField(undefined);
  const lans = lansField(undefined);
  openForm({
    title: "Create a cluster",
    submit: "Create cluster",
    method: "POST",
    path: "/clusters",
    fields: [name.element, version.element, datacenter.element, maintenance.element, lans.element],
    read() {
      const list = lans.read();
      const properties = {
        name: name.read() ?? "",
        dataPlatformVersion: version.read(),
        datacenterId: datacenter.read() ?? "",
        maintenanceWindow: maintenance.read(),
        lans: list.length > 0 ? list : undefined,
      };
      return { properties: defined(properties) };
    },
    validate: validateCreateCluster,
    send: createCluster,
    resolve(error, { properties }, actions) {
      const adopt = (/** @type {ClusterData} */ cluster) => {
        adoptCluster(cluster);
        goToCluster(cluster.id);
      };
      return creationOutcome(error, { noun: "cluster", name: properties.name, adopt }, actions);
    },
  });
}

/**
 * Name, maintenance window and LANs; the version has a form of its own.
 *
 * @param {ClusterData} cluster
 */
export function openChangeCluster(cluster) {
  const { properties } = cluster;
  const name = nameField(properties.name);
  const maintenance = maintenanceWindowField(properties.maintenanceWindow);
  const lans = lansField(properties.lans);
  const read = () => defined({ name: name.read() ?? "", maintenanceWindow: maintenance.read(), lans: lans.read() });
  const before = read();
  openClusterChange(cluster, {
    title: ["Change ", h("bdi", {}, properties.name)],
    submit: "Save changes",
    fields: [name.element, maintenance.element, lans.element],
    read: () => changed(before, read()),
  });
}

/** @param {ClusterData} cluster */
export function openUpgradeCluster(cluster) {
  const { properties, metadata } = cluster;
  const version = selectField({
    step: "/properties/dataPlatformVersion",
    label: "Upgrade to",
    hint: `It runs ${metadata.currentDataPlatformVersion ?? properties.dataPlatformVersion} now. There is no way back`,
    options: newestFirst(metadata.availableUpgradeVersions ?? []),
  });
  openClusterChange(cluster, {
    title: ["Upgrade ", h("bdi", {}, properties.name)],
    submit: "Upgrade",
    fields: [version.element],
    read: () => defined({ dataPlatformVersion: version.read() }),
  });
}

/**
 * @param {ClusterData} cluster
 * @param {object} form
 * @param {import("../dialog.js").Title} form.title
 * @param {string} form.submit
 * @param {HTMLElement[]} form.fields
 * @param {() => import("ionoscloud-dataplatform").PatchClusterProperties} form.read
 */
function openClusterChange({ id, properties: { name } }, { read, ...form }) {
  openForm({
    ...form,
    method: "PATCH",
    path: "/clusters/{clusterId}",
    read: () => ({ properties: read() }),
    validate: validateUpdateCluster,
    hold: ({ properties }) => (Object.keys(properties).length === 0 ? "Nothing is changed yet." : undefined),
    send: (request, signal) => updateCluster(id, request, signal),
    resolve: (error, { properties: asked }, actions) =>
      changeOutcome(error, { noun: "cluster", name: name ?? id, asked, read: (signal) => readAgain(id, signal) }, actions),
  });
}

/**
 * @param {string} id
 * @param {AbortSignal} signal
 */
async function readAgain(id, signal) {
  const { session } = store.state;
  if (session === undefined) throw new Error("nothing is connected");
  return await session.client.clusters.get(id, { signal });
}
