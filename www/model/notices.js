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
