// @ts-check
/** @typedef {import("playwright-core").Page} Page */

/**
 * Opens the dialog, with a URL filled in.
 *
 * @param {Page} page
 * @param {string} url
 */
export async function openConnect(page, url) {
  await page.getByRole("button", { name: /^Connection:/ }).click();
  const dialog = page.getByRole("dialog", { name: "Connect" });
  await dialog.getByLabel("At a URL").check();
  await dialog.getByLabel("URL", { exact: true }).fill(url);
  return dialog;
}

/**
 * Connects with a token.
 *
 * @param {Page} page
 * @param {string} url
 * @param {string} token
 */
export async function connect(page, url, token) {
  const dialog = await openConnect(page, url);
  await dialog.getByRole("textbox", { name: "Token" }).fill(token);
  await dialog.getByRole("button", { name: "Connect" }).click();
  await page.getByRole("button", { name: `Connection: ${url}/dataplatform with a token` }).waitFor();
}
