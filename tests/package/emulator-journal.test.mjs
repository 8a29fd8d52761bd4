// @ts-check
/** What the journal tells, and what its assertions must not let pass. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { createEmulator } from "ionoscloud-dataplatform/testing";

import { createCluster, JSON_HEADERS, listClusters } from "./support/emulator.mjs";

describe("the emulator's journal", () => {
  it("tells of all requests, or of those of one operation by its name or its id", async () => {
    const emulator = createEmulator();
    await createCluster(emulator);
    await listClusters(emulator);
    await emulator.fetch(`${emulator.baseUrl}/nowhere`, { headers: JSON_HEADERS });
    const operations = emulator.journal.requests().map(({ operation }) => operation);
    assert.deepEqual(operations, ["clusters.create", "clusters.list", undefined]);
    for (const name of /** @type {any[]} */ (["clusters.create", "clustersPost"])) {
      assert.equal(emulator.journal.requests(name).length, 1);
      emulator.journal.expectCount(name, 1);
      assert.throws(() => emulator.journal.expectCount(name, 0), { name: "AssertionError", actual: 1, expected: 0 });
    }
    emulator.journal.expectCount("clusters.delete", 0);
  });

  it("does not count an operation that there is not: it would be 0 whatever happened", () => {
    const { journal } = createEmulator();
    const counts = (/** @type {any} */ name) => () => journal.expectCount(name, 0);
    assert.throws(counts("cluster.create"), {
      message: 'there is no operation "cluster.create"; did you mean clusters.create?',
    });
    for (const name of ["", "*", "clusters.rename", "a&operation=clusters.get", "ü %", undefined, null, 7]) {
      assert.throws(counts(name), new RegExp(`^Error: there is no operation "${String(name).replace("*", ".")}"; `));
    }
    assert.throws(() => journal.requests(/** @type {any} */ ("cluster.create")), /did you mean clusters\.create/);
  });

  it("asserts nothing about requests that it has forgotten", async () => {
    const emulator = createEmulator();
    const { journal } = emulator;
    for (let i = 0; i < 10_002; i++) await listClusters(emulator);
    assert.equal(journal.requests().length, 10_000);
    const reason = /forgotten 2 older requests.*journal\.clear\(\)/;
    for (const count of [10_000, 10_002]) assert.throws(() => journal.expectCount("clusters.list", count), reason);
    assert.throws(() => journal.expectCount("clusters.create", 0), /forgotten 2/);
    assert.throws(() => journal.expectRequests([]), /forgotten 2/);
    journal.clear();
    journal.expectCount("clusters.list", 0);
    journal.expectRequests([]);
  });
});
