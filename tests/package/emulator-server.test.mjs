// @ts-check
/** The HTTP door, over real sockets. */
import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import net from "node:net";
import { describe, it } from "node:test";

import { clusterRequest, createCluster, JSON_HEADERS, listClusters, serve } from "./support/emulator.mjs";

/** @typedef {import("node:test").TestContext} TestContext */

const OPTIONS = { port: 0, host: "127.0.0.1", speed: 0, seed: 0 };

/** A server that ends with the test. */
async function start(/** @type {TestContext} */ t, /** @type {object} */ options = {}) {
  const { url, close } = await serve({ ...OPTIONS, ...options });
  t.after(close);
  return { url, port: Number(new URL(url).port), fetch, baseUrl: `${url}/dataplatform` };
}

/** Waits until an emitter has closed, be it with an error. */
function closed(/** @type {import("node:events").EventEmitter} */ emitter) {
  emitter.on("error", () => {});
  return new Promise((resolve) => emitter.once("close", resolve));
}

/** Opens a socket and sends a text. */
function dial(/** @type {number} */ port, /** @type {string} */ text) {
  const socket = net.connect(port, "127.0.0.1", () => socket.write(text, "latin1"));
  socket.setEncoding("latin1");
  return socket;
}

/** Sends a text on a socket of its own, and returns all that comes back until the server closes it. */
async function talk(/** @type {number} */ port, /** @type {string} */ text) {
  const socket = dial(port, text);
  let answer = "";
  socket.on("data", (data) => (answer += data));
  await closed(socket);
  return answer;
}

/** The parts of an answer as it came over a socket. */
function parse(/** @type {string} */ answer) {
  const [head = "", body = ""] = answer.split("\r\n\r\n");
  return { status: Number(head.split(" ")[1]), head, body: body === "" ? undefined : JSON.parse(body) };
}

/** Asserts that an answer is an error in the shape of the service. */
function assertError(/** @type {any} */ body, /** @type {number} */ status) {
  assert.equal(body.httpStatus, status);
  assert.equal(typeof body.messages[0].errorCode, "string");
  assert.equal(typeof body.messages[0].message, "string");
}

