// @ts-check
/** The emulator's kubeconfig in the hands of the Kubernetes project's own client. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, it } from "node:test";

import { CoreV1Api, KubeConfig } from "@kubernetes/client-node";

const { PROJECT_DIR = "" } = process.env;
const OLDER_API = join(PROJECT_DIR, "tests/proof/older_api.json");

describe("a kubeconfig of the emulator", () => {
  it("leads to its cluster, as the user that it names", async (t) => {
    const config = load(await readKubeconfig(t, "analytics"));
    assert.equal(config.getCurrentContext(), "dataplatform-user@analytics");
    assert.deepEqual(config.getContextObject(config.getCurrentContext()), {
      name: "dataplatform-user@analytics",
      cluster: "analytics",
      user: "dataplatform-user",
      namespace: "default",
    });
    const cluster = config.getCurrentCluster();
    assert.equal(cluster?.name, "analytics");
    assert.match(cluster?.server ?? "", /^https:\/\/cluster-[0-9a-f]{16}\.emulator\.invalid:16443$/);
    assert.equal(cluster?.skipTLSVerify, false);
    assert.match(config.getCurrentUser()?.token ?? "", /^emulated-[0-9a-f]{32}$/);
  });

  it("authenticates requests, and the server that answers them", async (t) => {
    const config = load(await readKubeconfig(t, "analytics"));
    /** @type {import("node:https").RequestOptions} */
    const options = {};
    await config.applyToHTTPSOptions(options);
    const token = config.getCurrentUser()?.token;
    assert.deepEqual(options.headers, { Authorization: `Bearer ${token}` });
    assert.ok(Buffer.isBuffer(options.ca));
    assert.ok(new X509Certificate(options.ca).ca);
    assert.ok(config.makeApiClient(CoreV1Api));
  });

  it("is another for another cluster", async (t) => {
    const emulator = await start(t);
    const [one, other] = [load(await emulator.kubeconfig("one")), load(await emulator.kubeconfig("other"))];
    assert.notEqual(one.getCurrentCluster()?.server, other.getCurrentCluster()?.server);
    assert.notEqual(one.getCurrentUser()?.token, other.getCurrentUser()?.token);
  });

  it("is the same as the string that the older API sends", async (t) => {
    const text = JSON.parse(await readKubeconfig(t, "analytics", "--config", OLDER_API));
    assert.equal(typeof text, "string");
    assert.deepEqual(load(text), load(await readKubeconfig(t, "analytics")));
  });
});

function load(/** @type {string} */ text) {
  const config = new KubeConfig();
  config.loadFromString(text);
  return config;
}

/**
 * The kubeconfig of a new cluster in a new emulator, as it comes over the wire.
 *
 * @param {import("node:test").TestContext} t
 * @param {string} cluster
 * @param {string[]} args
 */
async function readKubeconfig(t, cluster, ...args) {
  const emulator = await start(t, ...args);
  return emulator.kubeconfig(cluster);
}

/**
 * @param {import("node:test").TestContext} t
 * @param {string[]} args
 */
async function start(t, ...args) {
  const server = join(PROJECT_DIR, "pkg/bin/emulator.js");
  const child = spawn(process.execPath, [server, "--port", "0", "--speed", "0", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  t.after(() => child.kill("SIGKILL"));
  const [line] = await once(createInterface(child.stdout), "line");
  const url = line.replace("listening on ", "");

  /** @param {string} path @param {object} [body] */
  async function request(path, body) {
    const headers = { authorization: "Bearer token-of-alice", "content-type": "application/json" };
    const init = body === undefined ? { headers } : { method: "POST", headers, body: JSON.stringify(body) };
    const response = await fetch(url + path, init);
    const text = await response.text();
    assert.ok(response.ok, text);
    return text;
  }

  return {
    /** @param {string} name */
    async kubeconfig(name) {
      const datacenterId = "498ae72f-411f-11eb-9d07-046c59cc737e";
      const properties = { name, datacenterId, dataPlatformVersion: "24.11" };
      const { id } = JSON.parse(await request("/dataplatform/clusters", { properties }));
      await request("/_emulator/clock", { advanceMs: 3_600_000 });
      return request(`/dataplatform/clusters/${id}/kubeconfig`);
    },
  };
}
