/** JSON for the core. A number that JSON cannot hold would become `null`, and that may mean something else there. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, checked);
}

function checked(name: string, value: unknown): unknown {
  if (typeof value !== "number" || Number.isFinite(value)) return value;
  throw new RangeError(`${name} must be a number that is finite, not ${value}`);
}
