export interface KeyStroke {
  readonly key: string;
  readonly code?: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** How long a sequence such as `g then c` waits for its second key, in milliseconds. */
export const SEQUENCE_WAIT = 1200;

const LETTER = /^Key([A-Z])$/;

/**
 * A key press as shortcuts write it: `mod+shift+k`, `?`. Letters come from the physical key when the layout types none
 * (Hangul, Pinyin), so shortcuts work under every input method.
 */
export const strokeName = (stroke: KeyStroke, apple: boolean): string => {
  const physical = stroke.code === undefined ? null : LETTER.exec(stroke.code);
  const latin = /^[\u0020-\u007e]$/.test(stroke.key);
  const key = stroke.key === " " ? "space" : (physical?.[1] && !latin && stroke.key.length === 1 ? physical[1] : stroke.key).toLowerCase();
  const mod = apple ? stroke.metaKey : stroke.ctrlKey;
  const ctrl = apple && stroke.ctrlKey;
  const isSign = key.length === 1 && !/[a-z0-9]/.test(key);
  return [mod ? "mod" : "", ctrl ? "ctrl" : "", stroke.altKey ? "alt" : "", stroke.shiftKey && !isSign ? "shift" : "", key].filter(Boolean).join("+");
};

export interface SequenceMatcher {
  /** The shortcut that this press completes, out of `known`; null while there is none. */
  readonly press: (name: string, at: number, known: readonly string[]) => string | null;
}

export const createSequenceMatcher = (): SequenceMatcher => {
  let pending: { name: string; at: number } | null = null;
  return {
    press: (name, at, known) => {
      const before = pending && at - pending.at <= SEQUENCE_WAIT ? pending.name : null;
      pending = null;
      if (before !== null && known.includes(`${before} then ${name}`)) return `${before} then ${name}`;
      if (known.includes(name)) return name;
      if (known.some((shortcut) => shortcut.startsWith(`${name} then `))) pending = { name, at };
      return null;
    },
  };
};

const TEXT_TYPES = new Set(["text", "search", "email", "tel", "url", "password", "number", "date"]);

/** Whether a press there is meant as text. */
export const isTyping = (target: EventTarget | null): boolean => {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && TEXT_TYPES.has(target.type);
};
