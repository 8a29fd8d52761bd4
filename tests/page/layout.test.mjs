// @ts-check
import assert from "node:assert/strict";
import { row, visit, visits } from "./support/browser.mjs";
import { openNewCluster, storeOf } from "./support/store.mjs";

/** @typedef {import("playwright-core").Page} Page */

const SIZES = { "a phone": { width: 360, height: 740 }, "a wide screen": { width: 1280, height: 900 } };

const LONGEST = 63;
const NAME = "w".repeat(LONGEST);
const POOL = {
  name: "n".repeat(LONGEST),
  nodeCount: 3,
  labels: { ["k".repeat(LONGEST)]: "v".repeat(LONGEST) },
};

/**
 * Fails where the page, or the dialog that is open, is wider than what there is to see of it.
 *
 * @param {Page} page
 * @param {string} where
 */
async function fits(page, where) {
  const tooWide = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll("dialog, dialog .dialog-body")]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(({ tagName, className, scrollWidth, clientWidth }) => `${tagName}.${className}: ${scrollWidth} > ${clientWidth}`),
  );
  assert.deepEqual(tooWide, [], where);
}

visits("layout", () => {
  visit(
    "on a phone a dialog is as wide as the page, without the room that is kept for a scrollbar",
    async (page) => {
      await page.getByRole("button", { name: "Create cluster" }).click();
      const { dialog, header } = await page.evaluate(() => {
        const right = (/** @type {string} */ selector) => document.querySelector(selector)?.getBoundingClientRect().right;
        return { dialog: right("dialog"), header: right("#site-header") };
      });
      assert.equal(dialog, header);
    },
    { context: { viewport: SIZES["a phone"] } },
  );

  visit(
    "at four times the size, all of a dialog can be scrolled to, however long the name is in its title",
    async (page) => {
      await openNewCluster(page, NAME, [POOL]);
      for (const action of ["Kubeconfig", "Delete", "Change"]) {
        await page.getByRole("button", { name: action, exact: true }).click();
        const dialog = page.getByRole("dialog");
        if (action === "Kubeconfig") await dialog.getByRole("button", { name: "Download" }).waitFor();
        const { hidden, room } = await dialog.evaluate((dialog) => {
          const isCut = (/** @type {Element} */ part) => getComputedStyle(part).overflowY !== "auto" && part.scrollHeight > part.clientHeight + 1;
          const body = dialog.querySelector(".dialog-body");
          return { hidden: [dialog, dialog.querySelector("form")].filter((part) => part !== null && isCut(part)).length, room: body?.clientHeight ?? 0 };
        });
        assert.equal(hidden, 0, `${action}: something cannot be scrolled to`);
        assert.ok(room >= 100, `${action}: ${room} px to see it in`);
        await page.keyboard.press("Escape");
      }
    },
    // 1280 by 1024 at 400 % (WCAG 2.2, 1.4.10).
    { context: { viewport: { width: 320, height: 256 } } },
  );

  visit("a timeline is as high as its text, which can be twice as large as usual", async (page) => {
    await page.evaluate(() => void (document.documentElement.style.fontSize = "200%"));
    const segment = page.getByRole("listitem").filter({ hasText: "geo-etl" }).locator(".timeline-segment").first();
    const edges = await segment.evaluate((/** @type {SVGSVGElement} */ segment) => {
      const parts = [...segment.children].map((part) => /** @type {SVGGraphicsElement} */ (part).getBBox());
      return [0, ...parts.flatMap(({ y, height }) => [y, y + height]), segment.ownerSVGElement?.clientHeight ?? 0];
    });
    assert.deepEqual(edges, edges.toSorted((a, b) => a - b), "they are cut off, or lie over each other");
  });

  for (const [where, viewport] of Object.entries(SIZES)) {
    visit(
      `the longest of names and labels fit ${where}`,
      async (page) => {
        await openNewCluster(page, NAME, [POOL]);
        await page.getByRole("heading", { name: POOL.name }).waitFor();
        await page.getByRole("button", { name: `Stop waiting for ${POOL.name}` }).waitFor();
        await fits(page, "the cluster");
        await page.getByRole("button", { name: "Delete", exact: true }).click();
        await page.getByRole("dialog").waitFor();
        await fits(page, "its deletion");
        await page.keyboard.press("Escape");
        await page.getByRole("link", { name: "Clusters", exact: true }).click();
        await row(page, NAME).waitFor();
        await fits(page, "the list");
      },
      { context: { viewport } },
    );

    visit(
      `a long state that nobody has heard of fits ${where}`,
      async (page) => {
        const state = "WAITING_FOR_A_LONG_TIME_AND_FOR_REASONS_THAT_ONE_CANNOT_IMAGINE";
        const store = await storeOf(page);
        await store.evaluate(({ state: { session } }, state) => {
          session?.emulator?.fail({ operation: "nodePools.create", fault: { kind: "provisioning", outcome: "unknownState", state } });
        }, state);
        await openNewCluster(page, "waiting", [{ name: "waiting-pool", nodeCount: 1 }]);
        const shown = page.getByRole("listitem", { name: "waiting-pool" }).getByText(/^Waiting for a long/).first();
        await shown.waitFor();
        await fits(page, "the cluster");
        assert.ok(await shown.isVisible());
      },
      { context: { viewport } },
    );
  }
});
