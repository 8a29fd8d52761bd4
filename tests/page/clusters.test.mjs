// @ts-check
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { logged, openCluster, preview, row, skip, visit, visits } from "./support/browser.mjs";

const DATACENTER = "5c2f8b1e-7a44-4d0f-9c8e-3b1d6a9f2e70";

visits("clusters", () => {
  visit("clusters are filtered by the API itself", async (page) => {
    const filter = page.getByRole("searchbox", { name: "Filter by name" });
    await filter.fill("ANALYTICS");
    await page.getByText("2 clusters").waitFor();
    await logged(page, "/clusters?name=ANALYTICS").waitFor();
    await filter.fill("nobody");
    await page.getByText("No cluster has a name like this").waitFor();
    await filter.fill("no spaces");
    await page.getByText("Name may have letters, digits").waitFor();
    await filter.fill("");
    await page.getByText("7 clusters").waitFor();
  });

  visit("a filter that is refused says so, also to who comes back", async (page) => {
    const filter = page.getByRole("searchbox", { name: "Filter by name" });
    await filter.fill("no spaces");
    await page.getByText("Name may have letters, digits").waitFor();
    await openCluster(page, "analytics-prod");
    await page.getByRole("link", { name: "Clusters", exact: true }).click();
    await page.getByText("Name may have letters, digits").waitFor();
    assert.equal(await filter.inputValue(), "no spaces");
    assert.equal(await filter.getAttribute("aria-invalid"), "true");
    await filter.fill("analytics");
    await page.getByText("2 clusters").waitFor();
    await page.getByText("Name may have letters, digits").waitFor({ state: "hidden" });
  });

  visit("a maintenance window that is set can be moved; nobody is offered to take it away", async (page) => {
    await openCluster(page, "analytics-prod");
    await page.getByRole("button", { name: "Change", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Change analytics-prod" });
    const maintenance = dialog.getByRole("group", { name: "Maintenance window" });
    await maintenance.getByText("it can be moved, but not taken away").waitFor();
    assert.equal(await maintenance.getByRole("checkbox").count(), 0);
    await maintenance.getByLabel("Start").fill("04:00:00");
    assert.deepEqual(await preview(page), { properties: { maintenanceWindow: { dayOfTheWeek: "Sunday", time: "04:00:00" } } });
  });

  visit("a cluster is created, from its form to the end of its deployment", async (page) => {
    const open = page.getByRole("button", { name: "Create cluster" });
    await open.click();
    const dialog = page.getByRole("dialog", { name: "Create a cluster" });
    const name = dialog.getByLabel("Name", { exact: true });
    const datacenter = dialog.getByLabel("Data center");

    await name.pressSequentially("x");
    await dialog.getByText('Name must have 2 characters or more; "x" has 1').waitFor();
    assert.equal(await name.getAttribute("aria-invalid"), "true");
    assert.equal(await dialog.getByText("Data center must").count(), 0, "where nobody has been yet, nothing is wrong");
    await name.pressSequentially("-");
    await dialog.getByText("Name must end with a letter or digit").waitFor();
    await name.fill("fresh");
    await name.and(page.locator(":not([aria-invalid])")).waitFor();

    await dialog.getByRole("button", { name: "Create cluster" }).click();
    await dialog.getByText("Data center must not be empty").waitFor();
    await datacenter.and(page.locator(":focus")).waitFor();
    await datacenter.fill(DATACENTER);
    assert.equal(await dialog.getByLabel("Version").inputValue(), "25.3", "the newest is proposed");

    await dialog.getByLabel("Choose when it starts").check();
    await dialog.getByLabel("Start", { exact: true }).fill("25:00");
    await dialog.getByText("Start must be a time of day as HH:MM:SS").waitFor();
    await dialog.getByLabel("Start", { exact: true }).fill("04:00:00");
    await dialog.getByRole("button", { name: "Add LAN" }).click();
    await dialog.getByLabel("LAN id").fill("7");
    await dialog.getByRole("button", { name: "Add route" }).click();
    await dialog.getByLabel("Network").fill("10.0.0.0");
    await dialog.getByText("Network must be an IPv4 or IPv6 network").waitFor();
    await dialog.getByLabel("Network").fill("10.0.0.0/8");
    await dialog.getByLabel("Gateway").fill("10.0.0.1");
    assert.deepEqual(await preview(page), {
      properties: {
        name: "fresh",
        dataPlatformVersion: "25.3",
        datacenterId: DATACENTER,
        maintenanceWindow: { dayOfTheWeek: "Sunday", time: "04:00:00" },
        lans: [{ lanId: "7", dhcp: true, routes: [{ network: "10.0.0.0/8", gateway: "10.0.0.1" }] }],
      },
    });

    await dialog.getByRole("button", { name: "Create cluster" }).click();
    await dialog.waitFor({ state: "detached" });
    await open.and(page.locator(":focus")).waitFor();
    await row(page, "fresh").getByText("Deploying").waitFor();
    const activity = page.getByRole("region", { name: "Activity" });
    await activity.getByRole("button", { name: "Stop waiting for fresh" }).waitFor();
    await activity.getByText(/\d+ looks?, next in/).first().waitFor();
    await skip(page, 10);
    await row(page, "fresh").getByText("Available").waitFor();
    await page.getByRole("status").getByText("Cluster fresh: available").waitFor();
    await activity.getByRole("img", { name: /^Deploying .* then Available/ }).first().waitFor();

    await openCluster(page, "fresh");
    await page.getByText("10.0.0.0/8 → 10.0.0.1").waitFor();
    await page.getByText("There are no node pools yet").waitFor();
    await page.getByText("Sunday, from 04:00:00 for four hours").waitFor();
    await page.getByRole("region", { name: "History" }).getByRole("img", { name: /^Deploying \d+ min.*, then Available .* so far$/ }).waitFor();
  });

  visit("what the service refuses stands at the field that it names", async (page) => {
    await page.getByRole("switch", { name: "Send forms unchecked" }).click();
    await page.getByRole("button", { name: "Create cluster" }).click();
    const dialog = page.getByRole("dialog", { name: "Create a cluster" });
    await dialog.getByLabel("Name", { exact: true }).fill("valid");
    await dialog.getByLabel("Data center").fill(DATACENTER);
    await dialog.getByRole("button", { name: "Add LAN" }).click();
    await dialog.getByRole("button", { name: "Add route" }).click();
    await dialog.getByLabel("Network").fill("everything");
    await dialog.getByRole("button", { name: "Create cluster" }).click();
    await dialog.getByRole("alert").getByText("The service refused it (422).").waitFor();
    await dialog.getByText("Network was refused: Value must be an IPv4 or IPv6 network").waitFor();
    await dialog.getByLabel("Network").fill("10.0.0.0/8");
    await dialog.getByText("Network was refused").waitFor({ state: "detached" });
  });

  visit("a cluster is renamed and its LANs are changed; nothing else is sent", async (page) => {
    await openCluster(page, "analytics-prod");
    await page.getByRole("button", { name: "Change", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Change analytics-prod" });
    await dialog.getByRole("button", { name: "Save changes" }).click();
    await dialog.getByText("Nothing is changed yet.").waitFor();
    await dialog.getByLabel("Name", { exact: true }).fill("analytics");
    await dialog.getByLabel("Day").selectOption("Monday");
    await dialog.getByRole("button", { name: "Remove LAN" }).first().click();
    assert.deepEqual(await preview(page), {
      properties: {
        name: "analytics",
        maintenanceWindow: { dayOfTheWeek: "Monday", time: "02:30:00" },
        lans: [{ lanId: "4", dhcp: false, routes: [{ network: "10.20.0.0/16", gateway: "10.4.0.1" }] }],
      },
    });
    await dialog.getByRole("button", { name: "Save changes" }).click();
    await page.getByRole("heading", { level: 1, name: "analytics", exact: true }).waitFor();
    await page.getByRole("button", { name: "Stop waiting for analytics" }).waitFor();
    await page.getByText("Monday, from 02:30:00 for four hours").waitFor();
    await skip(page, 5);
    await page.getByRole("status").getByText("Cluster analytics: available").waitFor();
  });

  visit("a cluster is upgraded to a version that it can have", async (page) => {
    await openCluster(page, "analytics-prod");
    await page.getByRole("button", { name: "Upgrade" }).click();
    const dialog = page.getByRole("dialog", { name: "Upgrade analytics-prod" });
    assert.deepEqual(await dialog.getByLabel("Upgrade to").getByRole("option").allTextContents(), ["25.3"]);
    await dialog.getByRole("button", { name: "Upgrade" }).click();
    await page.getByText("24.11, to become 25.3").waitFor();
    await skip(page, 5);
    await page.getByRole("definition").getByText("25.3", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Upgrade" }).waitFor({ state: "hidden" });
  });

  visit("a cluster is deleted by who can type its name", async (page) => {
    await openCluster(page, "fraud-detection");
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Delete fraud-detection" });
    const confirm = dialog.getByRole("button", { name: "Delete cluster" });
    await dialog.getByLabel("Type fraud-detection to confirm").fill("fraud");
    assert.equal(await confirm.isDisabled(), true);
    await dialog.getByLabel("Type fraud-detection to confirm").fill("fraud-detection");
    await confirm.click();
    await page.getByText("Destroying").first().waitFor();
    await skip(page, 5);
    await page.getByText("This cluster is not there, or not any more.").waitFor();
    await page.getByRole("main").getByRole("link", { name: "All clusters" }).click();
    await row(page, "fraud-detection").waitFor({ state: "detached" });
  });

  visit("one can stop waiting, at once", async (page) => {
    await page.getByRole("button", { name: "Stop waiting for geo-etl" }).click();
    await page.getByText("You stopped waiting; it goes on without you").waitFor();
    await skip(page, 10);
    await row(page, "geo-etl").getByText("Available").waitFor();
  });

  visit(
    "a kubeconfig is shown masked, revealed, copied and downloaded",
    async (page) => {
      await openCluster(page, "analytics-prod");
      const open = page.getByRole("button", { name: "Kubeconfig" });
      await open.click();
      const dialog = page.getByRole("dialog", { name: "Kubeconfig of analytics-prod" });
      const text = dialog.getByLabel("Kubeconfig", { exact: true });
      await text.getByText("••••").waitFor();
      assert.doesNotMatch((await text.textContent()) ?? "", /emulated-|LS0t/);
      await dialog.getByText("kubectl --kubeconfig kubeconfig-analytics-prod.json get pods").waitFor();

      await dialog.getByRole("button", { name: "Reveal secrets" }).click();
      const { users } = JSON.parse((await text.textContent()) ?? "");
      assert.match(users[0].user.token, /^emulated-/);

      await dialog.getByRole("button", { name: "Copy" }).click();
      await dialog.getByRole("status").getByText("Kubeconfig copied").waitFor();
      assert.deepEqual(JSON.parse(await page.evaluate(() => navigator.clipboard.readText())).users, users);

      const [download] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "Download" }).click()]);
      assert.equal(download.suggestedFilename(), "kubeconfig-analytics-prod.json");
      assert.deepEqual(JSON.parse(await readFile(await download.path(), "utf8")).users, users);

      await page.keyboard.press("Escape");
      await open.and(page.locator(":focus")).waitFor();
    },
    { context: { permissions: ["clipboard-read", "clipboard-write"] } },
  );

  visit("a kubeconfig that is not there yet is not made up", async (page) => {
    await openCluster(page, "geo-etl");
    await page.getByRole("button", { name: "Kubeconfig" }).click();
    await page.getByRole("alert").getByText("404, kubeconfig not found").waitFor();
  });
});
