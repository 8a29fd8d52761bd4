// @ts-check
/** A dialog with a form that becomes a request: checked while one types, sent, and answered. */
import { isDataPlatformError } from "ionoscloud-dataplatform";
import { store } from "../../model/store.js";
import { tellOfCancelling } from "../../model/notices.js";
import { ofRules, ofService } from "../../model/violations.js";
import { fill, h, setAttribute, setText } from "../dom.js";
import { openDialog } from "../dialog.js";
import { button, explain } from "../parts.js";
import { pointerOf, showComplaints } from "./fields.js";

/**
 * @typedef {import("../../model/violations.js").Complaint} Complaint
 * @typedef {import("ionoscloud-dataplatform").DataPlatformError} DataPlatformError
 * @typedef {{ readonly element: HTMLElement, stop(): void }} Panel
 */

/**
 * @template R
 * @typedef {object} FormOptions
 * @property {import("../dialog.js").Title} title
 * @property {string} submit What the button says.
 * @property {string} method Of the request, for its preview.
 * @property {string} path
 * @property {readonly HTMLElement[]} fields
 * @property {() => R} read The request as it is now.
 * @property {(request: R) => import("ionoscloud-dataplatform").Violation[]} validate The library's rules.
 * @property {(() => Complaint[]) | undefined} [clashes] What no request can hold, so that none can be checked for it.
 * @property {(request: R, signal: AbortSignal) => Promise<void>} send
 * @property {(error: DataPlatformError, request: R, panel: PanelActions) => Panel} resolve Shows how an unknown outcome becomes known.
 * @property {(request: R) => string | undefined} [hold] Why it is not to be sent yet.
 */

/** @typedef {{ close(): void, again(): void }} PanelActions What one can do when an outcome is known. */

/**
 * @template R
 * @param {FormOptions<R>} options
 */
export function openForm({ title, submit, method, path, fields, read, validate, clashes, send, resolve, hold }) {
  /** @type {Complaint[]} What the service has refused, until the field is changed. */
  let refused = [];
  /** @type {Set<Element>} */
  const visited = new Set();
  let isTried = false;
  /** @type {AbortController | undefined} */
  let sending;
  /** @type {Panel | undefined} */
  let panel;

  const alert = h("div", { class: "form-alert", role: "alert" });
  const preview = h("pre", { class: "code-block", tabindex: 0, "aria-label": "Body of the request" });
  const cancelButton = button("Cancel", () => (sending === undefined ? close() : sending.abort()));
  const submitLabel = h("span", {}, submit);
  const submitButton = h("button", { type: "submit", class: "button primary" }, submitLabel);
  const form = h(
    "form",
    { class: "form", novalidate: true, method: "dialog" },
    h(
      "div",
      { class: "dialog-body" },
      h("div", { class: "fields" }, fields),
      h("details", { class: "preview" }, h("summary", {}, "Request ", h("code", {}, `${method} ${path}`)), preview),
    ),
    h("div", { class: "dialog-foot" }, alert, h("div", { class: "dialog-buttons" }, cancelButton, submitButton)),
  );
  const { dialog, close } = openDialog({
    title,
    contents: [form],
    onClose() {
      panel?.stop();
      sending?.abort();
    },
  });
  form.addEventListener("input", edited);
  form.addEventListener("change", edited);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (sending === undefined) void submitted();
  });
  check();

  /** @param {Event} event */
  function edited({ target }) {
    const field = target instanceof Element ? target.closest("[data-step]") : null;
    if (field !== null) {
      visited.add(field);
      const pointer = pointerOf(field);
      refused = refused.filter((complaint) => !isWithin(complaint.pointer, pointer) && !isWithin(pointer, complaint.pointer));
    }
    fill(alert);
    check();
  }

  /** @returns {{ request: R, clashing: Complaint[], complaints: Complaint[], homeless: string[] }} */
  function check() {
    const request = read();
    const clashing = clashes?.() ?? [];
    const complaints = [...clashing, ...ofRules(validate(request))];
    const isRefused = (/** @type {Element} */ field) => refused.some(({ pointer }) => isWithin(pointer, pointerOf(field)));
    const homeless = showComplaints(form, [...refused, ...complaints], (field) => isTried || visited.has(field) || isRefused(field));
    setText(preview, JSON.stringify(request, null, 2));
    return { request, clashing, complaints, homeless };
  }

  async function submitted() {
    isTried = true;
    refused = [];
    const { request, clashing, complaints, homeless } = check();
    const hasClash = clashing.length > 0;
    const reason = hasClash ? undefined : hold?.(request);
    if (reason !== undefined) return complain([reason]);
    if (hasClash || (complaints.length > 0 && store.state.checksRequests)) {
      complain(homeless);
      focusFirstInvalid();
      return;
    }
    await deliver(request);
  }

  /** @param {R} request */
  async function deliver(request) {
    sending = new AbortController();
    fill(alert);
    busy(true);
    try {
      await send(request, sending.signal);
      sending = undefined;
      close();
    } catch (error) {
      sending = undefined;
      busy(false);
      failed(error, request);
    }
  }

  /**
   * @param {unknown} error
   * @param {R} request
   */
  function failed(error, request) {
    const isUnknown = isDataPlatformError(error) && hasUnknownOutcome(error);
    if (!dialog.isConnected) {
      if (isUnknown) tellOfCancelling();
      return;
    }
    if (isUnknown) return showPanel(error, request);
    if (isDataPlatformError(error) && error.code === "ABORTED") return complain(["Cancelled: nothing was sent"]);
    if (isDataPlatformError(error) && error.status !== undefined && error.messages.length > 0) {
      refused = ofService(error.messages);
      const { homeless } = check();
      complain([`The service refused it (${error.status}).`, ...homeless]);
      focusFirstInvalid();
      return;
    }
    complain([explain(error)]);
  }

  /**
   * @param {DataPlatformError} error
   * @param {R} request
   */
  function showPanel(error, request) {
    form.hidden = true;
    panel = resolve(error, request, {
      close,
      again() {
        panel?.stop();
        panel?.element.remove();
        form.hidden = false;
        submitButton.focus();
      },
    });
    dialog.append(panel.element);
    focusQuestion(panel.element);
  }

  /** @param {readonly string[]} lines */
  function complain(lines) {
    fill(alert, lines.map((line) => h("p", {}, line)));
  }

  function focusFirstInvalid() {
    /** @type {HTMLElement | null} */
    const first = form.querySelector('[aria-invalid="true"], [data-invalid] input, [data-invalid] button');
    first?.focus();
  }

  /** @param {boolean} isBusy */
  function busy(isBusy) {
    setAttribute(form, "aria-busy", isBusy ? "true" : undefined);
    setAttribute(submitButton, "aria-disabled", isBusy ? "true" : undefined);
    setText(submitLabel, isBusy ? "Sending…" : submit);
  }
}

/** @param {DataPlatformError} error */
function hasUnknownOutcome(error) {
  return error.code === "OUTCOME_UNKNOWN" || ("outcome" in error && error.outcome === "unknown");
}

/**
 * @param {string} pointer
 * @param {string} around
 */
function isWithin(pointer, around) {
  return around !== "" && (pointer === around || pointer.startsWith(`${around}/`));
}

/** @param {HTMLElement} panel */
function focusQuestion(panel) {
  /** @type {HTMLElement | null} */
  const question = panel.querySelector(".question");
  question?.focus();
}
