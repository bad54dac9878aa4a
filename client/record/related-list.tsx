import { createMemo, createSignal, For, onCleanup, Show, type JSX } from "solid-js";
import { entityOf } from "#client/replica/seen.ts";
import { wordsOf } from "#domain/entities/words.ts";
import type { Entity, Related, Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { titleOf } from "#domain/schema/read.ts";
import { fieldShape, type FieldShape } from "#client/fields/field-shape.ts";
import { FieldView } from "#client/fields/field-value.tsx";
import { RecordLink, useOpenRecord } from "#client/fields/record-link.tsx";
import { useCurrency } from "#client/fields/currency.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { createListView } from "#client/replica/live.ts";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Button } from "#client/ui/button.tsx";
import { DataTable } from "#client/ui/data-table/data-table.tsx";
import type { TableColumn, TableLayout } from "#client/ui/data-table/table.ts";
import { Money } from "#client/ui/money.tsx";
import type { Query } from "#domain/query/query.ts";
import { CellEditor } from "./cell-editor.tsx";
import { fitWidths, type WantedWidth } from "./fit-widths.ts";
import { QuickAdd } from "./quick-add.tsx";
import { useRecord } from "./record-model.tsx";

export interface RelatedListProps {
  readonly related: Related;
  /** What a new record also begins with, such as the customer of this opportunity. */
  readonly begins?: Readonly<Record<string, FieldValue>> | undefined;
}

/** Rows drawn before the rest has to be asked for. */
const SHORT = 6;
const WIDTHS: Partial<Record<string, WantedWidth>> = {
  text: { wanted: 132, least: 92 },
  ref: { wanted: 140, least: 92 },
  money: { wanted: 124, least: 112 },
  day: { wanted: 132, least: 108 },
  option: { wanted: 116, least: 92 },
  instant: { wanted: 148, least: 140 },
};
const FIGURE: WantedWidth = { wanted: 88, least: 72 };
/** A number or address that is cut off is of no use. */
const REACH: WantedWidth = { wanted: 148, least: 132 };

export const relatedHeading = (entity: Entity, related: Related, locale: Parameters<typeof wordsOf>[0]): string =>
  wordsOf(locale, entity.kind).related?.[`${related.kind}.${related.by}`] ?? wordsOf(locale, related.kind).many;

/** Other records that name this one: counted, summed, edited and added where they stand. */
export const RelatedList = (props: RelatedListProps): JSX.Element => {
  const replica = useReplica();
  const record = useRecord();
  const open = useOpenRecord();
  const currency = useCurrency();
  const { t, locale } = useI18n();
  const entity = entityOf(props.related.kind);
  const [whole, setWhole] = createSignal(false);
  const [adding, setAdding] = createSignal(false);
  const query = createMemo<Query>(() => ({
    kind: entity.kind,
    filter: { field: props.related.by, is: entity.sets?.[props.related.by] ? "in" : "equals", value: entity.sets?.[props.related.by] ? [record.id] : record.id },
    sort: props.related.sort ?? entity.list.sort,
  }));
  const list = createListView(replica.api, query, () => props.related.columns);
  const heading = (): string => relatedHeading(record.entity, props.related, locale());
  const isKnown = (): boolean => list.result() !== null;
  const count = (): number => list.result()?.count ?? 0;
  const shown = (): number => (whole() ? count() : Math.min(count(), SHORT));
  const shapes = createMemo(() => props.related.columns.flatMap((name) => fieldShape(entity, name, locale()) ?? []));
  const [room, setRoom] = createSignal(0);
  const widths = createMemo(() => fitWidths(shapes().map((shape) => wantedWidth(entity, shape)), room()));
  const everyColumn = createMemo(() => shapes().map((shape, index) => columnOf(entity, shape, index)));
  const columns = createMemo(() => everyColumn().slice(0, widths().length));
  const layout = createMemo<TableLayout>(() => ({ columns: columns().map(({ id }, index) => ({ id, width: widths()[index] ?? FIGURE.wanted })), frozen: 0 }));
  const measure = (element: HTMLElement): void => {
    const observer = new ResizeObserver(() => setRoom(element.clientWidth));
    observer.observe(element);
    onCleanup(() => observer.disconnect());
  };
  const toggle = (next: boolean): void => {
    setWhole(next);
    list.show(0, next ? count() : SHORT);
  };

  /* What is added must be seen among the others, wherever it sorts to. */
  const startAdding = (): void => {
    if (!adding()) toggle(true);
    setAdding(!adding());
  };

  return (
    <section class="related" aria-label={heading()} ref={measure}>
      <header class="related__head">
        <h2 class="section-title">
          {heading()} <span class="related__count">{isKnown() ? count() : ""}</span>
        </h2>
        <For each={props.related.totals}>
          {(name) => (
            <Show when={count() > 0 && list.result()?.totals[name]}>
              {(total) => (
                <span class="related__total">
                  <span class="related__total-label">{fieldShape(entity, name, locale())?.label}</span>
                  <Money value={total()} currency={currency()} />
                </span>
              )}
            </Show>
          )}
        </For>
        <span class="related__gap" />
        <Show when={entity.fields[props.related.by]?.relay !== true}>
          <Button size="small" kind="quiet" icon="plus" aria-expanded={adding()} onClick={startAdding}>
            {t("record.add", { kind: wordsOf(locale(), entity.kind).one })}
          </Button>
        </Show>
      </header>
      <Show when={adding()}>
        <QuickAdd entity={entity} by={props.related.by} begins={props.begins} columns={props.related.columns} onDone={() => setAdding(false)} />
      </Show>
      {/* One row's room is kept for what has not been answered yet, so that what lies below hardly moves. */}
      <Show when={!isKnown() || count() > 0}>
        <div class="related__table" style={{ "--rows": String(isKnown() ? Math.min(shown(), 14) : 1) }}>
          {/* The browser tells the room before it paints: drawn for another one, every cell would be drawn twice. */}
          <Show when={isKnown() && room() > 0}>
            <DataTable<Row>
              label={heading()}
              columns={columns()}
              layout={layout()}
              count={shown()}
              rowAt={list.rowAt}
              rowId={(row) => row.id}
              onWindow={(first, last) => list.showAround(first, last)}
              onOpen={(row) => open(row.id)}
              renderEditor={(edit) => <CellEditor edit={edit} entity={entity} />}
            />
          </Show>
        </div>
      </Show>
      <Show when={count() > SHORT}>
        <Button size="small" kind="quiet" onClick={() => toggle(!whole())}>
          {whole() ? t("record.showLess") : t("record.showAll", { count: count() })}
        </Button>
      </Show>
    </section>
  );
};

const wantedWidth = (entity: Entity, shape: FieldShape): WantedWidth => {
  if (shape.name === entity.title) return { wanted: 200, least: 168 };
  if (shape.name === entity.number?.field) return { wanted: 132, least: 124 };
  if (shape.field.kind === "text" && (shape.field.format === "phone" || shape.field.format === "email")) return REACH;
  return WIDTHS[shape.field.kind] ?? FIGURE;
};

const columnOf = (entity: Entity, shape: FieldShape, index: number): TableColumn<Row> => {
  const { kind } = shape.field;
  const title = shape.name === entity.title;
  const figure = kind === "money" || kind === "percent" || kind === "integer" || kind === "decimal";
  return {
    id: shape.name,
    label: shape.label,
    align: figure ? "end" : "start",
    names: title,
    opens: title || index === 0,
    editable: !shape.computed && !shape.many && !entity.appendOnly,
    render: (cell) => (
      <Show when={title || index === 0} fallback={<FieldView field={shape.field} words={shape.words} value={cell.row[shape.name]} links />}>
        <RecordLink id={cell.row.id} tabindex={-1}>
          <Show when={title} fallback={<FieldView field={shape.field} words={shape.words} value={cell.row[shape.name]} />}>
            {titleOf(entity, cell.row)}
          </Show>
        </RecordLink>
      </Show>
    ),
  };
};

/** Whether a record of `kind` is worth listing here: follow-ups have their own place in the timeline. */
export const listedBeside = (related: Related): boolean => related.kind !== "followUp";
