// @ts-check
/**
 * What is compared. Each file in `peers/` makes a client and one call with it: for this API the list of a cluster's
 * node pools, for another API a list as well.
 *
 * @typedef {typeof globalThis.fetch} Fetch
 * @typedef {(baseUrl: string, fetch: Fetch) => () => Promise<unknown>} Connect
 * @typedef {{ name: string, file: string, generated?: string }} Peer `generated`: the folder in `generated/`
 *
 * What is measured of them: each file in `parts/` measures, and makes tables of its figures, by title.
 *
 * @typedef {{ quick: boolean, clients: Peer[] }} Options
 * @typedef {Record<string, string[][]>} Tables
 * @typedef {{ measure: (options: Options) => Promise<unknown>, tables: (figures: unknown) => Tables }} Part
 */

/** Nothing but the host: what every client is held against. */
export const FLOOR = { name: "fetch + JSON.parse", file: "bare" };
export const OURS = { name: "ionoscloud-dataplatform", file: "ours" };

/** Clients of this API, by what people would build them with. @type {Peer[]} */
export const CLIENTS = [
  { name: "hey-api", file: "hey-api", generated: "hey-api" },
  { name: "hey-api + zod", file: "hey-api-zod", generated: "hey-api-zod" },
  { name: "OpenAPI Generator", file: "typescript-fetch", generated: "typescript-fetch" },
  { name: "openapi-fetch", file: "openapi-fetch" },
  { name: "ky", file: "ky" },
  { name: "axios", file: "axios" },
];

/** Official clients of other APIs. @type {Peer[]} */
export const SDKS = [
  { name: "@ionos-cloud/sdk-nodejs", file: "ionos" },
  { name: "stripe", file: "stripe" },
  { name: "openai", file: "openai" },
  { name: "@azure/arm-containerservice", file: "azure" },
  { name: "@aws-sdk/client-eks", file: "eks" },
];

/** Makes the one call of a peer. */
export async function connect(
  /** @type {Peer} */ { file },
  /** @type {string} */ baseUrl,
  /** @type {Fetch} */ fetch = globalThis.fetch,
) {
  /** @type {{ connect: Connect }} */
  const peer = await import(`./peers/${file}.mjs`);
  return peer.connect(baseUrl, fetch);
}
