// @ts-check
/** A loopback service that counts what it gets. */
import { once } from "node:events";
import { createServer } from "node:http";

/**
 * @typedef {import("node:http").ServerResponse} ServerResponse
 * @typedef {(response: ServerResponse, count: number) => void} Answer Answers the request of a number, from 1.
 */

/**
 * Serves for as long as `work` lasts. It gets the URL, and the requests that have come.
 *
 * @template T
 * @param {Answer} answer
 * @param {(url: string, requests: Request[]) => Promise<T>} work
 */
export async function serving(answer, work) {
  const requests = /** @type {Request[]} */ ([]);
  const server = createServer((incoming, response) => {
    const { method = "", headers } = incoming;
    incoming.resume().on("end", () => {
      requests.push({ method, headers, at: performance.now() });
      answer(response, requests.length);
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  try {
    return await work(`http://127.0.0.1:${port}`, requests);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** @typedef {{ method: string, headers: import("node:http").IncomingHttpHeaders, at: number }} Request */

/** Answers with JSON. */
export const json = (/** @type {unknown} */ body, status = 200, headers = {}) => (/** @type {ServerResponse} */ response) => {
  response.writeHead(status, { "Content-Type": "application/json", ...headers });
  response.end(JSON.stringify(body));
};

/** Answers with bytes as they are. */
export const text = (/** @type {string} */ body, status = 200, type = "application/json") => (/** @type {ServerResponse} */ response) => {
  response.writeHead(status, { "Content-Type": type });
  response.end(body);
};

/** Closes the connection. */
export const reset = (/** @type {ServerResponse} */ response) => {
  response.socket?.resetAndDestroy();
};

export const CLUSTER_ID = "498ae72f-411f-11eb-9d07-046c59cc737e";

/** A cluster as the API answers it. */
export const cluster = (state = "AVAILABLE") => ({ id: CLUSTER_ID, metadata: { state }, properties: { name: "prod" } });
