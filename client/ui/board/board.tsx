import { createSignal, For, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { BoardLane } from "./board-lane.tsx";
import "./board.css";
import type { BoardProps, Carried } from "./board.ts";

/** What lanes and cards share. */
export interface BoardState {
  readonly carried: () => Carried | null;
  readonly pick: (id: string, from: string, by: Carried["by"]) => void;
  readonly over: (column: string | null) => void;
  readonly drop: () => void;
  readonly putBack: () => void;
  /** Moves the carried card, or the focus, one lane aside. */
  readonly aside: (column: string, position: number, by: -1 | 1) => void;
  readonly focus: () => { readonly column: string; readonly id: string; readonly turn: number } | null;
  readonly setFocus: (column: string, id: string) => void;
  readonly element: () => HTMLElement | undefined;
}

export const Board = <Card extends object>(props: BoardProps<Card>): JSX.Element => {
  const { t } = useI18n();
  const [carried, setCarried] = createSignal<Carried | null>(null);
  const [focus, setFocusSignal] = createSignal<{ column: string; id: string; turn: number } | null>(null);
  const [said, say] = createSignal("");
  let board: HTMLDivElement | undefined;

  const columnOf = (id: string): { label: string; cards: readonly Card[] } | undefined => props.columns.find((column) => column.id === id);
  const cardOf = (carry: Carried): Card | undefined => columnOf(carry.from)?.cards.find((card) => props.cardId(card) === carry.id);
  const label = (carry: Carried): string => {
    const card = cardOf(carry);
    return card ? props.cardLabel(card) : "";
  };
  const allowed = (carry: Carried, to: string): boolean => {
    const card = cardOf(carry);
    return card !== undefined && (to === carry.from || (props.mayMove?.(card, to) ?? true));
  };
  const setFocus = (column: string, id: string): void => void setFocusSignal((before) => ({ column, id, turn: (before?.turn ?? 0) + 1 }));

  const over = (column: string | null): void => {
    const now = carried();
    const target = column ?? now?.from;
    if (!now || target === undefined || target === now.to || !allowed(now, target)) return;
    setCarried({ ...now, to: target });
    say(t("board.over", { card: label(now), column: columnOf(target)?.label ?? "" }));
  };

  const state: BoardState = {
    carried,
    focus,
    setFocus,
    over,
    element: () => board,
    pick: (id, from, by) => {
      const carry: Carried = { id, from, to: from, by };
      setCarried(carry);
      say(t("board.picked", { card: label(carry), column: columnOf(from)?.label ?? "" }));
    },
    drop: () => {
      const now = carried();
      setCarried(null);
      const card = now ? cardOf(now) : undefined;
      if (!now || !card) return;
      if (now.to === now.from) {
        say(t("board.putBack", { card: label(now) }));
        return;
      }
      say(t("board.dropped", { card: label(now), column: columnOf(now.to)?.label ?? "" }));
      props.onMove(card, now.to);
      if (now.by === "keys") setFocus(now.to, now.id);
    },
    putBack: () => {
      const now = carried();
      setCarried(null);
      if (now) say(t("board.putBack", { card: label(now) }));
    },
    aside: (column, position, by) => {
      const now = carried();
      const index = props.columns.findIndex((entry) => entry.id === (now?.to ?? column));
      if (now) {
        const candidates = by > 0 ? props.columns.slice(index + 1) : props.columns.slice(0, Math.max(0, index)).toReversed();
        const next = candidates.find((entry) => allowed(now, entry.id));
        if (next) {
          over(next.id);
          board?.querySelector(`[data-drop="${CSS.escape(next.id)}"]`)?.scrollIntoView({ block: "nearest", inline: "nearest" });
        }
        return;
      }
      const rest = by > 0 ? props.columns.slice(index + 1) : props.columns.slice(0, Math.max(0, index)).toReversed();
      const next = rest.find((entry) => entry.cards.length > 0);
      const card = next?.cards[Math.min(position, next.cards.length - 1)];
      if (next && card) setFocus(next.id, props.cardId(card));
    },
  };

  return (
    <div ref={(element) => (board = element)} class="board" role="group" aria-label={props.label} data-carrying={carried() ? "" : undefined}>
      <For each={props.columns.map((column) => column.id)}>
        {(id) => <BoardLane board={props} state={state} id={id} />}
      </For>
      <div class="quiet-only-for-ears" role="status" aria-live="assertive">
        {said()}
      </div>
    </div>
  );
};
