export interface ClusterFilter {
    name?: string | null | undefined;
}

export declare class Clusters {
    #private;
    constructor(internal: never);
    list(filter?: ClusterFilter, options?: RequestOptions): Promise<ClusterListResponseData>;
    get(id: string, options?: RequestOptions): Promise<ClusterResponseData>;
    create(request: CreateClusterRequest, options?: CreateOptions): Promise<ClusterResponseData>;
    update(id: string, request: PatchClusterRequest, options?: RequestOptions): Promise<ClusterResponseData>;
    delete(id: string, options?: RequestOptions): Promise<ClusterResponseData | undefined>;
    kubeconfig(id: string, options?: RequestOptions): Promise<Kubeconfig>;
    waitUntilAvailable(id: string, options?: WaitOptions<ClusterResponseData>): Promise<ClusterResponseData>;
    waitUntilDeleted(id: string, options?: WaitOptions<ClusterResponseData>): Promise<void>;
    watch(id: string, options?: WaitOptions<ClusterResponseData>): Watch<ClusterResponseData>;
}

export type Kubeconfig = Record<string, unknown>;

export declare class DataPlatform {
    readonly clusters: Clusters;
    readonly nodePools: NodePools;
    readonly versions: Versions;
    readonly baseUrl: string;
    constructor(options?: ClientOptions);
    static fromEnv(options?: EnvOptions): DataPlatform;
}

export type Environment = Readonly<Record<string, string | undefined>> | {
    readonly IONOS_TOKEN?: string | undefined;
    readonly IONOS_USERNAME?: string | undefined;
    readonly IONOS_PASSWORD?: string | undefined;
    readonly IONOS_API_URL?: string | undefined;
    readonly IONOS_LOG_LEVEL?: string | undefined;
    readonly IONOS_PINNED_CERT?: string | undefined;
};

export interface EnvOptions extends ClientOptions {
    env?: Environment | null | undefined;
}

export declare class AbortedError extends DataPlatformError {
    readonly code: "ABORTED";
    readonly outcome: "unknown" | undefined;
    readonly findCandidates?: FindCandidates;
    constructor(internal: never);
}

export type AnyDataPlatformError = InvalidArgumentError | CredentialsError | NetworkError | TimeoutError | AbortedError | ApiError | RateLimitedError | InvalidResponseError | OutcomeUnknownError | ProvisioningError | DeadlineExceededError | InternalError;

export declare class ApiError extends DataPlatformError {
    readonly code: "API" | "RATE_LIMITED";
}

export declare class CredentialsError extends DataPlatformError {
    readonly code: "CREDENTIALS";
}

export declare class DataPlatformError extends Error {
    #private;
    readonly code: ErrorCode;
    readonly operation: string | undefined;
    readonly method: string | undefined;
    readonly urlTemplate: string | undefined;
    readonly status: number | undefined;
    readonly messages: readonly ErrorMessage[];
    readonly requestId: string | undefined;
    readonly attempts: number;
    readonly elapsedMs: number;
    readonly retryable: boolean;
    readonly retryAfterMs: number | undefined;
    constructor(internal: never);
    toJSON(): Record<string, unknown>;
}

export declare class DeadlineExceededError extends WaitError {
    readonly code: "DEADLINE_EXCEEDED";
}

declare abstract class WaitError extends DataPlatformError {
    readonly state: State | undefined;
    readonly resource: ClusterResponseData | NodePoolResponseData | undefined;
    readonly history: readonly Stay[];
    readonly polls: number;
    constructor(internal: never);
}

export type ErrorCode = "INVALID_ARGUMENT" | "CREDENTIALS" | "NETWORK" | "TIMEOUT" | "ABORTED" | "API" | "RATE_LIMITED" | "INVALID_RESPONSE" | "OUTCOME_UNKNOWN" | "PROVISIONING" | "DEADLINE_EXCEEDED" | "INTERNAL";

export type FindCandidates = (options?: RequestOptions) => Promise<(ClusterResponseData | NodePoolResponseData)[]>;

export declare class InternalError extends DataPlatformError {
    readonly code: "INTERNAL";
    constructor(internal: never);
}

export declare class InvalidArgumentError extends DataPlatformError {
    readonly code: "INVALID_ARGUMENT";
    readonly violations: readonly Violation[];
    constructor(internal: never);
    toJSON(): Record<string, unknown>;
}

export declare class InvalidResponseError extends DataPlatformError {
    readonly code: "INVALID_RESPONSE";
    readonly path: string | undefined;
    constructor(internal: never);
}

export declare function isDataPlatformError(value: unknown): value is AnyDataPlatformError;

export declare class NetworkError extends DataPlatformError {
    readonly code: "NETWORK";
}

export declare class OutcomeUnknownError extends DataPlatformError {
    readonly code: "OUTCOME_UNKNOWN";
    readonly candidates: readonly (ClusterResponseData | NodePoolResponseData)[] | undefined;
    readonly findCandidates?: FindCandidates;
    constructor(internal: never);
}

export declare class ProvisioningError extends WaitError {
    readonly code: "PROVISIONING";
}

