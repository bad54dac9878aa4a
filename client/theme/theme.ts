import { createEffect, createSignal, onCleanup, type Accessor } from "solid-js";

export const THEME_CHOICES = ["system", "light", "dark"] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

export const ACCENTS = ["tide", "pine", "clay"] as const;
export type Accent = (typeof ACCENTS)[number];

/** Read by `public/boot.js` too, so that the first paint already has the right colours. */
export const THEME_KEY = "tidebook.theme";
export const ACCENT_KEY = "tidebook.accent";

export interface Theme {
  readonly choice: Accessor<ThemeChoice>;
  readonly accent: Accessor<Accent>;
  readonly setChoice: (choice: ThemeChoice) => void;
  readonly setAccent: (accent: Accent) => void;
}

/** What is not to outlast the page, while somebody else's view is shown. */
let passing: Map<string, string> | null = null;

/** From now on nothing is written to this device, and what it kept of the user's own work is not read. */
export const keepNothing = (): void => {
  passing ??= new Map();
};

/** What belongs to the device rather than to the work of whoever uses it. */
const isOfDevice = (key: string): boolean => [THEME_KEY, ACCENT_KEY, "tidebook.locale"].includes(key);

/** Private windows may refuse storage; the choice then lasts as long as the page. */
export const readSetting = (key: string): string | null => {
  const kept = passing?.get(key);
  if (kept !== undefined) return kept;
  if (passing && !isOfDevice(key)) return null;
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};

export const writeSetting = (key: string, value: string): void => {
  if (passing) {
    passing.set(key, value);
    return;
  }
  try {
    localStorage.setItem(key, value);
  } catch {
    return;
  }
};

const oneOf = <T extends string>(choices: readonly T[], value: string | null, fallback: T): T =>
  choices.find((choice) => choice === value) ?? fallback;

/** A media query as a signal. Call inside an owner. */
export const createMedia = (query: string): Accessor<boolean> => {
  const list = matchMedia(query);
  const [matches, setMatches] = createSignal(list.matches);
  const listen = (event: MediaQueryListEvent): void => void setMatches(event.matches);
  list.addEventListener("change", listen);
  onCleanup(() => list.removeEventListener("change", listen));
  return matches;
};

/** Theme and accent of this device, kept in localStorage and set on the document's root. Call once, inside an owner. */
export const createTheme = (): Theme => {
  const [choice, setChoice] = createSignal(oneOf(THEME_CHOICES, readSetting(THEME_KEY), "system"));
  const [accent, setAccent] = createSignal(oneOf(ACCENTS, readSetting(ACCENT_KEY), "tide"));
  const systemDark = createMedia("(prefers-color-scheme: dark)");
  createEffect(() => {
    const root = document.documentElement;
    const theme = choice() === "system" ? (systemDark() ? "dark" : "light") : choice();
    root.dataset["theme"] = theme;
    root.dataset["accent"] = accent();
    const bar = getComputedStyle(root).getPropertyValue("--surface-0").trim();
    document.querySelector('meta[name="theme-color"]')?.setAttribute("content", bar);
  });
  return {
    choice,
    accent,
    setChoice: (next) => {
      writeSetting(THEME_KEY, next);
      setChoice(next);
    },
    setAccent: (next) => {
      writeSetting(ACCENT_KEY, next);
      setAccent(next);
    },
  };
};
