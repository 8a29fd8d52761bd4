// @ts-check
/** Every kind of failure: how a service, a client and a caller come to it. */
import { CLUSTER_ID, cluster, createCluster, POOL_ID, pool } from "./operations.mjs";

/** @typedef {import("ionoscloud-dataplatform").DataPlatform} DataPlatform */
/** @typedef {import("ionoscloud-dataplatform").ClientOptions} ClientOptions */

/**
 * @typedef {object} Kind
 * @property {string} what
 * @property {string} code
 * @property {string} className
 * @property {string} [operation]
 * @property {number} [status]
 * @property {number} attempts
 * @property {boolean} retryable
 * @property {RegExp} message
 * @property {string} [cause] The name of what led to it.
 * @property {ClientOptions} [options]
 * @property {import("./service.mjs").Answer} [answer]
 * @property {(dp: DataPlatform) => unknown} run
 */

/** The options of a client that neither tries again nor limits an attempt: nothing waits. */
export const direct = { maxRetries: 0, timeoutMs: Infinity };

/** @param {number} status @param {string} message @param {string} [errorCode] */
export const refusalBody = (status, message, errorCode = "dsaas-err-api-4711") =>
  JSON.stringify({ httpStatus: status, messages: [{ errorCode, message }] });

/** @param {object} resource @param {string} state */
const inState = (resource, state) => JSON.stringify({ ...resource, metadata: { state } });

const HTML = `<!DOCTYPE html>\r\n<html><head><title>502 Bad Gateway</title></head>${"<p>gateway</p>\r\n".repeat(200)}</html>`;

