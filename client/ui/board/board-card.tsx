import type { JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Icon } from "../icon.tsx";
import { Menu } from "../menu.tsx";
import { runOwnKey } from "../own-key.ts";
import { followPress, takesHold } from "../press-drag.ts";
import type { BoardState } from "./board.tsx";
import type { BoardColumn, BoardProps } from "./board.ts";

interface BoardCardProps<Card extends object> {
  readonly board: BoardProps<Card>;
  readonly state: BoardState;
  readonly column: string;
  readonly lane: BoardColumn<Card>;
  readonly card: Card;
  readonly position: number;
  readonly takesTab: boolean;
}

export const BoardCard = <Card extends object>(props: BoardCardProps<Card>): JSX.Element => {
  const { t } = useI18n();
  const id = (): string => props.board.cardId(props.card);
  const isCarried = (): boolean => props.state.carried()?.id === id();

  const beside = (by: -1 | 1): void => {
    const next = props.lane.cards[props.position + by];
    if (next) props.state.setFocus(props.column, props.board.cardId(next));
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const carrying = isCarried();
    runOwnKey(event, {
      " ": () => (carrying ? props.state.drop() : props.state.pick(id(), props.column, "keys")),
      Enter: () => (carrying ? props.state.drop() : props.board.onOpen?.(props.card)),
      ArrowLeft: () => props.state.aside(props.column, props.position, -1),
      ArrowRight: () => props.state.aside(props.column, props.position, 1),
      ArrowUp: () => !carrying && beside(-1),
      ArrowDown: () => !carrying && beside(1),
      ...(carrying ? { Escape: () => props.state.putBack() } : {}),
    });
  };

  const onPointerDown = (event: PointerEvent & { currentTarget: HTMLElement }): void => {
    const board = props.state.element();
    if (!board || !takesHold(event)) return;
    followPress(event.currentTarget, board, event, {
      pick: () => props.state.pick(id(), props.column, "pointer"),
      over: props.state.over,
      drop: props.state.drop,
      cancel: props.state.putBack,
    });
  };

  return (
    <div
      class="board__card"
      role="group"
      tabindex={props.takesTab ? 0 : -1}
      data-card={id()}
      data-carried={isCarried() ? "" : undefined}
      aria-label={props.board.cardLabel(props.card)}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onDragStart={(event) => event.preventDefault()}
      onFocus={() => {
        if (props.state.focus()?.id !== id()) props.state.setFocus(props.column, id());
      }}
      onBlur={() => {
        const carry = props.state.carried();
        if (carry?.by === "keys" && carry.id === id()) props.state.putBack();
      }}
      onClick={() => props.board.onOpen?.(props.card)}
    >
      {props.board.renderCard(props.card)}
      <span class="board__move" onClick={(event) => event.stopPropagation()}>
        <Menu
          label={t("board.moveTo")}
          triggerClass="board__move-button"
          tabIndex={-1}
          placement="bottom-end"
          trigger={<Icon name="ellipsis" size={14} />}
          items={[
            { kind: "heading", label: t("board.moveTo") },
            ...props.board.columns
              .filter((column) => column.id !== props.column && (props.board.mayMove?.(props.card, column.id) ?? true))
              .map((column) => ({ id: column.id, label: column.label, run: () => props.board.onMove(props.card, column.id) })),
          ]}
        />
      </span>
    </div>
  );
};
