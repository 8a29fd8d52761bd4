// @ts-check
import { DataPlatform } from "ionoscloud-dataplatform";

export default {
  /** Answers with the names of the clusters of the service that the query names. */
  async fetch(/** @type {Request} */ request) {
    const baseUrl = new URL(request.url).searchParams.get("service");
    const dp = new DataPlatform({ token: "any", baseUrl });
    const datacenterId = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
    await dp.clusters.create({ properties: { name: "prod", datacenterId, dataPlatformVersion: "24.11" } });
    const { items } = await dp.clusters.list();
    return new Response(items.map(({ properties }) => properties.name).join(", "));
  },
};