describe("the emulator over HTTP", () => {
  it("carries a cluster from its creation to its end", async (t) => {
    const server = await start(t);
    const cluster = await (await createCluster(server)).json();
    assert.equal(cluster.href, `${server.baseUrl}/clusters/${cluster.id}`);
    const state = async () => (await (await fetch(cluster.href, { headers: JSON_HEADERS })).json()).metadata?.state;
    assert.equal(await state(), "DEPLOYING");
    const advance = (/** @type {number} */ advanceMs) =>
      fetch(`${server.url}/_emulator/clock`, { method: "POST", body: JSON.stringify({ advanceMs }) });
    await advance(480_000);
    assert.equal(await state(), "AVAILABLE");
    await fetch(cluster.href, { method: "DELETE", headers: JSON_HEADERS });
    await advance(180_000);
    assert.equal(await state(), undefined);
  });

  it("wants credentials, any that there are", async (t) => {
    const server = await start(t);
    assert.equal((await listClusters(server, { headers: {} })).status, 401);
    for (const authorization of ["Bearer x", `Basic ${btoa("user:")}`]) {
      assert.equal((await listClusters(server, { headers: { authorization } })).status, 200);
    }
  });

  it("has controls: journal, faults, tenants, state, reset", async (t) => {
    const server = await start(t);
    const control = async (/** @type {string} */ name, method = "GET", /** @type {unknown} */ body = undefined) => {
      const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
      const response = await fetch(`${server.url}/_emulator/${name}`, init);
      return { status: response.status, body: await response.json() };
    };
    await createCluster(server);
    assert.equal((await control("journal")).body.entries[0].operation, "clusters.create");
    await control("faults", "POST", { operation: "clusters.list", fault: { kind: "status", status: 418 } });
    assert.equal((await listClusters(server)).status, 418);
    await control("tenants", "PUT", { tenants: [{ token: "only" }] });
    assert.equal((await listClusters(server)).status, 401);
    assert.equal((await control("state")).body.contracts[0].clusters, 1);
    await control("reset", "POST");
    assert.equal((await listClusters(server)).status, 200);
    assert.deepEqual(await control("nowhere"), { status: 404, body: { error: "there is no such control" } });
    assert.equal((await control("journal", "PATCH", {})).status, 405);
    assert.equal((await control("faults", "POST", { fault: {} })).status, 400);
  });

  it("has a clock that tells, takes and refuses its speed", async (t) => {
    const { url } = await start(t);
    const clock = async (/** @type {unknown} */ change, method = "POST") => {
      const response = await fetch(`${url}/_emulator/clock`, { method, body: JSON.stringify(change) });
      return { status: response.status, body: await response.json() };
    };
    const { now } = (await clock({ advanceMs: 0 })).body;
    assert.equal((await clock({ advanceMs: 1000 })).body.now, now + 1000);
    assert.equal((await clock({ speed: 0.5 })).body.speed, 0.5);
    const faster = await clock({ speed: 1e308 });
    assert.equal(faster.body.error, "speed must be a number from 0 to 10000000, not 1e+308");
    assert.equal((await clock({ speed: 0 })).body.speed, 0);
    assert.equal(typeof (await clock({ advanceMs: 0 })).body.now, "number");
    const changes = [{ speed: -1 }, { speed: "fast" }, { advanceMs: -1 }, { advanceMs: null }, { faster: 1 }];
    for (const bad of [...changes, { advanceMs: 1e308 }, {}, [], null]) {
      const { status, body } = await clock(bad);
      assert.equal(status, 400, JSON.stringify(bad));
      assert.equal(typeof body.error, "string");
    }
    assert.equal((await fetch(`${url}/_emulator/clock`, { method: "POST", body: "{" })).status, 400);
    assert.equal((await clock({}, "PUT")).status, 405);
    const got = await (await fetch(`${url}/_emulator/clock`)).json();
    assert.deepEqual(Object.keys(got), ["now", "speed"]);
  });

  it("serves pages: preflights are answered, header fields exposed", async (t) => {
    const server = await start(t);
    const preflight = await fetch(`${server.baseUrl}/clusters`, {
      method: "OPTIONS",
      headers: {
        origin: "https://example.com",
        "access-control-request-method": "PATCH",
        "access-control-request-headers": "authorization,content-type,x-own",
      },
    });
    assert.equal(preflight.status, 204);
    assert.match(preflight.headers.get("access-control-allow-methods") ?? "", /PATCH/);
    assert.equal(preflight.headers.get("access-control-allow-headers"), "authorization,content-type,x-own");
    assert.equal(preflight.headers.get("access-control-max-age"), "600");
    const paths = ["/dataplatform/clusters", "/dataplatform/nowhere", "/_emulator/state", "/nowhere"];
    for (const path of paths) {
      const { headers } = await fetch(server.url + path);
      assert.equal(headers.get("access-control-allow-origin"), "*", path);
      assert.equal(headers.get("access-control-expose-headers"), "X-Request-Id, Retry-After, ETag", path);
    }
  });

  it("serves pages that send cookies along, for whom a wildcard stands for nobody", async (t) => {
    const server = await start(t);
    const origin = "https://example.com";
    const preflight = { method: "OPTIONS", headers: { origin, "access-control-request-method": "GET" } };
    for (const init of [preflight, { headers: { origin } }]) {
      const { headers } = await fetch(`${server.baseUrl}/clusters`, init);
      assert.equal(headers.get("access-control-allow-origin"), origin);
      assert.equal(headers.get("access-control-allow-credentials"), "true");
      assert.match(headers.get("vary") ?? "", /\bOrigin\b/);
    }
  });

  it("answers what is none of its own in the shape of the service", async (t) => {
    const server = await start(t);
    const requests = /** @type {const} */ ([
      ["GET", "/", 404],
      ["GET", "/dataplatforms/clusters", 404],
      ["GET", "//dataplatform/clusters", 404],
      ["GET", "/_emulators", 404],
      ["GET", "/dataplatform", 404],
      ["GET", "/dataplatform/", 404],
      ["GET", "/dataplatform/clusters/", 404],
      ["PUT", "/dataplatform/clusters", 405],
      ["OPTIONS", "/dataplatform/clusters", 405],
      ["TRACE", "/dataplatform/clusters", 405],
      ["GET", "/dataplatform/clusters?name=a&name=b", 400],
      ["GET", "/dataplatform/clusters?name=%", 400],
      ["GET", "/dataplatform/%zz", 400],
    ]);
    for (const [method, path, status] of requests) {
      const head = `${method} ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nConnection: close\r\n\r\n`;
      const answer = parse(await talk(server.port, head));
      assert.equal(answer.status, status, `${method} ${path}`);
      assertError(answer.body, status);
      if (status === 405) assert.match(answer.head, /\r\nAllow: GET, POST\r\n/);
    }
  });

  it("takes a whole URL as the target, as if it were a proxy", async (t) => {
    const { port } = await start(t);
    const head = "GET http://example.com/dataplatform/versions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\n";
    assert.equal(parse(await talk(port, `${head}Connection: close\r\n\r\n`)).status, 200);
  });

  it("gives a HEAD no body, and 204 no length", async (t) => {
    const server = await start(t);
    const ask = "Host: x\r\nAuthorization: Bearer x\r\nConnection: close\r\n\r\n";
    const head = await talk(server.port, `HEAD /dataplatform/versions HTTP/1.1\r\n${ask}`);
    assert.match(head, /\r\n\r\n$/);
    const rule = { operation: "versions.list", fault: { kind: "status", status: 204 } };
    await fetch(`${server.url}/_emulator/faults`, { method: "POST", body: JSON.stringify(rule) });
    const empty = await talk(server.port, `GET /dataplatform/versions HTTP/1.1\r\n${ask}`);
    assert.match(empty, /^HTTP\/1.1 204 /);
    assert.doesNotMatch(empty, /content-length|transfer-encoding/i);
    assert.match(empty, /\r\n\r\n$/);
  });

  it("sees the header fields as they were sent, also twice and in odd bytes", async (t) => {
    const { port } = await start(t);
    const twice = "Authorization: Bearer x\r\nAuthorization: Bearer y\r\n";
    const head = `GET /dataplatform/versions HTTP/1.1\r\nHost: x\r\n${twice}X-Odd: \xff\xfe\r\n`;
    assert.equal(parse(await talk(port, `${head}Connection: close\r\n\r\n`)).status, 200);
  });

  it("answers requests that come at once on one connection, in their order", async (t) => {
    const { port } = await start(t);
    const ask = (/** @type {string} */ path, rest = "") =>
      `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\n${rest}\r\n`;
    const last = ask("/dataplatform/clusters", "Connection: close\r\n");
    const answers = await talk(port, ask("/dataplatform/versions") + ask("/nowhere") + last);
    const statuses = [...answers.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status);
    assert.deepEqual(statuses, ["200", "404", "200"]);
  });

  it("breaks the connection at its turn where requests come at once", async (t) => {
    const server = await start(t);
    const ask = (/** @type {string} */ path) => `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\n\r\n`;
    const texts = ask("/dataplatform/versions") + ask("/dataplatform/clusters") + ask("/dataplatform/versions");
    const faults = /** @type {const} */ ([
      [{ kind: "drop" }, 1],
      [{ kind: "refuse" }, 1],
      [{ kind: "truncate", bytes: 0 }, 2],
      [{ kind: "truncate", bytes: 5 }, 2],
    ]);
    for (const [fault, answers] of faults) {
      const rules = [
        { operation: "versions.list", fault: { kind: "delay", ms: 5 } },
        { operation: "clusters.list", fault },
      ];
      for (const rule of rules) {
        await fetch(`${server.url}/_emulator/faults`, { method: "POST", body: JSON.stringify(rule) });
      }
      const answer = await talk(server.port, texts);
      assert.equal(answer.match(/HTTP\/1\.1 200 OK/g)?.length, answers, `${JSON.stringify(fault)}: ${answer}`);
    }
  });

  it("tells the length of a body that it breaks off", async (t) => {
    const server = await start(t);
    const rule = { operation: "versions.list", fault: { kind: "truncate", bytes: 3 } };
    await fetch(`${server.url}/_emulator/faults`, { method: "POST", body: JSON.stringify(rule) });
    const request = http.get(`${server.baseUrl}/versions`, { headers: JSON_HEADERS });
    const [response] = await once(request, "response");
    assert.ok(Number(response.headers["content-length"]) > 3);
    let body = "";
    response.on("data", (/** @type {Buffer} */ data) => (body += data));
    await closed(response);
    assert.equal(body.length, 3);
    assert.equal(response.complete, false);
  });
});

