// @ts-check
/** @typedef {import("playwright-core").Page} Page */
/** @typedef {typeof import("../../../www/model/store.js")} StoreModule */
/** @typedef {import("ionoscloud-dataplatform").CreateNodePoolProperties} NodePoolProperties */

/**
 * What the page knows, as its own modules have it.
 *
 * @param {Page} page
 */
export function storeOf(page) {
  return page.evaluateHandle(async (path) => /** @type {StoreModule} */ (await import(path)).store, "/model/store.js");
}

/**
 * Waits until what is shown was read so many times more.
 *
 * @param {Page} page
 * @param {number} times
 */
export async function readAgain(page, times) {
  const store = await storeOf(page);
  await store.evaluate(async (store, times) => {
    const read = () =>
      store.state.calls
        .filter(({ operation, phase }) => operation === "clusters.list" && phase === "done")
        .reduce((sum, call) => sum + call.times, 0);
    const before = read();
    await new Promise((resolve) => store.watch(read, (now) => now >= before + times && resolve(undefined)));
  }, times);
}

/**
 * Creates a cluster without a form, and opens it once it is available, with node pools.
 *
 * @param {Page} page
 * @param {string} name
 * @param {readonly NodePoolProperties[]} [pools]
 */
export async function openNewCluster(page, name, pools = []) {
  const store = await storeOf(page);
  const id = await store.evaluate(
    async ({ state: { session } }, { name, pools }) => {
      if (session?.emulator === undefined) throw new Error("there is no emulator");
      const { client, emulator } = session;
      const properties = { name, datacenterId: "5c2f8b1e-7a44-4d0f-9c8e-3b1d6a9f2e70", dataPlatformVersion: "25.3" };
      const { id } = await client.clusters.create({ properties });
      await emulator.advance(20 * 60_000);
      for (const properties of pools) await client.nodePools.create(id, { properties });
      return id;
    },
    { name, pools },
  );
  await openById(page, id);
  await page.getByRole("heading", { level: 1, name }).waitFor();
  return id;
}

/**
 * Opens a cluster, or what is said to be one, by its address.
 *
 * @param {Page} page
 * @param {string} id
 */
export async function openById(page, id) {
  await page.evaluate((id) => void (location.hash = `#/clusters/${id}`), id);
}
