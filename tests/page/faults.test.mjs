// @ts-check
import assert from "node:assert/strict";
import { logged, openCluster, row, skip, visit, visits } from "./support/browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

const DATACENTER = "5c2f8b1e-7a44-4d0f-9c8e-3b1d6a9f2e70";

/**
 * @param {Page} page
 * @param {string} label
 */
function fault(page, label) {
  return page.getByRole("switch", { name: label });
}

/**
 * @param {Page} page
 * @param {string} label
 */
async function isOver(page, label) {
  await page.getByRole("switch", { name: label, checked: false }).waitFor();
}

/**
 * Fills in the form and sends it.
 *
 * @param {Page} page
 * @param {string} name
 */
async function sendCluster(page, name) {
  await page.getByRole("button", { name: "Create cluster" }).click();
  const dialog = page.getByRole("dialog", { name: "Create a cluster" });
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByLabel("Data center").fill(DATACENTER);
  await dialog.getByRole("button", { name: "Create cluster" }).click();
  return dialog;
}

visits("faults", () => {
  visit("too many requests: the log shows the pause that the service asks for", async (page) => {
    await fault(page, "Too many requests").click();
    const line = logged(page, "Attempt 2: 429 (RATE_LIMITED), again after 45 s");
    await line.waitFor();
    await line.getByText("Attempt 1: 429 (RATE_LIMITED), again after 45 s").waitFor();
    await line.getByRole("cell", { name: "200" }).waitFor();
    await line.getByRole("cell", { name: "3", exact: true }).waitFor();
    await isOver(page, "Too many requests");
    await page.getByText(/ · 2 retried · /).waitFor();
  });

  visit("service unavailable: the log shows that the library tries again", async (page) => {
    await fault(page, "Service unavailable").click();
    const line = logged(page, "Attempt 2: 503 (API), again after");
    await line.getByRole("cell", { name: "200" }).waitFor();
  });

  visit("a broken body is an error in words, and the table stays", async (page) => {
    await fault(page, "Broken bodies").click();
    await isOver(page, "Broken bodies");
    await logged(page, "clusters.list").getByText(/Attempt 1|invalid response/).first().waitFor();
    await row(page, "analytics-prod").waitFor();
  });

  visit("an answer that is lost on its way back: the page finds what was created", async (page) => {
    await fault(page, "Creation lost on its way back").click();
    const dialog = await sendCluster(page, "lost-and-found");
    await dialog.getByText("Nobody knows whether the cluster lost-and-found was created.").waitFor();
    await dialog.getByText("1 new cluster with this name").waitFor();
    await dialog.getByText("It was created.").waitFor();
    await dialog.getByRole("button", { name: "Go on with this cluster" }).click();
    await page.getByRole("heading", { level: 1, name: "lost-and-found" }).waitFor();
    await logged(page, "clusters.create").getByText("network").waitFor();
  });

  visit("a creation that is lost on its way there: the page claims nothing, and sends it again when told to", async (page) => {
    await fault(page, "Creation lost on its way there").click();
    const dialog = await sendCluster(page, "second-try");
    await dialog.getByText("No sign of it so far. That is no proof").waitFor();
    assert.equal(await dialog.getByText("0 new clusters with this name").count(), 4);
    await dialog.getByRole("button", { name: "Send it again" }).click();
    assert.equal(await dialog.getByLabel("Name", { exact: true }).inputValue(), "second-try");
    await dialog.getByRole("button", { name: "Create cluster" }).click();
    await row(page, "second-try").getByText("Deploying").waitFor();
  });

  visit("provisioning that fails is told, with the state in which it ended", async (page) => {
    await fault(page, "Provisioning that fails").click();
    await sendCluster(page, "doomed");
    await row(page, "doomed").getByText("Deploying").waitFor();
    await skip(page, 10);
    await row(page, "doomed").getByText("Failed").waitFor();
    await page.getByRole("region", { name: "Activity" }).getByText(/^Failed after /).waitFor();
  });

  visit("a state that nobody has heard of is shown as it is, and waited through", async (page) => {
    await fault(page, "A state nobody has heard of").click();
    await openCluster(page, "analytics-staging");
    await page.getByRole("button", { name: "Scale workers" }).click();
    await page.getByRole("button", { name: "One more" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Scale", exact: true }).click();
    const card = page.getByRole("listitem", { name: "workers" });
    await card.getByText("Migrating").first().waitFor();
    await card.getByText("Available").nth(1).waitFor();
  });

  visit("slow bodies are waited for", async (page) => {
    await fault(page, "Slow bodies").click();
    await logged(page, "min 3").first().waitFor();
    await isOver(page, "Slow bodies");
  });

  visit("bad weather lasts until it is switched off", async (page) => {
    await openCluster(page, "analytics-prod");
    await fault(page, "Bad weather").click();
    await logged(page, "no answer (NETWORK)").first().waitFor();
    await fault(page, "Bad weather").click();
    await isOver(page, "Bad weather");
  });

  visit(
    "a request is copied as curl, without its secret",
    async (page) => {
      await sendCluster(page, "copied");
      await page.getByRole("button", { name: "Copy clusters.create as curl" }).click();
      await page.getByText("curl command copied").waitFor();
      const command = await page.evaluate(() => navigator.clipboard.readText());
      assert.equal(
        command,
        `# The emulator inside the page has no address. To have one: npx --package=ionoscloud-dataplatform ionoscloud-dataplatform-emulator
curl -X POST 'http://127.0.0.1:4747/dataplatform/clusters' \\
  -H 'Accept: application/json' \\
  -H "Authorization: Bearer $IONOS_TOKEN" \\
  -H 'Content-Type: application/json' \\
  --data '{"properties":{"name":"copied","dataPlatformVersion":"25.3","datacenterId":"${DATACENTER}"}}'`,
      );
    },
    { context: { permissions: ["clipboard-read", "clipboard-write"] } },
  );
});
