// @ts-check
import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { describe, it } from "node:test";

import { createEmulator } from "ionoscloud-dataplatform/testing";

import { createCluster, listClusters, runScript } from "./support/emulator.mjs";

const MINUTE = 60_000;

describe("a virtual clock", () => {
  it("begins at the same time for every test, or when it is told to", () => {
    assert.equal(createEmulator().clock.now(), Date.UTC(2025, 0, 1));
    assert.equal(createEmulator({ start: 86_400_000 }).clock.now(), 86_400_000);
    assert.equal(createEmulator({ start: new Date("2024-02-29T12:00:00Z") }).clock.now(), Date.UTC(2024, 1, 29, 12));
  });

  it("begins and stays within the time that resources can be provisioned in", async () => {
    for (const start of [NaN, new Date("x"), -1, -1e12, 253_402_300_799_999, 8.6e15, Infinity]) {
      const message = /^start must be .* not (NaN|-?\d|Infinity)/;
      assert.throws(() => createEmulator({ start }), { name: "RangeError", message });
      assert.throws(() => createEmulator({ clock: "real", start }), /start must be a valid Date/);
    }
    for (const start of [0, new Date("9999-01-01T00:00:00Z")]) {
      const emulator = createEmulator({ start });
      await createCluster(emulator);
      await emulator.advance(480_000);
      const { items } = await (await listClusters(emulator)).json();
      assert.equal(items[0].metadata.state, "AVAILABLE");
      await assert.rejects(emulator.advance(8_000 * 366 * 24 * 60 * MINUTE * 2), /time ends with the year 9999/);
      assert.equal(emulator.clock.now(), Number(start) + 480_000);
    }
  });

  it("is named, or an object with a speed", () => {
    const open = (/** @type {any} */ clock) => () => createEmulator({ clock });
    const message = 'clock must be "virtual", "real" or { speed }, not "fast"';
    assert.throws(open("fast"), { name: "TypeError", message });
    assert.throws(open(null), /clock must be .* not null/);
    assert.throws(open(2), /clock must be .* not 2/);
    assert.throws(open({}), /speed must be a number from 0 to 10000000, not undefined/);
  });

  it("gives chance anew from the seed when the emulator is reset", () => {
    const emulator = createEmulator({ seed: 7 });
    const { random } = emulator.clock;
    const draw = () => [random(), emulator.clock.random(), random()];
    const first = draw();
    assert.notDeepEqual(draw(), first);
    emulator.reset();
    assert.deepEqual(draw(), first);
  });

  it("stands still while nobody waits", async () => {
    const { clock, ...emulator } = createEmulator();
    const before = clock.now();
    await createCluster(emulator);
    await new Promise(setImmediate);
    assert.equal(clock.now(), before);
  });

  it("lets forty minutes pass at once", async () => {
    const { clock } = createEmulator();
    const [before, started] = [clock.now(), performance.now()];
    for (let polls = 0; polls < 80; polls++) await clock.sleep(MINUTE / 2);
    assert.equal(clock.now() - before, 40 * MINUTE);
    assert.ok(performance.now() - started < 10_000);
  });

  it("lets a hundred years pass, too", async () => {
    const { clock } = createEmulator({ start: 0 });
    const century = 100 * 365 * 24 * 60 * MINUTE;
    await clock.sleep(century);
    assert.equal(clock.now(), century);
  });

  it("wakes sleepers in the order of their time, and those of one time in the order in which they came", async () => {
    const { clock } = createEmulator({ start: 0 });
    /** @type {string[]} */
    const woken = [];
    const sleep = async (/** @type {number} */ ms, /** @type {string} */ name) => {
      await clock.sleep(ms);
      woken.push(`${name} at ${clock.now()}`);
    };
    await Promise.all([sleep(300, "c"), sleep(100, "a"), sleep(200, "b1"), sleep(200, "b2"), sleep(0, "now")]);
    assert.deepEqual(woken, ["now at 0", "a at 100", "b1 at 200", "b2 at 200", "c at 300"]);
  });

  it("wakes a thousand sleepers in order, whoever of them is called off", async () => {
    const { clock } = createEmulator({ start: 0 });
    /** @type {number[]} */
    const woken = [];
    const sleeps = Array.from({ length: 1000 }, async (_, i) => {
      const controller = new AbortController();
      const asleep = clock.sleep((i * 7919) % 1000, controller.signal).then(() => woken.push(clock.now()));
      if (i % 3 === 0) controller.abort();
      await asleep.catch(() => {});
    });
    await Promise.all(sleeps);
    const expected = Array.from({ length: 1000 }, (_, i) => (i * 7919) % 1000).filter((_, i) => i % 3 !== 0);
    assert.deepEqual(woken, expected.sort((a, b) => a - b));
  });

  it("lets what a sleeper goes on to do happen before the next one wakes", async () => {
    const { clock, ...emulator } = createEmulator({ start: 0 });
    const poll = clock.sleep(100).then(async () => {
      await (await listClusters(emulator)).json();
      await clock.sleep(50);
      return clock.now();
    });
    await clock.sleep(200);
    assert.equal(await poll, 150);
  });

  it("never overtakes an answer: a deadline that is raced against a request does not fire", async () => {
    const { clock, ...emulator } = createEmulator();
    const before = clock.now();
    for (let i = 0; i < 100; i++) {
      const deadline = new AbortController();
      const late = clock.sleep(30_000, deadline.signal).then(() => assert.fail("too late"));
      await (await listClusters(emulator)).json();
      deadline.abort("done");
      await assert.rejects(late, (reason) => reason === "done");
    }
    assert.equal(clock.now(), before);
  });

  it("stands still while a promise that it was told of is pending", async () => {
    const { clock } = createEmulator({ start: 0 });
    const deadline = clock.sleep(1000).then(() => "deadline");
    const work = clock.hold(new Promise((resolve) => setTimeout(resolve, 20, "work")));
    assert.equal(await Promise.race([deadline, work]), "work");
    assert.equal(clock.now(), 0);
    await deadline;
    assert.equal(clock.now(), 1000);
    await assert.rejects(clock.hold(Promise.reject(new Error("broken"))), /broken/);
    await clock.sleep(1);
  });

  it("advances on demand, past those who wake on the way", async () => {
    const { clock, ...emulator } = createEmulator({ start: 0 });
    const woken = clock.sleep(10).then(() => clock.now());
    await clock.advance(480_000);
    assert.equal(await woken, 10);
    assert.equal(clock.now(), 480_000);
    await assert.rejects(clock.advance(-1), RangeError);
    await assert.rejects(clock.advance(Infinity), RangeError);
    assert.equal((await listClusters(emulator)).status, 200);
  });
});

