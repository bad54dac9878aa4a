// Runs before the first paint; the keys are those of client/theme/theme.ts, client/i18n/i18n.tsx,
// client/replica/viewing.ts, client/query/typed-search.ts and client/replica/kept-store.ts.
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

  const { worker = "", firstWorker, build, entries } = document.currentScript.dataset;
  const searched = () => sessionStorage.getItem(`tidebook.search ${location.pathname.slice(1)}`) !== null;
  const viewing = () => location.search.includes("view-as=") || sessionStorage.getItem("tidebook.viewing") !== null;

  // How this address looked last stands until the page has drawn it again; when it goes: client/replica/kept-pictures.ts.
  const PATIENCE = 10_000;
  const pictureOf = () => {
    const text = read(`tidebook.kept picture ${location.pathname}${location.search}`);
    if (!text || !read("tidebook.kept head") || !build || viewing() || searched()) return null;
    const { answer } = JSON.parse(text);
    const now = Date.now();
    const look = [innerWidth, innerHeight, root.dataset.theme, root.dataset.accent, locale].join(" ");
    return answer.build === new URL(build, location.href).href && answer.look === look && now >= answer.from && now < answer.until ? answer : null;
  };
  const takeDown = () => document.getElementById("picture")?.remove();
  const hang = ({ styles, markup }) => {
    for (const href of styles) {
      const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href, crossOrigin: "" });
      link.setAttribute("blocking", "render");
      // The part of the app that needs it asks again.
      link.onerror = () => link.remove();
      document.head.append(link);
    }
    new MutationObserver((_, observer) => {
      const beside = document.getElementById("root");
      if (!beside) return;
      observer.disconnect();
      const picture = document.createElement("div");
      picture.id = "picture";
      picture.inert = true;
      picture.ariaHidden = "true";
      picture.innerHTML = markup;
      beside.after(picture);
      setTimeout(takeDown, PATIENCE);
    }).observe(root, { childList: true, subtree: true });
  };
  let hangs = false;
  try {
    const picture = pictureOf();
    if (picture) hang(picture);
    hangs = picture !== null;
  } catch {
    // The page draws itself in any case.
  }

  // The page's script runs once its styles are there, and after a picture has been painted; a tab that nobody looks at paints nothing.
  let begun = false;
  const begin = async () => {
    if (begun) return;
    begun = true;
    try {
      for (const entry of entries.split(" ")) await import(entry);
    } catch (error) {
      takeDown();
      throw error;
    }
  };
  if (entries) {
    addEventListener("DOMContentLoaded", () => {
      document.addEventListener("visibilitychange", begin, { once: true });
      if (document.visibilityState === "hidden") addEventListener("load", begin);
      else requestAnimationFrame(hangs ? () => setTimeout(begin) : begin);
    });
  }

  // The replica's worker takes as long to start as the page does: it starts now, and the page takes it over (workers/replica/early-worker.ts).
  // Where nothing is kept of a screen it is the one that does without storage at first, and looks whether there is any; elsewhere what opens storage
  // is fetched beside it. A tab that shows another person's view starts its own.
  try {
    if (!firstWorker || viewing()) return;
    const kept = Object.keys(localStorage).some((key) => key.startsWith("tidebook.kept "));
    const parts = kept ? worker.split(" ") : [firstWorker];
    for (const href of kept ? parts : []) document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href, crossOrigin: "" }));
    const name = `replica-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
    const thread = new Worker(parts[0], { type: "module", name });
    const early = { worker: thread, name, messages: [], failed: false };
    thread.onmessage = ({ data }) => early.messages.push(data);
    thread.onerror = () => (early.failed = true);
    window.tidebookWorker = early;
  } catch {
    // The page tries again, and says so when it cannot.
  }
})();
