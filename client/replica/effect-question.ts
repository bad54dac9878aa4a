import { createSignal, type Accessor } from "solid-js";
import type { Effect } from "#domain/policy/effect.ts";

/** Why nobody can tell the effect: the relay is not reached, or more changes at once than it counts. */
export type Untold = "offline" | "tooMany";

/** A change of the organisation that waits for an answer. */
export interface OpenQuestion {
  readonly effects: readonly Effect[] | Untold;
  readonly answer: (apply: boolean) => void;
}

/** Asks whether a change that reaches this far is meant. */
export type Agree = (effects: readonly Effect[] | Untold) => Promise<boolean>;

export interface EffectQuestion {
  readonly open: Accessor<OpenQuestion | null>;
  readonly ask: Agree;
}

/** One question at a time: a second one, asked meanwhile, waits for the answer to the first. */
export const createEffectQuestion = (): EffectQuestion => {
  const [open, setOpen] = createSignal<OpenQuestion | null>(null);
  let before: Promise<unknown> = Promise.resolve();
  const show: Agree = (effects) =>
    new Promise((resolve) => {
      const answer = (apply: boolean): void => {
        setOpen(null);
        resolve(apply);
      };
      setOpen({ effects, answer });
    });
  return {
    open,
    ask: (effects) => {
      const answered = before.then(() => show(effects));
      before = answered;
      return answered;
    },
  };
};
