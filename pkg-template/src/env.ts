import { InvalidArgumentError } from "./errors.js";
import type { ClientOptions } from "./options.js";

/** Variables of an environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The options of `DataPlatform.fromEnv`: those of a client, which win, and the environment. */
export interface EnvOptions extends ClientOptions {
  /** The variables. Default: those of the process; in Workers they are handed in. */
  env?: Environment;
}

/**
 * The options that an environment asks for. It is looked up at run time, under a name that no
 * bundler replaces: a token must not end up in a bundle.
 */
export function readEnv(options: EnvOptions): ClientOptions {
  const { env = processEnv(), ...overrides } = options;
  const read = (name: string): string | undefined => env[name] || undefined;
  if (read("IONOS_PINNED_CERT") !== undefined) {
    throw new InvalidArgumentError({
      code: "INVALID_ARGUMENT",
      message: "IONOS_PINNED_CERT is set, but fetch cannot pin a certificate: unset it, or give a fetch that does",
    });
  }
  const level = read("IONOS_LOG_LEVEL")?.toLowerCase();
  return {
    token: read("IONOS_TOKEN"),
    username: read("IONOS_USERNAME"),
    password: read("IONOS_PASSWORD"),
    baseUrl: overrides.hostUrl == null ? read("IONOS_API_URL") : undefined,
    logLevel: level === "debug" || level === "trace" ? level : "off",
    ...overrides,
  };
}

function processEnv(): Environment {
  const { process } = globalThis as { process?: { env?: Environment } };
  return process?.env ?? {};
}
