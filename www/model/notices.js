// @ts-check
import { store } from "./store.js";

const SHOWN_FOR_MS = 6_000;

/** More at once nobody reads. */
const MOST = 4;

let keys = 0;

/**
 * Tells the user something, for a while.
 *
 * @param {import("./states.js").Tone} tone
 * @param {string} text
 */
export function tell(tone, text) {
  const notice = { key: ++keys, tone, text };
  store.set({ notices: [...store.state.notices, notice].slice(-MOST) });
  setTimeout(() => {
    store.set({ notices: store.state.notices.filter(({ key }) => key !== notice.key) });
  }, SHOWN_FOR_MS);
}

/** Warns of what was cancelled on its way, where there is no dialog any more to look what has come of it. */
export function tellOfCancelling() {
  tell("unknown", "You cancelled too late to be sure: it may have taken effect all the same");
}
