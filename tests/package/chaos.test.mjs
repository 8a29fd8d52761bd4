// @ts-check
/**
 * Nothing is lost, nothing is made twice, and nothing foreign is taken, whatever the network does: promise 5.
 *
 * `SEED=7` in the environment runs it with another seed.
 */
import assert from "node:assert/strict";
import { createHook } from "node:async_hooks";
import { test } from "node:test";
import { chaos } from "./support/chaos.mjs";
import { OF_CREATES, titleOf } from "./support/chaos-faults.mjs";
import { account } from "./support/chaos-ledger.mjs";

const SEED = 2;
const seed = Number(process.env.SEED ?? SEED);

test(`Of 1,000 creates on a network where everything goes wrong, each is accounted for (seed ${seed})`, async (t) => {
  const timers = new Set();
  const hook = createHook({ init: (id, type) => void (type === "Timeout" && timers.add(id)) }).enable();
  t.after(() => hook.disable());

  const { attempts, resources, faults, emulatedMs } = await chaos(seed);
  const { wrong, ...figures } = account(attempts, resources);
  t.diagnostic(JSON.stringify({ ...figures, emulatedHours: Math.round(emulatedMs / 3_600_000) }));
  t.diagnostic(JSON.stringify(faults));

  assert.deepEqual(Object.entries(wrong).filter(([, count]) => count !== 0), []);
  assert.equal(figures.creates, 1_000);
  assert.equal(figures.given + figures.unknown + figures.failed, figures.creates);
  assert.equal(figures.given + figures.candidates, figures.created);
  for (const [name, count] of Object.entries({ ...figures, ...faults })) assert.ok(count > 0, name);
  assert.deepEqual(Object.keys(faults).sort(), ["late", ...OF_CREATES.map(titleOf)].sort());
  assert.equal(timers.size, 0, "it sleeps on the emulator's clock only");
  clearTimeout(setTimeout(assert.fail));
  assert.equal(timers.size, 1, "a timer of the host would be seen");
});

test("The account would tell of creates that are sent again", async () => {
  const { attempts, resources } = await chaos(SEED, { creates: 200, sendsAgain: true });
  const { wrong } = account(attempts, resources);
  assert.ok(wrong.createdTwice > 0);
});

test("The account would tell of what is lost, given twice, foreign, or of another", async () => {
  const { attempts, resources } = await chaos(SEED, { creates: 100 });
  const answered = attempts.filter(({ given, hasAdopted }) => given !== undefined && !hasAdopted);
  const [one] = answered;
  const another = answered.find(({ target }) => target !== one?.target);
  assert.ok(one !== undefined && another !== undefined);
  const wrongWith = (/** @type {import("./support/chaos-ledger.mjs").Resource | undefined} */ given) => {
    one.given = given;
    return account(attempts, resources).wrong;
  };
  assert.equal(wrongWith(one.given).lost, 0);
  assert.equal(wrongWith(undefined).lost, 1);
  assert.equal(wrongWith(undefined).createdThoughFailed, 1);
  assert.equal(wrongWith(another.given).givenTwice, 1);
  assert.equal(wrongWith(another.given).givenAnother, 1);
  const foreign = resources.find(({ metadata }) => metadata.createdBy !== "ours");
  assert.equal(wrongWith(foreign).givenForeign, 1);
});
