import type {
  CreateNodePoolRequest,
  NodePoolListResponseData,
  NodePoolResponseData,
  PatchNodePoolRequest,
} from "./models.js";
import type { CreateOptions, RequestOptions, WaitOptions } from "./options.js";
import type { Session } from "./session.js";
import { Watch, waitUntil } from "./wait.js";

/** Node pools of a cluster: `dp.nodePools`. */
export class NodePools {
  readonly #session: Session;

  /** @internal */
  constructor(session: Session) {
    this.#session = session;
  }

  /**
   * Lists the node pools of a cluster. There is neither a filter nor paging, and the small pool that
   * is reserved for the Stackable operators is not among them.
   *
   * API: `GET /clusters/{clusterId}/nodepools`; Go SDK: `ClustersNodepoolsGet`.
   */
  async list(clusterId: string, options?: RequestOptions): Promise<NodePoolListResponseData> {
    return await this.#session.operation("nodePools.list", { clusterId }, options);
  }

  /**
   * Reads a node pool.
   *
   * API: `GET /clusters/{clusterId}/nodepools/{nodepoolId}`; Go SDK: `ClustersNodepoolsFindById`.
   *
   * @throws {@link ApiError} with status 404 when there is none.
   */
  async get(
    clusterId: string,
    id: string,
    options?: RequestOptions,
  ): Promise<NodePoolResponseData> {
    return await this.#session.operation("nodePools.get", { clusterId, nodepoolId: id }, options);
  }

  /**
   * Creates a node pool in a cluster.
   *
   * API: `POST /clusters/{clusterId}/nodepools`; Go SDK: `ClustersNodepoolsPost`.
   *
   * @throws {@link InvalidArgumentError} when the request breaks a rule; nothing is sent then.
   * @throws {@link OutcomeUnknownError} when nobody knows whether it took effect.
   * @example
   * const pool = await dp.nodePools.create(cluster.id, { properties: { name: "workers", nodeCount: 3 } });
   */
  async create(
    clusterId: string,
    request: CreateNodePoolRequest,
    options?: CreateOptions,
  ): Promise<NodePoolResponseData> {
    return await this.#session.operation("nodePools.create", { clusterId }, options, request, true);
  }

  /**
   * Changes some properties of a node pool. What is left out stays as it is; labels and annotations
   * are replaced as a whole; `autoScaling: null` switches scaling off.
   *
   * API: `PATCH /clusters/{clusterId}/nodepools/{nodepoolId}`; Go SDK: `ClustersNodepoolsPatch`.
   *
   * @example
   * await dp.nodePools.update(clusterId, id, { properties: { nodeCount: 5 } });
   */
  async update(
    clusterId: string,
    id: string,
    request: PatchNodePoolRequest,
    options?: RequestOptions,
  ): Promise<NodePoolResponseData> {
    return await this.#session.operation("nodePools.update", { clusterId, nodepoolId: id }, options, request, true);
  }

  /**
   * Starts the deletion of a node pool, and gives it as it was before; `undefined` when the service
   * sent nothing, or a retry found it gone.
   *
   * API: `DELETE /clusters/{clusterId}/nodepools/{nodepoolId}`; Go SDK: `ClustersNodepoolsDelete`.
   */
  async delete(
    clusterId: string,
    id: string,
    options?: RequestOptions,
  ): Promise<NodePoolResponseData | undefined> {
    return await this.#session.operation("nodePools.delete", { clusterId, nodepoolId: id }, options);
  }

  /**
   * Waits until a node pool is AVAILABLE, and gives it.
   *
   * @throws {@link ProvisioningError} when it failed, or is being deleted.
   * @throws {@link DeadlineExceededError} after `deadlineMs`, an hour by default.
   */
  async waitUntilAvailable(
    clusterId: string,
    id: string,
    options?: WaitOptions<NodePoolResponseData>,
  ): Promise<NodePoolResponseData> {
    const ids = { clusterId, nodepoolId: id };
    return (await waitUntil(this.#session, ids, "available", options)) as NodePoolResponseData;
  }

  /**
   * Waits until a node pool is gone.
   *
   * @throws {@link ProvisioningError} when its deletion failed.
   * @throws {@link DeadlineExceededError} after `deadlineMs`, an hour by default.
   */
  async waitUntilDeleted(
    clusterId: string,
    id: string,
    options?: WaitOptions<NodePoolResponseData>,
  ): Promise<void> {
    await waitUntil(this.#session, { clusterId, nodepoolId: id }, "deleted", options);
  }

  /**
   * Looks at a node pool until it comes to rest: AVAILABLE, a failed state, or gone.
   *
   * @example
   * for await (const { metadata } of dp.nodePools.watch(clusterId, id)) console.log(metadata.state);
   */
  watch(
    clusterId: string,
    id: string,
    options?: WaitOptions<NodePoolResponseData>,
  ): Watch<NodePoolResponseData> {
    return new Watch(this.#session, { clusterId, nodepoolId: id }, options);
  }
}