export declare class RateLimitedError extends ApiError {
    readonly code: "RATE_LIMITED";
}

export interface Stay {
    state: State;
    sinceMs: number;
    durationMs: number;
}

export declare class TimeoutError extends DataPlatformError {
    readonly code: "TIMEOUT";
}

export interface Violation {
    path: string;
    rule: string;
    message: string;
    value: unknown;
}

export declare class NodePools {
    #private;
    constructor(internal: never);
    list(clusterId: string, options?: RequestOptions): Promise<NodePoolListResponseData>;
    get(clusterId: string, id: string, options?: RequestOptions): Promise<NodePoolResponseData>;
    create(clusterId: string, request: CreateNodePoolRequest, options?: CreateOptions): Promise<NodePoolResponseData>;
    update(clusterId: string, id: string, request: PatchNodePoolRequest, options?: RequestOptions): Promise<NodePoolResponseData>;
    delete(clusterId: string, id: string, options?: RequestOptions): Promise<NodePoolResponseData | undefined>;
    waitUntilAvailable(clusterId: string, id: string, options?: WaitOptions<NodePoolResponseData>): Promise<NodePoolResponseData>;
    waitUntilDeleted(clusterId: string, id: string, options?: WaitOptions<NodePoolResponseData>): Promise<void>;
    watch(clusterId: string, id: string, options?: WaitOptions<NodePoolResponseData>): Watch<NodePoolResponseData>;
}

export interface ClientOptions {
    token?: string | TokenFunction | null | undefined;
    username?: string | null | undefined;
    password?: string | null | undefined;
    baseUrl?: string | null | undefined;
    hostUrl?: string | null | undefined;
    fetch?: ((url: string, init: RequestInit) => Promise<Response>) | null | undefined;
    headers?: RequestInit["headers"] | null | undefined;
    timeoutMs?: number | null | undefined;
    maxRetries?: number | null | undefined;
    credentials?: "omit" | "same-origin" | "include" | null | undefined;
    validate?: boolean | null | undefined;
    allowInsecure?: boolean | null | undefined;
    onEvent?: ((event: DataPlatformEvent) => void) | null | undefined;
    logLevel?: "off" | "debug" | "trace" | null | undefined;
    clock?: Clock | null | undefined;
}

export interface Clock {
    now(): number;
    sleep(ms: number, signal: AbortSignal): PromiseLike<void>;
    random?(): number;
}

export interface CreateOptions extends RequestOptions {
    onUnknownOutcome?: "throw" | "adopt" | null | undefined;
}

export type DataPlatformEvent = RequestEvent | ResponseEvent | RetryEvent | PollEvent | TokenEvent;

export interface PollEvent extends OperationEvent, WaitProgress {
    type: "poll";
}

interface OperationEvent extends EventBase {
    operation: string;
    method: string;
    urlTemplate: string;
}

interface EventBase {
    at: number;
}

export interface RequestEvent extends OperationEvent {
    type: "request";
    attempt: number;
}

export interface RequestOptions {
    signal?: AbortSignal | null | undefined;
    timeoutMs?: number | null | undefined;
    maxRetries?: number | null | undefined;
    headers?: RequestInit["headers"] | null | undefined;
}

export interface ResponseEvent extends OperationEvent {
    type: "response";
    attempt: number;
    status?: number;
    requestId?: string;
    error?: string;
    durationMs: number;
}

export interface RetryEvent extends OperationEvent {
    type: "retry";
    attempt: number;
    delayMs: number;
    reason: string;
    status?: number;
}

export interface Token {
    token: string;
    expiresAt?: Date | number | null | undefined;
}

export interface TokenEvent extends EventBase {
    type: "token";
    reason: "needed" | "expiring";
    ok: boolean;
    durationMs: number;
}

export type TokenFunction = () => string | Token | Promise<string | Token>;

export interface WaitOptions<T = ClusterResponseData | NodePoolResponseData> extends RequestOptions {
    maxRetries?: number | null | undefined;
    pollIntervalMs?: number | null | undefined;
    maxPollIntervalMs?: number | null | undefined;
    deadlineMs?: number | null | undefined;
    onProgress?: ((resource: T | undefined, progress: WaitProgress) => void) | null | undefined;
    since?: T | null | undefined;
}

export interface WaitProgress {
    state?: State;
    elapsedMs: number;
    polls: number;
    nextPollMs?: number;
}

export declare function isKnownState(state: string | null | undefined): state is KnownState;

export type KnownState = Known<State>;

type Known<T> = T extends string ? ((string & {}) extends T ? never : T) : never;

export declare function validateCreateCluster(request: unknown): Violation[];

export declare function validateCreateNodePool(request: unknown): Violation[];

export declare function validateUpdateCluster(request: unknown): Violation[];

export declare function validateUpdateNodePool(request: unknown): Violation[];

export declare class Versions {
    #private;
    constructor(internal: never);
    list(options?: RequestOptions): Promise<VersionsGet200Response>;
    latest(options?: RequestOptions): Promise<string | undefined>;
}

