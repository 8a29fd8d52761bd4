// @ts-check
/** What is asked of a browser: that the package works in it as a static server has it. */
import assert from "node:assert/strict";

import { browser } from "./browser.mjs";
import { withFolder } from "./static-server.mjs";

const NO_WASM = "default-src 'none'; script-src 'self'";
/** Exactly what WebAssembly takes. */
const STRICT = `${NO_WASM} 'wasm-unsafe-eval'`;

/** The version of a browser. */
export function versionOf(/** @type {import("./browser.mjs").BrowserName} */ name) {
  return async () => (await browser(name)).version;
}

/** The checks of a browser, made in the project `chromium/`. */
export function pageChecks(/** @type {import("./browser.mjs").BrowserName} */ name) {
  const shows = (/** @type {string} */ page, /** @type {RegExp} */ expected, policy = "") =>
    (/** @type {import("./project.mjs").Project} */ project) => {
      /** @type {Record<string, string>} */
      const headers = policy === "" ? {} : { "Content-Security-Policy": policy };
      return withFolder(project.path(), headers, async (url) => {
        const { read } = await browser(name);
        assert.match(await read(`${url}/${page}.html`), expected);
      });
    };
  return {
    "a module script": shows("page", /^prod$/),
    "import map": shows("index", /^prod$/),
    Worker: shows("worker", /^prod$/),
    SharedWorker: shows("shared-worker", /^prod$/),
    "service worker": shows("service-worker", /^prod$/),
    "policy with 'wasm-unsafe-eval' alone": shows("page", /^prod$/, STRICT),
    "the same, in a Worker": shows("worker", /^prod$/, STRICT),
    "policy without it: the error says so": shows("page", /'wasm-unsafe-eval'/, NO_WASM),
  };
}
