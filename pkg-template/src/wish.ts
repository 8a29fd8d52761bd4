/** What a caller wishes, by number: an operation, by its place in the API's description, and what to do with it. */
export const CLUSTERS_LIST = 0;
export const CLUSTERS_CREATE = 1;
export const CLUSTERS_GET = 2;
export const CLUSTERS_UPDATE = 3;
export const CLUSTERS_DELETE = 4;
export const CLUSTERS_KUBECONFIG = 5;
export const NODE_POOLS_LIST = 6;
export const NODE_POOLS_CREATE = 7;
export const NODE_POOLS_GET = 8;
export const NODE_POOLS_UPDATE = 9;
export const NODE_POOLS_DELETE = 10;
export const VERSIONS_LIST = 11;

/** To look with the operation until the resource is so. */
export const AVAILABLE = 16;
export const DELETED = 32;
export const SETTLED = 48;

/** To look for what a create has made. */
export const SEARCH = 64;

/** Beside any of them: it is aborted already. */
export const ABORTED = 128;
