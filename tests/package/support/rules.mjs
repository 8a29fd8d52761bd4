// @ts-check
/**
 * Every rule for a request, as the API's description has it: where it holds, values that break it,
 * and values at its edge that keep it.
 */
import {
  CLUSTER_ID,
  createCluster,
  createNodePool,
  DATACENTER_ID,
  updateCluster,
  updateNodePool,
} from "./operations.mjs";

/**
 * @typedef {object} RuleCase
 * @property {string} field
 * @property {string} rule
 * @property {string} source
 * @property {unknown[]} broken
 * @property {unknown[]} kept
 */

/**
 * @param {string} field
 * @param {string} rule
 * @param {string} source
 * @param {unknown[]} broken
 * @param {unknown[]} [kept]
 * @returns {RuleCase}
 */
const rule = (field, rule, source, broken, kept = []) => ({ field, rule, source, broken, kept });

const NULL = "FACTS 11, FACTS 13.2";
const PROSE = "x-client-rule";

const name = [
  rule("name", "type", "schema", [7, true, ["ab"], {}]),
  rule("name", "null", NULL, [null]),
  rule("name", "minLength", "schema", ["", "a"], ["ab"]),
  rule("name", "maxLength", "schema", ["a".repeat(64)], ["a".repeat(63)]),
  rule(
    "name",
    "pattern",
    "schema",
    ["-ab", "ab-", "a b", "a/b", "äb", "ab\n", ".a", "a_", "a😀b"],
    ["a-b", "A.b_1", "1-" + "0"],
  ),
];

const version = [
  rule("dataPlatformVersion", "type", "schema", [24.3]),
  rule("dataPlatformVersion", "null", NULL, [null]),
  rule("dataPlatformVersion", "maxLength", "schema", ["1".repeat(33)], ["1".repeat(32)]),
  rule("dataPlatformVersion", "pattern", "schema", ["24,3", "24 3", "v24\n"], ["24.3", "", "24.3-rc_1"]),
];

const maintenanceWindow = [
  rule("maintenanceWindow", "type", "schema", ["Monday", []]),
  rule("maintenanceWindow", "null", NULL, [null]),
  rule("maintenanceWindow.time", "required", "schema", [undefined]),
  rule(
    "maintenanceWindow.time",
    "pattern",
    "schema",
    ["24:00:00", "1:00:00", "12:60:00", "12:00:60", "12:00", "12:00:00Z"],
    ["00:00:00", "23:59:59"],
  ),
  rule("maintenanceWindow.dayOfTheWeek", "required", "schema", [undefined]),
  rule("maintenanceWindow.dayOfTheWeek", "enum", "schema", ["monday", "Mon", ""], ["Monday", "Sunday"]),
];

const lans = [
  rule("lans", "type", "schema", [{}, "1"], [[]]),
  rule("lans", "null", `${NULL}, terraform#552`, [null]),
  rule("lans[0]", "type", "schema", ["1", 1]),
  rule("lans[0].lanId", "required", "schema", [undefined]),
  rule("lans[0].lanId", "type", "schema", [1], ["1"]),
  rule("lans[0].dhcp", "type", "schema", ["true", 0], [true, false]),
  rule("lans[0].routes", "type", "schema", [{}], [[]]),
  rule("lans[0].routes", "null", `${NULL}, terraform#552`, [null]),
  rule("lans[0].routes[0].network", "required", "schema", [undefined]),
  rule(
    "lans[0].routes[0].network",
    "format",
    PROSE,
    ["192.168.1.0", "192.168.1.0/33", "fe80::/129", "x/8", "10.0.0.0/08", ""],
    ["10.0.0.0/8", "0.0.0.0/0", "fe80::/10"],
  ),
  rule("lans[0].routes[0].gateway", "required", "schema", [undefined]),
  rule("lans[0].routes[0].gateway", "format", PROSE, ["10.0.0.1/8", "10.0.0.256", "host", ""], ["10.0.0.1", "fe80::1"]),
];

const INT32 = 2 ** 31;
/** @param {string} field @param {number} minimum */
const integer = (field, minimum) => [
  rule(field, "type", "schema", ["3", 2.5, true, [3]]),
  rule(field, "null", NULL, [null]),
  rule(field, "minimum", "schema", [minimum - 1, -minimum, -INT32], [minimum]),
  rule(field, "maximum", "schema (int32)", [INT32, 2 ** 53, 1e300]),
];

/** @param {string} field */
const strings = (field) => [
  rule(field, "type", "schema", ["a=b", ["a"]], [{}, { a: "", "b.c/d": "é" }]),
  rule(field, "null", NULL, [null]),
  rule(`${field}.a`, "type", PROSE, [1, true, {}, ["x"]]),
  rule(`${field}.a`, "null", PROSE, [null]),
];

