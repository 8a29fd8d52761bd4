/**
 * What the core is told of values that come from outside: a getter may throw, a value may be of any
 * type and of any realm. Nothing is decided here; the core decides what it takes.
 */

/** A property of a value; `undefined` where there is none, or none can be read. */
export function read(value: unknown, name: PropertyKey): unknown {
  try {
    return (value as Record<PropertyKey, unknown> | null | undefined)?.[name];
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

export const textOf = (value: unknown): string | undefined =>
  typeof value === "string" ? value : undefined;

const numberOf = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isFinite(value) ? value : undefined;

const can = (value: unknown, name: string): boolean => typeof read(value, name) === "function";

/** An id on a line: a word as it is, another string as JSON, of what is no string, what it is. */
export function tellId(id: unknown): string {
  if (id === undefined) return "\n";
  const text = textOf(id);
  return text !== undefined && /^[\w-]+$/.test(text) ? `${text}\n` : `${JSON.stringify(text ?? [typeof id])}\n`;
}

/** An object of options, member by member; what is no object is told by what it is, and so is what holds no options. */
export function tellOptions(options: unknown): unknown {
  if (options === undefined || options === null) return undefined;
  try {
    if (!isObject(options) || Symbol.iterator in options || can(options, "then") || isSignal(options)) {
      return [typeof options];
    }
    const told: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const key of Object.getOwnPropertyNames(options)) told[key] = tellOption(options, key);
    for (const key of namesAbove(options)) {
      // What follows is of a class, which may be good for more than options.
      told[""] ??= ["class"];
      if (!(key in told)) told[key] = tellOption(options, key);
    }
    return told;
  } catch {
    return ["thrown"];
  }
}

/** The names of what an object has of its class; what every object has is no option of anybody's. */
function namesAbove(object: object): string[] {
  const above = Object.getPrototypeOf(object) as object | null;
  if (above === null || Object.getPrototypeOf(above) === null) return [];
  return [...Object.getOwnPropertyNames(above), ...namesAbove(above)];
}

const isSignal = (value: unknown): boolean =>
  typeof read(value, "aborted") === "boolean" && can(value, "addEventListener") && can(value, "removeEventListener");

function tellOption(options: object, key: string): unknown {
  let value: unknown;
  try {
    value = (options as Record<string, unknown>)[key];
  } catch {
    return ["thrown"];
  }
  if (value === null || value === undefined) return undefined;
  if (key === "headers") return tellHeaders(value);
  if (key === "since") return tellResource(value);
  return tell(value);
}

/** A string, number or boolean as it is; of anything else, what it is. */
function tell(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? value : [String(value)];
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "function") return ["function"];
  if (isSignal(value)) return ["signal"];
  return [can(value, "now") && can(value, "sleep") ? "clock" : typeof value];
}

/** Headers as pairs; a value that is no string is left out of its pair. */
function tellHeaders(headers: unknown): unknown {
  if (!isObject(headers)) return false;
  try {
    const pairs: unknown[] = Symbol.iterator in headers ? [...(headers as Iterable<unknown>)] : members(headers);
    return pairs.map((pair) => Array.isArray(pair) && typeof pair[0] === "string" && pair.slice(0, typeof pair[1] === "string" ? 2 : 1));
  } catch {
    return false;
  }
}

function members(object: object): unknown[] {
  const pairs = Object.getOwnPropertyNames(object).map((name) => [name, (object as Record<string, unknown>)[name]]);
  return pairs.filter(([, value]) => value !== undefined);
}

/** Of a resource, what tells one of its states from another. */
function tellResource(resource: unknown): unknown {
  const metadata = read(resource, "metadata");
  if (!isObject(metadata)) return [typeof resource];
  const part = (name: string): unknown => textOf(read(metadata, name));
  return { state: part("state"), lastModifiedDate: part("lastModifiedDate"), ETag: part("ETag") };
}

/** What the host's own parser makes of a base URL: as it stands, with a scheme before it, and on this page. */
export function tellUrl(given: unknown): unknown {
  const text = textOf(given)?.trim();
  if (text === undefined || text === "") return undefined;
  const page = textOf(read(read(globalThis, "location"), "href"));
  return {
    text,
    alone: parse(text),
    withScheme: parse(`https://${text}`),
    onPage: page === undefined ? undefined : parse(text, page),
  };
}

function parse(text: string, base?: string): unknown {
  try {
    const { origin, protocol, hostname, pathname, username, password, search, hash } = new URL(text, base);
    const [hasUser, hasQuery] = [username + password !== "", search + hash !== ""];
    return { origin, protocol, hostname, pathname, hasUser, hasQuery };
  } catch {
    return undefined;
  }
}

/** What a token function gave. A time is told in milliseconds since the epoch, and as `false` where it is none. */
export function tellToken(given: unknown): unknown {
  const expires = read(given, "expiresAt");
  return {
    token: textOf(given) ?? textOf(read(given, "token")),
    expiresAt: expires === undefined || expires === null ? undefined : (epochOf(expires) ?? false),
  };
}

function epochOf(time: unknown): number | undefined {
  if (typeof time === "number") return numberOf(time);
  try {
    // A Date may be of another realm: what it can do tells what it is.
    return numberOf((time as Date).getTime());
  } catch {
    return undefined;
  }
}

/** What an error says that may be of any type. */
export const wordsOf = (thrown: unknown): string | undefined =>
  textOf(read(thrown, "message")) ?? textOf(thrown);

/** The code that Node.js gives for a network failure, on the error or on its cause; without one, what the cause says. */
export function codeOf(thrown: unknown): string | undefined {
  const cause = read(thrown, "cause");
  return textOf(read(cause, "code")) ?? textOf(read(thrown, "code")) ?? wordsOf(cause);
}

/** Whether this is positively a server-side runtime. */
export function isServer(): boolean {
  const has = (name: string): boolean => read(globalThis, name) !== undefined;
  if (has("window") && has("document")) return false;
  const node = textOf(read(read(read(globalThis, "process"), "versions"), "node"));
  return node !== undefined || has("Deno") || has("Bun") || isCloudflare();
}

/** Cloudflare's Workers throw on `cache` in a request's options at older dates. */
export const isCloudflare = (): boolean =>
  read(read(globalThis, "navigator"), "userAgent") === "Cloudflare-Workers";

/** Calls what must not break its caller, such as a listener: what it throws, now or later, is its own business. */
export function notify<T extends unknown[]>(listener: ((...told: T) => unknown) | null | undefined, ...told: T): void {
  try {
    const given = listener?.(...told);
    if (can(given, "then")) Promise.resolve(given).catch(() => undefined);
  } catch {
    // As above.
  }
}

/** What a function of the caller's gave, a promise or not. `await` alone would not ask a promise for a `then` of its own. */
export function settled(given: unknown): unknown {
  if (given instanceof Promise && !Object.hasOwn(given, "then")) return given;
  return new Promise((resolve) => resolve(given));
}
