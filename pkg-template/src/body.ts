/**
 * From a value to the JSON text of a request. What JSON would bend without a word (a `Map` becomes
 * `{}`, `NaN` becomes `null`) is found on the value before, for the core to refuse with its path.
 */

/** Deeper than any body of this API; it also ends the walk through a proxy without an end. */
const DEEPEST = 32;

/** More than the core tells: a list of four thousand million holes is made in no time. */
const MOST = 100;

type Path = readonly (string | number)[];

/** A body as text, and what JSON cannot carry of it, each as `[message, ...path]`. */
export interface Body {
  json: string;
  refused: unknown[];
}

/** Writes a body; without a check, as JSON bends it. */
export function writeBody(value: unknown, isChecked: boolean): Body {
  const refused: unknown[] = [];
  const copy = isChecked ? visit(value, [], [], refused) : value;
  try {
    // Where JSON cannot carry all of the value, the rules are asked about the rest of it.
    const json = JSON.stringify(refused.length > 0 ? copy : value) as string | undefined;
    if (json !== undefined) return { json, refused };
  } catch {
    // A cycle, a BigInt, a `toJSON` that throws.
  }
  refused.push([value === undefined ? "is missing" : "cannot be written as JSON"]);
  return { json: "", refused };
}

/** A walk over a value in search of what JSON cannot carry. It gives a copy of the rest, with null for what it refused. */
function visit(value: unknown, path: Path, above: readonly unknown[], refused: unknown[]): unknown {
  const refuse = (message: string): null => {
    refused.push([message, ...path]);
    return null;
  };
  if (typeof value === "number" && !Number.isFinite(value)) {
    return refuse("must be a finite number; JSON has no NaN or Infinity");
  }
  if (typeof value === "bigint") return refuse("must not be a BigInt; JSON has none");
  if (typeof value === "function" || typeof value === "symbol") {
    return refuse("must be data, not a function or symbol");
  }
  if (typeof value !== "object" || value === null) return value;
  if (above.includes(value)) return refuse("must not contain itself");
  if (above.length === DEEPEST) return refuse("is nested too deeply");
  try {
    // Asked first: of a revoked proxy not even `Array.isArray` can be asked without a throw.
    const isPlain = hasPlainPrototype(value);
    const inside = [...above, value];
    const member = (key: string | number): unknown => {
      const way = [...path, key];
      let found: unknown;
      try {
        found = (value as Record<string | number, unknown>)[key];
      } catch {
        refused.push(["could not be read", ...way]);
        return null;
      }
      if (found === undefined && typeof key === "number") {
        refused.push(["must not be undefined; JSON would make it null", ...way]);
        return null;
      }
      return visit(found, way, inside, refused);
    };
    if (Array.isArray(value)) {
      const copy: unknown[] = [];
      for (let index = 0; index < value.length && refused.length < MOST; index += 1) copy.push(member(index));
      return copy;
    }
    if (!isPlain) {
      return refuse("must be a plain object; JSON does not keep a Map, Set, Date or other instance");
    }
    const keys = Reflect.ownKeys(value).filter((key) => typeof key === "string");
    const copy = Object.create(null) as Record<string, unknown>;
    for (const key of keys) copy[key] = member(key);
    return copy;
  } catch {
    return refuse("could not be read");
  }
}

/** An object literal of any realm: its prototype is `null`, or the end of its prototype's chain. */
function hasPlainPrototype(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
