// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { echoing, PASSWORD, SECRETS, TOKEN, USERNAME } from "../package/support/canary.mjs";
import { kinds } from "../package/support/kinds.mjs";
import { openLibrary, serveCrossOrigin } from "./support/library.mjs";

/** @typedef {import("playwright-core").CDPSession} CDPSession */
/** @typedef {{ type?: string, objectId?: string, value?: unknown, description?: string, preview?: unknown }} Remote */

const credentials = {
  token: { token: TOKEN },
  password: { username: USERNAME, password: PASSWORD },
  "header of the client": { headers: { Authorization: `Bearer ${TOKEN}` } },
};

/**
 * All that the browser's console can unfold of a value: properties of its own, those behind
 * getters, and the private ones; of the functions their text, and of the engine nothing further.
 *
 * @param {CDPSession} cdp
 * @param {Remote} value
 * @param {number} [depth]
 * @returns {Promise<string>}
 */
async function unfolded(cdp, value, depth = 6) {
  const shown = JSON.stringify([value.value, value.description, value.preview]);
  if (value.objectId === undefined || value.type === "function" || depth === 0) return shown;
  const { result, privateProperties = [] } = await cdp.send("Runtime.getProperties", {
    objectId: value.objectId,
    ownProperties: true,
    generatePreview: true,
  });
  const members = [...result, ...privateProperties].filter(
    ({ name }) => !["__proto__", "constructor", "engine"].includes(name),
  );
  const texts = await Promise.all(
    members.map(async ({ name, value }) => name + (value === undefined ? "" : await unfolded(cdp, value, depth - 1))),
  );
  return shown + texts.join();
}

/**
 * Runs a failure of a kind, or a success, inside of the page; gives every text in which it may show.
 *
 * @param {import("playwright-core").Page} page
 * @param {number} kind
 * @param {object} options
 */
async function show(page, kind, options) {
  const cdp = await page.context().newCDPSession(page);
  /** @type {Remote[]} */
  const logged = [];
  cdp.on("Runtime.consoleAPICalled", ({ args }) => logged.push(...args));
  await cdp.send("Runtime.enable");
  const texts = await page.evaluate(async ([index, options]) => {
    const globals =
      /** @type {{ library: typeof import("ionoscloud-dataplatform"), kinds: import("../package/support/kinds.mjs").Kind[] }} */ (
        /** @type {unknown} */ (globalThis)
      );
    const kind = globals.kinds[index];
    /** @type {unknown[]} */
    const events = [];
    const dp = new globals.library.DataPlatform({
      maxRetries: 0,
      timeoutMs: Infinity,
      ...options,
      ...kind?.options,
      logLevel: "trace",
      onEvent: (event) => void events.push(event),
    });
    let error;
    try {
      await (kind === undefined ? dp.versions.list() : kind.run(dp));
    } catch (thrown) {
      error = /** @type {import("ionoscloud-dataplatform").DataPlatformError} */ (thrown);
    }
    console.log(dp, error, events);
    console.dir(error);
    console.error(error);
    const { port1, port2 } = new MessageChannel();
    port1.postMessage([error?.toJSON(), events]);
    const posted = await new Promise((resolve) => {
      port2.onmessage = ({ data }) => resolve(data);
    });
    const clone = error && structuredClone(error);
    return [
      error?.code,
      JSON.stringify([dp, error, events, posted]),
      String(error),
      `${error?.stack}`,
      `${clone?.message} ${clone?.stack}`,
    ];
  }, /** @type {const} */ ([kind, options]));
  const [code, ...rest] = texts;
  const unfoldedTexts = await Promise.all(logged.map((value) => unfolded(cdp, value)));
  await cdp.detach();
  return { code, texts: [...rest.map(String), ...unfoldedTexts], logged: logged.length };
}

for (const [how, given] of Object.entries(credentials)) {
  test(`in a browser no secret shows: ${how}, in success and in each kind of failure`, async (t) => {
    const { page } = await openLibrary(t);
    for (const index of [-1, ...kinds.keys()]) {
      const kind = kinds[index];
      // A header of the caller's own is sent in place of a token, so no function is asked.
      if (kind?.code === "CREDENTIALS" && "headers" in given) continue;
      const service = await serveCrossOrigin(t, kind === undefined ? undefined : echoing(kind.answer));
      const { code, texts, logged } = await show(page, index, { baseUrl: service.url, ...given });
      assert.equal(code, kind?.code, kind?.what);
      assert.ok(logged >= 3 && texts.some((text) => text.includes("#session")), "it is looked into");
      for (const secret of SECRETS) {
        assert.ok(!texts.some((text) => text.includes(secret)), `${secret} shows for ${kind?.what ?? "a success"}`);
      }
      if (kind?.answer !== undefined) {
        assert.ok(
          service.requests.some(({ headers }) => headers.authorization),
          "it was sent",
        );
      }
    }
  });
}
