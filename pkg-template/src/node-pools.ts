import type {
  CreateNodePoolRequest,
  NodePoolListResponseData,
  NodePoolResponseData,
  PatchNodePoolRequest,
} from "./models.js";
import type { CreateOptions, RequestOptions, WaitOptions } from "./options.js";
import type { Session } from "./session.js";
import { Watch, waitUntil } from "./wait.js";
import { AVAILABLE, DELETED, NODE_POOLS_CREATE, NODE_POOLS_DELETE, NODE_POOLS_GET, NODE_POOLS_LIST, NODE_POOLS_UPDATE } from "./wish.js";

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
   *
   * @throws {@link ApiError} with status 404 when there is no such cluster.
   */
  list(clusterId: string, options?: RequestOptions): Promise<NodePoolListResponseData> {
    return this.#session.run({ kind: NODE_POOLS_LIST, ids: { clusterId }, options });
  }

  /**
   * Reads a node pool.
   *
   * API: `GET /clusters/{clusterId}/nodepools/{nodepoolId}`; Go SDK: `ClustersNodepoolsFindById`.
   *
   * @throws {@link ApiError} with status 404 when there is none.
   */
  get(
    clusterId: string,
    id: string,
    options?: RequestOptions,
  ): Promise<NodePoolResponseData> {
    return this.#session.run({ kind: NODE_POOLS_GET, ids: { clusterId, nodepoolId: id }, options });
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
  create(
    clusterId: string,
    request: CreateNodePoolRequest,
    options?: CreateOptions,
  ): Promise<NodePoolResponseData> {
    return this.#session.run({ kind: NODE_POOLS_CREATE, ids: { clusterId }, value: request, hasBody: true, options });
  }

  /**
   * Changes some properties of a node pool. What is left out stays as it is; labels and annotations
   * are replaced as a whole; `autoScaling: null` switches scaling off.
   *
   * API: `PATCH /clusters/{clusterId}/nodepools/{nodepoolId}`; Go SDK: `ClustersNodepoolsPatch`.
   *
   * @throws {@link InvalidArgumentError} when the request breaks a rule; nothing is sent then.
   * @throws {@link ApiError} with status 404 when there is none.
   * @throws {@link OutcomeUnknownError} when nobody knows whether it took effect.
   * @example
   * await dp.nodePools.update(clusterId, id, { properties: { nodeCount: 5 } });
   */
  update(
    clusterId: string,
    id: string,
    request: PatchNodePoolRequest,
    options?: RequestOptions,
  ): Promise<NodePoolResponseData> {
    return this.#session.run({ kind: NODE_POOLS_UPDATE, ids: { clusterId, nodepoolId: id }, value: request, hasBody: true, options });
  }

  /**
   * Starts the deletion of a node pool, and gives it as it was before; `undefined` when the service
   * sent nothing, or a retry found it gone.
   *
   * API: `DELETE /clusters/{clusterId}/nodepools/{nodepoolId}`; Go SDK: `ClustersNodepoolsDelete`.
   *
   * @throws {@link ApiError} with status 404 when there is none.
   */
  delete(
    clusterId: string,
    id: string,
    options?: RequestOptions,
  ): Promise<NodePoolResponseData | undefined> {
    return this.#session.run({ kind: NODE_POOLS_DELETE, ids: { clusterId, nodepoolId: id }, options });
  }

  /**
   * Waits until a node pool is AVAILABLE, and returns it.
   *
   * @throws {@link ProvisioningError} when it failed, or is being deleted.
   * @throws {@link DeadlineExceededError} after `deadlineMs`, an hour by default.
   * @throws {@link ApiError} with status 404 when there is none; with 401, 403 and others that do not pass.
   */
  async waitUntilAvailable(
    clusterId: string,
    id: string,
    options?: WaitOptions<NodePoolResponseData>,
  ): Promise<NodePoolResponseData> {
    const ids = { clusterId, nodepoolId: id };
    return (await waitUntil(this.#session, ids, AVAILABLE, options)) as NodePoolResponseData;
  }

  /**
   * Waits until a node pool is gone.
   *
   * @throws {@link ProvisioningError} when its deletion failed.
   * @throws {@link DeadlineExceededError} after `deadlineMs`, an hour by default.
   * @throws {@link ApiError} with status 401, 403 and others that do not pass; a 404 is the end of the wait.
   */
  async waitUntilDeleted(
    clusterId: string,
    id: string,
    options?: WaitOptions<NodePoolResponseData>,
  ): Promise<void> {
    await waitUntil(this.#session, { clusterId, nodepoolId: id }, DELETED, options);
  }

  /**
   * Looks at a node pool until it comes to rest: AVAILABLE, a failed state, or gone. A failed state is
   * yielded, not thrown.
   *
   * @throws {@link InvalidArgumentError} at once when an id or an option breaks a rule. The loop throws
   * {@link DeadlineExceededError} after `deadlineMs`, an hour by default, and {@link ApiError} with status
   * 404 at the first look, and with 401, 403 and others that do not pass at any.
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
