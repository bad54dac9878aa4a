import { createSignal } from "solid-js";
import type { Message } from "./message.ts";

type Words = Readonly<Record<string, Message>>;

export interface LoadedCatalog {
  /** Undefined while it has not come, and for a key that there is not: whoever reads it then is told when everything is here. */
  readonly message: (key: string) => Message | undefined;
  /** Whether all words are here; whoever asks is told when they are, and they are fetched. */
  readonly isWhole: () => boolean;
  /** Fetches the words that a first screen does without. They are asked for again at the next need, should they not come. */
  readonly needAll: () => Promise<void>;
}

/** The words of one language: those of a first screen, and the others once somebody needs one of them. */
export const createCatalog = (first: Words, load: () => Promise<Words>): LoadedCatalog => {
  const [later, setLater] = createSignal<Words | null>(null);
  let coming: Promise<void> | null = null;
  const needAll = (): Promise<void> =>
    (coming ??= load().then(
      (words) => void setLater(words),
      () => {
        coming = null;
      },
    ));
  const wanted = (): Words | null => {
    const words = later();
    if (!words) void needAll();
    return words;
  };
  return {
    message: (key) => first[key] ?? wanted()?.[key],
    isWhole: () => wanted() !== null,
    needAll,
  };
};
