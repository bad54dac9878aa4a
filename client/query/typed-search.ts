/** `public/boot.js` knows it: a screen that is searched begins without a picture. */
const KEY = "tidebook.search ";

/** What is typed in the search of a kind's list. It stays for as long as the tab does: days later it would hide records. */
export const typedSearch = (kind: string): string => {
  try {
    return sessionStorage.getItem(KEY + kind) ?? "";
  } catch {
    return "";
  }
};

export const keepTypedSearch = (kind: string, text: string): void => {
  try {
    if (text === "") sessionStorage.removeItem(KEY + kind);
    else sessionStorage.setItem(KEY + kind, text);
  } catch {
    return;
  }
};

/** Another person begins with lists that nobody has searched. */
export const forgetTypedSearches = (): void => {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(KEY)) sessionStorage.removeItem(key);
  } catch {
    return;
  }
};
