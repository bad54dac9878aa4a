import { createVirtualizer } from "@tanstack/solid-virtual";
import { createEffect, createMemo, For, on, Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { toneColor } from "../option.ts";
import { BoardCard } from "./board-card.tsx";
import type { BoardState } from "./board.tsx";
import type { BoardColumn, BoardProps } from "./board.ts";

interface BoardLaneProps<Card extends object> {
  readonly board: BoardProps<Card>;
  readonly state: BoardState;
  readonly id: string;
}

const GAP = 8;
const GUESSED_HEIGHT = 84;

export const BoardLane = <Card extends object>(props: BoardLaneProps<Card>): JSX.Element => {
  const { t, formats } = useI18n();
  let scroller: HTMLDivElement | undefined;
  const lane = createMemo<BoardColumn<Card>>(
    () => props.board.columns.find((column) => column.id === props.id) ?? { id: props.id, label: "", count: 0, cards: [] },
  );
  const virtual = createVirtualizer({
    get count() {
      return lane().cards.length;
    },
    getScrollElement: () => scroller ?? null,
    estimateSize: () => GUESSED_HEIGHT,
    getItemKey: (index: number) => {
      const card = lane().cards[index];
      return card ? props.board.cardId(card) : index;
    },
    gap: GAP,
    overscan: 6,
  });
  const positionOf = (id: string): number => lane().cards.findIndex((card) => props.board.cardId(card) === id);

  createEffect(() => {
    const last = virtual.getVirtualItems().at(-1);
    const here = lane().cards.length;
    if (last && last.index >= here - 1 && here < lane().count) props.board.onMore?.(props.id);
  });

  /* The focus follows a card to another lane, which may only receive it a moment later. */
  createEffect(
    on([props.state.focus, () => lane().cards], ([wanted]) => {
      if (wanted?.column !== props.id) return;
      const position = positionOf(wanted.id);
      if (position < 0) return;
      virtual.scrollToIndex(position, { align: "auto" });
      requestAnimationFrame(() => {
        const card = scroller?.querySelector<HTMLElement>(`[data-card="${CSS.escape(wanted.id)}"]`);
        if (props.state.focus()?.turn === wanted.turn && card && document.activeElement !== card) card.focus({ preventScroll: true });
      });
    }),
  );

  const isTarget = (): boolean => {
    const now = props.state.carried();
    return now !== null && now.to === props.id && now.from !== props.id;
  };
  /* Tab goes from lane to lane: to the card focused last in the lane, else to the first one drawn. */
  const takesTab = (id: string, position: number): boolean => {
    const focused = props.state.focus();
    const isHere = focused?.column === props.id && positionOf(focused.id) >= 0;
    return isHere ? focused.id === id : position === virtual.getVirtualItems()[0]?.index;
  };

  return (
    <section class="board__lane" data-drop={props.id} data-target={isTarget() ? "" : undefined} aria-label={lane().label}>
      <header class="board__heading">
        <Show when={lane().tone}>{(tone) => <span class="swatch" style={{ "--tone": toneColor(tone()) }} />}</Show>
        <h2 class="board__label">{lane().label}</h2>
        <span class="board__count" aria-label={t("board.count", { count: lane().count })}>
          {formats().number(lane().count)}
        </span>
        <span class="board__sum">{lane().sum}</span>
      </header>
      <div class="board__cards" ref={(element) => (scroller = element)}>
        <div role="list" aria-label={lane().label} class="board__space" style={{ height: `${virtual.getTotalSize()}px` }}>
          <For each={virtual.getVirtualItems()}>
            {(item) => (
              <Show when={lane().cards[item.index]}>
                {(card) => (
                  <div
                    class="board__item"
                    role="listitem"
                    data-index={item.index}
                    ref={(element) => queueMicrotask(() => element.isConnected && virtual.measureElement(element))}
                    style={{ top: `${item.start}px` }}
                  >
                    <BoardCard
                      board={props.board}
                      state={props.state}
                      column={props.id}
                      card={card()}
                      position={item.index}
                      lane={lane()}
                      takesTab={takesTab(props.board.cardId(card()), item.index)}
                    />
                  </div>
                )}
              </Show>
            )}
          </For>
        </div>
        <Show when={lane().cards.length === 0}>
          <p class="board__empty">{t("board.empty")}</p>
        </Show>
      </div>
    </section>
  );
};