describe("the limits of the emulator over HTTP", () => {
  const limits = { bodyBytes: 1000, connections: 4, headersMs: 100, requestMs: 100 };

  it("refuse a body that is too large, whether it tells its size or not, and the state is unharmed", async (t) => {
    const server = await start(t);
    const body = JSON.stringify({ ...clusterRequest(), filler: "x".repeat(10 << 20) });
    const init = { method: "POST", headers: JSON_HEADERS, duplex: "half" };
    for (const large of [body, new Blob([body]).stream()]) {
      const response = await fetch(`${server.baseUrl}/clusters`, { ...init, body: large });
      assert.equal(response.status, 413);
      assert.equal(response.headers.get("connection"), "close");
      assert.equal(response.headers.get("access-control-allow-origin"), "*");
      assertError(await response.json(), 413);
    }
    assert.equal((await (await listClusters(server)).json()).items.length, 0);
  });

  it("let through a body of just the size", async (t) => {
    const server = await start(t, { limits });
    const text = JSON.stringify(clusterRequest());
    const init = { method: "POST", headers: JSON_HEADERS };
    const fits = await fetch(`${server.baseUrl}/clusters`, { ...init, body: text.padEnd(1000) });
    assert.equal(fits.status, 200);
    const tooLarge = await fetch(`${server.baseUrl}/clusters`, { ...init, body: text.padEnd(1001) });
    assert.equal(tooLarge.status, 413);
  });

  it("answer before the body where a client asks first", async (t) => {
    const server = await start(t, { limits });
    const ask = (/** @type {number} */ length) => {
      const headers = { ...JSON_HEADERS, expect: "100-continue", "content-length": length };
      return http.request(`${server.baseUrl}/clusters`, { method: "POST", headers });
    };
    const small = ask(JSON.stringify(clusterRequest()).length);
    small.flushHeaders();
    await once(small, "continue");
    small.end(JSON.stringify(clusterRequest()));
    assert.equal((await once(small, "response"))[0].statusCode, 200);
    const large = ask(1001).on("continue", () => assert.fail("the body is not wanted")).on("error", () => {});
    large.flushHeaders();
    assert.equal((await once(large, "response"))[0].statusCode, 413);
    large.destroy();
    const odd = `POST /dataplatform/clusters HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\nConnection: close\r\n\r\n`;
    const answer = parse(await talk(server.port, odd));
    assert.equal(answer.status, 417);
    assertError(answer.body, 417);
  });

  it("pass over an expectation in HTTP/1.0, whose clients take 100 for the answer", async (t) => {
    const { port } = await start(t);
    const body = JSON.stringify(clusterRequest());
    const fields = `Authorization: Bearer x\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\n`;
    const answer = await talk(port, `POST /dataplatform/clusters HTTP/1.0\r\n${fields}\r\n${body}`);
    assert.equal(parse(answer).status, 200);
  });

  it("close connections beyond the most that may be open", async (t) => {
    const { port } = await start(t, { limits: { connections: 4 } });
    const sockets = Array.from({ length: 4 }, () => net.connect(port, "127.0.0.1"));
    t.after(() => sockets.forEach((socket) => socket.destroy()));
    await Promise.all(sockets.map((socket) => once(socket, "connect")));
    const head = "GET /dataplatform/versions HTTP/1.1\r\nHost: x\r\n\r\n";
    assert.equal(await talk(port, head), "");
    const [first] = sockets;
    first?.write(head);
    assert.match(String(await once(/** @type {net.Socket} */ (first), "data")), /^HTTP\/1.1 401/);
  });

  it("end requests that do not come to an end", async (t) => {
    const { port } = await start(t, { limits });
    const body = "POST /dataplatform/clusters HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{";
    for (const slow of ["GET /dataplatform/ver", body]) {
      const answer = parse(await talk(port, slow));
      assert.equal(answer.status, 408, slow);
      assertError(answer.body, 408);
    }
  });

  it("refuse what a server must refuse: no Host, two of them, and what is meant for a proxy", async (t) => {
    const { port } = await start(t);
    const hostless = "GET /dataplatform/versions HTTP/1.1\r\nConnection: close\r\n\r\n";
    const twofold = "GET /dataplatform/versions HTTP/1.1\r\nHost: x\r\nHost: y\r\nConnection: close\r\n\r\n";
    const connect = "CONNECT example.com:443 HTTP/1.1\r\nHost: x\r\n\r\n";
    for (const [text, status] of /** @type {const} */ ([[hostless, 400], [twofold, 400], [connect, 501]])) {
      const answer = parse(await talk(port, text));
      assert.equal(answer.status, status);
      assertError(answer.body, status);
    }
  });

  it("refuse what is no HTTP, and header fields that are too large", async (t) => {
    const { port } = await start(t);
    const broken = parse(await talk(port, "\x16\x03\x01\r\n\r\n"));
    assert.equal(broken.status, 400);
    assertError(broken.body, 400);
    const large = parse(await talk(port, `GET / HTTP/1.1\r\nHost: x\r\nX-Large: ${"x".repeat(17_000)}\r\n\r\n`));
    assert.equal(large.status, 431);
    assertError(large.body, 431);
  });

  it("outlive clients that go away at any point", async (t) => {
    const server = await start(t);
    for (const delivery of [{ kind: "hang" }, { kind: "delay", ms: 60_000 }, { kind: "slowBody", ms: 60_000 }]) {
      const rule = { operation: "versions.list", fault: delivery };
      await fetch(`${server.url}/_emulator/faults`, { method: "POST", body: JSON.stringify(rule) });
    }
    const head = "Host: x\r\nAuthorization: Bearer x\r\n";
    const texts = [
      `GET /dataplatform/versions HTTP/1.1\r\n${head}\r\n`,
      `GET /dataplatform/versions HTTP/1.1\r\n${head}\r\n`,
      `GET /dataplatform/versions HTTP/1.1\r\n${head}\r\n`,
      `POST /dataplatform/clusters HTTP/1.1\r\n${head}Content-Length: 99\r\n\r\n{`,
      `POST /dataplatform/clusters HTTP/1.1\r\n${head}Content-Length: 99999999\r\n\r\n{`,
      "GET /data",
      "",
    ];
    for (const text of texts) {
      const socket = dial(server.port, text);
      await once(socket, "connect");
      socket.resetAndDestroy();
    }
    assert.equal((await listClusters(server)).status, 200);
  });
});

