// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import * as library from "ionoscloud-dataplatform";
import { refusal } from "./support/failure.mjs";
import { call, operation } from "./support/operations.mjs";
import { requests, withValue } from "./support/rules.mjs";
import { serve } from "./support/service.mjs";

for (const request of requests) {
  const { good, validator } = request;
  const validate = library[validator];

  test(`${request.operation} refuses what breaks a rule, by path and rule, and sends nothing`, async (t) => {
    const service = await serve(t);
    const dp = new library.DataPlatform({ baseUrl: service.url });
    for (const { field, rule, broken } of request.rules) {
      for (const value of broken) {
        const body = withValue(good, field, value);
        const error = await refusal(() => call(dp, operation(request.operation), { body }));
        const told = `${field} = ${JSON.stringify(value)}: ${JSON.stringify(error.violations)}`;
        const violation = error.violations.find((found) => found.rule === rule);
        assert.equal(violation?.path, `properties.${field}`, told);
        assert.deepEqual(violation.value, value, told);
        assert.ok(violation.message.length > 5, told);
        assert.ok(error.message.startsWith(`${request.operation}: properties.`), told);
        assert.deepEqual(validate(body), error.violations, told);
      }
    }
    assert.equal(service.requests.length, 0);
  });

  test(`${request.operation} sends what keeps every rule, values at the edge included`, async (t) => {
    const service = await serve(t);
    const dp = new library.DataPlatform({ baseUrl: service.url });
    for (const { field, kept } of request.rules) {
      for (const value of kept) {
        const body = withValue(good, field, value);
        assert.deepEqual(validate(body), []);
        await call(dp, operation(request.operation), { body });
        assert.deepEqual(
          service.taken().map((sent) => sent.body),
          [JSON.stringify(body)],
        );
      }
    }
  });

  test(`${request.operation} refuses what is no request at all`, async (t) => {
    const service = await serve(t);
    const dp = new library.DataPlatform({ baseUrl: service.url });
    /** @type {[unknown, string, string][]} */
    const cases = [
      [undefined, "request", "required"],
      [null, "request", "null"],
      ["{}", "request", "type"],
      [[], "request", "type"],
      [7, "request", "type"],
      [{}, "properties", "required"],
      [{ properties: null }, "properties", "null"],
      [{ properties: [] }, "properties", "type"],
    ];
    for (const [body, path, rule] of cases) {
      const { violations } = await refusal(() => call(dp, operation(request.operation), { body }));
      assert.deepEqual(
        violations.map((found) => [found.path, found.rule]),
        [[path, rule]],
      );
      assert.deepEqual(validate(body), violations);
    }
    const error = await refusal(() => call(dp, operation(request.operation), { body: good.properties }));
    assert.deepEqual(error.violations.at(-1)?.path, "properties");
    assert.equal(service.requests.length, 0);
  });
}

test("everything that is wrong is told at once", () => {
  const violations = library.validateCreateNodePool({
    name: "outside",
    properties: {
      name: "-",
      nodeCount: 0,
      coresCount: "4",
      ramSize: 3000,
      storageType: "NVME",
      labels: { a: 1, b: "x", c: null },
      autoScaling: { minNodeCount: 5, maxNodeCount: 5 },
      maintenanceWindow: { time: "25:00:00" },
      nodecount: 3,
    },
  });
  assert.deepEqual(violations.map(({ path, rule }) => `${path} ${rule}`).sort(), [
    "name unknown",
    "properties.autoScaling.maxNodeCount range",
    "properties.coresCount type",
    "properties.labels.a type",
    "properties.labels.c null",
    "properties.maintenanceWindow.dayOfTheWeek required",
    "properties.maintenanceWindow.time pattern",
    "properties.name minLength",
    "properties.nodeCount minimum",
    "properties.nodecount unknown",
    "properties.ramSize multipleOf",
    "properties.storageType enum",
  ]);
});

test("a message points at the bad part of the value", () => {
  /** @param {string} name */
  const message = (name) => library.validateUpdateCluster({ properties: { name } })[0]?.message;
  assert.match(message("my cluster") ?? "", /not " " at position 3 of "my cluster"/);
  assert.match(message("prod-") ?? "", /must end with a letter or digit, not with '-' as in "prod-"/);
  assert.match(message("x".repeat(200)) ?? "", /63 characters or fewer; "x{48}…" has 200/);
  assert.match(message("a\u0007b") ?? "", /"\\u\{7\}" at position 2/);
});

test("a near miss is suggested, for a field, a value and an option", async () => {
  const [field] = library.validateCreateCluster({
    properties: { name: "prod", datacenterId: "498ae72f-411f-11eb-9d07-046c59cc737e", dataplatformVersion: "24.3" },
  });
  assert.equal(field?.message, "is no field of CreateClusterProperties; did you mean dataPlatformVersion?");
  const [value] = library.validateUpdateCluster({
    properties: { maintenanceWindow: { time: "00:00:00", dayOfTheWeek: "Wednsday" } },
  });
  assert.match(value?.message ?? "", /did you mean Wednesday\?/);
  const error = await refusal(() => new library.DataPlatform(/** @type {never} */ ({ baseURL: "x", tokens: "t" })));
  assert.deepEqual(
    error.violations.map(({ message }) => message),
    ["is no option of ClientOptions; did you mean baseUrl?", "is no option of ClientOptions; did you mean token?"],
  );
});

test("of a million bad values not a million violations are made", () => {
  const labels = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, i]));
  assert.equal(library.validateUpdateNodePool({ properties: { labels } }).length, 100);
});
