// @ts-check
/** Secrets that are easy to find again, and the places where nobody must find them. */
import { Console } from "node:console";
import { Writable } from "node:stream";
import { format, inspect } from "node:util";

export const TOKEN = "canary.eyJzZWNyZXQiOiJ0b2tlbiJ9.token";
export const USERNAME = "canary-user@example.com";
export const PASSWORD = "canary-pässword: with a colon";
export const BASIC = Buffer.from(`${USERNAME}:${PASSWORD}`).toString("base64");
export const KUBECONFIG = "canary-kubeconfig-bearer";

/** Anything of these in a sink is a leak; the parts are what a cut or an escape would leave. */
export const SECRETS = [
  TOKEN,
  PASSWORD,
  BASIC,
  KUBECONFIG,
  "eyJzZWNyZXQi",
  "ssword: with",
  BASIC.slice(0, 20),
  "canary.eyJ",
];

/** @typedef {import("ionoscloud-dataplatform").ClientOptions} ClientOptions */

/** The ways to give a client its credentials. @type {Record<string, () => ClientOptions>} */
export const credentials = {
  token: () => ({ token: TOKEN }),
  "token function": () => ({ token: async () => ({ token: TOKEN, expiresAt: Date.now() + 3_600_000 }) }),
  password: () => ({ username: USERNAME, password: PASSWORD }),
  "header of the client": () => ({ headers: { authorization: `Bearer ${TOKEN}` } }),
};

/**
 * What each way to look at a value shows of it.
 *
 * @type {Record<string, (value: unknown) => string>}
 */
export const sinks = {
  "console.log": printed,
  "util.inspect": (value) => inspect(value, { depth: Infinity, showHidden: true, getters: true, showProxy: true }),
  "util.format": (value) => format("%s %o %O %j", value, value, value, jsonable(value)),
  "JSON.stringify": (value) => JSON.stringify(value) ?? "",
  structuredClone: (value) => inspect(cloned(value), { depth: Infinity, showHidden: true }),
  String: (value) => `${/** @type {object} */ (value)}`,
  stack: (value) => (value instanceof Error ? `${value.stack}` : ""),
  toJSON: (value) => inspect(/** @type {{ toJSON?: () => unknown }} */ (value).toJSON?.(), { depth: Infinity }),
  "own properties": (value) => inspect(Object.getOwnPropertyDescriptors(value), { depth: Infinity, showHidden: true }),
};

/** @param {unknown} value */
function printed(value) {
  let text = "";
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  const console = new Console({
    stdout: stream,
    stderr: stream,
    inspectOptions: { depth: Infinity, showHidden: true },
  });
  console.log(value);
  console.error(value);
  console.dir(value, { depth: Infinity, showHidden: true });
  console.table(value);
  return text;
}

/** @param {unknown} value */
function jsonable(value) {
  return JSON.parse(JSON.stringify(value) ?? "null");
}

/** What cannot be cloned shows nothing. @param {unknown} value */
function cloned(value) {
  try {
    return structuredClone(value);
  } catch {
    return undefined;
  }
}

/**
 * The sinks of some values in which a secret shows.
 *
 * @param {Record<string, unknown>} values
 * @param {string[]} [secrets]
 * @returns {string[]}
 */
export function leaks(values, secrets = SECRETS) {
  const found = [];
  for (const [of, value] of Object.entries(values)) {
    if (value === undefined) continue;
    for (const [sink, show] of Object.entries(sinks)) {
      const text = show(value);
      for (const secret of secrets) if (text.includes(secret)) found.push(`${secret} in ${sink} of ${of}`);
    }
  }
  return found;
}

/**
 * A service that repeats the credentials it got wherever it can: in its words, its headers, its body.
 *
 * @param {import("./service.mjs").Answer | undefined} answer
 * @returns {import("./service.mjs").Answer}
 */
export function echoing(answer) {
  return (request, count) => {
    const { authorization = "" } = request.headers;
    const [scheme, sent = ""] = authorization.split(" ");
    const decoded = scheme === "Basic" ? Buffer.from(sent, "base64").toString() : sent;
    const { status = 200, headers, body, ...rest } = answer?.(request, count) ?? {};
    const echo = {
      httpStatus: status,
      messages: [
        { errorCode: sent, message: `${authorization} is not welcome, nor is ${decoded}` },
        // Across the cut of a long text, a part of the secret would be left.
        { message: `${"x".repeat(975)}${sent}` },
      ],
    };
    return {
      ...rest,
      status,
      headers: { "X-Request-Id": sent, Location: `/?${sent}`, ...headers, "Content-Type": `text/${sent}` },
      ...(status < 300 ? (body === undefined ? {} : { body: `${body}` }) : { body: JSON.stringify(echo) }),
    };
  };
}