describe("the emulator over HTTP, told what it cannot be", () => {
  it("rejects, and listens no longer", async (t) => {
    const probe = net.createServer().listen(0, "127.0.0.1");
    await once(probe, "listening");
    const { port } = /** @type {net.AddressInfo} */ (probe.address());
    probe.close();
    await once(probe, "close");
    for (const config of [{ baseUrl: "ftp://x" }, { swithces: {} }, { seed: -1, versions: 7 }]) {
      await assert.rejects(serve({ ...OPTIONS, port, config }), /bad configuration of the emulator/);
    }
    await start(t, { port });
  });
});

describe("the emulator over HTTP, told to close", () => {
  it("lets go of idle connections and of those that wait", async (t) => {
    const { url, close } = await serve(OPTIONS);
    t.after(close);
    const port = Number(new URL(url).port);
    const rule = { operation: "versions.list", fault: { kind: "hang" } };
    await fetch(`${url}/_emulator/faults`, { method: "POST", body: JSON.stringify(rule) });
    const idle = net.connect(port, "127.0.0.1");
    await once(idle, "connect");
    const hanging = talk(port, "GET /dataplatform/versions HTTP/1.1\r\nHost: x\r\n\r\n");
    const agent = new http.Agent({ keepAlive: true });
    t.after(() => agent.destroy());
    const [kept] = await once(http.get(`${url}/dataplatform/versions`, { agent }), "response");
    kept.resume();
    await once(kept, "end");
    await Promise.all([close(), once(idle, "close"), hanging]);
    await assert.rejects(fetch(url), (/** @type {any} */ error) => error.cause.code === "ECONNREFUSED");
  });

  it("still delivers what is about to be delivered", async (t) => {
    const server = await serve(OPTIONS);
    t.after(server.close);
    const rule = { operation: "clusters.list", fault: { kind: "delay", ms: 10 } };
    await fetch(`${server.url}/_emulator/faults`, { method: "POST", body: JSON.stringify(rule) });
    const request = http.get(`${server.url}/dataplatform/clusters`, { headers: JSON_HEADERS });
    const response = once(request, "response");
    const journal = async () => (await (await fetch(`${server.url}/_emulator/journal`)).json()).entries;
    while ((await journal()).length === 0);
    await server.close();
    const [{ statusCode }] = await response;
    assert.equal(statusCode, 200);
    request.destroy();
  });
});
