import type { EmulatorClock } from "./clock.js";
import { readRequest } from "./request.js";
import { deliver, networkError } from "./response.js";
import type { Session } from "./session.js";

/** A `fetch` whose requests an emulator answers. */
export function emulatorFetch(session: Session, clock: EmulatorClock): typeof globalThis.fetch {
  return async (input, init) => {
    const request = await readRequest(input, init, clock);
    request.signal?.throwIfAborted();
    if (!session.isOpen) throw networkError("ECONNREFUSED", "the emulator is closed");
    return deliver(session.exchange(clock.now(), request), request, clock);
  };
}
