export declare function createEmulator(options?: EmulatorOptions): Emulator;

export interface ContractState {
    readonly contractNumber: string;
    readonly clusters: number;
    readonly nodePools: number;
    readonly states: Readonly<Record<string, number>>;
}

export declare class Emulator {
    #private;
    readonly fetch: typeof globalThis.fetch;
    readonly clock: EmulatorClock;
    readonly baseUrl: string;
    constructor(internal: never);
    get journal(): Journal;
    advance(ms: number): Promise<void>;
    failNext(operation: OperationName | "*", fault: EmulatorFault, { count }?: {
        count?: number;
    }): void;
    fail(rule: FaultRule): void;
    get faults(): FaultRule[];
    clearFaults(): void;
    get tenants(): Identity[];
    set tenants(tenants: readonly Tenant[]);
    load(clusterId: string, nodePoolId: string, nodes: number): void;
    get state(): EmulatorState;
    reset(): void;
    close(): void;
}

export interface EmulatorState {
    readonly now: number;
    readonly contracts: readonly ContractState[];
    readonly faults: number;
    readonly journal: number;
}

export type ClockMode = "virtual" | "real" | {
    readonly speed: number;
};

export interface EmulatorClock {
    now(): number;
    sleep(ms: number, signal?: AbortSignal): Promise<void>;
    advance(ms: number): Promise<void>;
    hold<T>(work: Promise<T>): Promise<T>;
    random(): number;
}

export type EmulatorFault = StatusFault | {
    readonly kind: "drop";
    readonly applied?: boolean;
} | {
    readonly kind: "refuse";
} | {
    readonly kind: "hang";
    readonly applied?: boolean;
} | {
    readonly kind: "delay";
    readonly ms: number;
} | {
    readonly kind: "slowBody";
    readonly ms: number;
} | {
    readonly kind: "truncate";
    readonly bytes?: number;
} | {
    readonly kind: "emptyBody";
} | {
    readonly kind: "brokenJson";
} | {
    readonly kind: "contentType";
    readonly value: string;
} | {
    readonly kind: "redirect";
    readonly location: string;
} | ProvisioningFault;

export interface FaultRule {
    readonly fault: EmulatorFault;
    readonly operation?: OperationName | "*";
    readonly count?: number;
    readonly probability?: number;
}

export type OperationName = "clusters.list" | "clusters.get" | "clusters.create" | "clusters.update" | "clusters.delete" | "clusters.kubeconfig" | "nodePools.list" | "nodePools.get" | "nodePools.create" | "nodePools.update" | "nodePools.delete" | "versions.list";

export interface ProvisioningFault {
    readonly kind: "provisioning";
    readonly outcome: "fail" | "hang" | "unknownState";
    readonly state?: string;
}

export interface StatusFault {
    readonly kind: "status";
    readonly status: number;
    readonly retryAfter?: number | string;
    readonly body?: "json" | "html" | "empty" | "text";
    readonly applied?: boolean;
}

export interface Journal {
    requests(operation?: OperationName): JournalEntry[];
    expectRequests(operations: readonly OperationName[]): void;
    expectCount(operation: OperationName, count: number): void;
    clear(): void;
}

export interface JournalEntry {
    readonly at: number;
    readonly operation?: OperationName;
    readonly method: string;
    readonly target: string;
    readonly status?: number;
    readonly requestId: string;
    readonly tenant?: Identity;
    readonly fault?: EmulatorFault;
}

export interface ContractOptions {
    readonly contractNumber?: string;
    readonly userId?: string;
    readonly user?: string;
}

export interface EmulatorOptions {
    readonly clock?: ClockMode;
    readonly start?: Date | number;
    readonly seed?: number;
    readonly baseUrl?: string;
    readonly contract?: ContractOptions;
    readonly versions?: readonly VersionOptions[];
    readonly tenants?: readonly Tenant[];
    readonly timings?: Timings;
    readonly switches?: Switches;
}

export interface Identity {
    readonly contractNumber: string;
    readonly userId: string;
    readonly user: string;
    readonly role: Role;
}

export type Role = "administrator" | "manager" | "user";

export interface Switches {
    readonly unknownFields?: "ignore" | "refuse";
    readonly immutableFields?: "refuse" | "ignore";
    readonly missingVersion?: "refuse" | "latest";
    readonly createStatus?: 200 | 202;
    readonly deleteWithNodePools?: "cascade" | "refuse";
    readonly deleteAnswer?: "before" | "destroying";
    readonly earlyNodePool?: "allow" | "refuse";
    readonly earlyKubeconfig?: "refuse" | "allow";
    readonly kubeconfig?: "object" | "string";
    readonly versions?: "object" | "array";
    readonly autoScalingOff?: "zero" | "null" | "absent";
    readonly nodePoolVersion?: "absent" | "present";
    readonly metadataEtag?: "present" | "absent";
    readonly visibility?: "contract" | "own";
}

export interface Tenant {
    readonly token?: string;
    readonly username?: string;
    readonly password?: string;
    readonly contractNumber?: string;
    readonly userId?: string;
    readonly user?: string;
    readonly role?: Role;
}

export interface Timings {
    readonly clusterMs?: number;
    readonly nodePoolMs?: number;
    readonly updateMs?: number;
    readonly deleteMs?: number;
}

export interface VersionOptions {
    readonly name: string;
    readonly retired?: boolean;
}

export {};
