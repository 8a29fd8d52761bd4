// @ts-check
/** What each operation promises to answer: type and presence, nothing more. Written apart from the library's own rules. */

/** @typedef {(value: unknown) => boolean} Check */

/** @type {Check} */
const string = (value) => typeof value === "string";
/** @type {Check} */
const boolean = (value) => typeof value === "boolean";
// 1e400 is a whole number in JSON, and Infinity where it was parsed.
/** @type {Check} */
const integer = (value) => Number.isInteger(value) || value === Infinity || value === -Infinity;
/** @type {Check} */
const anyObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {Check} element @returns {Check} */
const array = (element) => (value) => Array.isArray(value) && value.every(element);

/**
 * @param {Record<string, Check>} required
 * @param {Record<string, Check>} [optional]
 * @returns {Check}
 */
const object =
  (required, optional = {}) =>
  (value) => {
    if (!anyObject(value)) return false;
    const fields = /** @type {Record<string, unknown>} */ (value);
    const own = (/** @type {string} */ name) => (Object.hasOwn(fields, name) ? fields[name] : undefined);
    return (
      Object.entries(required).every(([name, check]) => check(own(name))) &&
      Object.entries(optional).every(
        ([name, check]) => own(name) === undefined || own(name) === null || check(own(name)),
      )
    );
  };

/** @param {string[]} names @param {Check} check */
const all = (names, check) => Object.fromEntries(names.map((name) => [name, check]));

const maintenanceWindow = object({ time: string, dayOfTheWeek: string });
const lan = object({ lanId: string }, { dhcp: boolean, routes: array(object({ network: string, gateway: string })) });
const metadata = object(
  {},
  {
    ...all(
      [
        "ETag",
        "createdDate",
        "createdBy",
        "createdByUserId",
        "createdInContractNumber",
        "lastModifiedDate",
        "lastModifiedBy",
        "lastModifiedByUserId",
        "currentDataPlatformVersion",
        "state",
      ],
      string,
    ),
    currentDataPlatformRevision: integer,
    availableUpgradeVersions: array(string),
  },
);
const clusterProperties = object(
  {},
  {
    ...all(["name", "dataPlatformVersion", "datacenterId"], string),
    maintenanceWindow,
    lans: array(lan),
  },
);
const poolProperties = object(
  {},
  {
    ...all(["name", "dataPlatformVersion", "datacenterId", "cpuFamily", "availabilityZone", "storageType"], string),
    ...all(["nodeCount", "coresCount", "ramSize", "storageSize"], integer),
    ...all(["labels", "annotations"], anyObject),
    maintenanceWindow,
    autoScaling: object({ minNodeCount: integer, maxNodeCount: integer }),
  },
);
const head = { type: string, href: string };
/** @param {Check} properties */
const resource = (properties) => object({ id: string, metadata, properties }, head);
/** @param {Check} item */
const list = (item) => object({ items: array(item) }, { id: string, ...head });

const cluster = resource(clusterProperties);
const pool = resource(poolProperties);

/** @type {Record<string, Check>} */
const answers = {
  "clusters.list": list(cluster),
  "clusters.kubeconfig": anyObject,
  "nodePools.list": list(pool),
  "versions.list": list(string),
};

/**
 * Whether a value is what an operation promises.
 *
 * @param {string} operation
 * @param {unknown} value
 */
export function conforms(operation, value) {
  const check = answers[operation] ?? (operation.startsWith("clusters.") ? cluster : pool);
  return check(value);
}
