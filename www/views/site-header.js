// @ts-check
import { time } from "../model/format.js";
import { store } from "../model/store.js";
import { openConnect } from "./connect-dialog.js";
import { fill, h, setAttribute, setText } from "./dom.js";
import { button } from "./parts.js";

const SKIP_MS = 5 * 60_000;

/**
 * Who is connected to what, and what time it is there.
 *
 * @param {HTMLElement} host
 */
export function showHeader(host) {
  const clock = h("time", { class: "clock", title: "Emulated time" });
  const skip = button("Skip 5 min", () => void store.state.session?.emulator?.advance(SKIP_MS), {
    icon: "skip",
    class: "button small quiet",
    title: "Lets five minutes pass in the emulator, at once",
  });
  const emulated = h("div", { class: "emulated-time" }, h("span", { class: "clock-label" }, "Emulated time"), clock, skip);
  const title = h("span", { class: "connection-title" });
  const credentials = h("span", { class: "connection-credentials" });
  const connection = h(
    "button",
    { type: "button", class: "connection", onclick: openConnect, disabled: true },
    h("span", { class: "visually-hidden" }, "Connection: "),
    h("span", { class: "connection-dot", "aria-hidden": "true" }),
    h("span", { class: "connection-text" }, title, credentials),
  );
  fill(host, emulated, connection);

  store.watch(({ session }) => session, (session) => {
    setAttribute(emulated, "hidden", session !== undefined && session.emulator === undefined);
    setAttribute(skip, "disabled", session === undefined);
    setAttribute(connection, "disabled", session === undefined);
    setAttribute(connection, "data-kind", session?.kind ?? "none");
    setText(title, session?.title ?? "Starting…");
    setText(credentials, session?.credentials ?? "");
  });
  store.watch(({ now }) => Math.floor(now / 1_000), (seconds) => setText(clock, time(seconds * 1_000)));
}
