export * from "./index.js";

export declare function load(module: WebAssembly.Module): void;
