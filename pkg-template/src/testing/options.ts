import type { ClockMode } from "./clock.js";

/** How an emulator is. Everything has a default; an option that does not exist is an error. */
export interface EmulatorOptions {
  /**
   * How time runs.
   * - `"virtual"`: it stands still while work is under way and jumps when all are waiting. A wait of 40 minutes ends in
   *   milliseconds, and in the same order each time.
   * - `{ speed }`: so many times as fast as real time, up to ten million; for pages, where one wants to watch.
   * - `"real"`: as it is.
   *
   * @default "virtual"
   */
  readonly clock?: ClockMode;
  /**
   * What time it is at first, from 1970 to the beginning of 9999. By default the beginning of 2025 where the clock is
   * virtual, and otherwise now.
   */
  readonly start?: Date | number;
  /**
   * Decides every id, every fault by probability and the client's jitter: a test that failed under a seed fails under
   * it again.
   *
   * @default 0
   */
  readonly seed?: number;
  /**
   * What the URLs in answers begin with. Where its path does not end with `/dataplatform`, that is appended, as the
   * client does. Requests are answered under any URL whose path contains `/dataplatform`.
   *
   * @default "https://api.ionos.com/dataplatform"
   */
  readonly baseUrl?: string;
  /** Whose resources they are where no tenants are declared. */
  readonly contract?: ContractOptions;
  /** The versions of the data platform. By default those of the service: up to 23.11 retired, 24.3, 24.11, 25.3. */
  readonly versions?: readonly VersionOptions[];
  /** Who may call. By default anyone, with any credentials, as the administrator of `contract`. */
  readonly tenants?: readonly Tenant[];
  /** How long the work takes on the emulator's clock. */
  readonly timings?: Timings;
  /** What the emulator does where it is not known what the service did. */
  readonly switches?: Switches;
}

/** A contract and its administrator. */
export interface ContractOptions {
  /** The number of the contract. */
  readonly contractNumber?: string;
  /** Id of the administrator. */
  readonly userId?: string;
  /** Name of the administrator. */
  readonly user?: string;
}

/** A version of the data platform. */
export interface VersionOptions {
  /** For example `24.11`. */
  readonly name: string;
  /** Whether it is listed but can no longer be had. Not by default. */
  readonly retired?: boolean;
}

/** Someone who may call: with a token, or with a user name and password. */
export interface Tenant {
  /** The token that stands for the user. */
  readonly token?: string;
  /** The user name for Basic authentication. */
  readonly username?: string;
  /** The password, with the user name. */
  readonly password?: string;
  /** The contract whose resources they see; by default that of the emulator's option `contract`. */
  readonly contractNumber?: string;
  /** The id of the user, a UUID. */
  readonly userId?: string;
  /** The name under which resources say that they were created. */
  readonly user?: string;
  /**
   * An administrator of the contract, a user with the group privilege "Manage Dataplatform", or one without it, who is
   * answered with 403.
   *
   * @default "administrator"
   */
  readonly role?: Role;
}

/** What a user may do. */
export type Role = "administrator" | "manager" | "user";

/** A tenant as the emulator tells it: without the credentials. */
export interface Identity {
  /** The number of the contract. */
  readonly contractNumber: string;
  /** The id of the user, a UUID. */
  readonly userId: string;
  /** The user, usually an e-mail address. */
  readonly user: string;
  /** What the user may do. */
  readonly role: Role;
}

/** How long the work takes, in milliseconds on the emulator's clock. */
export interface Timings {
  /**
   * Creating a cluster.
   *
   * @default 480_000
   */
  readonly clusterMs?: number;
  /**
   * Creating a node pool.
   *
   * @default 210_000
   */
  readonly nodePoolMs?: number;
  /**
   * Changing either.
   *
   * @default 120_000
   */
  readonly updateMs?: number;
  /**
   * Deleting either.
   *
   * @default 180_000
   */
  readonly deleteMs?: number;
}

/** What the emulator does where it is not known what the service did. The first of each is the default. */
export interface Switches {
  /** Fields of a request that the API does not know are passed over, or refused with 422. */
  readonly unknownFields?: "ignore" | "refuse";
  /** Fields of a PATCH that are fixed at creation are refused with 422, or passed over. */
  readonly immutableFields?: "refuse" | "ignore";
  /** A cluster that is created without a version is refused with 422, or gets the newest. */
  readonly missingVersion?: "refuse" | "latest";
  /** Status of a creation. */
  readonly createStatus?: 200 | 202;
  /** Deleting a cluster deletes its node pools, or is refused with 422 while there are any. */
  readonly deleteWithNodePools?: "cascade" | "refuse";
  /** The answer to a deletion has the state from before, or `DESTROYING`. */
  readonly deleteAnswer?: "before" | "destroying";
  /** A node pool may be created while its cluster is, or may not. */
  readonly earlyNodePool?: "allow" | "refuse";
  /** The kubeconfig of a cluster that is being created is refused, or is given. */
  readonly earlyKubeconfig?: "refuse" | "allow";
  /** A kubeconfig is an object, or a string as up to API 0.0.7. */
  readonly kubeconfig?: "object" | "string";
  /** The list of versions is an object with `items`, or a bare array as up to API 0.0.8. */
  readonly versions?: "object" | "array";
  /** `autoScaling` of a node pool where it is off: 0 to 0, `null`, or left out. */
  readonly autoScalingOff?: "zero" | "null" | "absent";
  /** `dataPlatformVersion` among the properties of a node pool. */
  readonly nodePoolVersion?: "absent" | "present";
  /** `ETag` in the metadata; the header field is always there. */
  readonly metadataEtag?: "present" | "absent";
  /** A manager sees all resources of the contract, or only their own as up to API 0.0.8. */
  readonly visibility?: "contract" | "own";
}
