// @ts-check
/** What a code block of the documentation finds when it runs: an emulator, a client, a page's backend. */
import { writeFile } from "node:fs/promises";
import { format } from "node:util";
import { DataPlatform } from "ionoscloud-dataplatform";
import { createEmulator } from "ionoscloud-dataplatform/testing";

const TOKEN = "a-token-of-the-emulator";
const PAGE = "https://app.example.com/";

/**
 * Sets the stage for one block; it is cleared when the test ends.
 *
 * @param {import("node:test").TestContext} t
 */
export async function setStage(t) {
  const emulator = createEmulator();
  const dp = new DataPlatform({ ...emulator, token: TOKEN });
  const datacenterId = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
  const cluster = await dp.clusters.create({
    properties: { name: "estate", datacenterId, dataPlatformVersion: "24.11" },
  });
  const pool = await dp.nodePools.create(cluster.id, { properties: { name: "workers", nodeCount: 3 } });
  await dp.clusters.waitUntilAvailable(cluster.id);
  await dp.nodePools.waitUntilAvailable(cluster.id, pool.id);

  await writeFile("token.txt", `${TOKEN}\n`);
  setEnvironment(t, "IONOS_TOKEN", TOKEN);
  const log = t.mock.method(console, "log", () => {});
  setGlobals(t, {
    dp,
    emulator,
    token: TOKEN,
    datacenterId,
    clusterId: cluster.id,
    nodePoolId: pool.id,
    fetch: reach(emulator.fetch),
    location: new URL(PAGE),
    document: { querySelector: () => ({ append() {} }) },
  });
  return { emulator, printed: () => log.mock.calls.map(({ arguments: values }) => format(...values)) };
}

/**
 * The network: every host is the emulator, and the page's own has a backend that adds the token.
 *
 * @param {typeof fetch} fetch
 * @returns {typeof fetch}
 */
function reach(fetch) {
  return (input, init) => {
    const request = new Request(input, init);
    if (request.url.startsWith(PAGE)) request.headers.set("Authorization", `Bearer ${TOKEN}`);
    return fetch(request);
  };
}

/**
 * @param {import("node:test").TestContext} t
 * @param {Record<string, unknown>} values
 */
function setGlobals(t, values) {
  for (const [name, value] of Object.entries(values)) {
    const before = Object.getOwnPropertyDescriptor(globalThis, name);
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    t.after(() => {
      if (before === undefined) Reflect.deleteProperty(globalThis, name);
      else Object.defineProperty(globalThis, name, before);
    });
  }
}

/**
 * @param {import("node:test").TestContext} t
 * @param {string} name
 * @param {string} value
 */
function setEnvironment(t, name, value) {
  const before = process.env[name];
  process.env[name] = value;
  t.after(() => {
    if (before === undefined) delete process.env[name];
    else process.env[name] = before;
  });
}
