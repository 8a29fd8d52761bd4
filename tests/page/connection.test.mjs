// @ts-check
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { logged, openCluster, row, visit, visits } from "./support/browser.mjs";
import { connect, openConnect } from "./support/connection.mjs";
import { startEmulator } from "./support/processes.mjs";
import { storeOf } from "./support/store.mjs";

/** @typedef {import("playwright-core").Page} Page */

const DATACENTER = "5c2f8b1e-7a44-4d0f-9c8e-3b1d6a9f2e70";
const CANARY = "canary-3f9b1c77e2d84a60";

/** @type {Awaited<ReturnType<typeof startEmulator>>} */
let emulator;

before(async () => {
  emulator = await startEmulator();
});

after(() => emulator?.stop());

/**
 * Everything that the page has written anywhere.
 *
 * @param {Page} page
 */
function everythingWritten(page) {
  return page.evaluate(async () => {
    const values = [...document.querySelectorAll("input, textarea, select")].map((field) => Reflect.get(field, "value"));
    const attributes = [...document.querySelectorAll("*")].flatMap(({ attributes }) => [...attributes].map(({ value }) => value));
    return JSON.stringify([
      document.documentElement.outerHTML,
      values,
      attributes,
      location.href,
      history.state,
      document.cookie,
      { ...localStorage },
      { ...sessionStorage },
      await indexedDB.databases(),
      await caches.keys(),
      window.name,
      performance.getEntries().map(({ name }) => name),
    ]);
  });
}

const toEmulator = { origin: () => emulator.url };

