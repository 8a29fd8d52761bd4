// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { DataPlatform } from "ionoscloud-dataplatform";
import {
  BASIC,
  credentials,
  echoing,
  KUBECONFIG,
  leaks,
  PASSWORD,
  SECRETS,
  TOKEN,
  USERNAME,
} from "./support/canary.mjs";
import { failure, refusal } from "./support/failure.mjs";
import { direct, kinds } from "./support/kinds.mjs";
import { answerFor, call, CLUSTER_ID, createCluster, operations } from "./support/operations.mjs";
import { serve } from "./support/service.mjs";

/**
 * Writes down what goes to the console.
 *
 * @param {import("node:test").TestContext} t
 */
function listenToConsole(t) {
  /** @type {unknown[]} */
  const lines = [];
  for (const method of /** @type {const} */ (["log", "debug", "info", "warn", "error", "trace"])) {
    t.mock.method(console, method, (/** @type {unknown[]} */ ...line) => void lines.push(line));
  }
  return lines;
}

for (const [how, give] of Object.entries(credentials)) {
  // A header of the caller's own is sent in place of a token, so no function is asked.
  const possible = kinds.filter(({ code }) => code !== "CREDENTIALS" || !("headers" in give()));
  for (const kind of possible) {
    test(`no secret shows: ${how}, ${kind.what}`, async (t) => {
      const service = await serve(t, echoing(kind.answer));
      const log = listenToConsole(t);
      /** @type {unknown[]} */
      const events = [];
      const options = {
        baseUrl: service.url,
        ...give(),
        ...direct,
        ...kind.options,
        logLevel: /** @type {const} */ ("trace"),
        onEvent: (/** @type {unknown} */ event) => void events.push(event),
      };
      const dp = new DataPlatform(options);
      const error = await failure(() => kind.run(dp));
      t.mock.restoreAll();
      assert.ok(
        service.requests.every(({ headers }) => headers.authorization),
        "they are sent",
      );
      if (kind.status !== undefined) assert.ok(service.requests.length > 0, "they were sent");
      assert.equal(error.code, kind.code);
      assert.deepEqual(leaks({ dp, clusters: dp.clusters, error, cause: error.cause, events, log }), []);
    });
  }

  test(`no secret shows: ${how}, every operation in success`, async (t) => {
    const service = await serve(t, (request) => ({
      headers: { "X-Request-Id": `${request.headers.authorization}` },
      body: JSON.stringify(answerFor(request.method, request.url)),
    }));
    const log = listenToConsole(t);
    /** @type {unknown[]} */
    const events = [];
    const dp = new DataPlatform({
      baseUrl: service.url,
      ...give(),
      logLevel: "trace",
      onEvent: (event) => void events.push(event),
    });
    for (const operation of operations) assert.ok(await call(dp, operation), operation.name);
    t.mock.restoreAll();
    assert.ok(service.requests.every(({ headers }) => headers.authorization));
    assert.deepEqual(
      leaks({ dp, clusters: dp.clusters, nodePools: dp.nodePools, versions: dp.versions, events, log }),
      [],
    );
  });
}

test("the credentials are sent as they were given", async (t) => {
  const service = await serve(t);
  for (const give of Object.values(credentials))
    await new DataPlatform({ baseUrl: service.url, ...give() }).versions.list();
  assert.deepEqual(
    service.requests.map(({ headers }) => headers.authorization),
    [`Bearer ${TOKEN}`, `Bearer ${TOKEN}`, `Basic ${BASIC}`, `Bearer ${TOKEN}`],
  );
});

