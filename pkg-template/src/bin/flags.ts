import { parseArgs } from "node:util";

import { HIGHEST_SPEED } from "../testing/clock.js";
import { readConfig, type EmulatorConfig } from "./config.js";

/** What the command line asks for. */
export type Command =
  | {
      readonly kind: "serve";
      readonly port: number;
      readonly host: string;
      readonly speed: number;
      readonly seed: number;
      readonly config: EmulatorConfig;
    }
  | { readonly kind: "version" }
  | { readonly kind: "help" };

/** The command line cannot be understood. */
export class UsageError extends Error {}

/** At this speed the eight minutes of a cluster take three seconds. */
const DEFAULT_SPEED = 160;
const DEFAULT_PORT = 4747;
const DEFAULT_HOST = "127.0.0.1";

export const USAGE = `Usage: ionoscloud-dataplatform-emulator [options]

Serves a twin of the IONOS Cloud Managed Stackable Data Platform API under /dataplatform,
and its controls under /_emulator. Any credentials will do until tenants are declared.

  --port N        port to listen on, 0 for any that is free (default ${DEFAULT_PORT})
  --host H        address to listen on (default ${DEFAULT_HOST})
  --speed N       how many times as fast as real time resources are provisioned; at 0 time stands
                  and moves only through /_emulator/clock (default ${DEFAULT_SPEED}: a cluster takes three seconds)
  --seed N        decides every id and every fault by probability (default 0)
  --config FILE   what to serve, as JSON: the options of createEmulator(), except clock and start
  --allow-remote  allow a --host that others can reach
  --version       print the version
  --help          print this
`;

/** Reads the command line, without the names of program and script. */
export function parseFlags(args: string[]): Command {
  const flags = parse(args);
  if (flags.help) return { kind: "help" };
  if (flags.version) return { kind: "version" };
  const host = (flags.host ?? DEFAULT_HOST).toLowerCase();
  if (!flags["allow-remote"] && !isLoopback(host)) {
    throw new UsageError(`--host ${host} can be reached by others: add --allow-remote if that is meant`);
  }
  const config = flags.config === undefined ? {} : configIn(flags.config);
  return {
    kind: "serve",
    host,
    port: integer("--port", flags.port ?? String(DEFAULT_PORT), 65_535),
    speed: speed(flags.speed ?? String(DEFAULT_SPEED)),
    seed: integer("--seed", flags.seed ?? String(config.seed ?? 0), Number.MAX_SAFE_INTEGER),
    config,
  };
}

function parse(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: "string" },
        host: { type: "string" },
        speed: { type: "string" },
        seed: { type: "string" },
        config: { type: "string" },
        "allow-remote": { type: "boolean" },
        version: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
    return values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function configIn(file: string): EmulatorConfig {
  try {
    return readConfig(file);
  } catch (error) {
    throw new UsageError(`--config ${file}: ${(error as Error).message}`);
  }
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(?:\.\d{1,3}){3}$/.test(host);
}

function integer(flag: string, text: string, max: number): number {
  if (/^\d+$/.test(text) && Number(text) <= max) return Number(text);
  throw new UsageError(`${flag} must be a whole number from 0 to ${max}, not '${text}'`);
}

function speed(text: string): number {
  if (/^\d+(?:\.\d+)?$/.test(text) && Number(text) <= HIGHEST_SPEED) return Number(text);
  throw new UsageError(`--speed must be a number from 0 to ${HIGHEST_SPEED}, not '${text}'`);
}
