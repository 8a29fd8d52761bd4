// What a client and its calls can be told.
import { DataPlatform, type ClientOptions, type RequestOptions, type TokenFunction } from "ionoscloud-dataplatform";

new DataPlatform();
new DataPlatform({});
new DataPlatform({ token: "token", baseUrl: "localhost:8080", timeoutMs: 5_000, maxRetries: 0 });
new DataPlatform({ username: "user", password: "password", logLevel: "debug" });
new DataPlatform({ fetch: globalThis.fetch, headers: { "X-Team": "data" }, credentials: "include" });
new DataPlatform({ headers: new Headers(), onEvent: (event) => console.log(event.type) });
new DataPlatform({ headers: [["X-Team", "data"]] });

// A variable that may be unset goes in as it is, in either mode of `exactOptionalPropertyTypes`.
declare const maybe: string | undefined;
new DataPlatform({ token: maybe, baseUrl: null });
void new DataPlatform().clusters.list({ name: maybe }, { signal: undefined });

new DataPlatform({ token: () => "token" });
new DataPlatform({ token: async () => ({ token: "token", expiresAt: new Date() }) });
const tokenFunction: TokenFunction = () => ({ token: "token", expiresAt: Date.now() + 60_000 });
new DataPlatform({ token: tokenFunction });

// @ts-expect-error A token function gives a token.
new DataPlatform({ token: () => undefined });
// @ts-expect-error An end of life is a Date or a number.
new DataPlatform({ token: () => ({ token: "token", expiresAt: "tomorrow" }) });
// @ts-expect-error There is no such option.
new DataPlatform({ tokne: "token" });
// @ts-expect-error Times are numbers of milliseconds.
new DataPlatform({ timeoutMs: "30s" });
// @ts-expect-error There are three levels.
new DataPlatform({ logLevel: "info" });
// @ts-expect-error A fetch gives a Response.
new DataPlatform({ fetch: async () => "response" });
// @ts-expect-error `credentials` is that of fetch, not a user name and a password.
new DataPlatform({ credentials: { username: "user", password: "password" } });

DataPlatform.fromEnv();
DataPlatform.fromEnv({ env: { IONOS_TOKEN: "token" }, timeoutMs: 5_000 });
DataPlatform.fromEnv({ env: null });
// What Wrangler makes of a Worker's bindings is an interface, and holds more than strings.
interface Bindings {
  IONOS_TOKEN: string;
  CACHE: { get(key: string): Promise<string | null> };
}
declare const bindings: Bindings;
DataPlatform.fromEnv({ env: bindings });
// @ts-expect-error An environment holds strings.
DataPlatform.fromEnv({ env: { IONOS_TOKEN: 1 } });

declare const dp: DataPlatform;
const { signal } = new AbortController();
const options: RequestOptions = { signal, timeoutMs: 1_000, maxRetries: null, headers: { "X-Request": "1" } };
void dp.clusters.list({ name: "prod" }, options);
void dp.versions.latest({ signal });
// @ts-expect-error A filter is an object: other filters may come.
void dp.clusters.list("prod");
// @ts-expect-error There is no such filter.
void dp.clusters.list({ state: "AVAILABLE" });
// @ts-expect-error A signal is one, not its controller.
void dp.versions.list({ signal: new AbortController() });
// @ts-expect-error A token is of the client, not of a call.
void dp.versions.list({ token: "token" });
// @ts-expect-error An id is a string.
void dp.clusters.get(1);
// @ts-expect-error A node pool is found by its cluster and its own id.
void dp.nodePools.get("3fa85f64-5717-4562-b3fc-2c963f66afa6");
// @ts-expect-error What a client was made with does not change.
dp.baseUrl = "https://example.com";

export const reused: ClientOptions = { token: tokenFunction };
