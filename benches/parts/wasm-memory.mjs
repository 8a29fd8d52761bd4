// @ts-check

/** Watches from now on how large the memory of the module is that was last instantiated. */
export function growingMemory() {
  let bytes = () => 0;
  WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
    construct(Instance, [module, imports]) {
      const instance = new Instance(module, imports);
      const memory = /** @type {WebAssembly.Memory} */ (instance.exports["memory"]);
      bytes = () => memory.buffer.byteLength;
      return instance;
    },
  });
  return () => bytes();
}
