// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { DataPlatform } from "ionoscloud-dataplatform";
import { refusal } from "./support/failure.mjs";
import { serve } from "./support/service.mjs";

const DEFAULT = "https://api.ionos.com/dataplatform";

/** What people write, and the one URL that is meant (FACTS 4). @type {[string, string][]} */
const meant = [
  ["", DEFAULT],
  ["  ", DEFAULT],
  ["api.ionos.com", DEFAULT],
  ["https://api.ionos.com/dataplatform", DEFAULT],
  ["api.example.com", "https://api.example.com/dataplatform"],
  ["http://x", "http://x/dataplatform"],
  ["https://x/dataplatform", "https://x/dataplatform"],
  ["https://x/v2/dataplatform", "https://x/v2/dataplatform"],
  ["https://x/", "https://x/dataplatform"],
  ["https://x//", "https://x/dataplatform"],
  ["https://x/dataplatform/", "https://x/dataplatform"],
  ["https://x/dataplatform///", "https://x/dataplatform"],
  ["HTTPS://x", "https://x/dataplatform"],
  ["HtTp://X/Path", "http://x/Path/dataplatform"],
  ["localhost:8080", "https://localhost:8080/dataplatform"],
  ["localhost:8080/prefix/", "https://localhost:8080/prefix/dataplatform"],
  ["127.0.0.1:3000", "https://127.0.0.1:3000/dataplatform"],
  ["[::1]:3000", "https://[::1]:3000/dataplatform"],
  ["http://[::1]:3000", "http://[::1]:3000/dataplatform"],
  ["https://x:443", "https://x/dataplatform"],
  ["https://x/proxy/ionos", "https://x/proxy/ionos/dataplatform"],
  ["https://x/mydataplatform", "https://x/mydataplatform/dataplatform"],
  ["https://x/dataplatform/v1", "https://x/dataplatform/v1/dataplatform"],
  [" https://x ", "https://x/dataplatform"],
  ["https://bücher.example", "https://xn--bcher-kva.example/dataplatform"],
];

for (const [given, url] of meant) {
  test(`the base URL ${JSON.stringify(given)} means ${url}`, () => {
    assert.equal(new DataPlatform({ baseUrl: given }).baseUrl, url);
    assert.equal(new DataPlatform({ hostUrl: given }).baseUrl, url);
  });
}

test("without a base URL the production service is meant", () => {
  for (const baseUrl of [undefined, null]) assert.equal(new DataPlatform({ baseUrl }).baseUrl, DEFAULT);
  assert.equal(new DataPlatform().baseUrl, DEFAULT);
});

/** @type {[string, RegExp][]} */
const refused = [
  ["/api", /relative, and there is no page/],
  ["./api", /relative, and there is no page/],
  ["../api", /relative/],
  ["?a", /relative/],
  ["#a", /relative/],
  ["/\t/api.example.com", /control character/],
  ["/\n\\api.example.com", /control character/],
  ["https://api.example.com/\r\nx", /control character/],
  ["//api.example.com", /must have a scheme/],
  ["\\\\api.example.com", /must have a scheme/],
  ["/\\api.example.com", /must have a scheme/],
  ["ftp://x", /must be http or https/],
  ["file:///etc/passwd", /must be http or https/],
  ["javascript://x", /must be http or https/],
  ["https://", /no URL/],
  ["https://:8080", /no URL/],
  ["https://x:99999", /no URL/],
  ["https://a b", /no URL/],
  ["localhost:port", /no URL/],
  ["https:/x", /no URL/],
  ["https:x", /no URL/],
  ["https:\\\\x", /no URL/],
  ["http:", /no URL/],
  ["file:/etc/passwd", /no URL/],
  ["javascript:alert(1)", /no URL/],
  ["https://x?a=1", /query or a fragment/],
  ["https://x/#a", /query or a fragment/],
  ["https://user:password@x", /user name or password/],
  ["https://user@x", /user name or password/],
  ["user:password@x", /user name or password/],
  ["http://:password@localhost", /user name or password/],
];

