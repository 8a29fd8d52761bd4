// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { DataPlatform } from "ionoscloud-dataplatform";
import { refusal } from "./support/failure.mjs";
import { call, CLUSTER_ID, operations } from "./support/operations.mjs";
import { serve } from "./support/service.mjs";

/** What Node.js adds to every request of its own. */
const OF_THE_HOST = ["host", "connection", "accept-language", "sec-fetch-mode", "accept-encoding", "content-length"];

test("a request has these headers and no others", async (t) => {
  const service = await serve(t);
  const dp = new DataPlatform({ baseUrl: service.url, token: "t" });
  for (const operation of operations) {
    await call(dp, operation);
    const { headers } = service.taken()[0] ?? assert.fail("nothing was sent");
    const ours = Object.entries(headers).filter(([name]) => !OF_THE_HOST.includes(name));
    const body = operation.body === undefined ? {} : { "content-type": "application/json" };
    const { "user-agent": agent, ...rest } = Object.fromEntries(ours);
    assert.deepEqual(rest, { accept: "application/json", authorization: "Bearer t", ...body }, operation.name);
    assert.match(`${agent}`, /^ionoscloud-dataplatform\/\d+\.\d+\.\d+$/);
  }
});

test("without credentials there is no Authorization", async (t) => {
  const service = await serve(t);
  await new DataPlatform({ baseUrl: service.url }).versions.list();
  assert.equal("authorization" in (service.requests[0]?.headers ?? {}), false);
});

test("a token wins over a user name", async (t) => {
  const service = await serve(t);
  await new DataPlatform({ baseUrl: service.url, token: "t", username: "u", password: "p" }).versions.list();
  assert.equal(service.requests[0]?.headers.authorization, "Bearer t");
});

test("a user name and a password are sent as UTF-8 (RFC 7617), an empty password too", async (t) => {
  const service = await serve(t);
  await new DataPlatform({ baseUrl: service.url, username: "jürgen@example.com", password: "pä:ß€😀" }).versions.list();
  await new DataPlatform({ baseUrl: service.url, username: "u", password: "" }).versions.list();
  assert.deepEqual(
    service.requests.map(({ headers }) =>
      Buffer.from(headers.authorization?.slice("Basic ".length) ?? "", "base64").toString(),
    ),
    ["jürgen@example.com:pä:ß€😀", "u:"],
  );
});

/** @type {Record<string, HeadersInit>} */
const forms = {
  "an object": { "X-One": "1", "x-two": "2" },
  "a list of pairs": [
    ["X-One", "1"],
    ["x-two", "2"],
  ],
  "a Headers": new Headers({ "X-One": "1", "x-two": "2" }),
  "a Map": /** @type {never} */ (
    new Map([
      ["X-One", "1"],
      ["x-two", "2"],
    ])
  ),
};

test("headers that are given twice are one, as those of fetch are, and replace the client's", async (t) => {
  const service = await serve(t);
  const dp = new DataPlatform({ baseUrl: service.url, headers: [["X-One", "0"], ["x-one", "0"]] });
  await dp.versions.list({ headers: [["X-One", "1"], ["X-Two", "2"], ["x-one", "3"]] });
  const [request] = service.requests;
  assert.equal(request?.headers["x-one"], "1, 3");
  assert.equal(request?.headers["x-two"], "2");
});

for (const [form, headers] of Object.entries(forms)) {
  test(`headers may be ${form}, of the client and of a call`, async (t) => {
    const service = await serve(t);
    await new DataPlatform({ baseUrl: service.url, headers }).versions.list();
    await new DataPlatform({ baseUrl: service.url }).versions.list({ headers });
    for (const request of service.requests) {
      assert.equal(request.headers["x-one"], "1");
      assert.equal(request.headers["x-two"], "2");
    }
    assert.equal(service.requests.length, 2);
  });
}

test("a call's header replaces the client's, and the caller's replace the library's, whatever the letter case", async (t) => {
  const service = await serve(t);
  const dp = new DataPlatform({
    baseUrl: service.url,
    token: "t",
    headers: { "X-One": "client", accept: "application/yaml", "X-Kept": "kept" },
  });
  await dp.versions.list({ headers: { "x-oNE": "call", AUTHORIZATION: "Bearer own", "user-agent": "mine/1" } });
  const { headers, rawHeaders } = service.requests[0] ?? assert.fail();
  assert.deepEqual(
    [headers["x-one"], headers["x-kept"], headers.accept, headers.authorization, headers["user-agent"]],
    ["call", "kept", "application/yaml", "Bearer own", "mine/1"],
  );
  assert.equal(rawHeaders.filter((name) => /^(x-one|authorization|accept|user-agent)$/i.test(name)).length, 4);
});

