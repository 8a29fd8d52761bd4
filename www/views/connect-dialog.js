// @ts-check
import { isDataPlatformError } from "ionoscloud-dataplatform";
import { connectToEmulator, connectToUrl } from "../model/connection.js";
import { fill, h, setAttribute, setText } from "./dom.js";
import { openDialog } from "./dialog.js";
import { button, explain } from "./parts.js";

/** Where the emulator of the package listens unless told otherwise. */
const NEARBY = "http://127.0.0.1:4747";

export function openConnect() {
  /** @type {AbortController | undefined} */
  let connecting;
  const url = input("connect-url", "url", NEARBY);
  const token = input("connect-token", "password");
  const username = input("connect-username", "text");
  const password = input("connect-password", "password");
  /** @type {Record<string, HTMLElement[]>} */
  const secrets = { token: [labelled("Token", token)], basic: [labelled("User name", username), labelled("Password", password)] };
  const secretFields = h("div", { class: "field-row" });
  const credentials = choices("credentials", "Credentials", [
    ["token", "Token"],
    ["basic", "User name and password"],
    ["none", "None: a backend of one's own adds them"],
  ]);
  const urlFields = h("div", { class: "fields" }, labelled("URL", url), credentials.element, secretFields);
  const place = choices("place", "Where the API is", [
    ["emulator", "Emulator in this page, as it was at first"],
    ["url", "At a URL"],
  ]);
  const alert = h("div", { class: "form-alert", role: "alert" });
  const label = h("span", {}, "Connect");
  const form = h(
    "form",
    { class: "form", novalidate: true, method: "dialog" },
    h(
      "div",
      { class: "dialog-body" },
      h("div", { class: "fields" }, place.element, urlFields, h("p", { class: "note" }, "Credentials stay in the memory of this page, until it is left or connected elsewhere.")),
    ),
    h(
      "div",
      { class: "dialog-foot" },
      alert,
      h("div", { class: "dialog-buttons" }, button("Cancel", () => close()), h("button", { type: "submit", class: "button primary" }, label)),
    ),
  );
  const { close } = openDialog({
    title: "Connect",
    contents: [form],
    onClose() {
      connecting?.abort();
      forget();
    },
  });
  form.addEventListener("change", show);
  form.addEventListener("input", () => fill(alert));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (connecting === undefined) void connect();
  });
  show();

  function show() {
    setAttribute(urlFields, "hidden", place.value() !== "url");
    const wanted = secrets[credentials.value()] ?? [];
    if (secretFields.firstElementChild !== (wanted[0] ?? null)) fill(secretFields, wanted);
  }

  async function connect() {
    // To the library no URL is its default one: nobody has asked to send a token there.
    if (place.value() === "url" && url.value.trim() === "") {
      fill(alert, h("p", {}, "URL must not be empty"));
      url.focus();
      return;
    }
    connecting = new AbortController();
    setText(label, "Connecting…");
    try {
      await (place.value() === "url" ? connectToUrl(address(), connecting.signal) : connectToEmulator(connecting.signal));
      // At once: the dialog's own event comes later than the connection is shown.
      forget();
      close();
    } catch (error) {
      if (!connecting.signal.aborted) fill(alert, complaints(error).map((line) => h("p", {}, line)));
    }
    setText(label, "Connect");
    connecting = undefined;
  }

  function forget() {
    for (const secret of [token, password]) secret.value = "";
  }

  function address() {
    const baseUrl = url.value;
    switch (credentials.value()) {
      case "token":
        return { baseUrl, token: token.value };
      case "basic":
        return { baseUrl, username: username.value, password: password.value };
      default:
        return { baseUrl };
    }
  }
}

/** @param {unknown} error */
function complaints(error) {
  if (isDataPlatformError(error) && error.code === "INVALID_ARGUMENT") {
    return error.violations.map(({ path, message }) => `${path} ${message}`);
  }
  return [explain(error)];
}

/**
 * @param {string} id
 * @param {"text" | "url" | "password"} type
 * @param {string} [value]
 */
function input(id, type, value = "") {
  const element = h("input", { class: "input code", id, type, autocomplete: "off", autocapitalize: "off", spellcheck: "false" });
  element.value = value;
  return element;
}

/**
 * @param {string} label
 * @param {HTMLInputElement} control
 */
function labelled(label, control) {
  return h("div", { class: "field" }, h("label", { class: "label", for: control.id }, label), control);
}

/**
 * One of several; at first, the first.
 *
 * @param {string} name
 * @param {string} legend
 * @param {readonly (readonly [value: string, label: string])[]} options
 */
function choices(name, legend, options) {
  const inputs = options.map(([value]) => h("input", { type: "radio", name, value, id: `connect-${name}-${value}` }));
  const [first] = inputs;
  if (first !== undefined) first.checked = true;
  const lines = options.map(([, label], index) => {
    const control = inputs[index];
    return h("div", { class: "check" }, control, h("label", { for: control?.id }, label));
  });
  return {
    element: h("fieldset", { class: "group" }, h("legend", { class: "label" }, legend), lines),
    value: () => inputs.find(({ checked }) => checked)?.value ?? "",
  };
}
