// @ts-check
/**
 * The documentation: its code runs and prints what it says, its commands and links exist, its tables agree with the
 * package.
 */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { createInterface } from "node:readline";
import { describe, test } from "node:test";
import { DataPlatform } from "ionoscloud-dataplatform";
import { blocks, pages, project, proseOf, read, tableOf } from "./support/docs-blocks.mjs";
import { missingPackagesOf, run, typeErrorsOf, write } from "./support/docs-files.mjs";
import { setStage } from "./support/docs-stage.mjs";

const installed = "node_modules/ionoscloud-dataplatform";

/** @param {string[]} languages */
const blocksIn = (...languages) => blocks.filter(({ language }) => languages.includes(language));

describe("code blocks", () => {
  for (const block of blocksIn("js", "html")) {
    const missing = missingPackagesOf(block);
    if (block.isOnlyChecked || missing.length > 0) {
      test(`${block.place} parses`, () => {
        const { status, stderr } = spawnSync(process.execPath, ["--check", write(block)], { encoding: "utf8" });
        assert.equal(status, 0, stderr);
      });
      continue;
    }
    if (block.code.includes('from "node:test"')) {
      test(`${block.place} passes`, () => {
        // Without this variable, which says that a test runner listens already.
        const { NODE_TEST_CONTEXT: _, ...env } = process.env;
        const { status, stdout } = spawnSync(process.execPath, ["--test", write(block)], { encoding: "utf8", env });
        assert.equal(status, 0, stdout);
      });
      continue;
    }
    test(`${block.place} runs`, async (t) => {
      const { printed } = await setStage(t);
      await run(block);
      const promised = [...block.code.matchAll(/\/\/ → (.*)$/gm)].map(([, line]) => line);
      assert.deepEqual(printed().filter((line) => promised.includes(line)), promised);
    });
  }

  test("all of them are correct by TypeScript's strict rules", (t) => {
    const typed = blocksIn("js", "ts").filter((block) => missingPackagesOf(block).length === 0);
    const errors = typeErrorsOf(typed);
    if (errors === undefined) return t.skip("the workspace has no TypeScript");
    assert.deepEqual(errors, []);
  });

  test("none of them stands outside of its fence: a script in the text would swallow what follows", () => {
    const loose = pages.filter((page) => /<(script|style|title|textarea)\b/i.test(proseOf(page).replace(/`[^`]*`/g, "")));
    assert.deepEqual(loose, []);
  });

  test("each is in a language that is looked at", () => {
    const known = ["js", "ts", "html", "sh", "rust", "toml", "text", "go", "python"];
    const others = blocks.filter(({ language }) => !known.includes(language));
    assert.deepEqual(others.map(({ place, language }) => `${place}: ${language}`), []);
  });
});

test("the backend forwards the API with its own token, and nothing else", async (t) => {
  const { emulator } = await setStage(t);
  const block = blocks.find(({ code }) => code.includes("as GET"));
  assert.ok(block);
  const handlers = /** @type {Record<string, (request: Request) => Promise<Response>>} */ (await run(block));
  const session = { Cookie: "session=1" };
  /** @param {string} path @param {RequestInit} [init] */
  const send = async (path, init = {}) => {
    const request = new Request(`https://app.example.com${path}`, { headers: session, ...init });
    const handler = handlers[request.method];
    assert.ok(handler, request.method);
    return await handler(request);
  };
  const page = new DataPlatform({
    baseUrl: "/api",
    fetch(url, init) {
      const { pathname, search } = new URL(url);
      return send(pathname + search, { ...init, headers: { ...session, ...init.headers } });
    },
  });
  emulator.journal.clear();
  const { items } = await page.clusters.list({ name: "estate" });
  const [cluster] = items;
  assert.ok(cluster);
  await page.clusters.update(cluster.id, { properties: { name: "renamed" } });
  await page.clusters.kubeconfig(cluster.id);
  await page.nodePools.list(cluster.id);
  await page.clusters.delete(cluster.id);
  emulator.journal.expectRequests([
    "clusters.list",
    "clusters.update",
    "clusters.kubeconfig",
    "nodePools.list",
    "clusters.delete",
  ]);
  emulator.journal.clear();
  for (const path of ["/api/dataplatform/_emulator", "/api/dataplatform/clusters/..%2f..", "/api/dataplatform/"]) {
    assert.equal((await send(path)).status, 404, path);
  }
  assert.equal((await send("/api/dataplatform/versions", { headers: {} })).status, 401);
  const form = { method: "POST", body: "{}", headers: { ...session, "Content-Type": "text/plain" } };
  assert.equal((await send("/api/dataplatform/clusters", form)).status, 415);
  emulator.journal.expectRequests([]);
});

test("the recipe for OpenTelemetry makes a span of each attempt, under the one that it is given", async (t) => {
  const { emulator } = await setStage(t);
  const block = blocks.find(({ code }) => code.includes("@opentelemetry/api"));
  assert.ok(block);
  if (missingPackagesOf(block).length > 0) return t.skip("the workspace has no OpenTelemetry");
  const { SpanStatusCode, trace } = await import("@opentelemetry/api");
  /** @type {Record<string, any>[]} */
  const spans = [];
  /** @param {string} name @param {Record<string, any>} [options] @param {any} [context] */
  const startSpan = (name, options, context) => {
    const { attributes, startTime } = options ?? {};
    /** @type {any} */
    const span = { name, attributes, parent: context && trace.getSpan(context)?.name };
    span.setStatus = (/** @type {{ code: number }} */ { code }) => void (span.code = code);
    span.end = (/** @type {Date} */ at) => {
      if (startTime) spans.push({ ...span, isInOrder: startTime <= at });
    };
    return span;
  };
  const startActiveSpan = (/** @type {string} */ name, /** @type {Function} */ run) => run(startSpan(name));
  trace.setGlobalTracerProvider(/** @type {any} */ ({ getTracer: () => ({ startSpan, startActiveSpan }) }));
  t.after(() => trace.disable());

  emulator.failNext("clusters.list", { kind: "status", status: 503 });
  await run(block);
  const common = { "http.request.method": "GET", "url.template": "/clusters" };
  assert.deepEqual(
    spans.map(({ name, parent, code, isInOrder, attributes: { "ionoscloud.request_id": id, ...attributes } }) => {
      assert.equal(typeof id, "string");
      return { name, parent, code, isInOrder, attributes };
    }),
    [
      {
        name: "clusters.list",
        parent: "nightly report",
        code: SpanStatusCode.ERROR,
        isInOrder: true,
        attributes: { ...common, "http.response.status_code": 503, "error.type": "API" },
      },
      {
        name: "clusters.list",
        parent: "nightly report",
        code: undefined,
        isInOrder: true,
        attributes: { ...common, "http.request.resend_count": 1, "http.response.status_code": 200 },
      },
    ],
  );
});

describe("commands", () => {
  const xtask = ["main", "steps"].map((name) => readFileSync(join(project, `xtask/src/${name}.rs`), "utf8")).join("\n");
  const manifest = JSON.parse(readFileSync(`${installed}/package.json`, "utf8"));
  const lines = blocksIn("sh").flatMap(({ code, place }) =>
    code.trim().split("\n").map((line) => ({ place, line: line.replace(/\s+#.*$/, "").trim() })),
  );
  const inProse = pages.flatMap((page) =>
    [...proseOf(page).matchAll(/`(cargo xtask [^`]*)`/g)].map(([, line = ""]) => ({ place: page, line })),
  );

  for (const { place, line } of [...lines, ...inProse].filter(({ line }) => line !== "")) {
    test(`${place}: ${line}`, async () => {
      const [program, ...words] = line.split(/\s+/);
      const [first = "", ...rest] = words;
      switch (program) {
        case "cargo": {
          assert.equal(first, "xtask", "cargo is called through xtask");
          const [command = "", ...steps] = rest.filter((word) => /^[a-z]/.test(word));
          assert.match(xtask, RegExp(`name: "${command}"`));
          if (command === "test") for (const step of steps) assert.match(xtask, RegExp(`name: "${step}"`));
          break;
        }
        case "npx":
          // The bin has another name than the package: alone, it would be taken for a package's.
          assert.equal(first, `--package=${manifest.name}`);
          assert.ok((rest[0] ?? "") in manifest.bin, `the package has no bin ${rest[0]}`);
          assert.match(await firstLineOf(line), /^listening on http:/);
          break;
        case "npm":
          assert.deepEqual([first, ...rest.filter((word) => !word.startsWith("-"))], ["install", manifest.name]);
          break;
        default:
          assert.fail(`nobody looks at ${program}`);
      }
    });
  }
});

/**
 * The first line that a server prints, on a port that is free.
 *
 * @param {string} command
 */
async function firstLineOf(command) {
  // A group of its own, which ends as a whole: npx starts a shell, and that the server.
  const detached = process.platform !== "win32";
  const env = { ...process.env, npm_config_offline: "true" };
  const server = spawn(`${command} --port 0`, { shell: true, detached, env, stdio: ["ignore", "pipe", "inherit"] });
  try {
    for await (const line of createInterface(server.stdout)) return line;
    return "";
  } finally {
    if (detached && server.pid !== undefined) process.kill(-server.pid);
    else spawnSync("taskkill", ["/pid", String(server.pid), "/T", "/F"]);
  }
}

describe("links", () => {
  for (const page of pages) {
    test(`those of ${page} lead somewhere`, () => {
      const targets = [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
      const dead = targets.filter((target) => !/^[a-z]+:/.test(target) && !leadsSomewhere(page, target));
      assert.deepEqual(dead, []);
    });
  }

  test("those of the package's own README.md need no clone", () => {
    const readme = readFileSync(`${installed}/README.md`, "utf8").replace(/^```[\s\S]*?^```$/gm, "");
    const targets = [...readme.matchAll(/\]\(([^)\s]+)\)|\b(?:src|srcset|href)="([^"]*)"/g)].map(([, ...found]) => found.join(""));
    assert.ok(targets.length > 10);
    assert.deepEqual(targets.filter((target) => !/^https:|^#/.test(target)), []);
  });

  test("every page of the guide can be reached from README.md", () => {
    const unreachable = pages.filter((page) => page.startsWith("docs/") && !read("README.md").includes(`](${page})`));
    assert.deepEqual(unreachable, []);
  });
});

/** @param {string} page @param {string} target */
function leadsSomewhere(page, target) {
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? page : normalize(join(dirname(page), path)).replaceAll("\\", "/");
  if (!existsSync(join(project, file))) return false;
  return anchor === undefined || anchorsOf(file).includes(anchor);
}

/** As GitHub makes them of headings. @param {string} page */
function anchorsOf(page) {
  const headings = [...proseOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => heading);
  return headings.map((heading) => heading.toLowerCase().replace(/[^\p{L}\p{N}\- _]/gu, "").replaceAll(" ", "-"));
}

describe("tables", () => {
  const declarations = readFileSync(`${installed}/index.d.ts`, "utf8");
  const documented = [...declarations.matchAll(/API: `([^`]+)`; Go SDK: `([^`]+)`/g)];
  const operations = new Map(documented.map(([, api = "", go = ""]) => [go, api]));
  /** The code of a cell. @param {string} [cell] */
  const bare = (cell = "") => cell.replaceAll("`", "");
  /** The method that a cell shows. @param {string} cell */
  const methodOf = (cell) => /^dp\.(\w+)\.(\w+)\(/.exec(bare(cell))?.slice(1) ?? [];

  test("README.md has every operation, under the API's and the Go SDK's name", () => {
    const rows = tableOf("README.md", "| here | the API |");
    assert.deepEqual(new Map(rows.map(([, api, go]) => [bare(go), bare(api)])), operations);
    assert.equal(operations.size, 12);
  });

  test("every method in README.md and docs/moving-over.md exists", () => {
    const dp = /** @type {Record<string, any>} */ (/** @type {unknown} */ (new DataPlatform()));
    const shown = [
      ...tableOf("README.md", "| here | the API |").map(([here = ""]) => here),
      ...tableOf("docs/moving-over.md", "| Go | Python |").map(([, , here = ""]) => here),
    ];
    const methods = shown.map(methodOf).filter(([room]) => room !== undefined);
    assert.equal(methods.length, 24);
    for (const [room = "", name = ""] of methods) assert.equal(typeof dp[room][name], "function", `${room}.${name}`);
  });

  test("docs/moving-over.md has every operation of the Go SDK", () => {
    const rows = tableOf("docs/moving-over.md", "| Go | Python |").map(([go]) => bare(go));
    for (const go of operations.keys()) assert.ok(rows.includes(go), go);
  });

  test("README.md and docs/errors.md name every code of an error", () => {
    const source = readFileSync(`${installed}/index.d.ts`, "utf8");
    const [, union = ""] = /type ErrorCode = ([^;]+);/.exec(source) ?? [];
    const codes = [...union.matchAll(/"(\w+)"/g)].map(([, code]) => code);
    /** @param {string} page @param {string} head */
    const named = (page, head) => tableOf(page, head).flatMap(([cell = ""]) => bare(cell).split(", "));
    assert.deepEqual(named("README.md", "| `code` |").sort(), codes.sort());
    assert.deepEqual(named("docs/errors.md", "| `code` |").sort(), codes.sort());
  });

  test("docs/validation.md names every rule", () => {
    const source = readFileSync(join(project, "values/src/violation.rs"), "utf8");
    const rules = [...source.matchAll(/^\s+Self::\w+ => "(\w+)",$/gm)].map(([, rule]) => rule);
    const named = tableOf("docs/validation.md", "| `rule` |").flatMap(([cell = ""]) => bare(cell).split(", "));
    assert.deepEqual(named.sort(), rules.sort());
  });

  test("docs/options.md names every option", () => {
    const source = readFileSync(`${installed}/index.d.ts`, "utf8");
    for (const [type, head] of Object.entries({
      ClientOptions: "| of a client |",
      RequestOptions: "| of a call |",
      CreateOptions: "| of a create |",
      WaitOptions: "| of a wait |",
    })) {
      const [, body = ""] = RegExp(`interface ${type}\\b[^{]*\\{\\n([^]*?)\\n\\}`).exec(source) ?? [];
      const options = [...body.matchAll(/^\s+(\w+)\?:/gm)].map(([, name]) => name);
      assert.ok(options.length > 0, type);
      assert.deepEqual(tableOf("docs/options.md", head).flatMap(([cell = ""]) => bare(cell).split(", ")).sort(), options.sort());
    }
  });

  test("docs/events.md names every event", () => {
    const source = readFileSync(`${installed}/index.d.ts`, "utf8");
    const types = [...source.matchAll(/^\s+type: "(\w+)";$/gm)].map(([, type]) => type);
    assert.deepEqual(tableOf("docs/events.md", "| `type` |").map(([type]) => bare(type)).sort(), types.sort());
  });

  test("docs/authentication.md names every variable of the environment", () => {
    const source = readFileSync(`${project}/pkg-template/src/env.ts`, "utf8");
    const read = new Set([...source.matchAll(/"(IONOS_\w+)"/g)].map(([, name]) => name));
    const named = tableOf("docs/authentication.md", "| variable |").flatMap(([cell = ""]) => bare(cell).split(", "));
    assert.deepEqual(named.sort(), [...read].sort());
  });

  test("docs/architecture.md tells truly who knows whom", () => {
    const cells = tableOf("docs/architecture.md", "| room in `src/` |");
    /** @param {string} [cell] */
    const names = (cell = "") => bare(cell).split(", ").filter((name) => name !== "nobody");
    const told = cells.flatMap(([rooms, known]) => names(rooms).map((room) => [room, names(known)]));
    assert.deepEqual(Object.fromEntries(told), acquaintances());
  });
});

/** The rooms of `src/`, each with the rooms that its sources name, tests aside. */
function acquaintances() {
  const files = readdirSync(join(project, "src"), { recursive: true, encoding: "utf8" });
  /** @type {Record<string, Set<string>>} */
  const rooms = {};
  for (const file of files.filter((file) => file.endsWith(".rs") && !/(^lib|\btests)\.rs$/.test(file))) {
    const [room = ""] = file.replace(/\.rs$/, "").split(/[\\/]/);
    const [source = ""] = readFileSync(join(project, "src", file), "utf8").split("\nmod tests {");
    const named = [...source.replace(/\/\/.*$/gm, "").matchAll(/\bcrate::(\w+)/g)].map(([, name = ""]) => name);
    const known = (rooms[room] ??= new Set());
    for (const name of named) if (name !== room) known.add(name);
  }
  return Object.fromEntries(Object.entries(rooms).map(([room, known]) => [room, [...known].sort()]));
}
