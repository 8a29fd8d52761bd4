import { ask } from "./engine.js";
import type { VersionsGet200Response } from "./models.js";
import type { RequestOptions } from "./options.js";
import type { Session } from "./session.js";
import { NEWEST } from "./step.js";
import { VERSIONS_LIST } from "./wish.js";

/** Versions of the data platform: `dp.versions`. */
export class Versions {
  readonly #session: Session;

  /** @internal */
  constructor(session: Session) {
    this.#session = session;
  }

  /**
   * Lists the versions that the service knows, retired ones included. The bare array of the older
   * API is understood too; the object is returned in both cases.
   *
   * API: `GET /versions`; Go SDK: `VersionsGet`.
   *
   * @throws {@link ApiError} when the service refuses: status 401 or 403, for instance.
   */
  list(options?: RequestOptions): Promise<VersionsGet200Response> {
    return this.#session.run({ kind: VERSIONS_LIST, options });
  }

  /**
   * The newest version, by number: 23.11 is newer than 23.4. `undefined` when there is none.
   *
   * @throws {@link ApiError} as {@link list} does, which it calls.
   * @example
   * const dataPlatformVersion = await dp.versions.latest();
   */
  async latest(options?: RequestOptions): Promise<string | undefined> {
    const { items } = await this.list(options);
    return (ask(NEWEST, items) as string | null) ?? undefined;
  }
}
