// @ts-check
/** What comes late tells of an earlier time than what the page has learnt since. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before } from "node:test";
import { logged, openCluster, row, visit, visits } from "./support/browser.mjs";
import { connect } from "./support/connection.mjs";
import { startEmulator } from "./support/processes.mjs";
import { openById, openNewCluster, readAgain, storeOf } from "./support/store.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {typeof import("../../www/model/actions.js")} ActionsModule */

/** How often the page reads from a service. */
const REFRESH_MS = 10_000;

const DATACENTER = "5c2f8b1e-7a44-4d0f-9c8e-3b1d6a9f2e70";

/** @type {Awaited<ReturnType<typeof startEmulator>>} */
let emulator;

before(async () => {
  emulator = await startEmulator();
});

after(() => emulator?.stop());

/**
 * Reads clusters and node pools, changes and creates some of both while the answers are on their way, and gives what
 * the page holds to be true when they have come.
 *
 * @param {Page} page
 * @param {string} id
 */
async function readWhileChanging(page, id) {
  const store = await storeOf(page);
  return store.evaluate(
    async (store, { id, datacenterId }) => {
      const [actionsPath, slow] = ["/model/actions.js", { kind: /** @type {const} */ ("slowBody"), ms: 90_000 }];
      const actions = /** @type {ActionsModule} */ (await import(actionsPath));
      const { session, nodePools } = store.state;
      if (session?.emulator === undefined) throw new Error("there is no emulator");
      const { emulator, signal } = session;
      const poolId = nodePools[id]?.[0]?.id ?? "";

      for (const operation of /** @type {const} */ (["clusters.list", "nodePools.list"])) emulator.fail({ operation, count: 1, fault: slow });
      const late = Promise.all([actions.readClusters(), actions.readCluster(id)]);
      await actions.updateCluster(id, { properties: { name: "renamed" } }, signal);
      await actions.createCluster({ properties: { name: "created", datacenterId, dataPlatformVersion: "25.3" } }, signal);
      await actions.updateNodePool(id, poolId, { properties: { nodeCount: 7 } }, signal);
      await actions.createNodePool(id, { properties: { name: "created", nodeCount: 1 } }, signal);
      await emulator.advance(90_000);
      await late;

      const { clusterIds = [], clusters, nodePools: poolsNow, stays } = store.state;
      const pools = poolsNow[id] ?? [];
      return {
        name: clusters[id]?.properties.name,
        states: stays[id]?.map(({ state }) => state).slice(-2),
        listed: clusterIds.map((id) => clusters[id]?.properties.name),
        nodeCount: pools.find((pool) => pool.id === poolId)?.properties.nodeCount,
        poolStates: stays[poolId]?.map(({ state }) => state).slice(-2),
        pools: pools.map(({ properties }) => properties.name),
      };
    },
    { id, datacenterId: DATACENTER },
  );
}

visits("what comes late", () => {
  visit("a list that was asked for before a change takes back neither the change nor what was created", async (page) => {
    const id = await openNewCluster(page, "before", [{ name: "workers", nodeCount: 3 }]);
    await page.getByRole("listitem", { name: "workers" }).getByText("Available").first().waitFor();
    const { listed, pools, ...rest } = await readWhileChanging(page, id);
    assert.deepEqual(rest, {
      name: "renamed",
      states: ["AVAILABLE", "UPDATING"],
      nodeCount: 7,
      poolStates: ["AVAILABLE", "UPDATING"],
    });
    assert.ok(listed.includes("created"), String(listed));
    assert.deepEqual(pools, ["workers", "created"]);
  });

  visit("what was not found and is listed again later is there again", async (page) => {
    await openCluster(page, "analytics-staging");
    await page.getByRole("listitem", { name: "workers" }).waitFor();
    const store = await storeOf(page);
    const isGone = await store.evaluate(async (store) => {
      const actionsPath = "/model/actions.js";
      const actions = /** @type {ActionsModule} */ (await import(actionsPath));
      const { route, session } = store.state;
      const id = route.view === "cluster" ? route.id : "";
      session?.emulator?.fail({ operation: "clusters.get", count: 1, fault: { kind: "status", status: 404 } });
      await actions.readCluster(id);
      return id in store.state.gone;
    });
    assert.ok(isGone);
    await page.getByText("This cluster is not there, or not any more.").waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Change", exact: true }).waitFor();
    await page.getByRole("listitem", { name: "workers" }).waitFor();
    await page.getByRole("link", { name: "Clusters", exact: true }).click();
    await row(page, "analytics-staging").waitFor();
  });

  visit(
    "why a cluster could not be read is not said of another that was opened since",
    async (page) => {
      await connect(page, emulator.url, "any");
      const store = await storeOf(page);
      const [first, second] = await store.evaluate(
        async ({ state: { session } }, datacenterId) => {
          const create = (/** @type {string} */ name) => session?.client.clusters.create({ properties: { name, datacenterId, dataPlatformVersion: "25.3" } });
          const created = [await create("first"), await create("second")];
          for (const cluster of created) await session?.client.clusters.waitUntilAvailable(cluster?.id ?? "", { pollIntervalMs: 500 });
          return created.map((cluster) => cluster?.id ?? "");
        },
        DATACENTER,
      );
      assert.ok(first !== undefined && second !== undefined);
      /** @type {Promise<import("playwright-core").Route>} */
      const held = new Promise((resolve) => void page.route(`**/dataplatform/clusters/${first}`, resolve));
      await openById(page, first);
      const route = await held;
      await openById(page, second);
      await page.getByRole("heading", { level: 1, name: "second" }).waitFor();
      await route.fulfill({ status: 403, headers: { "Access-Control-Allow-Origin": "*" }, json: { httpStatus: 403, messages: [] } });
      await logged(page, "clusters.get").filter({ hasText: "403" }).waitFor();
      assert.equal(await page.getByRole("alert").filter({ visible: true }).count(), 0);
    },
    { origin: () => emulator.url },
  );

  visit(
    "the list is read on while a cluster that was left does not answer",
    async (page) => {
      await page.clock.install();
      await connect(page, emulator.url, "any");
      await page.route(/\/dataplatform\/clusters\//, () => {});
      // Once because it is opened, and once because it is open.
      const whileOpen = readAgain(page, 2);
      await openById(page, randomUUID());
      await page.clock.runFor(REFRESH_MS);
      await whileOpen;
      const afterwards = readAgain(page, 2);
      await page.getByRole("link", { name: "Clusters", exact: true }).click();
      await page.getByRole("heading", { level: 1, name: "Clusters" }).waitFor();
      await page.clock.runFor(REFRESH_MS);
      await afterwards;
    },
    { origin: () => emulator.url },
  );
});
