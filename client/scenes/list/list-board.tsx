import { createEffect, createMemo, createSignal, on, onCleanup, Show, type JSX } from "solid-js";
import { createStore } from "solid-js/store";
import { wordsOf } from "#domain/entities/words.ts";
import type { RecordId } from "#domain/id.ts";
import type { BoardColumn as StageColumn } from "#domain/query/board.ts";
import type { Row, Stages } from "#domain/schema/entity.ts";
import { numberOf, textOf, titleOf } from "#domain/schema/read.ts";
import { outcomeOf } from "#domain/stages/outcome.ts";
import { useCurrency } from "#client/fields/currency.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { createBoardView } from "#client/replica/live.ts";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Board } from "#client/ui/board/board.tsx";
import type { BoardColumn } from "#client/ui/board/board.ts";
import { useNotice, useUndoNotice } from "#client/record/notice.ts";
import { keepSame } from "#domain/same.ts";
import { BoardCard } from "./board-card.tsx";
import type { ListState } from "./list-state.ts";
import { OutcomeReason, type Ended } from "./outcome-reason.tsx";
import "./list-board.css";

export interface ListBoardProps {
  readonly list: ListState;
  readonly stages: Stages;
  readonly label: string;
  readonly onOpen: (record: RecordId) => void;
}

/** Cards of a column that are fetched at first, and again each time its end comes into sight. */
const STEP = 40;
/** Id of the column of records that are in no known stage. */
const ELSEWHERE = "";

/** The records of a list by stage. Dropping a card on a column is an advance. */
export const ListBoard = (props: ListBoardProps): JSX.Element => {
  const replica = useReplica();
  const currency = useCurrency();
  const notice = useNotice();
  const said = useUndoNotice();
  const { t, locale, formats } = useI18n();
  const { entity } = props.list;
  const [limits, setLimits] = createStore<Record<string, number>>({});
  const stageColumns = createBoardView(replica.api, props.list.query, () => Math.max(STEP, ...Object.values(limits)), props.list.past.of);
  const [cards, setCards] = createSignal<ReadonlyMap<string, Row>>(new Map());
  const [outcome, setOutcome] = createSignal<Ended | null>(null);
  const limitOf = (stage: string): number => limits[stage] ?? STEP;
  const options = createMemo(() => {
    const field = entity.fields[props.stages.field];
    return field?.kind === "option" ? field.options : [];
  });
  const wordsOfStage = (stage: string): string => wordsOf(locale(), entity.kind).options[props.stages.field]?.[stage] ?? stage;
  const wanted = createMemo(() => stageColumns().flatMap((column) => column.ids.slice(0, limitOf(column.stage ?? ELSEWHERE))));

  /* Columns are told of on every change of a card, so asking again then keeps the cards right. */
  createEffect(
    on(wanted, (ids) => {
      let overtaken = false;
      onCleanup(() => (overtaken = true));
      void replica.api.rows(ids.map((id) => id as RecordId), props.list.past.of() ?? undefined).then((rows) => overtaken || setCards((before) => new Map(keepSame([...before.values()], rows, ({ id }) => id).map((row) => [row.id, row]))));
    }),
  );

  const sum = (column: StageColumn): JSX.Element => <Show when={column.sum}>{(total) => <span title={formats().money(total(), currency())}>{formats().moneyShort(total(), currency())}</span>}</Show>;
  const columns = createMemo<readonly BoardColumn<Row>[]>(() =>
    stageColumns().map((column) => ({
      id: column.stage ?? ELSEWHERE,
      label: column.stage === null ? t("list.board.none") : wordsOfStage(column.stage),
      tone: options().find((option) => option.id === column.stage)?.tone,
      count: column.count,
      sum: sum(column),
      cards: column.ids.slice(0, limitOf(column.stage ?? ELSEWHERE)).flatMap((id) => cards().get(id) ?? []),
    })),
  );

  const move = async (card: Row, to: string): Promise<void> => {
    const name = titleOf(entity, card);
    const text = t("list.board.moved", { name, stage: wordsOfStage(to) });
    const result = await replica.edit(text, [{ record: card.id, values: { [props.stages.field]: to } }]);
    if (!result.ok) {
      notice(result.error);
      return;
    }
    said(text);
    const step = props.stages.steps.find((known) => known.id === to);
    setOutcome(step?.outcome ? { record: card.id, name, outcome: step.outcome } : null);
  };

  return (
    <div class="list-board">
      <Board<Row>
        label={props.label}
        columns={columns()}
        cardId={(card) => card.id}
        cardLabel={(card) => titleOf(entity, card)}
        renderCard={(card) => (
          <BoardCard
            entity={entity}
            row={card}
            amount={textOf(card, props.stages.sum ?? "")}
            days={numberOf(card, props.stages.days ?? "")}
            over={outcomeOf(props.stages, card) !== null}
          />
        )}
        mayMove={(_card, to) => to !== ELSEWHERE && props.list.past.day() === null}
        onMove={(card, to) => void move(card, to)}
        onOpen={(card) => props.onOpen(card.id)}
        onMore={(stage) => setLimits(stage, limitOf(stage) + STEP)}
      />
      <Show when={outcome()} keyed>
        {(one) => <OutcomeReason entity={entity} stages={props.stages} outcome={one} onClose={() => setOutcome(null)} />}
      </Show>
    </div>
  );
};
