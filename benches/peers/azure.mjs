// @ts-check
import { ContainerServiceClient } from "@azure/arm-containerservice";
import { TOKEN } from "../data.mjs";

const SUBSCRIPTION = "3fa85f64-5717-4562-b3fc-2c963f66afa6";

/** @type {import("../peers.mjs").Connect} */
export function connect(endpoint, fetch) {
  const credential = { getToken: async () => ({ token: TOKEN, expiresOnTimestamp: Date.now() + 3_600_000 }) };
  const client = new ContainerServiceClient(credential, SUBSCRIPTION, {
    endpoint,
    httpClient: {
      async sendRequest(request) {
        const response = await fetch(request.url);
        return { request, status: response.status, headers: request.headers, bodyAsText: await response.text() };
      },
    },
  });
  return () => client.managedClusters.list().next();
}
