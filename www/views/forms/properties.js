// @ts-check
/** The fields of those properties that several requests have. */
import { textOf } from "../../model/format.js";
import { h } from "../dom.js";
import { checkField, group, numberField, optionalGroup, pointerOf, selectField, textField } from "./fields.js";
import { rowsField } from "./rows.js";

/**
 * @typedef {import("ionoscloud-dataplatform").AutoScaling} AutoScaling
 * @typedef {NonNullable<import("ionoscloud-dataplatform").Cluster["lans"]>[number]} Lan
 * @typedef {import("ionoscloud-dataplatform").MaintenanceWindow} MaintenanceWindow
 * @typedef {import("ionoscloud-dataplatform").Route} Route
 * @typedef {import("../../model/violations.js").Complaint} Complaint
 */

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** @param {string | null | undefined} value */
export function nameField(value) {
  return textField({
    step: "/properties/name",
    label: "Name",
    hint: "2 to 63 letters, digits, dashes, underscores and dots",
    value,
  });
}

/**
 * Left out unless it is chosen. One that is set stays: a change can move it, and none can take it away.
 *
 * @param {MaintenanceWindow | null | undefined} value
 * @returns {import("./fields.js").Field<MaintenanceWindow | undefined>}
 */
export function maintenanceWindowField(value) {
  const day = selectField({ step: "/dayOfTheWeek", label: "Day", options: DAYS, value: value?.dayOfTheWeek ?? "Sunday" });
  const time = textField({ step: "/time", label: "Start", hint: "As 16:30:59", isCode: true, value: value?.time ?? "03:00:00" });
  const fields = [day.element, time.element];
  const read = () => ({ dayOfTheWeek: day.read() ?? "", time: time.read() ?? "" });
  const options = {
    step: "/properties/maintenanceWindow",
    label: "Maintenance window",
    hint: "Four hours a week in which the service may work on it",
  };
  if (!value) return optionalGroup({ ...options, choice: "Choose when it starts", isOn: false }, fields, read);
  const hint = `${options.hint}; it can be moved, but not taken away`;
  return { element: group({ ...options, hint }, h("div", { class: "field-row" }, fields)), read };
}

/** @param {readonly Lan[] | null | undefined} value */
export function lansField(value) {
  return rowsField({ step: "/properties/lans", label: "LANs", hint: "Existing LANs of the data center", noun: "LAN" }, value ?? [], lanField);
}

/** @param {Lan | undefined} value */
function lanField(value) {
  const lanId = textField({ step: "/lanId", label: "LAN id", isCode: true, value: value?.lanId });
  const dhcp = checkField({ step: "/dhcp", label: "Addresses by DHCP", value: value?.dhcp ?? true });
  const routes = rowsField({ step: "/routes", label: "Routes", noun: "route" }, value?.routes ?? [], routeField);
  return {
    element: h("div", { class: "row-fields" }, h("div", { class: "field-row" }, lanId.element, dhcp.element), routes.element),
    read() {
      const lan = { lanId: lanId.read() ?? "", dhcp: dhcp.read() };
      const read = routes.read();
      // Sent where there are some, and where there were some: an empty list takes them away.
      return read.length > 0 || value?.routes ? { ...lan, routes: read } : lan;
    },
  };
}

/** @param {Route | undefined} value */
function routeField(value) {
  const network = textField({ step: "/network", label: "Network", hint: "10.20.0.0/16", isCode: true, value: value?.network });
  const gateway = textField({ step: "/gateway", label: "Gateway", hint: "10.4.0.1", isCode: true, value: value?.gateway });
  return {
    element: h("div", { class: "field-row" }, network.element, gateway.element),
    read: () => ({ network: network.read() ?? "", gateway: gateway.read() ?? "" }),
  };
}

/** @typedef {{ key: string, value: string, place: HTMLElement }} Entry */

