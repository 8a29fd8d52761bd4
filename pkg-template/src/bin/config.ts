import { readFileSync } from "node:fs";

import { emulatorCore } from "../testing/core.js";
import type { EmulatorOptions } from "../testing/options.js";
import { Session } from "../testing/session.js";

/** What the server's emulator is opened with. Its clock has flags and a control of its own. */
export type EmulatorConfig = Omit<EmulatorOptions, "clock" | "start">;

/** Reads a configuration from a JSON file, and has the core check it. */
export function readConfig(file: string): EmulatorConfig {
  const config = JSON.parse(readFileSync(file, "utf8")) as EmulatorConfig;
  // The core takes an object only, so that what is spread later is one.
  new Session(emulatorCore(), config).close();
  return config;
}
