// @ts-check
/**
 * Firefox, steered through the protocol that it speaks itself: Marionette, which is WebDriver as
 * JSON over TCP. Playwright needs a Firefox of its own making, and geckodriver is not everywhere.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import process from "node:process";
import { setTimeout } from "node:timers/promises";

/** How WebDriver marks a reference to an element. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

const TIMEOUT_MS = 30_000;
const LOOK_EVERY_MS = 50;

/** @type {Record<string, string>} Port 0 is a free one, which is then written into the profile. */
const PREFERENCES = {
  "marionette.port": "0",
  "app.update.enabled": "false",
  "browser.shell.checkDefaultBrowser": "false",
  "datareporting.policy.dataSubmissionEnabled": "false",
  "toolkit.telemetry.enabled": "false",
};

/** Where an element of a role may be found: the browser itself says whether it is one. @type {Record<string, string>} */
const CANDIDATES = {
  alert: "[role=alert]",
  button: "button",
  dialog: "dialog",
  field: "input:not([type=checkbox], [type=radio])",
  heading: "h1, h2, h3",
  link: "a[href]",
  listitem: "li",
  main: "main",
  radio: "[type=radio]",
  status: "[role=status]",
  switch: "[role=switch]",
};

/**
 * By role, and by what it says; `field` is whatever text can be written into, of any role.
 *
 * @typedef {{ role: string, name?: string | RegExp, text?: string | RegExp, within?: "dialog" }} Wanted
 */

/** The program, or nothing where there is none. */
export function findFirefox() {
  const named = process.env["FIREFOX"];
  if (named) return named;
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const places = ["firefox", "firefox-esr"].flatMap((name) => folders.map((folder) => join(folder, name)));
  return places.find((place) => existsSync(place));
}

/** A Firefox that runs, with one page in it. */
export class Firefox {
  #program;
  #profile;
  #connection;

  /**
   * @param {import("node:child_process").ChildProcess} program
   * @param {string} profile
   * @param {Connection} connection
   */
  constructor(program, profile, connection) {
    this.#program = program;
    this.#profile = profile;
    this.#connection = connection;
  }

  /** @param {string} path */
  static async start(path) {
    const profile = await mkdtemp(join(tmpdir(), "page-firefox-"));
    const lines = Object.entries(PREFERENCES).map(([name, value]) => `user_pref("${name}", ${value});\n`);
    await writeFile(join(profile, "user.js"), lines.join(""));
    const program = spawn(path, ["--headless", "--marionette", "--remote-allow-system-access", "--no-remote", "--profile", profile, "about:blank"], { stdio: "ignore" });
    const port = await until(`${path} to listen`, () => portOf(profile));
    const connection = await Connection.open(port);
    await connection.call("WebDriver:NewSession", { capabilities: { alwaysMatch: {} } });
    await connection.call("WebDriver:SetWindowRect", { width: 1280, height: 900 });
    return new Firefox(program, profile, connection);
  }

