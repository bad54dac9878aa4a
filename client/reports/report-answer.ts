import { createEffect, createMemo, createSignal, on, onCleanup, type Accessor } from "solid-js";
import type { RecordId } from "#domain/id.ts";
import type { Cell } from "#domain/reports/report.ts";
import { isKept } from "#client/replica/kept-answers.ts";
import { handleOf, type Handle } from "#client/replica/live.ts";
import type { LiveReport } from "#workers/replica/api.ts";
import { same } from "#domain/same.ts";

export interface Answer<A> {
  /** Undefined until the first answer, null when the question cannot be answered. */
  readonly value: Accessor<A | null | undefined>;
  /** Whether it is what this device was told before its start, and the answer of now is still to come. */
  readonly busy: Accessor<boolean>;
  /** The records behind a cell. */
  readonly drill: (cell: Cell) => Promise<readonly RecordId[]>;
}

/**
 * Keeps one live answer for as long as its question stands. The old answer stays in sight until the new one is here, and an
 * answer to an earlier question is never shown.
 */
export const createAnswer = <Q, A extends object>(question: Accessor<Q | null>, start: (question: Q, call: (answer: A | null) => void) => Promise<LiveReport>): Answer<A> => {
  const [value, setValue] = createSignal<A | null | undefined>(undefined);
  let handle: Handle<LiveReport> | null = null;
  createEffect(
    on(question, (asked) => {
      if (asked === null) return;
      let over = false;
      let mine: Handle<LiveReport> | null = null;
      onCleanup(() => {
        over = true;
        handle = null;
        void mine?.stop();
      });
      void handleOf(
        start(asked, (answer) => {
          if (!over) setValue(() => answer);
        }),
      ).then((started) => {
        if (over) {
          void started.stop();
          return;
        }
        mine = started;
        handle = started;
      });
    }),
  );
  const busy = (): boolean => {
    const known = value();
    return known ? isKept(known) : false;
  };
  return { value, busy, drill: async (cell) => (await handle?.drill(cell)) ?? [] };
};

/** A question is data: asked anew only when it really differs. */
export const createQuestion = <Q>(make: () => Q): Accessor<Q | null> =>
  createMemo<Q | null>(make, null, { equals: same });
