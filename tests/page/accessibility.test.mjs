// @ts-check
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { openCluster, skip, visit, visits } from "./support/browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const DATACENTER = "5c2f8b1e-7a44-4d0f-9c8e-3b1d6a9f2e70";

/** @type {Record<string, import("playwright-core").BrowserContextOptions>} */
const CONTEXTS = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  phone: { colorScheme: "light", viewport: { width: 360, height: 740 } },
};

/**
 * @param {Page} page
 * @param {string} where
 * @param {string} part What of the page is looked at: around an open dialog nothing changes.
 */
async function check(page, where, part = "html") {
  // A colour on its way from one to another has a contrast that nobody reads. What is removed meanwhile is not waited for.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations === 1).map(({ finished }) => finished)));
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(AXE);
  const { violations } = await page.evaluate((part) => Reflect.get(globalThis, "axe").run(part, { resultTypes: ["violations"] }), part);
  const found = violations.map((/** @type {{ id: string, nodes: { html: string, failureSummary: string }[] }} */ { id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`).join("\n")}`);
  assert.deepEqual(found, [], `axe finds something wrong with ${where}`);
}

/**
 * @param {Page} page
 * @param {string} where
 */
async function checkDialog(page, where) {
  await page.getByRole("dialog").waitFor();
  await check(page, where, "dialog");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

/**
 * The table, and the dialogs that open from there, each in the form in which it has the most to show.
 *
 * @param {Page} page
 */
async function checkClusters(page) {
  await check(page, "the clusters");
  await page.getByRole("switch", { name: "Too many requests" }).click();
  await check(page, "a switch that is on");
  await checkConnecting(page);
  await checkCreating(page);

  await page.getByRole("searchbox").fill("nobody");
  await page.getByText("No cluster has a name like this").waitFor();
  await check(page, "an empty table");
}

/**
 * The details of a cluster, and the dialogs that open from there.
 *
 * @param {Page} page
 */
async function checkCluster(page) {
  await openCluster(page, "analytics-prod");
  await page.getByRole("heading", { name: "workers" }).waitFor();
  await check(page, "a cluster");
  await checkDialogs(page, ["Change", "Upgrade", "Delete"]);
  await page.getByRole("button", { name: "Kubeconfig" }).click();
  await page.getByRole("button", { name: "Download" }).waitFor();
  await checkDialog(page, "the kubeconfig");
  await checkGone(page);
}

/** @param {Page} page */
async function checkNodePools(page) {
  await openCluster(page, "analytics-prod");
  await page.getByRole("heading", { name: "workers" }).waitFor();
  await checkDialogs(page, ["Scale workers", "Change workers", "Delete workers", "Add node pool"]);
}

/**
 * @param {Page} page
 * @param {readonly string[]} names What the buttons say that open them.
 */
async function checkDialogs(page, names) {
  for (const name of names) {
    await page.getByRole("button", { name, exact: true }).click();
    await checkDialog(page, name);
  }
}

/** @param {Page} page */
async function checkConnecting(page) {
  await page.getByRole("button", { name: /^Connection:/ }).click();
  await page.getByLabel("At a URL").check();
  await page.getByLabel("User name and password").check();
  await page.getByLabel("URL", { exact: true }).fill("ftp://nowhere");
  await page.getByRole("dialog").getByRole("button", { name: "Connect" }).click();
  await page.getByRole("alert").getByText("baseUrl must be http or https").waitFor();
  await checkDialog(page, "a connection that is refused");
}

/** @param {Page} page */
async function checkCreating(page) {
  await page.getByRole("switch", { name: "Creation lost on its way back" }).click();
  await page.getByRole("button", { name: "Create cluster" }).click();
  const create = page.getByRole("dialog");
  await create.getByLabel("Choose when it starts").check();
  await create.getByRole("button", { name: "Add LAN" }).click();
  await create.getByRole("button", { name: "Add route" }).click();
  await create.getByRole("button", { name: "Create cluster" }).click();
  await create.getByText("Name must not be empty").waitFor();
  await check(page, "a form with mistakes", "dialog");
  await create.getByRole("button", { name: "Remove LAN" }).click();
  await create.getByLabel("Name", { exact: true }).fill("unknown");
  await create.getByLabel("Data center").fill(DATACENTER);
  await create.getByRole("button", { name: "Create cluster" }).click();
  await create.getByText("It was created.").waitFor();
  await checkDialog(page, "an unknown outcome");
}

/** @param {Page} page */
async function checkGone(page) {
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByLabel("Type analytics-prod to confirm").fill("analytics-prod");
  await page.getByRole("button", { name: "Delete cluster" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await skip(page, 10);
  await page.getByText("This cluster is not there, or not any more.").waitFor();
  await check(page, "a cluster that is gone");
}

visits("accessibility", () => {
  for (const [where, context] of Object.entries(CONTEXTS)) {
    visit(`axe finds nothing in the table and its dialogs: ${where}`, checkClusters, { context });
    visit(`axe finds nothing in a cluster and its dialogs: ${where}`, checkCluster, { context });
    visit(`axe finds nothing in the dialogs of node pools: ${where}`, checkNodePools, { context });
  }

  visit("the skip link goes to the content, and stays with the cluster", async (page) => {
    await openCluster(page, "analytics-prod");
    const address = page.url();
    const skip = page.getByRole("link", { name: "Skip to the content" });
    await skip.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("main").and(page.locator(":focus")).waitFor();
    assert.equal(page.url(), address);
    await page.getByRole("heading", { level: 1, name: "analytics-prod" }).waitFor();
  });

  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    visit(
      `where colours are forced, one sees what is on, and each dot: ${colorScheme}`,
      async (page) => {
        const control = page.getByRole("switch", { name: "Too many requests" });
        const off = await coloursOf(control);
        assert.notEqual(off.thumb, off.track, "the thumb is seen on its track");
        await control.click();
        await page.getByRole("switch", { name: "Too many requests", checked: true }).waitFor();
        const on = await coloursOf(control);
        assert.notEqual(on.thumb, on.track, "and where it is on");
        assert.notEqual(on.track, off.track, "which is another track");
        for (const dot of [".badge-dot", ".connection-dot"]) {
          const { own, around } = await page.locator(dot).first().evaluate((dot) => ({
            own: getComputedStyle(dot).backgroundColor,
            around: getComputedStyle(document.body).backgroundColor,
          }));
          assert.notEqual(own, around, dot);
        }
      },
      { context: { forcedColors: "active", colorScheme, reducedMotion: "reduce" } },
    );
  }

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

/** @param {import("playwright-core").Locator} control */
function coloursOf(control) {
  return control.evaluate((track) => {
    const colour = (/** @type {Element} */ element) => getComputedStyle(element).backgroundColor;
    return { track: colour(track), thumb: colour(/** @type {Element} */ (track.firstElementChild)) };
  });
}

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