  async close() {
    await this.#connection.call("Marionette:Quit", { flags: ["eForceQuit"] });
    if (this.#program.exitCode === null) await once(this.#program, "exit");
    await rm(this.#profile, { recursive: true, maxRetries: 5 });
  }

  /** @param {string} url */
  async goto(url) {
    await this.#connection.call("WebDriver:Navigate", { url });
  }

  /**
   * Runs in the page.
   *
   * @param {string} script
   * @param {...unknown} args
   */
  async evaluate(script, ...args) {
    return (await this.#connection.call("WebDriver:ExecuteScript", { script, args })).value;
  }

  /**
   * Waits for an element by its role and its name, as the browser tells them to a screen reader.
   *
   * @param {Wanted} wanted
   * @returns {Promise<string>} A reference to it.
   */
  find(wanted) {
    return until(JSON.stringify(wanted, (_, value) => (value instanceof RegExp ? String(value) : value)), () => this.#look(wanted));
  }

  /** @param {Wanted} wanted */
  async click(wanted) {
    const id = await this.find(wanted);
    // By itself it does not scroll to what lies under the header.
    await this.evaluate('arguments[0].scrollIntoView({ block: "center" })', { [ELEMENT]: id });
    await this.#connection.call("WebDriver:ElementClick", { id });
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  async fill(name, text) {
    const id = await this.find({ role: "field", name });
    await this.#connection.call("WebDriver:ElementClear", { id });
    await this.#connection.call("WebDriver:ElementSendKeys", { id, text });
  }

  /**
   * What the browser has written to its console about what came from an origin.
   *
   * @param {string} origin
   * @returns {Promise<string[]>}
   */
  async complaints(origin) {
    await this.#connection.call("Marionette:SetContext", { value: "chrome" });
    const script = "return Services.console.getMessageArray().map(({ message }) => message).filter((message) => message.includes(arguments[0]))";
    const messages = await this.evaluate(script, origin);
    await this.#connection.call("Marionette:SetContext", { value: "content" });
    return messages;
  }

  /** @param {Wanted} wanted */
  async #look({ role, name = /(?:)/, text = /(?:)/, within }) {
    const candidates = `:is(${CANDIDATES[role] ?? role})`;
    const value = within === undefined ? candidates : `${within} ${candidates}`;
    const found = await this.#connection.call("WebDriver:FindElements", { using: "css selector", value });
    for (const { [ELEMENT]: id } of /** @type {Record<string, string>[]} */ (found)) {
      // What is looked at may be gone by now.
      const is = await this.#describe(id ?? "").catch(() => undefined);
      const isRole = role === "field" || is?.role === role;
      if (is !== undefined && isRole && matches(is.name, name) && matches(is.text, text)) return id;
    }
    return undefined;
  }

  /** @param {string} id */
  async #describe(id) {
    const call = async (/** @type {string} */ command) => /** @type {string} */ ((await this.#connection.call(command, { id })).value);
    return {
      role: await call("WebDriver:GetComputedRole"),
      name: await call("WebDriver:GetComputedLabel"),
      text: await call("WebDriver:GetElementText"),
    };
  }
}

/** Calls and their answers: each is JSON behind its length. */
class Connection {
  #socket;
  #received = Buffer.alloc(0);
  #calls = 0;
  /** @type {Map<number, { resolve(value: any): void, reject(error: Error): void }>} */
  #pending = new Map();

  /** @param {import("node:net").Socket} socket */
  constructor(socket) {
    this.#socket = socket;
    socket.on("data", (chunk) => this.#receive(chunk));
    socket.on("close", () => this.#end());
  }

  /** @param {number} port */
  static async open(port) {
    const socket = createConnection(port, "127.0.0.1");
    await once(socket, "connect");
    return new Connection(socket);
  }

  /**
   * @param {string} command
   * @param {object} parameters
   * @returns {Promise<any>}
   */
  call(command, parameters) {
    const id = ++this.#calls;
    const message = JSON.stringify([0, id, command, parameters]);
    this.#socket.write(`${Buffer.byteLength(message)}:${message}`);
    return new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject }));
  }

  /** @param {Buffer} chunk */
  #receive(chunk) {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (let colon = this.#received.indexOf(":"); colon > 0; colon = this.#received.indexOf(":")) {
      const end = colon + 1 + Number(this.#received.subarray(0, colon));
      if (this.#received.length < end) return;
      this.#answer(JSON.parse(this.#received.toString("utf8", colon + 1, end)));
      this.#received = this.#received.subarray(end);
    }
  }

  /** @param {unknown} message An answer, or the greeting that comes first. */
  #answer(message) {
    if (!Array.isArray(message)) return;
    const [, id, error, result] = message;
    const call = this.#pending.get(id);
    this.#pending.delete(id);
    if (error) call?.reject(new Error(`${error.error}: ${error.message}`));
    else call?.resolve(result);
  }

  #end() {
    for (const { reject } of this.#pending.values()) reject(new Error("Firefox has closed the connection"));
    this.#pending.clear();
  }
}

/** @param {string} profile */
async function portOf(profile) {
  const written = await readFile(join(profile, "MarionetteActivePort"), "utf8").catch(() => "");
  return Number(written) || undefined;
}

/**
 * @param {string} found
 * @param {string | RegExp} wanted
 */
function matches(found, wanted) {
  return typeof wanted === "string" ? found === wanted : wanted.test(found);
}

/**
 * Looks until there is something.
 *
 * @template T
 * @param {string} what
 * @param {() => Promise<T | undefined>} look
 * @returns {Promise<T>}
 */
async function until(what, look) {
  for (const end = Date.now() + TIMEOUT_MS; Date.now() < end; await setTimeout(LOOK_EVERY_MS)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error(`waited ${TIMEOUT_MS / 1_000} s for ${what}`);
}