export declare class Watch<T> implements AsyncIterableIterator<T> {
    #private;
    constructor(internal: never);
    [Symbol.asyncIterator](): this;
    next(): Promise<IteratorResult<T, undefined>>;
    return(): Promise<IteratorResult<T, undefined>>;
}

export interface Lan {
    lanId: string;
    dhcp?: boolean | undefined;
    routes?: Route[] | undefined;
}

export interface ClusterResponseData {
    id: string;
    type?: string | null;
    href?: string | null;
    metadata: Metadata;
    properties: Cluster;
}

export interface ClusterListResponseData {
    id?: string | null;
    type?: string | null;
    href?: string | null;
    items: ClusterResponseData[];
}

export interface NodePoolResponseData {
    id: string;
    type?: string | null;
    href?: string | null;
    metadata: Metadata;
    properties: NodePool;
}

export interface Route {
    network: string;
    gateway: string;
}

export type AvailabilityZone = "AUTO" | "ZONE_1" | "ZONE_2" | (string & {});

export interface PatchClusterRequest {
    properties: PatchClusterProperties;
}

export interface CreateClusterRequest {
    properties: CreateClusterProperties;
}

export interface PatchNodePoolRequest {
    properties: PatchNodePoolProperties;
}

export interface CreateNodePoolRequest {
    properties: CreateNodePoolProperties;
}

export interface ErrorResponse {
    httpStatus?: number | null;
    messages?: ErrorMessage[] | null;
}

export interface Metadata {
    ETag?: string | null;
    createdDate?: string | null;
    createdBy?: string | null;
    createdByUserId?: string | null;
    createdInContractNumber?: string | null;
    lastModifiedDate?: string | null;
    lastModifiedBy?: string | null;
    lastModifiedByUserId?: string | null;
    currentDataPlatformVersion?: string | null;
    currentDataPlatformRevision?: number | null;
    availableUpgradeVersions?: string[] | null;
    state?: State | null;
}

export type StorageType = "HDD" | "SSD" | (string & {});

export interface ErrorMessage {
    errorCode?: string | null;
    message?: string | null;
}

export interface Cluster {
    name?: string | null;
    dataPlatformVersion?: string | null;
    datacenterId?: string | null;
    maintenanceWindow?: MaintenanceWindow | null;
    lans?: (Pick<Lan, "lanId"> & {
        dhcp?: boolean | null;
        routes?: Route[] | null;
    })[] | null;
}

export interface PatchClusterProperties {
    name?: string | undefined;
    dataPlatformVersion?: string | undefined;
    maintenanceWindow?: MaintenanceWindow | undefined;
    lans?: Lan[] | undefined;
}

export interface CreateClusterProperties {
    name: string;
    dataPlatformVersion?: string | undefined;
    datacenterId: string;
    maintenanceWindow?: MaintenanceWindow | undefined;
    lans?: Lan[] | undefined;
}

export interface NodePool {
    name?: string | null;
    dataPlatformVersion?: string | null;
    datacenterId?: string | null;
    nodeCount?: number | null;
    cpuFamily?: string | null;
    coresCount?: number | null;
    ramSize?: number | null;
    availabilityZone?: AvailabilityZone | null;
    storageType?: StorageType | null;
    storageSize?: number | null;
    maintenanceWindow?: MaintenanceWindow | null;
    labels?: Record<string, string> | null;
    annotations?: Record<string, string> | null;
    autoScaling?: AutoScaling | null;
}

export interface PatchNodePoolProperties {
    nodeCount?: number | undefined;
    maintenanceWindow?: MaintenanceWindow | undefined;
    labels?: Record<string, string> | undefined;
    annotations?: Record<string, string> | undefined;
    autoScaling?: AutoScaling | null | undefined;
}

export interface CreateNodePoolProperties {
    name: string;
    nodeCount: number;
    cpuFamily?: string | undefined;
    coresCount?: number | undefined;
    ramSize?: number | undefined;
    availabilityZone?: AvailabilityZone | undefined;
    storageType?: StorageType | undefined;
    storageSize?: number | undefined;
    maintenanceWindow?: MaintenanceWindow | undefined;
    labels?: Record<string, string> | undefined;
    annotations?: Record<string, string> | undefined;
    autoScaling?: AutoScaling | undefined;
}

export interface AutoScalingBase {
    minNodeCount: number;
    maxNodeCount: number;
}

export interface AutoScaling {
    minNodeCount: number;
    maxNodeCount: number;
}

export interface MaintenanceWindow {
    time: string;
    dayOfTheWeek: "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday" | (string & {});
}

export interface NodePoolListResponseData {
    id?: string | null;
    type?: string | null;
    href?: string | null;
    items: NodePoolResponseData[];
}

export interface VersionsGet200Response {
    id?: string | null;
    type?: string | null;
    href?: string | null;
    items: string[];
}

export type State = "AVAILABLE" | "BUSY" | "DEPLOYING" | "FAILED" | "UPDATING" | "FAILED_UPDATING" | "DESTROYING" | "FAILED_DESTROYING" | "TERMINATED" | (string & {});

export {};
