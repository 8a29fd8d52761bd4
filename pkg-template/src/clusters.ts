import type {
  ClusterListResponseData,
  ClusterResponseData,
  CreateClusterRequest,
  PatchClusterRequest,
} from "./models.js";
import type { CreateOptions, RequestOptions, WaitOptions } from "./options.js";
import type { Session } from "./session.js";
import { Watch, waitUntil } from "./wait.js";
import { AVAILABLE, CLUSTERS_CREATE, CLUSTERS_DELETE, CLUSTERS_GET, CLUSTERS_KUBECONFIG, CLUSTERS_LIST, CLUSTERS_UPDATE, DELETED } from "./wish.js";

/** A filter for the list of clusters. */
export interface ClusterFilter {
  /** A part of the name; letter case is ignored. At most 63 letters, digits, `-`, `_` and `.`. */
  name?: string | null | undefined;
}

/**
 * The kubeconfig of a cluster, as a JSON object. It holds credentials, which are not those of an
 * administrator: they reach the namespace `default` and the sub-namespaces below it.
 */
export type Kubeconfig = Record<string, unknown>;

/** Clusters: `dp.clusters`. */
export class Clusters {
  readonly #session: Session;

  /** @internal */
  constructor(session: Session) {
    this.#session = session;
  }

  /**
   * Lists the clusters that the caller may access. There is no paging.
   *
   * API: `GET /clusters`; Go SDK: `ClustersGet`.
   *
   * @throws {@link InvalidArgumentError} when the filter breaks a rule; nothing is sent then.
   * @throws {@link ApiError} when the service refuses: status 401 or 403, for instance.
   * @example
   * const { items } = await dp.clusters.list({ name: "prod" });
   */
  list(filter?: ClusterFilter, options?: RequestOptions): Promise<ClusterListResponseData> {
    return this.#session.run({ kind: CLUSTERS_LIST, value: filter, options });
  }

  /**
   * Reads a cluster.
   *
   * API: `GET /clusters/{clusterId}`; Go SDK: `ClustersFindById`.
   *
   * @throws {@link ApiError} with status 404 when there is none.
   */
  get(id: string, options?: RequestOptions): Promise<ClusterResponseData> {
    return this.#session.run({ kind: CLUSTERS_GET, ids: { clusterId: id }, options });
  }

  /**
   * Creates a cluster in an existing data center. It answers at once, normally in state DEPLOYING;
   * {@link waitUntilAvailable} waits for the rest.
   *
   * API: `POST /clusters`; Go SDK: `ClustersPost`.
   *
   * @throws {@link InvalidArgumentError} when the request breaks a rule; nothing is sent then.
   * @throws {@link OutcomeUnknownError} when nobody knows whether it took effect.
   * @example
   * const cluster = await dp.clusters.create({
   *   properties: { name: "prod", datacenterId, dataPlatformVersion: await dp.versions.latest() },
   * });
   */
  create(
    request: CreateClusterRequest,
    options?: CreateOptions,
  ): Promise<ClusterResponseData> {
    return this.#session.run({ kind: CLUSTERS_CREATE, value: request, hasBody: true, options });
  }

  /**
   * Changes some properties of a cluster. What is left out stays as it is.
   *
   * API: `PATCH /clusters/{clusterId}`; Go SDK: `ClustersPatch`.
   *
   * @throws {@link InvalidArgumentError} when the request breaks a rule; nothing is sent then.
   * @throws {@link ApiError} with status 404 when there is none.
   * @throws {@link OutcomeUnknownError} when nobody knows whether it took effect.
   * @example
   * const updated = await dp.clusters.update(id, { properties: { dataPlatformVersion: "24.11" } });
   * await dp.clusters.waitUntilAvailable(id, { since: updated });
   */
  update(
    id: string,
    request: PatchClusterRequest,
    options?: RequestOptions,
  ): Promise<ClusterResponseData> {
    return this.#session.run({ kind: CLUSTERS_UPDATE, ids: { clusterId: id }, value: request, hasBody: true, options });
  }

  /**
   * Starts the deletion of a cluster, and gives it as it was before; `undefined` when the service
   * sent nothing, or a retry found it gone. {@link waitUntilDeleted} waits for the end.
   *
   * API: `DELETE /clusters/{clusterId}`; Go SDK: `ClustersDelete`.
   *
   * @throws {@link ApiError} with status 404 when there is none.
   */
  delete(id: string, options?: RequestOptions): Promise<ClusterResponseData | undefined> {
    return this.#session.run({ kind: CLUSTERS_DELETE, ids: { clusterId: id }, options });
  }

  /**
   * Reads the kubeconfig of a cluster. It holds credentials.
   *
   * API: `GET /clusters/{clusterId}/kubeconfig`; Go SDK: `ClustersKubeconfigFindByClusterId`.
   *
   * @throws {@link ApiError} with status 404 when there is no such cluster, or when it has no kubeconfig
   * yet: so does the emulator while the cluster is being deployed.
   * @example
   * const kubeconfig = JSON.stringify(await dp.clusters.kubeconfig(id));
   * await writeFile("kubeconfig.json", kubeconfig, { mode: 0o600 });
   */
  kubeconfig(id: string, options?: RequestOptions): Promise<Kubeconfig> {
    return this.#session.run({ kind: CLUSTERS_KUBECONFIG, ids: { clusterId: id }, options });
  }

  /**
   * Waits until a cluster is AVAILABLE, and returns it. It needs nothing but the id: another process
   * can go on waiting by calling it again.
   *
   * @throws {@link ProvisioningError} when it failed, or is being deleted.
   * @throws {@link DeadlineExceededError} after `deadlineMs`, an hour by default.
   * @throws {@link ApiError} with status 404 when there is none; with 401, 403 and others that do not pass.
   * @example
   * await dp.clusters.waitUntilAvailable(cluster.id, {
   *   onProgress: (_, { state, elapsedMs }) => console.log(state, elapsedMs),
   * });
   */
  async waitUntilAvailable(
    id: string,
    options?: WaitOptions<ClusterResponseData>,
  ): Promise<ClusterResponseData> {
    return (await waitUntil(this.#session, { clusterId: id }, AVAILABLE, options)) as ClusterResponseData;
  }

  /**
   * Waits until a cluster is gone.
   *
   * @throws {@link ProvisioningError} when its deletion failed.
   * @throws {@link DeadlineExceededError} after `deadlineMs`, an hour by default.
   * @throws {@link ApiError} with status 401, 403 and others that do not pass; a 404 is the end of the wait.
   */
  async waitUntilDeleted(id: string, options?: WaitOptions<ClusterResponseData>): Promise<void> {
    await waitUntil(this.#session, { clusterId: id }, DELETED, options);
  }

  /**
   * Looks at a cluster until it comes to rest: AVAILABLE, a failed state, or gone. A failed state is
   * yielded, not thrown.
   *
   * @throws {@link InvalidArgumentError} at once when the id or an option breaks a rule. The loop throws
   * {@link DeadlineExceededError} after `deadlineMs`, an hour by default, and {@link ApiError} with status
   * 404 at the first look, and with 401, 403 and others that do not pass at any.
   * @example
   * for await (const { metadata } of dp.clusters.watch(id)) console.log(metadata.state);
   */
  watch(id: string, options?: WaitOptions<ClusterResponseData>): Watch<ClusterResponseData> {
    return new Watch(this.#session, { clusterId: id }, options);
  }
}
