// @ts-check
import assert from "node:assert/strict";
import { openCluster, visit, visits } from "./support/browser.mjs";
import { storeOf } from "./support/store.mjs";

/** @typedef {import("playwright-core").Page} Page */

/**
 * Counts from now on who watches what the page knows.
 *
 * @param {Page} page
 */
async function countWatchers(page) {
  const store = await storeOf(page);
  await store.evaluate((store) => {
    const watch = store.watch.bind(store);
    Reflect.set(globalThis, "watchers", 0);
    const add = (/** @type {number} */ by) => Reflect.set(globalThis, "watchers", Reflect.get(globalThis, "watchers") + by);
    Reflect.set(store, "watch", (/** @type {Parameters<typeof watch>} */ ...args) => {
      const end = watch(...args);
      add(1);
      return () => {
        end();
        add(-1);
      };
    });
  });
  return () => page.evaluate(() => Number(Reflect.get(globalThis, "watchers")));
}

/**
 * Opens a cluster with node pools, and goes back to the list.
 *
 * @param {Page} page
 */
async function comeAndGo(page) {
  await openCluster(page, "analytics-prod");
  await page.getByRole("listitem", { name: "archive" }).waitFor();
  await page.getByRole("link", { name: "Clusters", exact: true }).click();
  await page.getByRole("table", { name: "Clusters" }).waitFor();
}

visits("a cluster", () => {
  visit("ten visits leave as few watchers as one", async (page) => {
    // Whatever is waited for by itself would be counted too.
    for (const name of ["geo-etl", "warehouse-2024", "clickstream"]) await page.getByRole("button", { name: `Stop waiting for ${name}` }).click();
    const watchers = await countWatchers(page);
    await comeAndGo(page);
    const afterOne = await watchers();
    for (let visits = 1; visits < 10; visits += 1) await comeAndGo(page);
    assert.equal(await watchers(), afterOne);
  });
});
