// Runs before the first paint; the keys are those of client/theme/theme.ts and client/i18n/i18n.tsx.
(() => {
  const root = document.documentElement;
  const read = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const choice = read("tidebook.theme");
  const dark = choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.theme = dark ? "dark" : "light";
  root.dataset.accent = read("tidebook.accent") || "tide";
  const locale = read("tidebook.locale");
  if (locale) root.lang = locale;
})();
