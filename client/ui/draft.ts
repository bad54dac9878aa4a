import { createSignal, type Accessor } from "solid-js";

export interface DraftOptions<T> {
  readonly value: Accessor<T>;
  readonly write: (value: T) => string;
  /** Undefined when the text is not a value. */
  readonly read: (text: string) => T | undefined;
  readonly commit: (value: T) => void;
}

/** What stands in a text box between typing and keeping: Enter or leaving keeps, Esc reverts. */
export interface Draft {
  readonly text: Accessor<string>;
  readonly wrong: Accessor<boolean>;
  readonly type: (text: string) => void;
  /** False when the text is not a value; it then stays to be corrected. */
  readonly keep: () => boolean;
  /** False when nothing had been typed. */
  readonly revert: () => boolean;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

export const createDraft = <T>(options: DraftOptions<T>): Draft => {
  const [typed, setTyped] = createSignal<string | null>(null);
  const [wrong, setWrong] = createSignal(false);
  const shown = (): string => options.write(options.value());
  const keep = (): boolean => {
    const text = typed();
    if (text === null) return true;
    const value = options.read(text);
    if (value === undefined) {
      setWrong(true);
      return false;
    }
    setWrong(false);
    setTyped(null);
    if (options.write(value) !== shown()) options.commit(value);
    return true;
  };
  const revert = (): boolean => {
    const had = typed() !== null;
    setTyped(null);
    setWrong(false);
    return had;
  };
  return {
    text: () => typed() ?? shown(),
    wrong,
    type: (text) => {
      setTyped(text);
      setWrong(false);
    },
    keep,
    revert,
    /* A key that is consumed here is marked as such, so a table or dialog around the input leaves it alone. */
    onKeyDown: (event) => {
      if (event.isComposing) return;
      if (event.key === "Enter" && !keep()) event.preventDefault();
      if (event.key === "Escape" && revert()) event.preventDefault();
    },
  };
};
