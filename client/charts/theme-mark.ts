import { createSignal, onCleanup, type Accessor } from "solid-js";

/** Changes whenever theme or accent of the document do: a canvas has to be painted anew then. */
export const createThemeMark = (): Accessor<string> => {
  const root = document.documentElement;
  const mark = (): string => `${root.dataset["theme"] ?? ""} ${root.dataset["accent"] ?? ""}`;
  const [shown, setShown] = createSignal(mark());
  const observer = new MutationObserver(() => setShown(mark()));
  observer.observe(root, { attributes: true, attributeFilter: ["data-theme", "data-accent"] });
  onCleanup(() => observer.disconnect());
  return shown;
};
