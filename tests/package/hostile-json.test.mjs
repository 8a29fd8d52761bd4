// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { DataPlatform, InvalidResponseError } from "ionoscloud-dataplatform";
import { failure } from "./support/failure.mjs";
import { CLUSTER_ID } from "./support/operations.mjs";

const BOM = "\ufeff";

/** Texts on which parsers disagree. @type {(string | Uint8Array)[]} */
const texts = [
  `${BOM}{}`,
  `${BOM}${BOM}{}`,
  ` ${BOM}{}`,
  `{}${BOM}`,
  `{"a":${BOM}1}`,
  '{"a":"\\ud800"}',
  '{"a":"\\udc00\\ud800"}',
  '{"\\ud83d\\ude00":1}',
  '{"a":"\\ud83d"}',
  '{"a":"\ud800"}',
  '{"a":1e400}',
  '{"a":-1e400}',
  '{"a":1e-400}',
  '{"a":-0}',
  '{"a":1E+2}',
  '{"a":0.1e1}',
  `{"a":${"9".repeat(1_000)}}`,
  '{"a":01}',
  '{"a":-01}',
  '{"a":+1}',
  '{"a":1.}',
  '{"a":.5}',
  '{"a":1e}',
  '{"a":1e+}',
  '{"a":-}',
  '{"a":0x1}',
  '{"a":1_0}',
  '{"a":NaN}',
  '{"a":Infinity}',
  '{"a":undefined}',
  '{"a":nul}',
  '{"a":nulll}',
  '{"a":True}',
  '{"a":tru',
  '{"a":1,}',
  "{,}",
  '{"a"}',
  '{"a":}',
  '{"a" 1}',
  "{a:1}",
  "{'a':1}",
  '{"a":1 "b":2}',
  '{"a":1}{}',
  '{"a":1},',
  "{}}",
  "{",
  "}",
  '{"a":[1,]}',
  '{"a":[,1]}',
  '{"a":[1 2]}',
  '{"a":[}]}',
  '{"a":"\t"}',
  '{"a":"\n"}',
  '{"a":"\u0000"}',
  '{"a":"\u007f"}',
  '{"a":"\u2028\u2029"}',
  '{"a":"\\t\\b\\f\\/"}',
  '{"a":"\\x41"}',
  '{"a":"\\u12"}',
  '{"a":"\\u12g4"}',
  '{"a":"\\U0041"}',
  '{"a":"\\"}',
  '{"a":"',
  '{"a":"\\',
  "\u00a0{}",
  "\f{}",
  "\v{}",
  "\u2003{}",
  "\u0000{}",
  "{}\u0000",
  "\r\n\t {\r\n\t }\r\n\t ",
  "{}\u0085",
  "/* c */{}",
  "{}//c",
  "#{}",
  '{"":1}',
  '{"a":1,"a":2}',
  '{"__proto__":{"a":1}}',
  '{"__proto__":null,"constructor":1}',
  Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d),
  Uint8Array.of(0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00),
  Uint8Array.of(0x7b, 0x7d, 0xc3),
  Uint8Array.of(0x7b, 0x22, 0xc3, 0x22, 0x3a, 0x31, 0x7d),
  Uint8Array.of(0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d),
  Uint8Array.of(0xef, 0xbb, 0x7b, 0x7d),
  Uint8Array.of(0x7b, 0xc2, 0xa0, 0x7d),
];

test("the library and the host agree on what is JSON", async () => {
  /** @type {Uint8Array} */
  let body = new Uint8Array();
  const dp = new DataPlatform({ fetch: async () => new Response(/** @type {never} */ (body)) });
  for (const text of texts) {
    body = typeof text === "string" ? Buffer.from(text) : text;
    const decoded = new TextDecoder().decode(body);
    let expected;
    try {
      expected = JSON.parse(decoded);
    } catch {
      const error = await failure(() => dp.clusters.kubeconfig(CLUSTER_ID));
      assert.ok(error instanceof InvalidResponseError, decoded);
      assert.match(error.message, /is not JSON from byte \d+ on$/, decoded);
      continue;
    }
    const received = await dp.clusters.kubeconfig(CLUSTER_ID);
    assert.deepEqual(received, expected, decoded);
    assert.equal(JSON.stringify(received), JSON.stringify(expected));
    assert.equal(Object.getPrototypeOf(received), Object.prototype);
  }
});

test("a depth of a hundred thousand is fine, known and unknown, and broken at the end it is refused", async () => {
  const depth = 100_000;
  const deep = `${"[".repeat(depth)}${"]".repeat(depth)}`;
  const objects = `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
  let text = "";
  const dp = new DataPlatform({ fetch: async () => new Response(text) });
  for (const value of [deep, objects]) {
    text = `{"a":${value}}`;
    assert.ok(await dp.clusters.kubeconfig(CLUSTER_ID));
    text = `{"items":[],"new":${value}}`;
    assert.deepEqual((await dp.versions.list()).items, []);
    text = `{"a":${value.slice(0, -1)}}`;
    assert.equal((await failure(() => dp.clusters.kubeconfig(CLUSTER_ID))).code, "INVALID_RESPONSE");
    text = `{"items":${value}}`;
    assert.equal((await failure(() => dp.versions.list())).code, "INVALID_RESPONSE");
    text = `{"messages":${value}}`;
    const refusing = new DataPlatform({ fetch: async () => new Response(text, { status: 400 }) });
    assert.equal((await failure(() => refusing.versions.list())).status, 400);
  }
});

test("whether a number is whole is told by its text, not by what the host rounds it to", async () => {
  let revision = "";
  const dp = new DataPlatform({
    fetch: async () =>
      new Response(`{"id":"x","properties":{},"metadata":{"currentDataPlatformRevision":${revision}}}`),
  });
  for (revision of ["0", "-0", "1.0", "1e3", "10e-1", "1e400", "9007199254740993"]) {
    const { metadata } = await dp.clusters.get(CLUSTER_ID);
    assert.equal(metadata.currentDataPlatformRevision, Number(revision), revision);
  }
  for (revision of ["0.5", "1e-1", "1e-400", "1.00000000000000000001"]) {
    const error = await failure(() => dp.clusters.get(CLUSTER_ID));
    assert.ok(error instanceof InvalidResponseError, revision);
    assert.equal(error.path, "metadata.currentDataPlatformRevision");
  }
});

test("an answer of many megabytes is fine", async () => {
  const items = Array.from({ length: 100_000 }, (_, index) => `24.${index}-${"x".repeat(100)}`);
  const dp = new DataPlatform({ fetch: async () => Response.json({ items }) });
  assert.equal((await dp.versions.list()).items.length, 100_000);
});
