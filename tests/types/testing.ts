// The emulator.
import { DataPlatform } from "ionoscloud-dataplatform";
import {
  createEmulator,
  type Emulator,
  type EmulatorClock,
  type EmulatorFault,
  type EmulatorOptions,
  type EmulatorState,
  type FaultRule,
  type Identity,
  type JournalEntry,
  type OperationName,
} from "ionoscloud-dataplatform/testing";
import { same } from "./same.js";

const emulator = createEmulator({ seed: 7, clock: { speed: 160 }, timings: { clusterMs: 1_000 } });
same<typeof emulator, Emulator>();

// It is spread into a client's options.
new DataPlatform({ ...emulator, token: "any" });
new DataPlatform({ fetch: emulator.fetch, clock: emulator.clock });

emulator.failNext("clusters.list", { kind: "status", status: 503, retryAfter: 2 }, { count: 2 });
emulator.failNext("*", { kind: "drop", applied: true });
emulator.fail({ probability: 0.1, fault: { kind: "delay", ms: 500 } });
emulator.tenants = [{ token: "renewed", role: "manager" }];
emulator.journal.expectRequests(["clusters.create", "clusters.get"]);
emulator.journal.expectCount("clusters.create", 1);
void emulator.clock.sleep(60_000).then(() => emulator.advance(1_000));

same<typeof emulator.clock, EmulatorClock>();
same<typeof emulator.state, EmulatorState>();
same<typeof emulator.tenants, Identity[]>();
same<typeof emulator.faults, FaultRule[]>();
same<ReturnType<typeof emulator.journal.requests>, JournalEntry[]>();
same<JournalEntry["operation"], OperationName | undefined>();

// @ts-expect-error There is no such operation.
emulator.failNext("clusters.post", { kind: "drop" });
// @ts-expect-error There is no such fault.
emulator.failNext("clusters.get", { kind: "explode" });
// @ts-expect-error A fault of this kind says how long.
const timeless: EmulatorFault = { kind: "delay" };
// @ts-expect-error Only a fault that could be either says whether it is applied.
const applied: EmulatorFault = { kind: "refuse", applied: true };
// @ts-expect-error There is no such option.
createEmulator({ sped: 160 });
// @ts-expect-error Time runs virtually, really, or at a speed.
const clock: EmulatorOptions = { clock: 160 };
// @ts-expect-error There is no such role.
emulator.tenants = [{ token: "renewed", role: "owner" }];
// @ts-expect-error The state is told, not set.
emulator.state = { now: 0 };

export const values = [timeless, applied, clock];
