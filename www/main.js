// @ts-check
// The library and its WebAssembly come after the first paint: what is on the page by then needs neither.

await firstPaint();
try {
  // The emulator is the largest of it, and the last to be asked for: so its way is begun at once.
  const [{ start }] = await Promise.all([import("./app.js"), import("ionoscloud-dataplatform/testing")]);
  await start();
} catch (error) {
  const opening = document.getElementById("opening");
  if (opening !== null) opening.textContent = `The page could not be loaded: ${error}`;
  throw error;
}

/** @returns {Promise<void>} */
function firstPaint() {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

export {};
