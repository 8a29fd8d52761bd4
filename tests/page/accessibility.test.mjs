// @ts-check
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { openCluster, skip, visit, visits } from "./support/browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const DATACENTER = "5c2f8b1e-7a44-4d0f-9c8e-3b1d6a9f2e70";

/**
 * @param {Page} page
 * @param {string} where
 */
async function check(page, where) {
  // A colour on its way from one to another has a contrast that nobody reads.
  await page.evaluate(() => Promise.all(document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations === 1).map(({ finished }) => finished)));
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => Reflect.get(globalThis, "axe").run());
  const found = violations.map((/** @type {{ id: string, nodes: { html: string, failureSummary: string }[] }} */ { id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`).join("\n")}`);
  assert.deepEqual(found, [], `axe finds something wrong with ${where}`);
}

/**
 * @param {Page} page
 * @param {string} where
 */
async function checkDialog(page, where) {
  await page.getByRole("dialog").waitFor();
  await check(page, where);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

/** @param {Page} page */
async function checkEverything(page) {
  await check(page, "the clusters");
  await page.getByRole("switch", { name: "Too many requests" }).click();
  await check(page, "a switch that is on");

  await page.getByRole("button", { name: /^Connection:/ }).click();
  await page.getByLabel("At a URL").check();
  await page.getByLabel("User name and password").check();
  await checkDialog(page, "the connection");

  await page.getByRole("button", { name: "Create cluster" }).click();
  const create = page.getByRole("dialog");
  await create.getByLabel("Choose when it starts").check();
  await create.getByRole("button", { name: "Add LAN" }).click();
  await create.getByRole("button", { name: "Add route" }).click();
  await create.getByRole("button", { name: "Create cluster" }).click();
  await create.getByText("Name must not be empty").waitFor();
  await checkDialog(page, "a form with mistakes");

  await page.getByRole("searchbox").fill("nobody");
  await page.getByText("No cluster has a name like this").waitFor();
  await check(page, "an empty table");
  await page.getByRole("searchbox").fill("");

  await openCluster(page, "analytics-prod");
  await page.getByRole("heading", { name: "workers" }).waitFor();
  await check(page, "a cluster");
  for (const name of ["Change", "Upgrade", "Delete", "Scale workers", "Change workers", "Delete workers", "Add node pool"]) {
    await page.getByRole("button", { name, exact: true }).click();
    await checkDialog(page, name);
  }
  await page.getByRole("button", { name: "Kubeconfig" }).click();
  await page.getByRole("button", { name: "Download" }).waitFor();
  await checkDialog(page, "the kubeconfig");
}

visits("accessibility", () => {
  visit("axe finds nothing in light", checkEverything, { context: { colorScheme: "light" } });
  visit("axe finds nothing in dark", checkEverything, { context: { colorScheme: "dark" } });

  visit("axe finds nothing where an outcome is unknown", async (page) => {
    await page.getByRole("switch", { name: "Creation lost on its way back" }).click();
    await page.getByRole("button", { name: "Create cluster" }).click();
    await page.getByLabel("Name", { exact: true }).fill("unknown");
    await page.getByLabel("Data center").fill(DATACENTER);
    await page.getByRole("dialog").getByRole("button", { name: "Create cluster" }).click();
    await page.getByText("It was created.").waitFor();
    await checkDialog(page, "an unknown outcome");
  });

  visit(
    "axe finds nothing on a phone",
    async (page) => {
      await check(page, "the clusters");
      await openCluster(page, "analytics-prod");
      await page.getByRole("heading", { name: "workers" }).waitFor();
      await check(page, "a cluster");
    },
    { context: { viewport: { width: 360, height: 740 } } },
  );

  visit("a cluster is created and opened with nothing but the keyboard", async (page) => {
    await page.keyboard.press("Tab");
    await page.getByRole("link", { name: "Skip to the content" }).and(page.locator(":focus")).waitFor();
    await page.keyboard.press("Enter");
    await tabTo(page, "Create cluster");
    await page.keyboard.press("Enter");
    await tabTo(page, "Name");
    await page.keyboard.type("by-hand");
    await tabTo(page, "Data center");
    await page.keyboard.type(DATACENTER);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Create cluster" }).and(page.locator(":focus")).waitFor();
    await tabTo(page, "by-hand");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "by-hand" }).and(page.locator(":focus")).waitFor();
    await skip(page, 10);
    await tabTo(page, "Delete");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Delete", exact: true }).and(page.locator(":focus")).waitFor();
  });
});

/**
 * Goes on with the tabulator key until something with a name has the focus.
 *
 * @param {Page} page
 * @param {string} name
 */
async function tabTo(page, name) {
  for (let steps = 0; steps < 60; steps += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      const label = element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element.labels?.[0]?.textContent : undefined;
      return element?.getAttribute("aria-label") ?? label ?? element?.textContent;
    });
    if (focused === name) return;
  }
  assert.fail(`${name} cannot be reached with the keyboard`);
}
