// @ts-check
// The library and its WebAssembly come after the first paint: what is on the page by then needs neither.

await firstPaint();
try {
  const { start } = await import("./app.js");
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