test("where the caller sets Authorization, the token function is not asked", async (t) => {
  const service = await serve(t);
  const dp = new DataPlatform({ baseUrl: service.url, token: () => assert.fail("it was asked") });
  await dp.versions.list({ headers: { Authorization: "Bearer own" } });
  assert.equal(service.requests[0]?.headers.authorization, "Bearer own");
});

test("header values of Latin-1 go through, white space around them does not", async (t) => {
  const service = await serve(t);
  await new DataPlatform({ baseUrl: service.url, headers: { "X-One": "  gr\u00fc\u00dfe\t" } }).versions.list();
  assert.equal(service.requests[0]?.headers["x-one"], "gr\u00fc\u00dfe");
});

/** @type {[string, unknown, RegExp][]} */
const bad = [
  ["a line break", { "X-One": "a\nb" }, /X-One must have no line break/],
  ["a carriage return", { "X-One": "a\r\nX-Two: b" }, /no line break/],
  ["a control character beyond ASCII", { "X-One": "a\u0085b" }, /no control character/],
  ["a NUL", { "X-One": "a\0b" }, /no control character/],
  ["a control character", { "X-One": "a\u007f" }, /no control character/],
  ["a letter beyond Latin-1", { "X-One": "\u20ac" }, /nothing beyond U\+00FF/],
  ["a lone surrogate", { "X-One": "\ud800" }, /nothing beyond U\+00FF/],
  ["a number", { "X-One": 1 }, /X-One must be a string/],
  ["null", { "X-One": null }, /X-One must be a string/],
  ["a name with a space", { "X One": "1" }, /must have names/],
  ["a name with a line break", { "X\nOne": "1" }, /must have names/],
  ["a name with an umlaut", { "X-\u00dc": "1" }, /must have names/],
  ["an empty name", { "": "1" }, /must have names/],
  ["a string", "X-One: 1", /must be an object/],
  ["a number in place of all", 7, /must be an object/],
  ["a list of no pairs", ["X-One"], /must be an object/],
  [
    "an iterator that throws",
    {
      [Symbol.iterator]: () => {
        throw new Error("no");
      },
    },
    /must be an object/,
  ],
  [
    "a getter that throws",
    {
      get "X-One"() {
        throw new Error("no");
      },
    },
    /must be an object/,
  ],
];

for (const [what, headers, message] of bad) {
  test(`${what} in the headers is an error before anything is sent`, async (t) => {
    const { url, requests } = await serve(t);
    const given = /** @type {never} */ (headers);
    const ofClient = await refusal(() => new DataPlatform({ baseUrl: url, headers: given }));
    assert.match(ofClient.message, message);
    assert.deepEqual(
      ofClient.violations.map(({ path, value }) => [path, value]),
      [["headers", undefined]],
    );
    const dp = new DataPlatform({ baseUrl: url });
    const ofCall = await refusal(() => dp.clusters.get(CLUSTER_ID, { headers: given }));
    assert.match(ofCall.message, message);
    assert.equal(ofCall.operation, "clusters.get");
    assert.equal(requests.length, 0);
  });
}

test("a header that is undefined counts as left out", async (t) => {
  const service = await serve(t);
  const headers = /** @type {never} */ ({ "X-One": undefined, "X-Two": "2" });
  await new DataPlatform({ baseUrl: service.url, headers }).versions.list();
  assert.equal(service.requests[0]?.headers["x-two"], "2");
});

test("credentials go to fetch as they were given, and are left out where they were not", async () => {
  /** @type {(RequestInit | undefined)[]} */
  const seen = [];
  const fetch = async (/** @type {string} */ _url, /** @type {RequestInit} */ init) => {
    seen.push(init);
    return Response.json({ items: [] });
  };
  await new DataPlatform({ fetch }).versions.list();
  for (const credentials of /** @type {const} */ (["omit", "same-origin", "include"])) {
    await new DataPlatform({ fetch, credentials }).versions.list();
  }
  assert.deepEqual(
    seen.map((init) => init?.credentials),
    [undefined, "omit", "same-origin", "include"],
  );
  assert.equal("credentials" in (seen[0] ?? {}), false);
});

test("polling asks for no caching, a read does not", async () => {
  /** @type {unknown[]} */
  const seen = [];
  const fetch = async (/** @type {string} */ _url, /** @type {RequestInit} */ init) => {
    seen.push(init.cache);
    return Response.json({ id: CLUSTER_ID, metadata: { state: "AVAILABLE" }, properties: {} });
  };
  const dp = new DataPlatform({ fetch });
  await dp.clusters.get(CLUSTER_ID);
  await dp.clusters.waitUntilAvailable(CLUSTER_ID);
  assert.deepEqual(seen, [undefined, "no-store"]);
});
