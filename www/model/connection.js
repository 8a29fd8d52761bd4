// @ts-check
/** Who is connected to what. */
import { readVersions } from "./actions.js";
import { goHome } from "./router.js";
import { keepFresh } from "./refresh.js";
import { emulatorSession, urlSession } from "./session.js";
import { blank, store } from "./store.js";

/** Connects to an emulator inside the page, a new one each time. */
export async function connectToEmulator() {
  enter(await emulatorSession());
}

/**
 * Connects to a URL, once it has answered.
 *
 * @param {import("./session.js").Address} address
 * @param {AbortSignal} signal
 */
export async function connectToUrl(address, signal) {
  const session = urlSession(address);
  try {
    await session.client.versions.list({ signal });
  } catch (error) {
    session.end();
    throw error;
  }
  enter(session);
}

/** @param {import("./session.js").Session} session */
function enter(session) {
  store.state.session?.end();
  store.set({ ...blank(), now: session.now(), session });
  if (store.state.route.view === "cluster") goHome();
  void keepFresh(session);
  void readVersions().catch(() => store.set({ versions: [] }));
}

