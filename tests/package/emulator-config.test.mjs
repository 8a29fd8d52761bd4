// @ts-check
/** What the emulator's server is told in a file: the way to the options of `createEmulator()` from other languages. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";

import { createCluster, JSON_HEADERS, runBin, startBin } from "./support/emulator.mjs";

describe("the emulator's configuration file", () => {
  it("decides what createEmulator() would be told", async (t) => {
    const file = await fileWith(t, { switches: { versions: "array" }, versions: [{ name: "24.11" }] });
    const { url } = await startBin(t, "--config", file);
    const versions = await fetch(`${url}/dataplatform/versions`, { headers: JSON_HEADERS });
    assert.deepEqual(await versions.json(), ["24.11"]);
  });

  it("gives the URL under which others reach the server", async (t) => {
    const baseUrl = "https://emulator.example.com/dataplatform";
    const { url } = await startBin(t, "--config", await fileWith(t, { baseUrl }));
    const { id, href } = await (await createCluster({ fetch, baseUrl: `${url}/dataplatform` })).json();
    assert.equal(href, `${baseUrl}/clusters/${id}`);
  });

  it("gives the seed, unless a flag does", async (t) => {
    const file = await fileWith(t, { seed: 7 });
    const ids = [];
    for (const args of [["--seed", "7"], ["--config", file], ["--config", file, "--seed", "8"]]) {
      const { url } = await startBin(t, ...args);
      const cluster = await (await createCluster({ fetch, baseUrl: `${url}/dataplatform` })).json();
      ids.push(cluster.id);
    }
    assert.equal(ids[1], ids[0]);
    assert.notEqual(ids[2], ids[0]);
  });

  it("is refused before anything listens", async (t) => {
    const refused = /** @type {const} */ ([
      [{ swithces: {} }, /unknown field `swithces`/],
      [{ switches: { versions: "list" } }, /unknown variant `list`/],
      [{ clock: "real" }, /unknown field `clock`/],
      [null, /null/],
      [[], /expected a JSON object, not an array/],
      [[7], /expected a JSON object, not an array/],
    ]);
    for (const [options, message] of refused) {
      const file = await fileWith(t, options);
      const { code, stdout, stderr } = await runBin("--config", file);
      assert.equal(code, 2);
      assert.equal(stdout, "");
      assert.ok(stderr.startsWith(`--config ${file}: `), stderr);
      assert.match(stderr, message);
    }
  });

  it("must be there", async () => {
    const { code, stderr } = await runBin("--config", "no-such-file.json");
    assert.equal(code, 2);
    assert.match(stderr, /^--config no-such-file\.json: ENOENT/);
  });
});

/**
 * A file that is gone after the test.
 *
 * @param {import("node:test").TestContext} t
 * @param {object | null} options
 */
async function fileWith(t, options) {
  const folder = await mkdtemp(join(tmpdir(), "emulator-"));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, "emulator.json");
  await writeFile(file, JSON.stringify(options));
  return file;
}