for (const [given, message] of refused) {
  test(`the base URL ${JSON.stringify(given)} is refused, and never becomes a host`, async () => {
    for (const name of /** @type {const} */ (["baseUrl", "hostUrl"])) {
      const error = await refusal(() => new DataPlatform({ [name]: given }));
      assert.deepEqual(
        error.violations.map(({ path, rule }) => [path, rule]),
        [[name, "format"]],
      );
      assert.match(error.message, message);
    }
  });
}

test("a base URL that is refused is said to be one thing only, with credentials too", async () => {
  for (const baseUrl of ["https:/x", "https://u:p@x", "https://x?a=b", "ftp://x"]) {
    const error = await refusal(() => new DataPlatform({ baseUrl, token: "t" }));
    assert.equal(error.violations.length, 1, error.violations.map(({ message }) => message).join(", "));
  }
});

test("a base URL that was refused is repeated only where it cannot hold a secret", async () => {
  const plain = await refusal(() => new DataPlatform({ baseUrl: "ftp://x" }));
  assert.equal(plain.violations[0]?.value, "ftp://x");
  const secret = await refusal(() => new DataPlatform({ baseUrl: "ftp://user:password@x" }));
  assert.equal(secret.violations[0]?.value, undefined);
});

test("baseUrl and hostUrl are two names of one thing: only one can be given", async () => {
  const error = await refusal(() => new DataPlatform({ baseUrl: "https://a", hostUrl: "https://b" }));
  assert.deepEqual(
    error.violations.map(({ path }) => path),
    ["hostUrl"],
  );
});

test("every request goes below the base URL, a prefix included", async (t) => {
  const { url, requests } = await serve(t);
  for (const suffix of ["", "/", "/dataplatform", "/dataplatform/", "/a/b/", "/a//dataplatform"]) {
    await new DataPlatform({ baseUrl: url + suffix }).clusters.list({ name: "a" }).catch(() => undefined);
  }
  assert.deepEqual(
    requests.map((request) => request.url),
    [
      "/dataplatform/clusters?name=a",
      "/dataplatform/clusters?name=a",
      "/dataplatform/clusters?name=a",
      "/dataplatform/clusters?name=a",
      "/a/b/dataplatform/clusters?name=a",
      "/a//dataplatform/clusters?name=a",
    ],
  );
});

const secrets = {
  token: { token: "t" },
  "token function": { token: () => "t" },
  password: { username: "u", password: "p" },
  "Authorization header": { headers: { AUTHORIZATION: "Bearer t" } },
};

for (const [what, options] of Object.entries(secrets)) {
  test(`a ${what} goes over https, to this machine, or where the caller allows it`, async () => {
    for (const baseUrl of [
      "http://api.example.com",
      "http://10.0.0.1",
      "http://127.0.0.1.example.com",
      "http://localhost.example.com",
      "http://[::2]",
      "http://0.0.0.0",
      "http://128.0.0.1",
    ]) {
      const error = await refusal(() => new DataPlatform({ baseUrl, ...options }));
      assert.deepEqual(
        error.violations.map(({ path }) => path),
        ["baseUrl"],
        baseUrl,
      );
      assert.match(error.message, /must be https when credentials are sent; allowInsecure: true/);
      assert.ok(new DataPlatform({ baseUrl, ...options, allowInsecure: true }));
    }
    for (const baseUrl of [
      "https://x",
      "http://localhost:1",
      "http://LOCALHOST",
      "http://app.localhost",
      "http://127.0.0.1",
      "http://127.1",
      "http://2130706433",
      "http://[::1]:80",
    ]) {
      assert.ok(new DataPlatform({ baseUrl, ...options }), baseUrl);
    }
  });
}

