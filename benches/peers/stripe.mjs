// @ts-check
import Stripe from "stripe";
import { TOKEN } from "../data.mjs";

/** @type {import("../peers.mjs").Connect} */
export function connect(baseUrl, fetch) {
  const { hostname: host, port, protocol } = new URL(baseUrl);
  const httpClient = Stripe.createFetchHttpClient(fetch);
  const stripe = new Stripe(TOKEN, { host, port, protocol: protocol === "http:" ? "http" : "https", httpClient });
  return () => stripe.customers.list();
}