/** @param {string} source */
const autoScaling = (source) => [
  rule("autoScaling", "type", source, [3, []]),
  rule("autoScaling.minNodeCount", "required", source, [undefined]),
  rule("autoScaling.maxNodeCount", "required", source, [undefined]),
  rule("autoScaling.minNodeCount", "type", source, ["1", 1.5]),
  rule("autoScaling.minNodeCount", "minimum", PROSE, [0, -1]),
  rule("autoScaling.maxNodeCount", "minimum", PROSE, [0]),
  rule("autoScaling.maxNodeCount", "maximum", "schema (int32)", [INT32], [INT32 - 1]),
  rule("autoScaling.maxNodeCount", "range", PROSE, [2, 1]),
];

const unknown = rule("colour", "unknown", "x-mutable, a typo must not vanish", ["red", null]);
/** @param {string[]} fields */
const immutable = (...fields) => fields.map((field) => rule(field, "immutable", "x-mutable", ["AUTO"]));

const fullCluster = {
  maintenanceWindow: { time: "16:30:59", dayOfTheWeek: "Monday" },
  lans: [{ lanId: "1", dhcp: false, routes: [{ network: "10.0.0.0/8", gateway: "10.0.0.1" }] }],
};
const fullPool = {
  maintenanceWindow: { time: "16:30:59", dayOfTheWeek: "Monday" },
  labels: { a: "b" },
  annotations: { a: "b" },
  autoScaling: { minNodeCount: 2, maxNodeCount: 3 },
};

/** The four requests: a good one with every nested field in it, and the rules of its properties. */
export const requests = [
  {
    operation: "clusters.create",
    validator: /** @type {const} */ ("validateCreateCluster"),
    good: { properties: { ...createCluster.properties, ...fullCluster } },
    rules: [
      rule("name", "required", "schema", [undefined]),
      rule("datacenterId", "required", "schema", [undefined]),
      rule("datacenterId", "null", NULL, [null]),
      rule("datacenterId", "minLength", "schema", ["", CLUSTER_ID.replaceAll("-", "").slice(1)]),
      rule(
        "datacenterId",
        "pattern",
        "schema",
        [DATACENTER_ID.toUpperCase(), DATACENTER_ID.replace("3", "g")],
        [DATACENTER_ID.replaceAll("-", "")],
      ),
      ...name,
      ...version,
      ...maintenanceWindow,
      ...lans,
      unknown,
    ],
  },
  {
    operation: "clusters.update",
    validator: /** @type {const} */ ("validateUpdateCluster"),
    good: { properties: { ...updateCluster.properties, ...fullCluster } },
    rules: [...name, ...version, ...maintenanceWindow, ...lans, unknown, ...immutable("datacenterId")],
  },
  {
    operation: "nodePools.create",
    validator: /** @type {const} */ ("validateCreateNodePool"),
    good: { properties: { ...createNodePool.properties, ...fullPool } },
    rules: [
      rule("name", "required", "schema", [undefined]),
      rule("nodeCount", "required", "schema", [undefined]),
      ...name,
      ...integer("nodeCount", 1),
      rule("cpuFamily", "maxLength", "schema", ["X".repeat(33)], ["X".repeat(32)]),
      rule("cpuFamily", "pattern", "schema", ["INTEL XEON"], ["INTEL_XEON", ""]),
      ...integer("coresCount", 1),
      ...integer("ramSize", 2048),
      rule("ramSize", "multipleOf", PROSE, [2049, 3000, 1024 * 3 + 1], [2048, 3072]),
      ...integer("storageSize", 10),
      rule("availabilityZone", "enum", "schema", ["ZONE_3", "auto"], ["AUTO", "ZONE_1", "ZONE_2"]),
      rule("storageType", "enum", "schema", ["NVME", "ssd", ""], ["HDD", "SSD"]),
      ...maintenanceWindow,
      ...strings("labels"),
      ...strings("annotations"),
      ...autoScaling("schema"),
      rule("autoScaling", "null", NULL, [null]),
      unknown,
    ],
  },
  {
    operation: "nodePools.update",
    validator: /** @type {const} */ ("validateUpdateNodePool"),
    good: { properties: { ...updateNodePool.properties, ...fullPool } },
    rules: [
      ...integer("nodeCount", 1),
      ...maintenanceWindow,
      ...strings("labels"),
      ...strings("annotations"),
      ...autoScaling("schema"),
      rule("autoScaling", "nullable", "schema (nullable)", [], [null]),
      unknown,
      ...immutable("name", "cpuFamily", "coresCount", "ramSize", "availabilityZone", "storageType", "storageSize"),
    ],
  },
];

/**
 * A copy of a request in which the value at a path below `properties` is another one; `undefined`
 * takes it out.
 *
 * @param {object} request
 * @param {string} field
 * @param {unknown} value
 */
export function withValue(request, field, value) {
  const copy = structuredClone(request);
  const keys = field.split(/\.|\[(\d+)\]/).filter(Boolean);
  const last = keys.pop() ?? "";
  let at = /** @type {Record<string, never>} */ (/** @type {never} */ (copy)["properties"]);
  for (const key of keys) at = at[key] ?? assertPresent(key);
  if (value === undefined) delete at[last];
  else at[last] = /** @type {never} */ (value);
  return copy;
}

/** @param {string} key @returns {never} */
function assertPresent(key) {
  throw new Error(`the good request has no ${key}`);
}