for (const [name, mode] of /** @type {const} */ ([
  ["a virtual clock", "virtual"],
  ["a real clock", "real"],
  ["an accelerated clock", { speed: 1000 }],
])) {
  describe(name, () => {
    it("ends a sleep of nothing, less than nothing or NaN with the next turn", async () => {
      const { clock } = createEmulator({ clock: mode });
      for (const ms of [0, -1, -Infinity, NaN]) await clock.sleep(ms);
    });

    it("rejects at once with the signal's reason, whatever that is, and leaves no listener", async () => {
      const { clock } = createEmulator({ clock: mode });
      for (const reason of ["a string", null, 0, { an: "object" }, new Error("an error")]) {
        const controller = new AbortController();
        const asleep = clock.sleep(2 ** 40, controller.signal);
        assert.equal(getEventListeners(controller.signal, "abort").length, 1);
        controller.abort(reason);
        await assert.rejects(asleep, (thrown) => thrown === reason);
        await assert.rejects(clock.sleep(1, controller.signal), (thrown) => thrown === reason);
        assert.equal(getEventListeners(controller.signal, "abort").length, 0);
      }
    });

    it("leaves no listener on the signal of a sleep that ended", async () => {
      const { clock } = createEmulator({ clock: mode });
      const { signal } = new AbortController();
      for (let i = 0; i < 20; i++) await clock.sleep(1, signal);
      assert.equal(getEventListeners(signal, "abort").length, 0);
    });

    it("does not keep a process alive whose sleepers were called off, or wait for ever", async () => {
      const script = `
        import { createEmulator } from "ionoscloud-dataplatform/testing";
        const { clock } = createEmulator({ clock: ${JSON.stringify(mode)} });
        const controller = new AbortController();
        clock.sleep(3_600_000_000, controller.signal).catch(console.log);
        clock.sleep(Infinity).then(console.log);
        controller.abort("called off");
      `;
      assert.equal(await runScript(script), "called off\n");
    });
  });
}

describe("an accelerated clock", () => {
  it("runs so many times as fast as the real one", async () => {
    const { clock } = createEmulator({ clock: { speed: 6_000_000 }, start: 0 });
    const started = performance.now();
    await clock.sleep(10 * MINUTE);
    assert.ok(clock.now() >= 10 * MINUTE);
    assert.ok(performance.now() - started >= 0.1);
    assert.ok(performance.now() - started < 60_000);
  });

  it("does not wake early for a delay that is longer than a timer can take", async () => {
    const { clock } = createEmulator({ clock: "real" });
    const controller = new AbortController();
    const asleep = clock.sleep(2 ** 31 + 1000, controller.signal);
    // A timer that overflows fires after a millisecond.
    await clock.sleep(5);
    controller.abort("still asleep");
    await assert.rejects(asleep, (reason) => reason === "still asleep");
  });

  it("can be advanced, which wakes those whose time has come", async () => {
    const { clock } = createEmulator({ clock: { speed: 0 }, start: 0 });
    const asleep = clock.sleep(480_000);
    await clock.advance(479_999);
    assert.equal(clock.now(), 479_999);
    await clock.advance(1);
    await asleep;
  });

  it("refuses a speed that is none", () => {
    for (const speed of [-1, NaN, Infinity, 10_000_001, 1e308]) {
      assert.throws(() => createEmulator({ clock: { speed } }), /speed must be a number from 0 to 10000000, not /);
    }
  });
});
