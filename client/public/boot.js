// Runs before the first paint; the keys are those of client/theme/theme.ts, client/i18n/i18n.tsx and client/replica/viewing.ts.
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

  // The replica's worker takes as long to start as the page does: it starts now, and the page takes it over (workers/replica/early-worker.ts).
  // A tab that shows another person's view starts its own.
  const { worker: address } = document.currentScript.dataset;
  const viewing = () => location.search.includes("view-as=") || sessionStorage.getItem("tidebook.viewing") !== null;
  try {
    if (!address || viewing()) return;
    const name = `replica-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
    const worker = new Worker(address, { type: "module", name });
    const early = { worker, name, messages: [], failed: false };
    worker.onmessage = ({ data }) => early.messages.push(data);
    worker.onerror = () => (early.failed = true);
    window.tidebookWorker = early;
  } catch {
    // The page tries again, and says so when it cannot.
  }
})();
