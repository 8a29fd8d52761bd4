// @ts-check
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { openCluster, row, visit, visits } from "./support/browser.mjs";
import { connect } from "./support/connection.mjs";
import { startEmulator } from "./support/processes.mjs";
import { readAgain, storeOf } from "./support/store.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").Locator} Locator */

const DATACENTER = "5c2f8b1e-7a44-4d0f-9c8e-3b1d6a9f2e70";

/** @type {Awaited<ReturnType<typeof startEmulator>>} An empty one. */
let emulator;

before(async () => {
  emulator = await startEmulator();
});

after(() => emulator?.stop());

/**
 * @param {Page} page
 * @param {Locator} element
 */
async function hasFocus(page, element) {
  await element.and(page.locator(":focus")).waitFor();
}

/**
 * Lets an operation fail from now on, in a way that is not tried again.
 *
 * @param {Page} page
 * @param {import("ionoscloud-dataplatform/testing").OperationName} operation
 */
async function breakDown(page, operation) {
  const store = await storeOf(page);
  await store.evaluate(({ state: { session } }, operation) => {
    session?.emulator?.fail({ operation, count: 1_000, fault: { kind: "status", status: 400, body: "json", applied: false } });
  }, operation);
}

/**
 * A failure that lasts is said once; who is about to try again is left there, and ends at the title when it works.
 *
 * @param {Page} page
 */
async function checkFailure(page) {
  const again = page.getByRole("button", { name: "Try again" });
  await again.focus();
  const alert = await page.getByRole("alert").filter({ has: again }).elementHandle();
  const saidAgain = await alert?.evaluateHandle((alert) => {
    /** @type {MutationRecord[]} */
    const changes = [];
    new MutationObserver((records) => void changes.push(...records)).observe(alert, { childList: true, characterData: true, subtree: true });
    return changes;
  });
  await readAgain(page, 2);
  await hasFocus(page, again);
  assert.equal(await saidAgain?.evaluate(({ length }) => length), 0);
  const store = await storeOf(page);
  await store.evaluate(({ state: { session } }) => session?.emulator?.clearFaults());
  await page.keyboard.press("Enter");
  await hasFocus(page, page.getByRole("heading", { level: 1 }));
}

visits("the focus", () => {
  visit("goes to what was waited for, when one stops waiting", async (page) => {
    const stop = page.getByRole("button", { name: "Stop waiting for geo-etl" });
    await stop.focus();
    await page.keyboard.press("Enter");
    await stop.waitFor({ state: "hidden" });
    await hasFocus(page, page.getByRole("region", { name: "Activity" }).getByRole("link", { name: "geo-etl" }));
  });

  visit("goes to what was waited for, when the wait is over", async (page) => {
    const stop = page.getByRole("button", { name: "Stop waiting for geo-etl" });
    await stop.focus();
    await stop.waitFor({ state: "hidden" });
    await hasFocus(page, page.getByRole("region", { name: "Activity" }).getByRole("link", { name: "geo-etl" }));
  });

  visit("stays where one tries again to read the list", async (page) => {
    await breakDown(page, "clusters.list");
    await checkFailure(page);
  });

  visit("stays where one tries again to read a cluster", async (page) => {
    await openCluster(page, "analytics-prod");
    await breakDown(page, "nodePools.list");
    await checkFailure(page);
  });

  visit("stays where one looks again, and goes to what was found", async (page) => {
    await page.getByRole("switch", { name: "Creation lost on its way back" }).click();
    await page.getByRole("button", { name: "Create cluster" }).click();
    const dialog = page.getByRole("dialog", { name: "Create a cluster" });
    await dialog.getByLabel("Name", { exact: true }).fill("twice");
    await dialog.getByLabel("Data center").fill(DATACENTER);
    await breakDown(page, "clusters.list");
    await dialog.getByRole("button", { name: "Create cluster" }).click();
    const again = dialog.getByRole("button", { name: "Look again" });
    await again.focus();
    await page.keyboard.press("Enter");
    await dialog.getByRole("listitem").nth(4).waitFor();
    await hasFocus(page, again);
    await dialog.getByText("No sign of it so far.").waitFor();
    await hasFocus(page, again);
    const store = await storeOf(page);
    await store.evaluate(({ state: { session } }) => session?.emulator?.clearFaults());
    await page.keyboard.press("Enter");
    await hasFocus(page, dialog.getByRole("button", { name: "Go on with this cluster" }));
  });

  visit(
    "goes to the content, where the button that opened a dialog is hidden when it closes",
    async (page) => {
      await connect(page, emulator.url, "any");
      await page.getByRole("button", { name: "Create the first" }).click();
      const dialog = page.getByRole("dialog", { name: "Create a cluster" });
      await dialog.getByLabel("Name", { exact: true }).fill("first");
      await dialog.getByLabel("Data center").fill(DATACENTER);
      await dialog.getByRole("button", { name: "Create cluster" }).click();
      await dialog.waitFor({ state: "detached" });
      await row(page, "first").waitFor();
      await hasFocus(page, page.getByRole("main"));
    },
    { origin: () => emulator.url },
  );

  visit("goes to the title, when what one could do is no more", async (page) => {
    await openCluster(page, "fraud-detection");
    const remove = page.getByRole("button", { name: "Delete", exact: true });
    await remove.click();
    await page.getByLabel("Type fraud-detection to confirm").fill("fraud-detection");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await hasFocus(page, remove);
    const store = await storeOf(page);
    await store.evaluate(({ state: { session } }) => session?.emulator?.advance(10 * 60_000));
    await page.getByText("This cluster is not there, or not any more.").waitFor();
    await hasFocus(page, page.getByRole("heading", { level: 1 }));
  });

  visit("goes to the content, when an item of a list is no more", async (page) => {
    await openCluster(page, "analytics-prod");
    const remove = page.getByRole("button", { name: "Delete archive" });
    await remove.click();
    await page.getByLabel("Type archive to confirm").fill("archive");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await hasFocus(page, remove);
    const store = await storeOf(page);
    await store.evaluate(({ state: { session } }) => session?.emulator?.advance(10 * 60_000));
    await remove.waitFor({ state: "detached" });
    await hasFocus(page, page.getByRole("main"));
  });

  visit("begins at the first field of a dialog", async (page) => {
    await page.getByRole("button", { name: "Create cluster" }).click();
    await hasFocus(page, page.getByRole("dialog").getByLabel("Name", { exact: true }));
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^Connection:/ }).click();
    await hasFocus(page, page.getByRole("dialog").getByLabel("Emulator in this page"));
    await page.keyboard.press("Escape");
    await openCluster(page, "analytics-prod");
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await hasFocus(page, page.getByRole("dialog").getByLabel("Type analytics-prod to confirm"));
  });
});