test("a token that was replaced while it was under way does not show either", async (t) => {
  const tokens = [`${TOKEN}-1`, `${TOKEN}-2`, `${TOKEN}-3`];
  const service = await serve(t, () => ({
    status: 401,
    headers: { "X-Request-Id": tokens.slice(0, 2).join(" ") },
    body: JSON.stringify({ messages: [{ message: `not ${tokens[0]}, nor ${tokens[1]}` }] }),
  }));
  let calls = 0;
  const dp = new DataPlatform({ baseUrl: service.url, token: () => tokens[calls++] ?? "" });
  const error = await failure(() => dp.versions.list());
  assert.equal(service.requests.length, 2);
  assert.deepEqual(leaks({ error }), []);
});

test("the content of a kubeconfig that is broken does not show", async (t) => {
  const bodies = [
    `{"users":[{"user":{"token":"${KUBECONFIG}"}}`,
    `apiVersion: v1\nusers:\n- user:\n    token: ${KUBECONFIG}\n`,
    `"${KUBECONFIG}"`,
    `["${KUBECONFIG}"]`,
    `{"${KUBECONFIG}":1}}`,
    `${KUBECONFIG}`,
  ];
  const service = await serve(t, (_, count) => ({ body: bodies[count - 1] ?? "" }));
  const log = listenToConsole(t);
  /** @type {unknown[]} */
  const events = [];
  const dp = new DataPlatform({ baseUrl: service.url, logLevel: "trace", onEvent: (event) => void events.push(event) });
  for (const body of bodies) {
    const error = await failure(() => dp.clusters.kubeconfig(CLUSTER_ID));
    assert.equal(error.code, "INVALID_RESPONSE", body);
    assert.deepEqual(leaks({ error, events, log }), [], body);
  }
  t.mock.restoreAll();
});

test("a broken answer of any other operation does not show its bytes either", async (t) => {
  const service = await serve(t, () => ({ body: `{"id":{"${TOKEN}":1},"items":{"${TOKEN}":1},"x":"${TOKEN}"}` }));
  const dp = new DataPlatform({ baseUrl: service.url });
  for (const operation of operations.filter(({ name }) => name !== "clusters.kubeconfig")) {
    const error = await failure(() => call(dp, operation));
    assert.deepEqual(leaks({ error, cause: error.cause }), [], operation.name);
  }
});

test("what the host's own error repeats is taken out of the message and the data", async () => {
  const dp = new DataPlatform({
    baseUrl: "http://127.0.0.1:1",
    username: USERNAME,
    password: PASSWORD,
    ...direct,
    fetch: async (_, init) => {
      throw new TypeError(`no way with ${JSON.stringify(init.headers)} (${PASSWORD})`);
    },
  });
  const error = await failure(() => dp.clusters.create(createCluster));
  for (const text of [
    error.message,
    String(error),
    `${error.stack}`,
    JSON.stringify(error),
    inspect(error.toJSON(), { depth: 9 }),
  ]) {
    for (const secret of SECRETS) assert.ok(!text.includes(secret), text);
  }
  const cause = /** @type {{ cause: { name: string, message: string } }} */ (error.toJSON()["cause"]).cause;
  assert.equal(cause.name, "TypeError");
  assert.match(cause.message, /^no way with .*\[redacted\]/);
});

test("what a token function throws is kept as the cause, and told by its name alone", async () => {
  const thrown = new RangeError(`the vault does not take ${PASSWORD}`);
  const dp = new DataPlatform({ token: () => Promise.reject(thrown) });
  const error = await failure(() => dp.versions.list());
  assert.equal(error.cause, thrown);
  assert.deepEqual(error.toJSON()["cause"], { name: "RangeError" });
  assert.ok(!`${error.stack}`.includes(PASSWORD));
});

test("a token function that gives no token does not show what it gave", async () => {
  for (const token of [
    `${TOKEN}\n`,
    `${TOKEN} ${PASSWORD}`,
    { token: `${PASSWORD}` },
    { accessToken: TOKEN },
    [TOKEN],
    new String(TOKEN),
    { token: TOKEN, expiresAt: TOKEN },
    7,
    "",
    null,
  ]) {
    const dp = new DataPlatform({ token: () => /** @type {never} */ (token) });
    const error = await failure(() => dp.versions.list());
    assert.equal(error.code, "CREDENTIALS");
    assert.deepEqual(leaks({ error }), []);
  }
});

