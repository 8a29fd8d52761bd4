/**
 * A twin of the API to test with, in this process: no network, no waiting.
 *
 * @module
 */
export { createEmulator } from "./emulator.js";
export type { ContractState, Emulator, EmulatorState } from "./emulator.js";
export type { ClockMode, EmulatorClock } from "./clock.js";
export type { EmulatorFault, FaultRule, OperationName, ProvisioningFault, StatusFault } from "./faults.js";
export type { Journal, JournalEntry } from "./journal.js";
export type {
  ContractOptions,
  EmulatorOptions,
  Identity,
  Role,
  Switches,
  Tenant,
  Timings,
  VersionOptions,
} from "./options.js";
