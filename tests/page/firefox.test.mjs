// @ts-check
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Firefox, findFirefox } from "./support/firefox.mjs";
import { startEmulator, startPage } from "./support/processes.mjs";

const DATACENTER = "5c2f8b1e-7a44-4d0f-9c8e-3b1d6a9f2e70";
const CANARY = "canary-3f9b1c77e2d84a60";

const path = findFirefox();
const needsFirefox = { skip: path === undefined && "Firefox was not found: put it on PATH, or set FIREFOX to its path", timeout: 180_000 };

/** @type {Firefox} */
let firefox;
/** @type {Awaited<ReturnType<typeof startPage>>} */
let server;

before(async () => {
  if (path === undefined) return;
  server = await startPage();
  firefox = await Firefox.start(path);
});

after(async () => {
  await firefox?.close();
  await server?.stop();
});

async function open() {
  await firefox.goto(server.url);
  await firefox.find({ role: "link", name: "analytics-prod" });
}

async function hasNoComplaints() {
  assert.deepEqual(await firefox.complaints(server.url), []);
}

/** @param {string} [name] */
async function createCluster(name = "in-firefox") {
  await firefox.click({ role: "button", name: "Create cluster" });
  await firefox.fill("Name", "x");
  await firefox.find({ role: "dialog", text: /Name must have 2 characters or more/ });
  await firefox.fill("Name", name);
  await firefox.fill("Data center", DATACENTER);
  await firefox.click({ role: "button", name: "Create cluster", within: "dialog" });
}

test("Firefox: a cluster lives its whole life in the page", needsFirefox, async () => {
  await open();
  await createCluster();
  await firefox.find({ role: "button", name: "Stop waiting for in-firefox" });
  await firefox.click({ role: "button", name: "Skip 5 min" });
  await firefox.click({ role: "button", name: "Skip 5 min" });
  await firefox.find({ role: "status", text: /Cluster in-firefox: available/ });

  await firefox.click({ role: "link", name: "in-firefox" });
  await firefox.find({ role: "heading", name: "in-firefox" });
  await firefox.click({ role: "button", name: "Add node pool" });
  await firefox.fill("Name", "workers");
  await firefox.click({ role: "button", name: "Add node pool", within: "dialog" });
  await firefox.find({ role: "listitem", name: "workers", text: /Deploying/ });
  await firefox.click({ role: "button", name: "Skip 5 min" });
  await firefox.find({ role: "listitem", name: "workers", text: /Available/ });

  await firefox.click({ role: "button", name: "Kubeconfig" });
  await firefox.find({ role: "dialog", text: /"token": "••••••••••••"/ });
  await firefox.click({ role: "button", name: "Close" });

  await firefox.click({ role: "button", name: "Delete" });
  await firefox.fill("Type in-firefox to confirm", "in-firefox");
  await firefox.click({ role: "button", name: "Delete cluster" });
  await firefox.click({ role: "button", name: "Skip 5 min" });
  await firefox.find({ role: "main", text: /This cluster is not there, or not any more/ });
  await hasNoComplaints();
});

test("Firefox: an outcome that nobody knows becomes known", needsFirefox, async () => {
  await open();
  await firefox.click({ role: "switch", name: "Creation lost on its way back" });
  await createCluster("lost-and-found");
  await firefox.find({ role: "dialog", text: /Nobody knows whether the cluster lost-and-found was created/ });
  await firefox.click({ role: "button", name: "Go on with this cluster" });
  await firefox.find({ role: "heading", name: "lost-and-found" });
  await hasNoComplaints();
});

test("Firefox: the page works over HTTP as well, and shows the token nowhere", needsFirefox, async (t) => {
  const emulator = await startEmulator();
  t.after(emulator.stop);
  await open();
  await firefox.click({ role: "button", name: /^Connection:/ });
  await firefox.click({ role: "radio", name: "At a URL" });
  await firefox.fill("URL", emulator.url);
  await firefox.fill("Token", CANARY);
  await firefox.click({ role: "button", name: "Connect" });
  await firefox.find({ role: "button", name: `Connection: ${emulator.url}/dataplatform with a token` });
  await createCluster();
  await firefox.find({ role: "status", text: /Cluster in-firefox: available/ });
  const written = await firefox.evaluate(`return document.documentElement.outerHTML
    + [...document.querySelectorAll("input")].map(({ value }) => value)
    + location.href + JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie`);
  assert.ok(!written.includes(CANARY));
  await hasNoComplaints();
});
