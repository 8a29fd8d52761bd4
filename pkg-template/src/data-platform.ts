import { Clusters } from "./clusters.js";
import { type EnvOptions, readEnv } from "./env.js";
import { NodePools } from "./node-pools.js";
import type { ClientOptions } from "./options.js";
import { Session } from "./session.js";
import { Versions } from "./versions.js";

/**
 * A client of the IONOS Cloud Managed Stackable Data Platform API.
 *
 * @example
 * const dp = new DataPlatform({ token });
 * const { items } = await dp.clusters.list();
 */
export class DataPlatform {
  /** Clusters. */
  readonly clusters: Clusters;
  /** Node pools of a cluster. */
  readonly nodePools: NodePools;
  /** Versions of the data platform. */
  readonly versions: Versions;
  /** Where the API is, as `baseUrl` was understood. */
  readonly baseUrl: string;

  /**
   * @throws {@link InvalidArgumentError} when an option is not valid, or does not exist.
   */
  constructor(options: ClientOptions = {}) {
    const session = new Session(options ?? {});
    this.clusters = new Clusters(session);
    this.nodePools = new NodePools(session);
    this.versions = new Versions(session);
    this.baseUrl = session.baseUrl;
  }

  /**
   * A client for what the environment says: `IONOS_TOKEN`, `IONOS_USERNAME`, `IONOS_PASSWORD`,
   * `IONOS_API_URL` and `IONOS_LOG_LEVEL` (off, debug, trace). An empty variable counts as unset.
   *
   * @throws {@link InvalidArgumentError} when `IONOS_PINNED_CERT` is set: `fetch` cannot honour it.
   * @example
   * const dp = DataPlatform.fromEnv();
   */
  static fromEnv(options: EnvOptions = {}): DataPlatform {
    return new this(readEnv(options));
  }
}
