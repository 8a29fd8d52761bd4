// @ts-check
/** What the tests of calls on a network share. */
import { once } from "node:events";
import { createServer } from "node:net";
import { DataPlatform } from "ionoscloud-dataplatform";

/** The default of `timeoutMs`. */
export const TIMEOUT_MS = 30_000;

/**
 * A client of a service.
 *
 * @param {{ url: string }} service
 * @param {import("ionoscloud-dataplatform").ClientOptions} [options]
 */
export function connect({ url }, options) {
  return new DataPlatform({ baseUrl: url, token: "t0ken", ...options });
}

/** A service that is not there: nobody listens at its port. */
export async function nobody() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  server.close();
  await once(server, "close");
  return { url: `http://127.0.0.1:${port}` };
}

/**
 * The bad ends that an attempt can have on a network, as answers of a service. A timeout is one where the service lets
 * the client's clock pass its deadline.
 *
 * @param {import("./net-clock.mjs").HandClock} clock
 * @returns {Record<string, () => import("./service.mjs").Reply>}
 */
export function brokenAnswers(clock) {
  return {
    "a dropped connection": () => ({ delivery: "drop" }),
    "a truncated body": () => ({ delivery: "truncate", body: '{"id":' }),
    "a timeout": () => {
      clock.pass(TIMEOUT_MS);
      return { delivery: "hang" };
    },
  };
}
