// @ts-check
/** How the module gets in, and what is said where it does not. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import process from "node:process";
import { describe, mock, test } from "node:test";
import { inspect } from "node:util";
import * as main from "ionoscloud-dataplatform";
import * as slim from "ionoscloud-dataplatform/slim";
import { createEmulator } from "ionoscloud-dataplatform/testing";

const file = createRequire(import.meta.url).resolve("ionoscloud-dataplatform/core.wasm");
const core = new WebAssembly.Module(readFileSync(file));
const empty = new WebAssembly.Module(Buffer.from("\0asm\x01\0\0\0", "latin1"));

/** What a piece of work throws. @returns {any} */
function thrownBy(/** @type {() => unknown} */ work) {
  try {
    work();
  } catch (thrown) {
    return thrown;
  }
  assert.fail("it did not throw");
}

/** Does something where compiling is forbidden, in the words of a browser. */
function forbidden(/** @type {() => unknown} */ work) {
  const refusal = new WebAssembly.CompileError("Refused to compile or instantiate WebAssembly module");
  // A function, and no arrow: it is called with `new`.
  const compile = mock.method(WebAssembly, "Module", function () {
    throw refusal;
  });
  try {
    return { error: thrownBy(work), refusal };
  } finally {
    compile.mock.restore();
  }
}

describe("Where the host forbids to compile", () => {
  for (const [name, work] of Object.entries({
    "a new client": () => new main.DataPlatform(),
    "a check": () => main.validateCreateCluster({}),
    "an emulator": () => createEmulator(),
  })) {
    test(`${name} fails with an error that says what permits it`, () => {
      const { error, refusal } = forbidden(work);
      assert.ok(main.isDataPlatformError(error), String(error));
      assert.equal(error.name, "InternalError");
      assert.equal(error.code, "INTERNAL");
      assert.equal(error.cause, refusal);
      assert.match(error.message, /^WebAssembly cannot be compiled here; .*'wasm-unsafe-eval'/);
      assert.ok(error.message.length <= 200, error.message);
    });
  }

  test("nothing is lost for later", () => {
    forbidden(() => new main.DataPlatform());
    assert.ok(new main.DataPlatform());
  });
});

describe("Without the module inside", () => {
  /** Checks that an error says that there is no module, and what kind of value was given for one. */
  function isAboutModule(/** @type {unknown} */ error, /** @type {string} */ rule, /** @type {RegExp} */ message) {
    assert.ok(error instanceof slim.InvalidArgumentError, String(error));
    assert.equal(error.code, "INVALID_ARGUMENT");
    assert.match(error.message, message);
    assert.deepEqual(error.violations.map(({ path, rule }) => [path, rule]), [["module", rule]]);
  }

  test("what needs it says that it was not loaded", () => {
    const client = () => new slim.DataPlatform();
    for (const work of [client, () => slim.validateCreateCluster({}), () => slim.isKnownState("BUSY")]) {
      isAboutModule(thrownBy(work), "required", /call load\(module\) before anything else/);
    }
  });

  test("what is no module is refused by its type", () => {
    for (const [value, type] of /** @type {[any, string][]} */ ([
      [undefined, "Undefined"],
      [new Uint8Array(8), "Uint8Array"],
      [Promise.resolve(core), "Promise"],
      [new WebAssembly.Instance(empty), "WebAssembly.Instance"],
    ])) {
      const message = new RegExp(`must be a WebAssembly\\.Module, not ${type}`);
      isAboutModule(thrownBy(() => slim.load(value)), "type", message);
    }
  });

  test("it works as soon as it is loaded, and the first module stays", () => {
    slim.load(core);
    assert.ok(new slim.DataPlatform());
    slim.load(empty);
    assert.ok(new slim.DataPlatform());
  });
});

test("the module asks nothing of its host, and can keep nothing of it alive", () => {
  assert.deepEqual(WebAssembly.Module.imports(core), []);
  assert.deepEqual(
    WebAssembly.Module.exports(core).filter(({ kind }) => kind !== "function"),
    [{ name: "memory", kind: "memory" }],
  );
});

test("an instance begins with two pages of memory", () => {
  const { memory } = /** @type {{ memory: WebAssembly.Memory }} */ (/** @type {unknown} */ (new WebAssembly.Instance(core).exports));
  assert.equal(memory.buffer.byteLength, 2 * 65_536);
});

test("each class that is exported has its own name, and shows under it", () => {
  const classes = Object.entries(main).filter(([, value]) => /^class\b/.test(String(value)));
  assert.ok(classes.length > 10);
  for (const [name, value] of classes) assert.equal(/** @type {Function} */ (value).name, name);
  assert.match(inspect(new main.DataPlatform()), /^DataPlatform /);
});

test("an error shows under its own name in a bundle too, where classes have shorter ones", async () => {
  const { build } = createRequire(join(process.env["PROJECT_DIR"] ?? "", "package.json"))("esbuild");
  const contents = `import { DataPlatform } from "ionoscloud-dataplatform";
    export const error = await new DataPlatform().clusters.get("").catch((error) => error);`;
  const stdin = { contents, resolveDir: dirname(file) };
  const { outputFiles } = await build({ stdin, bundle: true, minify: true, format: "esm", write: false });
  const { error } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
  assert.equal(error.constructor.name, "InvalidArgumentError");
  assert.match(inspect(error), /^InvalidArgumentError: /);
});

test("fromEnv of a class that extends the client gives one of that class", () => {
  class Ours extends main.DataPlatform {}
  assert.ok(Ours.fromEnv({ env: {} }) instanceof Ours);
});