visits("connection", () => {
  visit(
    "the whole life of a cluster goes over HTTP as it goes in the page, and the token is seen nowhere",
    async (page) => {
      await connect(page, emulator.url, CANARY);
      await page.getByText("Only the emulator inside this page fails on demand.").waitFor();

      await page.getByRole("button", { name: "Create cluster" }).click();
      const create = page.getByRole("dialog", { name: "Create a cluster" });
      await create.getByLabel("Name", { exact: true }).fill("over-http");
      await create.getByLabel("Data center").fill(DATACENTER);
      await create.getByRole("button", { name: "Create cluster" }).click();
      await row(page, "over-http").getByText("Available").waitFor();

      await openCluster(page, "over-http");
      await page.getByRole("button", { name: "Add node pool" }).click();
      const pool = page.getByRole("dialog", { name: "Add a node pool" });
      await pool.getByLabel("Name", { exact: true }).fill("workers");
      await pool.getByRole("button", { name: "Add node pool" }).click();
      await page.getByRole("listitem", { name: "workers" }).getByText("Available").first().waitFor();

      await page.getByRole("button", { name: "Kubeconfig" }).click();
      await page.getByLabel("Kubeconfig", { exact: true }).getByText("••••").waitFor();
      assert.doesNotMatch(await everythingWritten(page), new RegExp(CANARY));
      await page.keyboard.press("Escape");

      await page.getByRole("button", { name: "Copy clusters.create as curl" }).click();
      await page.getByText("curl command copied").waitFor();
      const command = await page.evaluate(() => navigator.clipboard.readText());
      assert.ok(command.startsWith(`curl -X POST '${emulator.url}/dataplatform/clusters'`));
      assert.doesNotMatch(command, new RegExp(CANARY));

      await page.getByRole("button", { name: "Delete", exact: true }).click();
      await page.getByLabel("Type over-http to confirm").fill("over-http");
      await page.getByRole("button", { name: "Delete cluster" }).click();
      await page.getByText("This cluster is not there, or not any more.").waitFor();
      assert.doesNotMatch(await everythingWritten(page), new RegExp(CANARY));
    },
    { ...toEmulator, context: { permissions: ["clipboard-read", "clipboard-write"] } },
  );

  visit(
    "user name and password will do, and one comes back to the emulator in the page",
    async (page) => {
      const dialog = await openConnect(page, emulator.url);
      await dialog.getByLabel("User name and password").check();
      await dialog.getByLabel("User name", { exact: true }).fill("someone");
      await dialog.getByLabel("Password", { exact: true }).fill(CANARY);
      await dialog.getByRole("button", { name: "Connect" }).click();
      await page.getByRole("button", { name: /^Connection: http.* with user name and password/ }).waitFor();
      assert.doesNotMatch(await everythingWritten(page), new RegExp(CANARY));

      await page.getByRole("button", { name: /^Connection:/ }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Connect" }).click();
      await page.getByRole("button", { name: "Connection: Emulator in this page" }).waitFor();
      await row(page, "analytics-prod").waitFor();
    },
    toEmulator,
  );

  visit(
    "without credentials the service says what is missing, and nothing is connected",
    async (page) => {
      const dialog = await openConnect(page, emulator.url);
      await dialog.getByLabel("None: a backend of one's own adds them").check();
      await dialog.getByRole("button", { name: "Connect" }).click();
      await dialog.getByRole("alert").getByText("versions.list: 401, Unauthorized").waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Connection: Emulator in this page" }).waitFor();
    },
    toEmulator,
  );

  visit("an address that is none, or a token that would go out in the open, is refused before anything is sent", async (page) => {
    const dialog = await openConnect(page, emulator.url);
    await dialog.getByLabel("URL", { exact: true }).fill("http://api.example.com");
    await dialog.getByLabel("Token", { exact: true }).last().fill(CANARY);
    await dialog.getByRole("button", { name: "Connect" }).click();
    await dialog.getByRole("alert").getByText("baseUrl must be https when credentials are sent").waitFor();
    assert.equal(await logged(page, "versions.list").count(), 1);
  });

  visit("without a URL nothing is sent, least of all the token to a service of the library's own choice", async (page) => {
    const dialog = await openConnect(page, "");
    await dialog.getByLabel("Token", { exact: true }).last().fill(CANARY);
    for (const empty of ["", "  "]) {
      await dialog.getByLabel("URL", { exact: true }).fill(empty);
      await dialog.getByRole("button", { name: "Connect" }).click();
      await dialog.getByRole("alert").getByText("URL must not be empty").waitFor();
      await dialog.getByLabel("URL", { exact: true }).and(page.locator(":focus")).waitFor();
    }
    assert.equal(await logged(page, "versions.list").count(), 1);
    await dialog.getByLabel("Emulator in this page").check();
    await dialog.getByRole("button", { name: "Connect" }).click();
    await dialog.waitFor({ state: "detached" });
  });

  visit(
    "the newest upgrade is offered first, in whichever order the service lists them",
    async (page) => {
      await connect(page, emulator.url, CANARY);
      await page.route("**/dataplatform/clusters*", async (route) => {
        if (route.request().method() !== "GET") return route.continue();
        const response = await route.fetch();
        const { items, ...list } = await response.json();
        const availableUpgradeVersions = ["25.3", "24.3", "24.11"];
        const upgradable = items.map((/** @type {{ metadata: object }} */ { metadata, ...cluster }) => ({ ...cluster, metadata: { ...metadata, availableUpgradeVersions } }));
        await route.fulfill({ response, json: { ...list, items: upgradable } });
      });
      const store = await storeOf(page);
      await store.evaluate(
        ({ state: { session } }, datacenterId) =>
          session?.client.clusters.create({ properties: { name: "any-order", datacenterId, dataPlatformVersion: "24.3" } }),
        DATACENTER,
      );
      await row(page, "any-order").getByRole("cell", { name: "25.3" }).waitFor();
      await page.route("**/dataplatform/clusters/*", () => {});
      await openCluster(page, "any-order");
      await page.getByRole("button", { name: "Upgrade" }).click();
      const options = page.getByRole("dialog").getByLabel("Upgrade to").getByRole("option");
      assert.deepEqual(await options.allTextContents(), ["25.3", "24.11", "24.3"]);
    },
    toEmulator,
  );

  visit(
    "a label that is no text is shown as it is, and stays readable when another is changed",
    async (page) => {
      await connect(page, emulator.url, CANARY);
      const store = await storeOf(page);
      await store.evaluate(async ({ state: { session } }, datacenterId) => {
        const cluster = await session?.client.clusters.create({ properties: { name: "labelled", datacenterId, dataPlatformVersion: "25.3" } });
        await session?.client.nodePools.create(cluster?.id ?? "", { properties: { name: "pool", nodeCount: 1 } });
      }, DATACENTER);
      await page.route("**/nodepools", async (route) => {
        const response = await route.fetch();
        const { items, ...list } = await response.json();
        for (const { properties } of items) properties.labels = { owner: { team: "data" }, size: 10 };
        await route.fulfill({ response, json: { ...list, items } });
      });
      await openCluster(page, "labelled");
      await page.getByText('owner={"team":"data"}').waitFor();
      await page.getByText("size=10").waitFor();
      await page.getByRole("button", { name: "Change pool" }).click();
      const owner = page.getByRole("group", { name: "label 1", exact: true });
      assert.equal(await owner.getByLabel("Value").inputValue(), '{"team":"data"}');
    },
    toEmulator,
  );

  visit(
    "what cannot be reached is said, with what it may be",
    async (page) => {
      const dialog = await openConnect(page, emulator.url);
      await dialog.getByLabel("URL", { exact: true }).fill("http://127.0.0.1:1");
      await dialog.getByLabel("Token", { exact: true }).last().fill(CANARY);
      await dialog.getByRole("button", { name: "Connect" }).click();
      await dialog.getByRole("alert").getByText(/no answer.*CORS/).waitFor();
    },
    { origin: () => "http://127.0.0.1:1" },
  );
});
