// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { serve } from "../package/support/service.mjs";
import { openLibrary, serveCrossOrigin } from "./support/library.mjs";

/** @typedef {import("ionoscloud-dataplatform").ClientOptions} ClientOptions */
/** @typedef {import("ionoscloud-dataplatform").RequestOptions} RequestOptions */

/**
 * Makes a call inside of the page; gives what came of it.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} name
 * @param {ClientOptions} options
 * @param {RequestOptions} [call]
 */
function run(page, name, options, call) {
  return page.evaluate(
    async ([name, options, call]) => {
      const { library, operations } = /** @type {never} */ (globalThis);
      const dp = new /** @type {typeof import("ionoscloud-dataplatform")} */ (library).DataPlatform(options);
      const { operation, call: run } = /** @type {typeof import("../package/support/operations.mjs")} */ (operations);
      try {
        await run(dp, operation(name), { options: call });
        return { baseUrl: dp.baseUrl };
      } catch (error) {
        const { code, message, status } = /** @type {import("ionoscloud-dataplatform").DataPlatformError} */ (error);
        return { baseUrl: dp.baseUrl, code, message, status };
      }
    },
    /** @type {const} */ ([name, options, call ?? {}]),
  );
}

/** @param {import("../package/support/service.mjs").Received} request */
const asked = ({ headers }) => headers["access-control-request-headers"];

/** What each operation's preflight asks for, with a token and without. @type {[string, string | undefined, string | undefined][]} */
const preflights = [
  ["versions.list", "authorization", undefined],
  ["clusters.list", "authorization", undefined],
  ["clusters.get", "authorization", undefined],
  ["clusters.kubeconfig", "authorization", undefined],
  ["clusters.delete", "authorization", ""],
  ["clusters.create", "authorization,content-type", "content-type"],
  ["nodePools.update", "authorization,content-type", "content-type"],
];

test("a preflight asks for Authorization and, with a body, Content-Type, and for nothing else", async (t) => {
  const { page } = await openLibrary(t);
  for (const [name, withToken, withoutToken] of preflights) {
    for (const [options, headers] of /** @type {const} */ ([
      [{ token: "token" }, withToken],
      [{}, withoutToken],
    ])) {
      const service = await serveCrossOrigin(t);
      const outcome = await run(page, name, { baseUrl: service.url, ...options });
      assert.equal(outcome.code, undefined, outcome.message);
      const first = service.requests[0] ?? assert.fail("nothing was sent");
      assert.equal(service.requests.length, headers === undefined ? 1 : 2, name);
      if (headers === undefined) continue;
      assert.equal(first.method, "OPTIONS");
      assert.equal(asked(first) ?? "", headers, name);
    }
  }
});

test("a request has no header that a browser's own would not have, but Accept and those of the preflight", async (t) => {
  const { page } = await openLibrary(t);
  const service = await serveCrossOrigin(t);
  await page.evaluate((url) => fetch(`${url}/bare`, { method: "POST", body: "{}" }), service.url);
  const [bare] = service.taken();
  await run(page, "clusters.create", { baseUrl: service.url, token: "token" });
  const sent = service.taken().find(({ method }) => method === "POST");
  const names = Object.keys(bare?.headers ?? {});
  const more = Object.keys(sent?.headers ?? {}).filter((name) => !names.includes(name));
  assert.deepEqual(more, ["authorization"]);
  assert.equal(sent?.headers.accept, "application/json");
  assert.equal(sent.headers["content-type"], "application/json");
  assert.equal(sent.headers["user-agent"], bare?.headers["user-agent"]);
});

test("the caller's own headers are all that adds to it", async (t) => {
  const { page } = await openLibrary(t);
  const service = await serveCrossOrigin(t);
  await run(page, "versions.list", { baseUrl: service.url }, { headers: { "X-One": "1" } });
  assert.equal(asked(service.requests[0] ?? assert.fail()), "x-one");
});

test("polling asks for no caching without a header that would have to be asked for", async (t) => {
  const { page } = await openLibrary(t);
  const service = await serveCrossOrigin(t);
  await page.evaluate(async (baseUrl) => {
    const { library, operations } = /** @type {never} */ (globalThis);
    const dp = new /** @type {typeof import("ionoscloud-dataplatform")} */ (library).DataPlatform({
      baseUrl,
      token: "token",
    });
    await dp.clusters.waitUntilAvailable(/** @type {{ CLUSTER_ID: string }} */ (operations).CLUSTER_ID);
  }, service.url);
  const [preflight, poll] = service.requests;
  assert.equal(asked(preflight ?? assert.fail()), "authorization");
  assert.equal(poll?.headers["cache-control"], "no-cache");
});

test("a service that does not let the page in is a network failure that mentions CORS", async (t) => {
  const { page } = await openLibrary(t);
  const service = await serve(t);
  for (const options of [{}, { token: "token" }]) {
    const outcome = await run(page, "versions.list", { baseUrl: service.url, maxRetries: 0, ...options });
    assert.equal(outcome.code, "NETWORK");
    assert.match(outcome.message ?? "", /^versions\.list: no answer: .*\(CORS\)$/);
  }
});

test("a redirect is not followed in a browser either, although its status is hidden", async (t) => {
  const { page } = await openLibrary(t);
  const elsewhere = await serveCrossOrigin(t);
  const service = await serveCrossOrigin(t, () => ({ status: 307, headers: { Location: elsewhere.url } }));
  for (const name of ["versions.list", "clusters.create"]) {
    const outcome = await run(page, name, { baseUrl: service.url, token: "token" });
    assert.equal(outcome.code, "API");
    assert.equal(outcome.status, undefined);
    assert.match(outcome.message ?? "", /redirect, which is not followed/);
  }
  assert.equal(elsewhere.requests.length, 0);
});

test("a relative base URL is the page's, and needs no preflight", async (t) => {
  const { page, url } = await openLibrary(t);
  /** @type {string[]} */
  const sent = [];
  page.on("request", (request) => sent.push(`${request.method()} ${new URL(request.url()).pathname}`));
  for (const [given, meant] of [
    ["/api", "/api/dataplatform"],
    ["./api/", "/api/dataplatform"],
    ["/api/dataplatform", "/api/dataplatform"],
    ["/", "/dataplatform"],
  ]) {
    const outcome = await run(page, "versions.list", { baseUrl: `${given}`, token: "token" });
    assert.equal(outcome.baseUrl, `${url}${meant}`);
    // The page's own server answers everything with HTML.
    assert.equal(outcome.code, "INVALID_RESPONSE");
  }
  assert.deepEqual(sent, [
    "GET /api/dataplatform/versions",
    "GET /api/dataplatform/versions",
    "GET /api/dataplatform/versions",
    "GET /dataplatform/versions",
  ]);
});
