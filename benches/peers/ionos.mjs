// @ts-check
import { Configuration, KubernetesApi } from "@ionos-cloud/sdk-nodejs";
import { TOKEN } from "../data.mjs";

/** @type {import("../peers.mjs").Connect} */
export function connect(basePath, fetch) {
  const adapter = async (/** @type {{ url: string }} */ config) => {
    const response = await fetch(config.url);
    return { data: await response.text(), status: response.status, statusText: "", headers: {}, config };
  };
  const configuration = new Configuration({ basePath, accessToken: TOKEN, baseOptions: { adapter } });
  // By default it sleeps for a second before each request, the first one too.
  configuration.setMaxWaitTime(0);
  const api = new KubernetesApi(configuration);
  return async () => (await api.k8sGet({})).data;
}
