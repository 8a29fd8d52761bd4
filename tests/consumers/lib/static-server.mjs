// @ts-check
/** A web server that knows nothing but files and their types: the least that a page can be served by. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

/** @type {Record<string, string | undefined>} */
const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

/**
 * Serves a folder on loopback while `use` runs.
 *
 * @template T
 * @param {string} folder
 * @param {Record<string, string>} headers of each answer
 * @param {(url: string) => Promise<T>} use is given the folder's URL, without a slash at its end
 */
export async function withFolder(folder, headers, use) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const file = join(folder, normalize(decodeURIComponent(pathname)));
    try {
      const bytes = await readFile(file.endsWith("/") ? join(file, "index.html") : file);
      response.writeHead(200, { ...headers, "Content-Type": TYPES[extname(file)] ?? "text/html; charset=utf-8" });
      response.end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  try {
    // By name, because only that is a place that browsers trust with a service worker, without https.
    return await use(`http://localhost:${port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