/** @type {[string, object][]} */
const refused = [
  ["a token with a line break", { token: `${TOKEN}\n` }],
  ["an empty token", { token: "" }],
  ["a token that is no string", { token: [TOKEN] }],
  ["a token in an object", { token: { token: TOKEN } }],
  ["a misspelt token", { tokn: TOKEN, accessToken: TOKEN, Token: TOKEN, apiKey: { key: TOKEN } }],
  ["credentials in the option for cookies", { credentials: { username: USERNAME, password: PASSWORD } }],
  ["a token in the option for cookies", { credentials: TOKEN }],
  ["a misspelt password", { username: USERNAME, passwort: PASSWORD }],
  ["a password that is no string", { username: USERNAME, password: [PASSWORD] }],
  ["a password without a user name", { password: PASSWORD }],
  ["a password with a line break", { username: USERNAME, password: `${PASSWORD}\r\n` }],
  ["a secret in a header with a line break", { headers: { "X-Api-Key": `${TOKEN}\r\nX: y` } }],
  ["a secret in a header's name", { headers: { [`Bearer ${TOKEN}`]: "x" } }],
  ["a secret in a header that is no string", { headers: { "X-Api-Key": [TOKEN] } }],
  ["a secret in place of the headers", { headers: TOKEN }],
  ["a password in the base URL", { baseUrl: `https://${USERNAME}:${encodeURIComponent(PASSWORD)}@example.com` }],
  ["a password in a base URL without a scheme", { baseUrl: `canary:${TOKEN}@example.com` }],
  ["a password in a base URL that is none", { baseUrl: `https://canary:${TOKEN}@example.com:99999/` }],
  ["a password in a base URL of another scheme", { baseUrl: `ftp://canary:${TOKEN}@example.com/` }],
  ["a password in a base URL without a protocol", { baseUrl: `//canary:${TOKEN}@example.com/` }],
  ["a password with a slash in the base URL", { baseUrl: `https://canary:a/${TOKEN}@example.com/` }],
  ["a password with a hash in the base URL", { baseUrl: `https://canary:#${TOKEN}@example.com/` }],
  ["a token in the query of the base URL", { baseUrl: `https://example.com/?token=${TOKEN}` }],
  ["a base URL in a list", { baseUrl: [`https://canary:${TOKEN}@example.com`] }],
  ["plain http", { token: TOKEN, baseUrl: "http://example.com" }],
];

for (const [what, options] of refused) {
  test(`${what} is refused without an echo`, async () => {
    const error = await refusal(() => new DataPlatform(/** @type {never} */ (options)));
    assert.deepEqual(leaks({ error }, [...SECRETS, encodeURIComponent(PASSWORD)]), []);
  });
}

test("the options of a call are refused without an echo, too", async (t) => {
  const { url, requests } = await serve(t);
  const dp = new DataPlatform({ baseUrl: url });
  for (const options of [
    { token: TOKEN },
    { Authorization: `Bearer ${TOKEN}` },
    { headers: { Authorization: `Bearer ${TOKEN}\n` } },
    { headers: [TOKEN] },
  ]) {
    const error = await refusal(() => dp.versions.list(/** @type {never} */ (options)));
    assert.deepEqual(leaks({ error }), []);
  }
  assert.equal(requests.length, 0);
});

test("a short word that happens to be a password does not garble the service's words", async (t) => {
  const service = await serve(t, () => ({
    status: 404,
    body: JSON.stringify({ messages: [{ message: "not there" }] }),
  }));
  const error = await failure(() => new DataPlatform({ baseUrl: service.url, token: "t" }).versions.list());
  assert.equal(error.message, "versions.list: 404, not there");
});
