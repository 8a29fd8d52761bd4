// @ts-check
/** A browser, steered through WebDriver: the one protocol that Chromium, Firefox and WebKit have in common. */
import { createServer } from "node:net";
import process from "node:process";
import { setTimeout } from "node:timers/promises";

import { Program } from "./process.mjs";
import { Skipped } from "./skipped.mjs";

/**
 * A driver, and how it is told what to start.
 *
 * @typedef {{ program: string, args?: string[], capabilities: object }} Driver
 */

/** @typedef {"chromium" | "firefox" | "webkit"} BrowserName */

/** @type {Record<BrowserName, () => Driver>} */
const DRIVERS = {
  chromium: () => ({
    program: process.env["CHROMEDRIVER"] ?? "chromedriver",
    capabilities: { browserName: "chrome", "goog:chromeOptions": chromeOptions() },
  }),
  firefox: () => ({
    program: process.env["GECKODRIVER"] ?? "geckodriver",
    capabilities: { browserName: "firefox", "moz:firefoxOptions": { args: ["-headless"] } },
  }),
  // It needs a display, where there may be none.
  webkit: () => ({
    program: "xvfb-run",
    args: ["-a", "WebKitWebDriver"],
    capabilities: {
      "webkitgtk:browserOptions": {
        binary: "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
        args: ["--automation"],
      },
    },
  }),
};

/** How a shell script ends that lacks a program; `xvfb-run` is one. */
const NOT_FOUND = 127;

function chromeOptions() {
  // The sandbox does not work for root, nor /dev/shm in a small container.
  const args = ["--headless=new", "--disable-dev-shm-usage", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])];
  const binary = process.env["CHROME"];
  return binary ? { args, binary } : { args };
}

/** Waits in the page until it has written into its `<output>`. */
const READ_OUTPUT = `
  const done = arguments[arguments.length - 1];
  const look = () => {
    const text = document.querySelector("output")?.value;
    if (text) done(text);
    else setTimeout(look, 20);
  };
  look();
`;

/**
 * A browser that runs. `read` loads a page and gives what that writes into its `<output>`.
 *
 * @typedef {{ version: string, read(url: string): Promise<string>, close(): Promise<void> }} Browser
 */

/** @type {Map<BrowserName, Promise<Browser>>} */
const browsers = new Map();

/** A browser, started when it is first asked for. */
export function browser(/** @type {BrowserName} */ name) {
  const running = browsers.get(name) ?? start(DRIVERS[name]());
  browsers.set(name, running);
  return running;
}

/** Ends the browsers that were started. */
export async function closeBrowsers() {
  const started = await Promise.allSettled(browsers.values());
  for (const outcome of started) if (outcome.status === "fulfilled") await outcome.value.close();
}

/** @returns {Promise<Browser>} */
async function start(/** @type {Driver} */ { program, args = [], capabilities }) {
  const port = await freePort();
  const driver = new Program(program, [...args, `--port=${port}`], { cwd: process.cwd() });
  const call = caller(`http://127.0.0.1:${port}`);
  try {
    await readiness(driver, program, call);
    const session = await call("POST", "/session", { capabilities: { alwaysMatch: capabilities } });
    const here = `/session/${session.sessionId}`;
    await call("POST", `${here}/timeouts`, { script: 20_000, pageLoad: 60_000 });
    return {
      version: `${session.capabilities.browserName} ${session.capabilities.browserVersion}`,
      async read(url) {
        await call("POST", `${here}/url`, { url });
        return call("POST", `${here}/execute/async`, { script: READ_OUTPUT, args: [] });
      },
      async close() {
        // Politely, and a driver that has died already is none to wait for.
        await call("DELETE", here).catch(() => undefined);
        await driver.stop();
      },
    };
  } catch (error) {
    if (!(error instanceof Skipped)) await driver.stop();
    throw error;
  }
}

/** Asks a driver until it answers: not every driver says when it is ready. */
async function readiness(
  /** @type {Program} */ driver,
  /** @type {string} */ program,
  /** @type {ReturnType<typeof caller>} */ call,
) {
  /** @type {Error | undefined} */
  let end;
  driver.ended.then(
    (code) => (end = new (code === NOT_FOUND ? Skipped : Error)(`${program} ended:\n${driver.output}`)),
    (error) => (end = error.code === "ENOENT" ? new Skipped(`${program} was not found`) : error),
  );
  while ((await call("GET", "/status").catch(() => undefined)) === undefined) {
    if (end !== undefined) throw end;
    await setTimeout(50);
  }
}

/** A command of the protocol. It fails with the driver's own words. */
function caller(/** @type {string} */ driver) {
  return async (/** @type {string} */ method, /** @type {string} */ path, /** @type {object} */ body = {}) => {
    const headers = { "Content-Type": "application/json" };
    const init = method === "POST" ? { method, headers, body: JSON.stringify(body) } : { method };
    const response = await fetch(driver + path, init);
    const { value } = /** @type {{ value: any }} */ (await response.json());
    if (!response.ok) throw new Error(`WebDriver, ${path.split("/").at(-1)}: ${value.message}`);
    return value;
  };
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}
