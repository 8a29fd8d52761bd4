// @ts-check
import { h } from "./dom.js";

/** @typedef {NonNullable<import("ionoscloud-dataplatform").Cluster["lans"]>[number]} Lan */

/** @param {readonly Lan[]} lans */
export function lanList(lans) {
  if (lans.length === 0) return h("p", { class: "empty" }, "The nodes are in no LAN.");
  return h(
    "table",
    { class: "table small-table" },
    h("caption", { class: "visually-hidden" }, "LANs"),
    h("thead", {}, h("tr", {}, ["LAN", "DHCP", "Routes"].map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, lans.map(row)),
  );
}

/** @param {Lan} lan */
function row({ lanId, dhcp, routes }) {
  const ways = (routes ?? []).map(({ network, gateway }) => h("div", { class: "code" }, `${network} → ${gateway}`));
  return h(
    "tr",
    {},
    h("th", { scope: "row", class: "code" }, lanId),
    h("td", {}, dhcp === false ? "Off" : "On"),
    h("td", {}, ways.length > 0 ? ways : "–"),
  );
}
