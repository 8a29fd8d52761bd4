// @ts-check
import assert from "node:assert/strict";
import { openCluster, preview, skip, visit, visits } from "./support/browser.mjs";

visits("node pools", () => {
  visit("a node pool is created with all of its properties", async (page) => {
    await openCluster(page, "ml-sandbox");
    await page.getByText("There are no node pools yet").waitFor();
    await page.getByRole("link", { name: "Clusters", exact: true }).click();
    await openCluster(page, "analytics-staging");
    await page.getByRole("button", { name: "Add node pool" }).click();
    const dialog = page.getByRole("dialog", { name: "Add a node pool" });
    await dialog.getByLabel("Name", { exact: true }).fill("gpu");
    await dialog.getByLabel("Nodes", { exact: true }).fill("none");
    await dialog.getByText("Nodes must be a whole number").waitFor();
    await dialog.getByLabel("Nodes", { exact: true }).fill("1");
    await dialog.getByRole("button", { name: "One more" }).click();
    await dialog.getByLabel("Cores per node").fill("16");
    await dialog.getByLabel("RAM per node").fill("2049");
    await dialog.getByText("RAM per node must be a multiple of 1024, not 2049").waitFor();
    await dialog.getByLabel("RAM per node").fill("65536");
    await dialog.getByLabel("Storage", { exact: false }).selectOption("HDD");
    await dialog.getByLabel("Volume per node").fill("9");
    await dialog.getByText("Volume per node must be 10 or more, not 9").waitFor();
    await dialog.getByLabel("Volume per node").fill("200");
    await dialog.getByLabel("CPU family").fill("INTEL_XEON");
    await dialog.getByLabel("Zone").selectOption("ZONE_2");
    await dialog.getByLabel("Scale with the load").check();
    await dialog.getByLabel("At least").fill("4");
    await dialog.getByLabel("At most").fill("4");
    await dialog.getByText("At most must be greater than minNodeCount").waitFor();
    await dialog.getByLabel("At least").fill("2");
    await dialog.getByLabel("Choose when it starts").check();
    await dialog.getByLabel("Day").selectOption("Friday");
    await dialog.getByRole("button", { name: "Add label" }).click();
    await dialog.getByLabel("Key").fill("tier");
    await dialog.getByLabel("Value").fill("training");
    await dialog.getByRole("button", { name: "Add annotation" }).click();
    await dialog.getByLabel("Key").last().fill("example.com/team");
    await dialog.getByLabel("Value").last().fill("ml");
    assert.deepEqual(await preview(page), {
      properties: {
        name: "gpu",
        nodeCount: 2,
        cpuFamily: "INTEL_XEON",
        coresCount: 16,
        ramSize: 65536,
        availabilityZone: "ZONE_2",
        storageType: "HDD",
        storageSize: 200,
        maintenanceWindow: { dayOfTheWeek: "Friday", time: "03:00:00" },
        labels: { tier: "training" },
        annotations: { "example.com/team": "ml" },
        autoScaling: { minNodeCount: 2, maxNodeCount: 4 },
      },
    });
    await dialog.getByRole("button", { name: "Add node pool" }).click();
    const card = page.getByRole("listitem", { name: "gpu" });
    await card.getByText("Deploying").first().waitFor();
    await card.getByText("2 nodes, scaling from 2 to 4").waitFor();
    await card.getByText("16 cores · 64 GB RAM · 200 GB HDD · INTEL_XEON · ZONE_2").waitFor();
    await card.getByText("example.com/team=ml").waitFor();
    await skip(page, 5);
    await card.getByText("Available").first().waitFor();
  });

  visit("a node pool is scaled", async (page) => {
    await openCluster(page, "analytics-prod");
    const card = page.getByRole("listitem", { name: "query" });
    const scale = card.getByRole("button", { name: "Scale query" });
    await scale.click();
    const dialog = page.getByRole("dialog", { name: "Scale query" });
    await dialog.getByRole("button", { name: "One more" }).click();
    assert.deepEqual(await preview(page), { properties: { nodeCount: 4 } });
    await dialog.getByRole("button", { name: "Scale", exact: true }).click();
    await scale.and(page.locator(":focus")).waitFor();
    await card.getByText("4 nodes").waitFor();
    await card.getByText("Updating").first().waitFor();
    await skip(page, 5);
    await card.getByText("Available").nth(1).waitFor();
  });

  visit("a node pool is changed: switching its scaling off says so, and a map is sent whole", async (page) => {
    await openCluster(page, "analytics-prod");
    await page.getByRole("button", { name: "Change workers" }).click();
    const dialog = page.getByRole("dialog", { name: "Change workers" });
    await dialog.getByLabel("Scale with the load").uncheck();
    await dialog.getByRole("button", { name: "Remove label" }).first().click();
    await dialog.getByLabel("Value").fill("streaming");
    assert.deepEqual(await preview(page), { properties: { labels: { workload: "streaming" }, autoScaling: null } });
    await dialog.getByRole("button", { name: "Save changes" }).click();
    const card = page.getByRole("listitem", { name: "workers" });
    await card.getByText("workload=streaming").waitFor();
    await card.getByText(/^4 nodes$/).first().waitFor();
  });

  visit("a key that is there already is a mistake of its row, for a map has each but once", async (page) => {
    await openCluster(page, "analytics-prod");
    await page.getByRole("button", { name: "Add node pool" }).click();
    const dialog = page.getByRole("dialog", { name: "Add a node pool" });
    await dialog.getByLabel("Name", { exact: true }).fill("twins");
    for (const [index, value] of ["one", "two"].entries()) {
      await dialog.getByRole("button", { name: "Add label" }).click();
      await dialog.getByLabel("Key").nth(index).fill("team");
      await dialog.getByLabel("Value").nth(index).fill(value);
    }
    const first = dialog.getByRole("group", { name: "label 1" });
    const second = dialog.getByRole("group", { name: "label 2" });
    await second.getByText("Key is that of label 1, too: only one of them can be sent").waitFor();
    assert.equal(await first.getByText("Key is").count(), 0);
    await dialog.getByRole("button", { name: "Add node pool" }).click();
    await second.getByLabel("Key").and(page.locator(":focus")).waitFor();
    await second.getByLabel("Key").fill("crew");
    assert.deepEqual((await preview(page)).properties.labels, { team: "one", crew: "two" });
    await dialog.getByRole("button", { name: "Add node pool" }).click();
    await page.getByRole("listitem", { name: "twins" }).getByText("crew=two").waitFor();
  });

  visit("nor is it sent unchecked: what cannot be written down cannot be refused by the service", async (page) => {
    await page.getByRole("switch", { name: "Send forms unchecked" }).click();
    await openCluster(page, "analytics-prod");
    await page.getByRole("button", { name: "Change query" }).click();
    const dialog = page.getByRole("dialog", { name: "Change query" });
    await dialog.getByRole("button", { name: "Add label" }).click();
    await dialog.getByLabel("Key").nth(1).fill("workload");
    await dialog.getByRole("button", { name: "Save changes" }).click();
    await dialog.getByText("Key is that of label 1, too").waitFor();
    await dialog.getByRole("button", { name: "Remove label" }).nth(1).click();
    await dialog.getByText("Key is that of label 1, too").waitFor({ state: "detached" });
  });

  visit("a node pool is deleted by who can type its name", async (page) => {
    await openCluster(page, "analytics-prod");
    await page.getByRole("button", { name: "Delete archive" }).click();
    const dialog = page.getByRole("dialog", { name: "Delete archive" });
    await dialog.getByLabel("Type archive to confirm").fill("archive");
    await dialog.getByRole("button", { name: "Delete node pool" }).click();
    const card = page.getByRole("listitem", { name: "archive" });
    await card.getByText("Destroying").first().waitFor();
    await skip(page, 5);
    await card.waitFor({ state: "detached" });
    await page.getByRole("status").getByText("Node pool archive: gone").waitFor();
  });
});
