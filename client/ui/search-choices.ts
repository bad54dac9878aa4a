import { createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";
import type { Choice } from "./option.ts";

export type SearchChoices = (text: string) => readonly Choice[] | Promise<readonly Choice[]>;

export interface ChoiceSearch {
  readonly choices: Accessor<readonly Choice[]>;
  readonly busy: Accessor<boolean>;
  /** Calls once the search that runs has answered, unless another begins before. */
  readonly afterwards: (call: () => void) => void;
  /** Whether somebody waits for that. */
  readonly awaited: () => boolean;
  /** Nobody waits any more. */
  readonly forget: () => void;
}

/** Asks for choices while `open`, again on each change of `text`. Answers that were overtaken are dropped. */
export const createChoiceSearch = (open: Accessor<boolean>, text: Accessor<string>, search: SearchChoices): ChoiceSearch => {
  const [choices, setChoices] = createSignal<readonly Choice[]>([]);
  const [busy, setBusy] = createSignal(false);
  let asked = 0;
  const waiting: (() => void)[] = [];
  const ask = async (wanted: string): Promise<void> => {
    const turn = (asked += 1);
    waiting.length = 0;
    setBusy(true);
    let found: readonly Choice[] = [];
    try {
      found = await search(wanted);
    } finally {
      if (turn === asked) setBusy(false);
    }
    if (turn !== asked) return;
    setChoices(found);
    for (const call of waiting.splice(0)) call();
  };
  createEffect(
    on([open, text], ([isOpen, wanted]) => {
      if (isOpen) void ask(wanted.trim());
    }),
  );
  onCleanup(() => (asked = -1));
  return {
    choices,
    busy,
    afterwards: (call) => void waiting.splice(0, Infinity, call),
    awaited: () => waiting.length > 0,
    forget: () => void (waiting.length = 0),
  };
};
