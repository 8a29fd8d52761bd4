// @ts-check
/** A real HTTP server on loopback that writes down what it gets and answers as it is told. */
import http from "node:http";
import { answerFor } from "./operations.mjs";

/**
 * @typedef {object} Received
 * @property {string} method
 * @property {string} url
 * @property {http.IncomingHttpHeaders} headers
 * @property {string[]} rawHeaders
 * @property {string} body
 */

/**
 * @typedef {object} Reply
 * @property {number} [status]
 * @property {http.OutgoingHttpHeaders} [headers]
 * @property {string | Uint8Array} [body]
 * @property {"drop" | "hang" | "truncate"} [delivery]
 */

/** @typedef {(request: Received, count: number) => Reply | undefined} Answer */

/**
 * Starts a service for a test; it ends with the test. Where `answer` gives nothing, the service
 * answers as the API would.
 *
 * @param {import("node:test").TestContext} t
 * @param {Answer} [answer]
 */
export async function serve(t, answer) {
  /** @type {Received[]} */
  const requests = [];
  const state = { answer };
  const server = http.createServer(async (incoming, outgoing) => {
    const request = await receive(incoming);
    requests.push(request);
    const reply = state.answer?.(request, requests.length);
    deliver(outgoing, reply ?? { body: JSON.stringify(answerFor(request.method, request.url)) });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    /** @param {Answer | undefined} next */
    answerWith(next) {
      state.answer = next;
    },
    /** The requests since the last time. */
    taken: () => requests.splice(0),
  };
}

/**
 * @param {http.IncomingMessage} incoming
 * @returns {Promise<Received>}
 */
async function receive(incoming) {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const { method = "", url = "", headers, rawHeaders } = incoming;
  return { method, url, headers, rawHeaders, body: Buffer.concat(chunks).toString() };
}

/**
 * @param {http.ServerResponse} outgoing
 * @param {Reply} reply
 */
function deliver(outgoing, { status = 200, headers = {}, body = "", delivery }) {
  if (delivery === "hang") return;
  if (delivery === "drop") {
    outgoing.socket?.destroy();
    return;
  }
  const length = Buffer.byteLength(body) + (delivery === "truncate" ? 10 : 0);
  const hasBody = status >= 200 && status !== 204 && status !== 304;
  outgoing.writeHead(status, {
    "Content-Type": "application/json",
    ...(hasBody ? { "Content-Length": length } : {}),
    ...headers,
  });
  if (delivery !== "truncate") {
    outgoing.end(hasBody ? body : undefined);
    return;
  }
  outgoing.write(body, () => outgoing.socket?.destroy());
}
