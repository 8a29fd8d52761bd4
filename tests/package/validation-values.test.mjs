// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import vm from "node:vm";
import {
  DataPlatform,
  validateCreateNodePool,
  validateUpdateCluster,
  validateUpdateNodePool,
} from "ionoscloud-dataplatform";
import { refusal } from "./support/failure.mjs";
import { call, operations } from "./support/operations.mjs";
import { serve } from "./support/service.mjs";

class Labels {
  a = "b";
}

/** @type {Record<string, unknown>} */
const loop = { name: "loop" };
loop["self"] = loop;

const revoked = Proxy.revocable({}, {});
revoked.revoke();

/** What JSON would bend without a word, or cannot write. @type {[string, unknown, RegExp][]} */
const bent = [
  ["a Map", new Map([["a", "b"]]), /plain object/],
  ["a Set", new Set(["a"]), /plain object/],
  ["a Date", new Date(0), /plain object/],
  ["an instance of a class", new Labels(), /plain object/],
  ["a String object", new String("a"), /plain object/],
  ["a regular expression", /a/, /plain object/],
  ["a typed array", new Uint8Array(2), /plain object/],
  ["a promise", Promise.resolve({}), /plain object/],
  ["an error", new Error("x"), /plain object/],
  ["NaN", NaN, /finite/],
  ["Infinity", Infinity, /finite/],
  ["-Infinity", -Infinity, /finite/],
  ["a BigInt", 10n, /BigInt/],
  ["a function", () => "b", /function or symbol/],
  ["a symbol", Symbol("b"), /function or symbol/],
  ["a cycle", loop, /contain itself/],
  ["a revoked proxy", revoked.proxy, /could not be read/],
  ["undefined in a list", [undefined], /must not be undefined/],
  ["a hole in a list", [, "a"], /must not be undefined/],
];

for (const [what, value, message] of bent) {
  test(`${what} is refused by its path, anywhere in a request, and nothing is sent`, async (t) => {
    const { url, requests } = await serve(t);
    const dp = new DataPlatform({ baseUrl: url });
    const inside = what === "a cycle" ? ".self" : what.endsWith("in a list") ? "[0]" : "";
    for (const operation of operations.filter(({ body }) => body !== undefined)) {
      const { properties } = /** @type {{ properties: object }} */ (operation.body);
      /** @type {[unknown, string][]} */
      const places = [
        [value, ""],
        [{ properties: value }, "properties"],
        [{ properties: { ...properties, labels: { a: value } } }, "properties.labels.a"],
        [{ properties: { ...properties, lans: [{ lanId: "1" }, value] } }, "properties.lans[1]"],
        [{ properties: { ...properties, "a key": { 0: value } } }, 'properties["a key"]["0"]'],
      ];
      for (const [body, path] of places) {
        const { violations } = await refusal(() => call(dp, operation, { body }));
        const expected = `${path}${inside}`.replace(/^\./, "") || "request";
        const found = violations.filter(({ rule }) => rule === "json");
        assert.deepEqual(
          found.map((violation) => violation.path),
          [expected],
        );
        assert.match(found[0]?.message ?? "", message);
      }
    }
    assert.equal(requests.length, 0);
  });
}

test("the value of a violation is the very value that was refused", () => {
  const map = new Map();
  const [violation] = validateUpdateNodePool({ properties: { labels: map } });
  assert.equal(violation?.value, map);
  const [nan] = validateUpdateNodePool({ properties: { nodeCount: NaN } });
  assert.ok(Number.isNaN(nan?.value));
});

test("a getter that throws is refused by its path, and what it throws does not come out", () => {
  const request = {
    properties: {
      nodeCount: 3,
      get labels() {
        throw new Error("do not read me");
      },
    },
  };
  assert.deepEqual(validateUpdateNodePool(request), [
    { path: "properties.labels", rule: "json", message: "could not be read", value: undefined },
  ]);
});

test("a proxy whose traps throw is refused", () => {
  const throwing = new Proxy(
    {},
    {
      ownKeys: () => {
        throw new Error("no");
      },
    },
  );
  const [violation] = validateUpdateNodePool({ properties: { labels: throwing } });
  assert.equal(violation?.path, "properties.labels");
});

test("a value without an end is refused for its depth", () => {
  /** @type {object} */
  const endless = new Proxy(
    {},
    {
      ownKeys: () => ["in"],
      get: () => endless,
      getOwnPropertyDescriptor: () => ({ value: endless, enumerable: true, configurable: true }),
    },
  );
  assert.equal(validateUpdateNodePool({ properties: { labels: endless } })[0]?.rule, "json");
  let deep = {};
  for (let depth = 0; depth < 100; depth += 1) deep = { in: deep };
  assert.match(validateUpdateNodePool({ properties: { labels: deep } })[0]?.message ?? "", /too deeply/);
});

test("a list of four thousand million holes is refused at once", () => {
  const lans = new Array(2 ** 32 - 1);
  assert.equal(validateUpdateCluster({ properties: { lans } }).length, 100);
});

test("what JSON cannot carry and what breaks a rule are told together, nothing twice", () => {
  const violations = validateCreateNodePool({
    properties: {
      name: "-",
      nodeCount: NaN,
      labels: new Map(),
      ramSize: 10n,
      storageType: "NVME",
      colour: () => "red",
      autoScaling: { minNodeCount: Infinity, maxNodeCount: 0 },
    },
  });
  assert.deepEqual(
    violations.map(({ path, rule }) => `${path} ${rule}`),
    [
      "properties.nodeCount json",
      "properties.labels json",
      "properties.ramSize json",
      "properties.colour json",
      "properties.autoScaling.minNodeCount json",
      "properties.name minLength",
      "properties.storageType enum",
      "properties.colour unknown",
      "properties.autoScaling.maxNodeCount minimum",
    ],
  );
});

test("plain objects of any realm and without a prototype are plain", () => {
  const foreign = vm.runInNewContext("({ properties: { nodeCount: 3, labels: { a: 'b' } } })");
  assert.deepEqual(validateUpdateNodePool(foreign), []);
  const bare = Object.assign(Object.create(null), { properties: { nodeCount: 3 } });
  assert.deepEqual(validateUpdateNodePool(bare), []);
  assert.deepEqual(validateUpdateNodePool(Object.freeze({ properties: Object.freeze({ nodeCount: 3 }) })), []);
});

test("the same object in two places is no cycle", () => {
  const shared = { a: "b" };
  assert.deepEqual(validateUpdateNodePool({ properties: { labels: shared, annotations: shared } }), []);
});

test("a field set to undefined counts as left out, as in JSON", () => {
  assert.deepEqual(validateUpdateNodePool({ properties: { nodeCount: 3, labels: undefined } }), []);
  assert.deepEqual(
    validateCreateNodePool({ properties: { name: undefined, nodeCount: 3 } }).map(({ path, rule }) => [path, rule]),
    [["properties.name", "required"]],
  );
});
