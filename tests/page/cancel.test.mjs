// @ts-check
import { after, before } from "node:test";
import { openCluster, visit, visits } from "./support/browser.mjs";
import { connect } from "./support/connection.mjs";
import { startEmulator } from "./support/processes.mjs";
import { storeOf } from "./support/store.mjs";

const DATACENTER = "5c2f8b1e-7a44-4d0f-9c8e-3b1d6a9f2e70";

/** @type {Awaited<ReturnType<typeof startEmulator>>} */
let emulator;

before(async () => {
  emulator = await startEmulator();
});

after(() => emulator?.stop());

/**
 * Lets the next request of an operation take effect, and its answer never come.
 *
 * @param {string} operation
 */
async function loseAnswer(operation) {
  const fault = { kind: "hang", applied: true };
  await fetch(`${emulator.url}/_emulator/faults`, { method: "POST", body: JSON.stringify({ operation, fault }) });
}

visits("cancelling", () => {
  visit(
    "what is cancelled on its way may have taken effect: the page says so, and looks",
    async (page) => {
      await connect(page, emulator.url, "any");
      await loseAnswer("clusters.create");
      await page.getByRole("button", { name: "Create cluster" }).click();
      const create = page.getByRole("dialog", { name: "Create a cluster" });
      await create.getByLabel("Name", { exact: true }).fill("cancelled");
      await create.getByLabel("Data center").fill(DATACENTER);
      await create.getByRole("button", { name: "Create cluster" }).click();
      await create.getByText("Sending…").waitFor();
      await create.getByRole("button", { name: "Cancel" }).click();
      await create.getByText("Nobody knows whether the cluster cancelled was created.").waitFor();
      await create.getByText("It was created.").waitFor();
      await create.getByRole("button", { name: "Go on with this cluster" }).click();
      await page.getByRole("heading", { level: 1, name: "cancelled" }).waitFor();

      await loseAnswer("clusters.update");
      await page.getByRole("button", { name: "Change", exact: true }).click();
      const change = page.getByRole("dialog", { name: "Change cancelled" });
      await change.getByLabel("Name", { exact: true }).fill("changed");
      await change.getByRole("button", { name: "Save changes" }).click();
      await change.getByText("Sending…").waitFor();
      await change.getByRole("button", { name: "Cancel" }).click();
      await change.getByText("Nobody knows whether the change of the cluster cancelled took effect.").waitFor();
      await change.getByText('name is "changed", as asked for').waitFor();
    },
    { origin: () => emulator.url },
  );

  visit("a deletion that is closed while it is sent leaves a word of warning", async (page) => {
    const store = await storeOf(page);
    await store.evaluate(({ state: { session } }) => session?.emulator?.fail({ operation: "clusters.delete", count: 1, fault: { kind: "hang", applied: true } }));
    await openCluster(page, "fraud-detection");
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Delete fraud-detection" });
    await dialog.getByLabel("Type fraud-detection to confirm").fill("fraud-detection");
    await dialog.getByRole("button", { name: "Delete cluster" }).click();
    await dialog.getByText("Deleting…").waitFor();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("status").getByText("You cancelled too late to be sure").waitFor();
  });

  visit("a form that is left by going back while it is sent leaves a word of warning", async (page) => {
    const store = await storeOf(page);
    await store.evaluate(({ state: { session } }) => session?.emulator?.fail({ operation: "clusters.update", count: 1, fault: { kind: "hang", applied: true } }));
    await openCluster(page, "analytics-prod");
    await page.getByRole("button", { name: "Change", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Change analytics-prod" });
    await dialog.getByLabel("Name", { exact: true }).fill("left");
    await dialog.getByRole("button", { name: "Save changes" }).click();
    await dialog.getByText("Sending…").waitFor();
    await page.goBack();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("status").getByText("You cancelled too late to be sure").waitFor();
  });

  visit(
    "a form that is closed while it is sent leaves a word of warning",
    async (page) => {
      await connect(page, emulator.url, "any");
      await page.getByRole("button", { name: "Create cluster" }).click();
      const create = page.getByRole("dialog", { name: "Create a cluster" });
      await create.getByLabel("Name", { exact: true }).fill("closed");
      await create.getByLabel("Data center").fill(DATACENTER);
      await page.route("**/dataplatform/clusters", (route) => (route.request().method() === "POST" ? undefined : route.continue()));
      await create.getByRole("button", { name: "Create cluster" }).click();
      await create.getByText("Sending…").waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("status").getByText("You cancelled too late to be sure").waitFor();
    },
    { origin: () => emulator.url },
  );
});
