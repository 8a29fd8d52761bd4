// @ts-check
import { readKubeconfig } from "../model/actions.js";
import { fill, h, setAttribute, setText } from "./dom.js";
import { openDialog } from "./dialog.js";
import { button, copy, explain } from "./parts.js";

/** What may be looked at by whoever looks over one's shoulder; all other text is masked. */
const PLAIN = new Set(["apiVersion", "kind", "current-context", "name", "server", "cluster", "user", "namespace"]);

const MASK = "••••••••••••";

/** @param {import("../model/store.js").ClusterData} cluster */
export function openKubeconfig({ id, properties }) {
  const name = properties.name ?? id;
  const file = `kubeconfig-${name}.json`;
  const stop = new AbortController();
  const text = h("pre", { class: "code-block kubeconfig", tabindex: 0, "aria-label": "Kubeconfig" }, "Reading the kubeconfig…");
  const alert = h("div", { class: "form-alert", role: "alert" });
  const command = `kubectl --kubeconfig ${file} get pods`;
  const buttons = h("div", { class: "dialog-buttons" });
  openDialog({
    title: ["Kubeconfig of ", h("bdi", {}, name)],
    wide: true,
    contents: [
      h(
        "div",
        { class: "dialog-body" },
        text,
        h("p", {}, "Download it, and use it with ", h("code", { class: "command" }, command), ". It reaches the namespace ", h("code", {}, "default"), " and those below it."),
      ),
      h("div", { class: "dialog-foot" }, alert, buttons),
    ],
    onClose: () => stop.abort(),
  });
  void show();

  async function show() {
    try {
      const kubeconfig = await readKubeconfig(id, stop.signal);
      const whole = JSON.stringify(kubeconfig, null, 2);
      const masked = JSON.stringify(kubeconfig, mask, 2);
      setText(text, masked);
      const reveal = button("Reveal secrets", () => {
        const isRevealed = reveal.getAttribute("aria-pressed") !== "true";
        setAttribute(reveal, "aria-pressed", String(isRevealed));
        setText(text, isRevealed ? whole : masked);
      });
      setAttribute(reveal, "aria-pressed", "false");
      fill(
        buttons,
        reveal,
        button("Copy", () => void copy(whole, "Kubeconfig"), { icon: "copy" }),
        button("Download", () => download(whole, file), { class: "button primary" }),
      );
    } catch (error) {
      if (stop.signal.aborted) return;
      setText(text, "There is none to show.");
      fill(alert, h("p", {}, explain(error)));
    }
  }
}

/**
 * @param {string} key
 * @param {unknown} value
 */
function mask(key, value) {
  return typeof value === "string" && !PLAIN.has(key) ? MASK : value;
}

/**
 * @param {string} text
 * @param {string} file
 */
function download(text, file) {
  const url = URL.createObjectURL(new Blob([text, "\n"], { type: "application/json" }));
  h("a", { href: url, download: file }).click();
  // The browser has taken hold of it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
