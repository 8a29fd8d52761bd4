// @ts-check
/** A bare server of Node.js in a process of its own: what it does costs the clients nothing but the waiting for it. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import process from "node:process";
import { fileURLToPath } from "node:url";

const SELF = fileURLToPath(import.meta.url);

/** Starts one that answers whatever it is asked with this text of JSON. */
export async function start(/** @type {string} */ body) {
  const child = fork(SELF);
  child.send(body);
  const [port] = await once(child, "message");
  return { url: `http://127.0.0.1:${port}/dataplatform`, stop: () => child.kill() };
}

function serve(/** @type {string} */ body) {
  const headers = { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) };
  const server = createServer((_, response) => response.writeHead(200, headers).end(body));
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    if (address !== null && typeof address === "object") process.send?.(address.port);
  });
}

if (process.argv[1] === SELF) process.once("message", serve);
