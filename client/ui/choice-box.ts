import { createSignal, createUniqueId, type Accessor } from "solid-js";
import { createChoiceSearch, type SearchChoices } from "./search-choices.ts";

export interface ChoiceBox {
  readonly listId: string;
  readonly found: ReturnType<typeof createChoiceSearch>;
  readonly open: Accessor<boolean>;
  readonly setOpen: (open: boolean) => void;
  readonly active: Accessor<number>;
  readonly setActive: (line: number) => void;
  /** Takes the arrow keys and Esc; true when the key was one of these. */
  readonly stepKey: (event: KeyboardEvent, close: () => void) => boolean;
  /** What tells a screen reader of the list below the box. */
  readonly attributes: () => {
    readonly role: "combobox";
    readonly "aria-expanded": boolean;
    readonly "aria-controls": string;
    readonly "aria-autocomplete": "list";
    readonly "aria-activedescendant": string | undefined;
  };
}

/** A box that is typed into, with a list below it in which one line is active. `lines` counts that list, found choices or more. */
export const createChoiceBox = (typed: Accessor<string>, search: SearchChoices, lines: (found: number) => number = (found) => found): ChoiceBox => {
  const listId = createUniqueId();
  const [open, setOpen] = createSignal(false);
  const [active, setActive] = createSignal(0);
  const found = createChoiceSearch(open, typed, search);
  const count = (): number => lines(found.choices().length);
  return {
    listId,
    found,
    open,
    setOpen,
    active,
    setActive,
    stepKey: (event, close) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!open()) setOpen(true);
        else setActive((active() + (event.key === "ArrowDown" ? 1 : -1) + count()) % Math.max(count(), 1));
        return true;
      }
      if (event.key !== "Escape" || !open()) return false;
      event.preventDefault();
      found.forget();
      close();
      return true;
    },
    attributes: () => ({
      role: "combobox",
      "aria-expanded": open(),
      "aria-controls": listId,
      "aria-autocomplete": "list",
      "aria-activedescendant": open() && count() > 0 ? `${listId}-${active()}` : undefined,
    }),
  };
};
