// @ts-check
import assert from "node:assert/strict";
import { openCluster, skip, visit, visits } from "./support/browser.mjs";
import { openById, openNewCluster, readAgain, storeOf } from "./support/store.mjs";

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

/**
 * Fails if anything but the list of clusters is asked for while that is read twice more.
 *
 * @param {Page} page
 * @param {string} id
 */
async function isLeftAlone(page, id) {
  const store = await storeOf(page);
  const asked = () =>
    store.evaluate(({ state: { calls } }, id) => calls.filter(({ url }) => url.includes(id)).reduce((sum, { times }) => sum + times, 0), id);
  const before = await asked();
  await readAgain(page, 2);
  assert.equal(await asked(), before);
}

visits("a cluster", () => {
  visit("a cluster that was deleted is asked for no more, offers nothing, and its history has an end", async (page) => {
    await openCluster(page, "analytics-prod");
    await page.getByRole("listitem", { name: "archive" }).waitFor();
    const id = new URL(page.url()).hash.slice("#/clusters/".length);
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByLabel("Type analytics-prod to confirm").fill("analytics-prod");
    await page.getByRole("button", { name: "Delete cluster" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await skip(page, 10);
    const main = page.getByRole("main");
    await main.getByText("This cluster is not there, or not any more.").waitFor();
    assert.equal(await main.getByRole("button", { name: /Scale|Change|Delete|Add|Kubeconfig|Upgrade/ }).count(), 0);
    assert.equal(await main.locator(".badge:visible").count(), 0, "nothing is in a state");
    const history = page.getByRole("region", { name: "History" }).getByRole("img", { name: /then Destroying [^,]*\d (s|min)$/ });
    await history.waitFor();
    const length = await history.getAttribute("aria-label");
    await isLeftAlone(page, id);
    assert.equal(await history.getAttribute("aria-label"), length);
  });

  visit("where there has never been a cluster, the page says so once, and asks no more", async (page) => {
    const id = "00000000-0000-4000-8000-000000000000";
    await openById(page, id);
    await page.getByText("This cluster is not there, or not any more.").waitFor();
    assert.equal(await page.title(), "No such cluster · Data Platform console");
    await isLeftAlone(page, id);
  });

  visit("an id that no cluster can have is not tried again", async (page) => {
    await openById(page, "abc");
    await page.getByText("This cluster is not there, or not any more.").waitFor();
    assert.equal(await page.getByRole("button", { name: "Try again" }).count(), 0);
  });

  visit("letter case does not matter in an id", async (page) => {
    await openCluster(page, "analytics-prod");
    const { hash } = new URL(page.url());
    await page.getByRole("link", { name: "Clusters", exact: true }).click();
    await openById(page, hash.slice("#/clusters/".length).toUpperCase());
    await page.getByRole("heading", { level: 1, name: "analytics-prod" }).waitFor();
  });

  visit("what is selected stays so while the page reads again", async (page) => {
    await openCluster(page, "analytics-prod");
    const selected = () => page.evaluate(() => String(getSelection()));
    for (const text of ["10.20.0.0/16 → 10.4.0.1", "workload=trino", "3 nodes"]) {
      await page.getByRole("main").getByText(text).first().evaluate((element) => getSelection()?.selectAllChildren(element));
      assert.equal(await selected(), text);
      await readAgain(page, 2);
      assert.equal(await selected(), text);
    }
  });

  visit("an age goes on while the cluster cannot be read", async (page) => {
    await openCluster(page, "geo-etl");
    const created = page.getByRole("main").getByText(/\(\d+ (s|min) ago\)/).first();
    await created.waitFor();
    const store = await storeOf(page);
    await store.evaluate(({ state: { session } }) => session?.emulator?.fail({ operation: "*", count: 1_000, fault: { kind: "status", status: 400, body: "json", applied: false } }));
    await page.getByRole("button", { name: "Try again" }).waitFor();
    await skip(page, 60);
    await page.getByRole("main").getByText(/\(1 h ago\)/).first().waitFor();
  });

  visit("a dialog does not outlive what it was opened from", async (page) => {
    await openCluster(page, "analytics-prod");
    await page.getByRole("button", { name: "Change", exact: true }).click();
    await page.getByRole("dialog", { name: "Change analytics-prod" }).waitFor();
    await page.goBack();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("heading", { level: 1, name: "Clusters" }).and(page.locator(":focus")).waitFor();
  });

  visit("text of another direction stays where it is", async (page) => {
    // To the left of what is written from right to left stands the next of what is written from left to right.
    await openNewCluster(page, "directions", [{ name: "pool", nodeCount: 1, annotations: { note: "\u0645\u0631\u062d\u0628\u0627 1" } }]);
    const tag = page.getByText("note=");
    await tag.waitFor();
    const value = tag.locator("bdi").last();
    assert.equal(await value.textContent(), "\u0645\u0631\u062d\u0628\u0627 1");
    await page.getByRole("button", { name: "Delete pool" }).click();
    await page.getByRole("heading", { name: "Delete pool" }).locator("bdi", { hasText: /^pool$/ }).waitFor();
  });

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
