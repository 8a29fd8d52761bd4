// @ts-check
// What a page does, whichever bundler made it.
import { clusterNames } from "./clusters.mjs";

const output = /** @type {HTMLOutputElement} */ (document.querySelector("output"));
try {
  output.value = await clusterNames();
} catch (error) {
  output.value = String(error);
}
