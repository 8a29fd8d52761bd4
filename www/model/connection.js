// @ts-check
/** Who is connected to what. */
import { readVersions } from "./actions.js";
import { goHome } from "./router.js";
import { keepFresh } from "./refresh.js";
import { emulatorSession, urlSession } from "./session.js";
import { blank, store } from "./store.js";

/**
 * Connects to an emulator inside the page, a new one each time.
 *
 * @param {AbortSignal} [signal]
 */
export async function connectToEmulator(signal) {
  await enter(await emulatorSession(), signal);
}

/**
 * Connects to a URL, once it has answered.
 *
 * @param {import("./session.js").Address} address
 * @param {AbortSignal} signal
 */
export async function connectToUrl(address, signal) {
  await enter(urlSession(address), signal);
}

/**
 * Changes over to a session that answers. What it says first is its versions: so no form is ever
 * without them.
 *
 * @param {import("./session.js").Session} session
 * @param {AbortSignal} [signal]
 */
async function enter(session, signal) {
  const versions = await readVersions(session, signal).catch((error) => {
    session.end();
    throw error;
  });
  store.state.session?.end();
  store.set({ ...blank(), now: session.now(), session, versions });
  if (store.state.route.view === "cluster") goHome();
  void keepFresh(session);
}
