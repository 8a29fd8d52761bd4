// @ts-check
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { openCluster, row, visit, visits } from "./support/browser.mjs";

const PHONE = { width: 360, height: 740 };

/** Runs in the page: adds up by how much its layout shifts. In the log, new lines come first: that is what it is for. */
function watchShifts() {
  Reflect.set(globalThis, "shifted", 0);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const moved = Reflect.get(entry, "sources").filter((/** @type {{ node: Node | null }} */ { node }) => !node?.parentElement?.closest("#requests"));
      if (moved.length > 0) Reflect.set(globalThis, "shifted", Reflect.get(globalThis, "shifted") + Reflect.get(entry, "value"));
    }
  }).observe({ type: "layout-shift", buffered: true });
}

visits("opening", () => {
  visit("it opens on a populated emulator, and says what it is connected to", async (page) => {
    await page.getByRole("button", { name: "Connection: Emulator in this page" }).waitFor();
    const names = await page.getByRole("table", { name: "Clusters" }).getByRole("rowheader").getByRole("link").allTextContents();
    assert.deepEqual(names, ["analytics-prod", "analytics-staging", "clickstream", "fraud-detection", "geo-etl", "ml-sandbox", "warehouse-2024"]);
    const cells = await row(page, "analytics-prod").getByRole("cell").allTextContents();
    assert.deepEqual(cells, ["Available", "24.11", "25.3", "212 d", "5c2f8b1e"]);
  });

  visit("something happens without a click", async (page) => {
    await row(page, "clickstream").getByText("Updating").waitFor();
    await row(page, "clickstream").getByText("Available").waitFor();
    await row(page, "warehouse-2024").waitFor({ state: "detached" });
    await row(page, "geo-etl").getByText("Available").waitFor();
    const notices = page.getByRole("status");
    await notices.getByText("Cluster geo-etl: available").waitFor();
  });

  visit(
    "the first paint does not wait for the library",
    async (page) => {
      await page.getByRole("heading", { name: "Clusters" }).waitFor();
      await page.getByText("Starting the emulator inside this page…").waitFor();
      const painted = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint").length);
      assert.equal(painted, 1);
    },
    { isReady: false, prepare: (page) => page.route("**/pkg/**", () => {}) },
  );

  visit(
    "it says so when the library cannot be loaded",
    async (page) => {
      await page.getByText("The page could not be loaded").waitFor();
    },
    {
      isReady: false,
      prepare: async (page) => {
        await page.route("**/pkg/index.js", (route) => route.fulfill({ status: 404, contentType: "text/plain", body: "404" }));
        // It is thrown on to the console, where a developer looks for it.
        page.removeAllListeners("pageerror");
        page.removeAllListeners("console");
      },
    },
  );

  for (const [where, viewport] of Object.entries({ "a wide screen": { width: 1280, height: 900 }, "a phone": PHONE })) {
    visit(
      `nothing moves on ${where} while the page opens`,
      async (page) => {
        await page.getByRole("button", { name: "Stop waiting for clickstream" }).waitFor();
        const shift = await page.evaluate(() => Reflect.get(globalThis, "shifted"));
        assert.ok(shift < 0.005, `the layout has shifted by ${shift}`);
      },
      { prepare: (page) => page.addInitScript(watchShifts), context: { viewport } },
    );
  }

  visit(
    "it fits a narrow phone",
    async (page) => {
      const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok((await overflow()) <= 0);
      await openCluster(page, "analytics-prod");
      await page.getByRole("heading", { name: "workers" }).waitFor();
      assert.ok((await overflow()) <= 0);
      await page.getByRole("button", { name: "Add node pool" }).click();
      assert.ok((await overflow()) <= 0);
    },
    { context: { viewport: PHONE } },
  );

  visit(
    "nothing is animated for those who do not want it",
    async (page) => {
      await row(page, "geo-etl").getByText("Deploying").waitFor();
      assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
    },
    { context: { reducedMotion: "reduce" } },
  );
});

test("the policy of the page names its import map by its hash, and permits no inline code", async () => {
  const html = await readFile(new URL("../../www/index.html", import.meta.url), "utf8");
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? "";
  const map = /<script type="importmap">(.*?)<\/script>/s.exec(html)?.[1] ?? "";
  const hash = createHash("sha256").update(map).digest("base64");
  assert.ok(policy.includes(`script-src 'self' 'wasm-unsafe-eval' 'sha256-${hash}'`), `the import map has the hash ${hash}`);
  assert.ok(policy.startsWith("default-src 'none'"));
  assert.doesNotMatch(policy, /unsafe-(inline|eval'|hashes)(?<!wasm-unsafe-eval')/);
});
