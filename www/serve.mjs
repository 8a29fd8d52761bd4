// @ts-check
/**
 * Serves the demo page: `www/` at the root and the package below `/pkg/`, to this machine only.
 *
 *     node www/serve.mjs [--port N]
 */
import { readFile, realpath, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, sep } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const HOST = "127.0.0.1";

const PAGE = fileURLToPath(new URL(".", import.meta.url));
const PACKAGE = fileURLToPath(new URL("../pkg/", import.meta.url));

/** What is served. Everything else, such as this very script, is not there. */
const TYPES = new Map([
  [".html", "text/html; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".js", "text/javascript; charset=utf-8"],
  [".json", "application/json"],
  [".svg", "image/svg+xml"],
  [".wasm", "application/wasm"],
]);

/** @type {Map<string, { tag: string, body: Buffer }>} What has been compressed, by path. */
const compressed = new Map();

const wanted = port();
const policy = await contentSecurityPolicy();
const server = createServer((request, response) => void answer(request, response));
server.on("error", (error) => fail(explain(error), 1));
server.listen(wanted, HOST, () => {
  const address = server.address();
  if (address === null || typeof address === "string") return;
  process.stdout.write(`serving http://${HOST}:${address.port}/\n`);
});

/** @returns {number} */
function port() {
  const given = readPort();
  const port = Number(given);
  if (/^\d+$/.test(given) && port <= 65_535) return port;
  return fail(`--port takes a number from 0 to 65535, not '${given}'`, 2);
}

/** @returns {string} */
function readPort() {
  try {
    return parseArgs({ options: { port: { type: "string", default: "8080" } } }).values.port;
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error), 2);
  }
}

/** @param {NodeJS.ErrnoException} error */
function explain({ code, message }) {
  if (code === "EADDRINUSE") return `port ${wanted} of ${HOST} is in use: choose another with --port, or 0 for any that is free`;
  if (code === "EACCES") return `port ${wanted} of ${HOST} may not be used by this user: choose one above 1023`;
  return message;
}

/**
 * @param {string} reason
 * @param {number} status
 * @returns {never}
 */
function fail(reason, status) {
  process.stderr.write(`${reason}\n`);
  process.exit(status);
}

/** The policy that the page sets for itself, so that there is one; a header can forbid framing as well. */
async function contentSecurityPolicy() {
  const html = await readFile(join(PAGE, "index.html"), "utf8");
  const own = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1];
  if (own === undefined) throw new Error("index.html sets no Content-Security-Policy");
  return `${own}; frame-ancestors 'none'`;
}

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
async function answer(request, response) {
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(response, 405);
  const file = await locate(request.url ?? "/");
  if (file === undefined) return refuse(response, 404);
  const headers = {
    "Content-Type": TYPES.get(extname(file.path)) ?? "",
    "Cache-Control": "no-cache",
    "Content-Security-Policy": policy,
    "Cross-Origin-Opener-Policy": "same-origin",
    ETag: file.tag,
    "Referrer-Policy": "no-referrer",
    Vary: "Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
  };
  if (request.headers["if-none-match"] === file.tag) return void response.writeHead(304, headers).end();
  const compresses = /\bbr\b/.test(String(request.headers["accept-encoding"]));
  const body = await read(file, compresses).catch(() => undefined);
  if (body === undefined) return refuse(response, 404);
  response.writeHead(200, {
    ...headers,
    "Content-Length": body.length,
    ...(compresses && { "Content-Encoding": "br" }),
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

/**
 * @param {{ path: string, tag: string }} file
 * @param {boolean} compresses
 */
async function read({ path, tag }, compresses) {
  const known = compressed.get(path);
  if (compresses && known?.tag === tag) return known.body;
  const whole = await readFile(path);
  if (!compresses) return whole;
  // Quick rather than thorough: someone waits for it.
  const body = await promisify(brotliCompress)(whole, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
  compressed.set(path, { tag, body });
  return body;
}

/**
 * @param {import("node:http").ServerResponse} response
 * @param {number} status
 */
function refuse(response, status) {
  response.writeHead(status, { "Content-Type": "text/plain" }).end(`${status}\n`);
}

/**
 * The file that a request asks for, if it may be served.
 *
 * @param {string} target
 */
async function locate(target) {
  const path = decode(target.split("?")[0] ?? "/");
  if (path === undefined || path.includes("\0") || path.includes("\\")) return undefined;
  const [root, rest] = path.startsWith("/pkg/") ? [PACKAGE, path.slice(5)] : [PAGE, path.slice(1)];
  const file = join(root, rest.endsWith("/") || rest === "" ? `${rest}index.html` : rest);
  if (!TYPES.has(extname(file))) return undefined;
  try {
    // Compared after links are resolved, so that neither `..` nor a link leads out.
    const [real, home] = [await realpath(file), await realpath(root)];
    if (!real.startsWith(home.endsWith(sep) ? home : home + sep)) return undefined;
    const { mtimeMs, size } = await stat(real);
    return { path: real, tag: `W/"${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}"` };
  } catch {
    return undefined;
  }
}

/** @param {string} path */
function decode(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
