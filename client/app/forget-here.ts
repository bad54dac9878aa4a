import { goTo } from "#client/address/address.ts";
import { LOCALE_KEY } from "#client/i18n/i18n.tsx";
import { ACCENT_KEY, THEME_KEY } from "#client/theme/theme.ts";

/** Looks and language tell nothing of the records. */
const KEPT = new Set([LOCALE_KEY, THEME_KEY, ACCENT_KEY]);

/** What somebody had open, and looked at last (`work-tabs.ts`, `recent.ts`). */
const OF_PERSON = ["tidebook.tabs", "tidebook.recent"];

/** Somebody has left: whoever comes next begins with nothing open. */
export const leaveHere = (): void => {
  try {
    for (const key of OF_PERSON) localStorage.removeItem(key);
  } catch {
    // What refuses storage keeps nothing.
  }
  goTo("/", { replace: true });
};

/** Removes what this page remembers beside the replica: open tabs and the records visited last. */
export const forgetHere = (): void => {
  try {
    for (const key of Object.keys(localStorage)) if (!KEPT.has(key)) localStorage.removeItem(key);
    sessionStorage.clear();
  } catch {
    return;
  }
};