/** @type {Kind[]} */
export const kinds = [
  {
    what: "an id that is none",
    code: "INVALID_ARGUMENT",
    className: "InvalidArgumentError",
    operation: "clusters.get",
    attempts: 0,
    retryable: false,
    message: /^clusters\.get: clusterId must not be empty$/,
    run: (dp) => dp.clusters.get(""),
  },
  {
    what: "a token function that throws",
    code: "CREDENTIALS",
    className: "CredentialsError",
    operation: "clusters.get",
    attempts: 0,
    retryable: true,
    cause: "RangeError",
    message: /^clusters\.get: the token function failed$/,
    options: {
      token: () => {
        throw new RangeError("vault is sealed");
      },
    },
    run: (dp) => dp.clusters.get(CLUSTER_ID),
  },
  {
    what: "a connection that breaks",
    code: "NETWORK",
    className: "NetworkError",
    operation: "clusters.get",
    attempts: 1,
    retryable: true,
    cause: "TypeError",
    message: /^clusters\.get: no answer: fetch failed \(UND_ERR_SOCKET\)$/,
    answer: () => ({ delivery: "drop" }),
    run: (dp) => dp.clusters.get(CLUSTER_ID),
  },
  {
    what: "an answer that breaks off",
    code: "NETWORK",
    className: "NetworkError",
    operation: "clusters.get",
    status: 200,
    attempts: 1,
    retryable: true,
    cause: "TypeError",
    message: /^clusters\.get: 200, no answer: terminated/,
    answer: () => ({ delivery: "truncate", body: JSON.stringify(cluster) }),
    run: (dp) => dp.clusters.get(CLUSTER_ID),
  },
  {
    what: "an answer that does not come in time",
    code: "TIMEOUT",
    className: "TimeoutError",
    operation: "clusters.get",
    attempts: 1,
    retryable: true,
    message: /^clusters\.get: no whole answer within 100 ms$/,
    options: { timeoutMs: 100 },
    answer: () => ({ delivery: "hang" }),
    run: (dp) => dp.clusters.get(CLUSTER_ID),
  },
  {
    what: "an abort",
    code: "ABORTED",
    className: "AbortedError",
    operation: "clusters.get",
    attempts: 0,
    retryable: false,
    cause: "AbortError",
    message: /^clusters\.get: aborted$/,
    run: (dp) => dp.clusters.get(CLUSTER_ID, { signal: AbortSignal.abort() }),
  },
  {
    what: "a refusal in the service's own words",
    code: "API",
    className: "ApiError",
    operation: "clusters.create",
    status: 422,
    attempts: 1,
    retryable: false,
    message:
      /^clusters\.create: 422, request not possible because: the version '22\.11' is not available anymore \(dsaas-o-422\)$/,
    answer: () => ({
      status: 422,
      body: refusalBody(
        422,
        "request not possible because: the version '22.11' is not available anymore",
        "dsaas-o-422",
      ),
    }),
    run: (dp) => dp.clusters.create(createCluster),
  },
  {
    what: "a gateway's page",
    code: "API",
    className: "ApiError",
    operation: "nodePools.get",
    status: 502,
    attempts: 1,
    retryable: true,
    message: /^nodePools\.get: 502, no reason given, 3\d{3} bytes of text\/html$/,
    answer: () => ({ status: 502, headers: { "Content-Type": "text/html; charset=utf-8" }, body: HTML }),
    run: (dp) => dp.nodePools.get(CLUSTER_ID, POOL_ID),
  },
  {
    what: "a redirect",
    code: "API",
    className: "ApiError",
    operation: "versions.list",
    status: 302,
    attempts: 1,
    retryable: false,
    message: /^versions\.list: 302, the answer is a redirect, which is not followed$/,
    answer: () => ({ status: 302, headers: { Location: "/elsewhere" } }),
    run: (dp) => dp.versions.list(),
  },
  {
    what: "a rate limit",
    code: "RATE_LIMITED",
    className: "RateLimitedError",
    operation: "clusters.list",
    status: 429,
    attempts: 1,
    retryable: true,
    message: /^clusters\.list: 429, slow down \(dsaas-err-api-4711\)$/,
    answer: () => ({ status: 429, headers: { "Retry-After": "90" }, body: refusalBody(429, "slow down") }),
    run: (dp) => dp.clusters.list(),
  },
  {
    what: "broken JSON",
    code: "INVALID_RESPONSE",
    className: "InvalidResponseError",
    operation: "clusters.kubeconfig",
    status: 200,
    attempts: 1,
    retryable: false,
    message: /^clusters\.kubeconfig: 200, the answer is not JSON from byte 12 on$/,
    answer: () => ({ body: '{"users": [{]' }),
    run: (dp) => dp.clusters.kubeconfig(CLUSTER_ID),
  },
  {
    what: "a field of another type",
    code: "INVALID_RESPONSE",
    className: "InvalidResponseError",
    operation: "nodePools.list",
    status: 200,
    attempts: 1,
    retryable: false,
    message:
      /^nodePools\.list: 200, the answer is not what the API promises: items\[0\]\.properties\.nodeCount must be a whole number, not a string$/,
    answer: () => ({ body: JSON.stringify({ items: [{ ...pool, properties: { nodeCount: "3" } }] }) }),
    run: (dp) => dp.nodePools.list(CLUSTER_ID),
  },
  {
    what: "an empty answer",
    code: "INVALID_RESPONSE",
    className: "InvalidResponseError",
    operation: "clusters.get",
    status: 200,
    attempts: 1,
    retryable: false,
    message: /^clusters\.get: 200, the answer is empty$/,
    answer: () => ({ body: "" }),
    run: (dp) => dp.clusters.get(CLUSTER_ID),
  },
  {
    what: "a create that may have taken effect",
    code: "OUTCOME_UNKNOWN",
    className: "OutcomeUnknownError",
    operation: "clusters.create",
    status: 503,
    attempts: 1,
    retryable: false,
    cause: "ApiError",
    message: /^clusters\.create: 503, it may or may not have taken effect: maintenance \(dsaas-err-api-4711\)$/,
    answer: () => ({ status: 503, body: refusalBody(503, "maintenance") }),
    run: (dp) => dp.clusters.create(createCluster),
  },
  {
    what: "a create whose answer was lost",
    code: "OUTCOME_UNKNOWN",
    className: "OutcomeUnknownError",
    operation: "clusters.create",
    attempts: 1,
    retryable: false,
    cause: "NetworkError",
    message: /^clusters\.create: it may or may not have taken effect: no answer: fetch failed/,
    answer: () => ({ delivery: "drop" }),
    run: (dp) => dp.clusters.create(createCluster),
  },
  {
    what: "a resource that failed",
    code: "PROVISIONING",
    className: "ProvisioningError",
    operation: "clusters.get",
    attempts: 1,
    retryable: false,
    message: /^clusters\.get: .*FAILED/,
    answer: () => ({ body: inState(cluster, "FAILED") }),
    run: (dp) => dp.clusters.waitUntilAvailable(CLUSTER_ID),
  },
  {
    what: "a resource that does not come to rest",
    code: "DEADLINE_EXCEEDED",
    className: "DeadlineExceededError",
    operation: "nodePools.get",
    attempts: 2,
    retryable: false,
    message: /^nodePools\.get: .*BUSY/,
    answer: () => ({ body: inState(pool, "BUSY") }),
    run: (dp) => dp.nodePools.waitUntilAvailable(CLUSTER_ID, POOL_ID, { deadlineMs: 30, pollIntervalMs: 60_000 }),
  },
];