/**
 * Labels, or annotations.
 *
 * @param {{ step: string, label: string, hint: string, noun: string }} options
 * @param {Readonly<Record<string, unknown>> | null | undefined} value
 * @returns {import("./fields.js").Field<Record<string, string>> & { clashes(): Complaint[] }}
 */
export function mapField(options, value) {
  const rows = rowsField({ ...options, isKeyed: true }, Object.entries(value ?? {}), (entry) => {
    const key = textField({ step: "/#key", label: "Key", isCode: true, value: entry?.[0] });
    const text = textField({ step: "/#value", label: "Value", isCode: true, value: entry === undefined ? "" : textOf(entry[1]) });
    return {
      element: h("div", { class: "field-row" }, key.element, text.element),
      read: () => ({ key: key.read() ?? "", value: text.read() ?? "", place: key.element }),
    };
  });
  return {
    element: rows.element,
    read: () => Object.fromEntries(rows.read().map(({ key, value }) => [key, value])),
    clashes: () => clashesOf(rows.read(), options.noun),
  };
}

/**
 * A map has a key but once: of the rows with the same, all but the first are mistakes.
 *
 * @param {readonly Entry[]} entries
 * @param {string} noun
 * @returns {Complaint[]}
 */
function clashesOf(entries, noun) {
  return entries.flatMap(({ key, place }, index) => {
    const first = entries.findIndex((entry) => entry.key === key);
    if (first === index) return [];
    return [{ pointer: pointerOf(place), message: `is that of ${noun} ${first + 1}, too: only one of them can be sent` }];
  });
}

/** @param {AutoScaling | null | undefined} value Off where it is 0 to 0. */
export function autoScalingField(value) {
  const isOn = isScaling(value);
  const min = numberField({ step: "/minNodeCount", label: "At least", value: isOn ? value?.minNodeCount : 1, unit: "nodes" });
  const max = numberField({ step: "/maxNodeCount", label: "At most", value: isOn ? value?.maxNodeCount : 5, unit: "nodes" });
  return optionalGroup(
    {
      step: "/properties/autoScaling",
      label: "Automatic scaling",
      hint: "The service keeps the number of nodes in this range",
      choice: "Scale with the load",
      isOn,
    },
    [min.element, max.element],
    () => ({ minNodeCount: min.read(), maxNodeCount: max.read() }),
  );
}

/** @param {AutoScaling | null | undefined} value */
export function isScaling(value) {
  return value !== null && value !== undefined && value.maxNodeCount > 0;
}

/** @param {Readonly<Record<string, unknown>> | null | undefined} value */
export function labelsField(value) {
  return mapField({ step: "/properties/labels", label: "Labels", hint: "Kubernetes labels of the nodes", noun: "label" }, value);
}

/** @param {Readonly<Record<string, unknown>> | null | undefined} value */
export function annotationsField(value) {
  return mapField({ step: "/properties/annotations", label: "Annotations", hint: "Kubernetes annotations of the nodes", noun: "annotation" }, value);
}

/**
 * Without what is left out, so that nothing is sent that nobody has set.
 *
 * @template {object} T
 * @param {T} properties
 * @returns {{ [Key in keyof T]: Exclude<T[Key], undefined> }}
 */
export function defined(properties) {
  const entries = Object.entries(properties).filter(([, value]) => value !== undefined);
  return /** @type {{ [Key in keyof T]: Exclude<T[Key], undefined> }} */ (Object.fromEntries(entries));
}

/**
 * Those properties that are others than before: a change sends nothing else.
 *
 * @template {object} T
 * @param {Partial<T>} before
 * @param {T} after
 * @returns {Partial<T>}
 */
export function changed(before, after) {
  const old = new Map(Object.entries(before));
  const isOther = (/** @type {[string, unknown]} */ [name, value]) => JSON.stringify(value) !== JSON.stringify(old.get(name));
  return /** @type {Partial<T>} */ (Object.fromEntries(Object.entries(after).filter(isOther)));
}
