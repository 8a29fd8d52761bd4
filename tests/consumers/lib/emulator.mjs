// @ts-check

/** Calls `use` with the base URL of an emulator that the package serves, and that has nothing in it yet. */
export function withEmulator(
  /** @type {import("./project.mjs").Project} */ project,
  /** @type {(baseUrl: string) => Promise<void>} */ use,
) {
  return project.serving("ionoscloud-dataplatform-emulator", ["--port", "0"], /^listening on (\S+)$/m, use);
}
