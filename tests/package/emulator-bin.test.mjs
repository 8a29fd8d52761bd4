// @ts-check
/** The package's `bin`: its flags, its output, its end. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import http from "node:http";
import net from "node:net";
import { describe, it } from "node:test";

import { BIN, createCluster, JSON_HEADERS, runBin, startBin } from "./support/emulator.mjs";

const manifest = new URL(import.meta.resolve("ionoscloud-dataplatform/package.json"));

/** On Windows a process is ended from outside without being asked. */
const NO_SIGNALS = process.platform === "win32";

describe("the emulator's bin", () => {
  it("says where it listens, and nothing else", async (t) => {
    const { child, line, url, exited } = await startBin(t);
    assert.match(line, /^listening on http:\/\/127\.0\.0\.1:\d+$/);
    let more = "";
    child.stdout.on("data", (text) => (more += text));
    assert.equal((await fetch(`${url}/dataplatform/versions`, { headers: JSON_HEADERS })).status, 200);
    child.kill();
    await exited;
    assert.equal(more, "");
  });

  it("runs as fast as it is told, from the seed that it is told", async (t) => {
    const { url } = await startBin(t, "--speed", "12.5", "--seed", "7");
    assert.equal((await (await fetch(`${url}/_emulator/clock`)).json()).speed, 12.5);
    const seeded = await (await createCluster({ fetch, baseUrl: `${url}/dataplatform` })).json();
    const other = await startBin(t, "--seed", "7");
    const again = await (await createCluster({ fetch, baseUrl: `${other.url}/dataplatform` })).json();
    assert.equal(again.id, seeded.id);
  });

  it("makes a cluster available in about three seconds by default", async (t) => {
    const { url } = await startBin(t);
    const { speed } = await (await fetch(`${url}/_emulator/clock`)).json();
    assert.equal(480 / speed, 3);
  });

  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    it(`ends with 0 at ${signal}, whoever is still connected`, { skip: NO_SIGNALS }, async (t) => {
      const { child, url, exited } = await startBin(t);
      const idle = net.connect(Number(new URL(url).port), "127.0.0.1");
      await once(idle, "connect");
      const agent = new http.Agent({ keepAlive: true });
      const [response] = await once(http.get(`${url}/dataplatform/versions`, { agent }), "response");
      await once(response.resume(), "end");
      const started = performance.now();
      child.kill(signal);
      assert.deepEqual(await exited, [0, null]);
      assert.ok(performance.now() - started < 1000);
      agent.destroy();
    });
  }

  it("ends with 0 at a signal that comes as soon as it says where it listens", { skip: NO_SIGNALS }, async () => {
    // From within: what comes from another process would come a moment later.
    const impatient = `
      const { write } = process.stdout;
      process.stdout.write = function (...args) {
        write.apply(this, args);
        process.kill(process.pid, "SIGTERM");
      };
    `;
    const flags = ["--import", `data:text/javascript,${encodeURIComponent(impatient)}`];
    const child = spawn(process.execPath, [...flags, BIN, "--port", "0"], { stdio: "ignore" });
    assert.deepEqual(await once(child, "exit"), [0, null]);
  });

  it("goes on when nobody reads what it writes", { skip: NO_SIGNALS }, async (t) => {
    const { child, url, exited } = await startBin(t);
    child.stdout.destroy();
    assert.equal((await fetch(`${url}/dataplatform/versions`, { headers: JSON_HEADERS })).status, 200);
    child.kill("SIGTERM");
    assert.deepEqual(await exited, [0, null]);
  });

  it("explains itself", async () => {
    const help = await runBin("--help");
    assert.equal(help.code, 0);
    for (const flag of ["--port", "--host", "--speed", "--seed", "--config", "--allow-remote", "--version", "--help"]) {
      assert.ok(help.stdout.includes(`  ${flag} `), flag);
    }
    const { version } = JSON.parse(await readFile(manifest, "utf8"));
    assert.deepEqual(await runBin("--version"), { code: 0, stdout: `${version}\n`, stderr: "" });
  });

  const refused = /** @type {const} */ ([
    [["--prot", "1"], /--prot/],
    [["serve"], /serve/],
    [["--port"], /--port/],
    [["--port", "http"], /--port must be a whole number from 0 to 65535, not 'http'/],
    [["--port", "65536"], /--port must be/],
    [["--port="], /--port must be/],
    [["--port=-1"], /--port must be/],
    [["--speed", "fast"], /--speed must be a number from 0 to 10000000, not 'fast'/],
    [["--speed", "Infinity"], /--speed must be/],
    [["--speed", "10000001"], /--speed must be/],
    [["--seed", "1.5"], /--seed must be a whole number/],
    [["--host", "0.0.0.0"], /--allow-remote/],
    [["--host", "127.example.com"], /--allow-remote/],
    [["--host", ""], /--allow-remote/],
  ]);
  for (const [args, message] of refused) {
    it(`refuses ${args.join(" ")}, with its usage`, async () => {
      const { code, stdout, stderr } = await runBin(...args);
      assert.equal(code, 2);
      assert.equal(stdout, "");
      assert.match(stderr, message);
      assert.match(stderr, /^Usage: ionoscloud-dataplatform-emulator/m);
    });
  }

  it("knows the names of this machine in any letter case", async (t) => {
    const { line } = await startBin(t, "--host", "LocalHost");
    assert.match(line, /^listening on http:\/\/localhost:\d+$/);
  });

  it("listens for others only when it is told twice", async (t) => {
    const { line } = await startBin(t, "--host", "0.0.0.0", "--allow-remote");
    assert.match(line, /^listening on http:\/\/0\.0\.0\.0:\d+$/);
  });

  it("tells a URL also where it is to listen on every address", async (t) => {
    const { line } = await startBin(t, "--host", "", "--allow-remote");
    assert.match(line, /^listening on http:\/\/(\[::\]|0\.0\.0\.0):\d+$/);
  });

  it("says so when the port is in use", async (t) => {
    const { url } = await startBin(t);
    const { port } = new URL(url);
    const { code, stdout, stderr } = await runBin("--port", port);
    assert.equal(code, 1);
    assert.equal(stdout, "");
    const advice = "choose another with --port, or 0 for any that is free";
    assert.equal(stderr, `port ${port} of 127.0.0.1 is in use: ${advice}\n`);
  });

  it("says so when the address is none of this machine", async () => {
    const { code, stderr } = await runBin("--port", "0", "--host", "192.0.2.1", "--allow-remote");
    assert.equal(code, 1);
    assert.equal(stderr, "192.0.2.1 is no address of this machine\n");
  });
});
