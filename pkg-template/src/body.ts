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
  const wrong = wrongWith(value, above);
  if (wrong !== undefined) return refuse(wrong, path, refused);
  if (typeof value !== "object" || value === null) return value;
  try {
    return copyOf(value, path, [...above, value], refused);
  } catch {
    return refuse("could not be read", path, refused);
  }
}

function refuse(message: string, path: Path, refused: unknown[]): null {
  refused.push([message, ...path]);
  return null;
}

function wrongWith(value: unknown, above: readonly unknown[]): string | undefined {
  switch (typeof value) {
    case "number":
      return Number.isFinite(value) ? undefined : "must be a finite number; JSON has no NaN or Infinity";
    case "bigint":
      return "must not be a BigInt; JSON has none";
    case "function":
    case "symbol":
      return "must be data, not a function or symbol";
    case "object":
      if (above.includes(value)) return "must not contain itself";
      return value !== null && above.length === DEEPEST ? "is nested too deeply" : undefined;
    default:
      return undefined;
  }
}

function copyOf(value: object, path: Path, above: readonly unknown[], refused: unknown[]): unknown {
  // Asked first: of a revoked proxy not even `Array.isArray` can be asked without a throw.
  const isPlain = hasPlainPrototype(value);
  const member = (key: string | number): unknown => visitMember(value, key, [...path, key], above, refused);
  if (Array.isArray(value)) {
    const copy: unknown[] = [];
    for (let index = 0; index < value.length && refused.length < MOST; index += 1) copy.push(member(index));
    return copy;
  }
  if (!isPlain) {
    return refuse("must be a plain object; JSON does not keep a Map, Set, Date or other instance", path, refused);
  }
  const copy = Object.create(null) as Record<string, unknown>;
  for (const key of Object.getOwnPropertyNames(value)) copy[key] = member(key);
  return copy;
}

function visitMember(
  value: object,
  key: string | number,
  path: Path,
  above: readonly unknown[],
  refused: unknown[],
): unknown {
  let found: unknown;
  try {
    found = (value as Record<string | number, unknown>)[key];
  } catch {
    return refuse("could not be read", path, refused);
  }
  if (found === undefined && typeof key === "number") {
    return refuse("must not be undefined; JSON would make it null", path, refused);
  }
  return visit(found, path, above, refused);
}

/** An object literal of any realm: its prototype is `null`, or the end of its prototype's chain. */
function hasPlainPrototype(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