test("without credentials plain http is fine, until a call brings some along", async () => {
  let sent = 0;
  const dp = new DataPlatform({
    baseUrl: "http://api.example.com",
    fetch: async () => {
      sent += 1;
      return Response.json({ items: [] });
    },
  });
  await dp.versions.list();
  const error = await refusal(() => dp.versions.list({ headers: { authorization: "Bearer t" } }));
  assert.match(error.message, /^versions\.list: headers Authorization: the base URL must be https/);
  assert.equal(sent, 1);
});

test("fromEnv reads the variables, an empty one counts as unset, and options win", () => {
  const env = { IONOS_API_URL: "http://localhost:1", IONOS_TOKEN: "t", IONOS_USERNAME: "", IONOS_LOG_LEVEL: "TRACE" };
  assert.equal(DataPlatform.fromEnv({ env }).baseUrl, "http://localhost:1/dataplatform");
  assert.equal(DataPlatform.fromEnv({ env: { ...env, IONOS_API_URL: "" } }).baseUrl, DEFAULT);
  assert.equal(DataPlatform.fromEnv({ env, baseUrl: "https://b" }).baseUrl, "https://b/dataplatform");
  assert.equal(DataPlatform.fromEnv({ env, hostUrl: "https://b" }).baseUrl, "https://b/dataplatform");
  assert.equal(DataPlatform.fromEnv({ env, baseUrl: undefined }).baseUrl, "http://localhost:1/dataplatform");
});

test("fromEnv: credentials that are given win, and undefined counts as left out", async (t) => {
  const { url, requests } = await serve(t);
  const env = { IONOS_API_URL: url, IONOS_TOKEN: "env", IONOS_USERNAME: "u", IONOS_PASSWORD: "p" };
  await DataPlatform.fromEnv({ env }).versions.list();
  await DataPlatform.fromEnv({ env, token: "own" }).versions.list();
  await DataPlatform.fromEnv({ env, token: undefined }).versions.list();
  await DataPlatform.fromEnv({ env, username: "me", password: "mine" }).versions.list();
  await DataPlatform.fromEnv({ env: { ...env, IONOS_TOKEN: "" } }).versions.list();
  await DataPlatform.fromEnv({ env: { IONOS_API_URL: url } }).versions.list();
  assert.deepEqual(
    requests.map(({ headers }) => headers.authorization),
    ["Bearer env", "Bearer own", "Bearer env", `Basic ${btoa("me:mine")}`, `Basic ${btoa("u:p")}`, undefined],
  );
});

test("fromEnv reads the process's variables when it is called", (t) => {
  process.env["IONOS_API_URL"] = "https://from.process";
  t.after(() => delete process.env["IONOS_API_URL"]);
  assert.equal(DataPlatform.fromEnv().baseUrl, "https://from.process/dataplatform");
});

test("fromEnv refuses a pinned certificate, which fetch cannot honour", async () => {
  const error = await refusal(() => DataPlatform.fromEnv({ env: { IONOS_PINNED_CERT: "aa:bb" } }));
  assert.deepEqual(
    error.violations.map(({ path, value }) => [path, value]),
    [["IONOS_PINNED_CERT", undefined]],
  );
  assert.match(error.message, /IONOS_PINNED_CERT.*cannot pin/);
  assert.ok(DataPlatform.fromEnv({ env: { IONOS_PINNED_CERT: "" } }));
});

test("options that are no object are refused", async () => {
  for (const options of ["https://x", 7, [], () => 1]) {
    const error = await refusal(() => new DataPlatform(/** @type {never} */ (options)));
    assert.deepEqual(
      error.violations.map(({ path }) => path),
      ["ClientOptions"],
    );
  }
  assert.equal(new DataPlatform(/** @type {never} */ (null)).baseUrl, DEFAULT);
  assert.equal(DataPlatform.fromEnv(/** @type {never} */ (null)).baseUrl, DEFAULT);
});
