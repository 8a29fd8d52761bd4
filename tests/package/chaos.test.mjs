// @ts-check
/** Nothing is lost, nothing is made twice, and nothing foreign is taken, whatever the network does: promise 5. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { account, chaos, FAULTS } from "./support/net-chaos.mjs";

const SEED = 4;

test(`Of 1,000 creates on a network where everything goes wrong, each is accounted for (seed ${SEED})`, async () => {
  const run = await chaos(SEED);
  const { creates, onServer, given, unknown, unknownButMade, refused, wrong } = account(run);
  assert.deepEqual(wrong, {
    lost: 0,
    givenTwice: 0,
    givenButNotOurs: 0,
    givenUnderAnotherName: 0,
    candidatesNotOurs: 0,
    candidatesGivenToOthers: 0,
    moreThanAskedFor: 0,
  });
  assert.equal(creates, 1_000);
  assert.equal(given + unknown + refused, creates);
  assert.equal(given + unknownButMade, onServer);
  assert.deepEqual([...run.faults].sort(), [...new Set(FAULTS.map(([, { kind }]) => kind))].sort());
});
