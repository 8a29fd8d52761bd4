/**
 * Calls back in a later turn of the event loop, when everything that was ready to run has run.
 *
 * Taken when this module is loaded: a test runner's fake timers, installed later, must not stop the emulator's clock.
 * Not `setTimeout` where it can be helped, because it waits 1 ms in Node and 4 ms in a page, and a test of 40 emulated
 * minutes takes about a hundred turns.
 */
export const nextTurn: (callback: () => void) => void = /* @__PURE__ */ chooseTurn();

function chooseTurn(): (callback: () => void) => void {
  const { setImmediate, setTimeout } = globalThis as typeof globalThis & {
    setImmediate?: (callback: () => void) => unknown;
  };
  if (setImmediate !== undefined) return (callback) => void setImmediate(callback);
  if (typeof MessageChannel === "undefined") return (callback) => void setTimeout(callback, 0);
  return messageTurn();
}

function messageTurn(): (callback: () => void) => void {
  const queue: (() => void)[] = [];
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => queue.shift()?.();
  return (callback) => {
    queue.push(callback);
    port2.postMessage(undefined);
  };
}
