import { InvalidArgumentError, isDataPlatformError } from "./errors.js";
import type { ClientOptions } from "./options.js";

/** Variables of an environment: those of a process, or the bindings of a Worker, which may be more than variables. */
export type Environment =
  | Readonly<Record<string, string | undefined>>
  | {
      readonly IONOS_TOKEN?: string | undefined;
      readonly IONOS_USERNAME?: string | undefined;
      readonly IONOS_PASSWORD?: string | undefined;
      readonly IONOS_API_URL?: string | undefined;
      readonly IONOS_LOG_LEVEL?: string | undefined;
      readonly IONOS_PINNED_CERT?: string | undefined;
    };

/** The options of `DataPlatform.fromEnv`: those of a client, which win, and the environment. */
export interface EnvOptions extends ClientOptions {
  /** The variables. Default: those of the process; in Workers they are handed in. */
  env?: Environment | null | undefined;
}

/**
 * The options that an environment asks for. It is looked up at run time, under a name that no
 * bundler replaces: a token must not end up in a bundle.
 */
export function readEnv(options: EnvOptions | null): ClientOptions {
  try {
    return withEnv(options ?? {});
  } catch (thrown) {
    if (isDataPlatformError(thrown)) throw thrown;
    // By a getter of the caller's: what it throws may tell a secret.
    return refuse("EnvOptions", "type", "could not be read");
  }
}

function withEnv({ env, ...given }: EnvOptions): ClientOptions {
  const variables = (env ?? processEnv()) as Readonly<Record<string, string | undefined>>;
  const read = (name: string): string | undefined => variables[name] || undefined;
  if (read("IONOS_PINNED_CERT") !== undefined) refuse("IONOS_PINNED_CERT", "unknown", UNPINNABLE);
  const { token, username, password, baseUrl, hostUrl } = given;
  // A user name that is given wins over a token of the environment, and so does half of one.
  const isBasic = username != null || password != null;
  const level = read("IONOS_LOG_LEVEL")?.toLowerCase();
  return {
    ...given,
    token: token ?? (isBasic ? undefined : read("IONOS_TOKEN")),
    username: username ?? read("IONOS_USERNAME"),
    password: password ?? read("IONOS_PASSWORD"),
    baseUrl: baseUrl ?? (hostUrl == null ? read("IONOS_API_URL") : undefined),
    logLevel: given.logLevel ?? (level === "debug" || level === "trace" ? level : "off"),
  };
}

const UNPINNABLE =
  "is set, but fetch cannot pin a certificate: unset it, or give a fetch that does";

function refuse(path: string, rule: string, message: string): never {
  throw new InvalidArgumentError({
    code: "INVALID_ARGUMENT",
    message: `${path} ${message}`,
    violations: [{ path, rule, message, value: undefined }],
  });
}

function processEnv(): Environment {
  const { process } = globalThis as { process?: { env?: Environment } };
  return process?.env ?? {};
}
