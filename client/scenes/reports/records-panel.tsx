import { createEffect, createMemo, createSignal, on, onCleanup, Show, type JSX } from "solid-js";
import { goTo } from "#client/address/address.ts";
import { entityOf } from "#client/replica/seen.ts";
import type { RecordId } from "#domain/id.ts";
import type { Query } from "#domain/query/query.ts";
import type { Cell } from "#domain/reports/report.ts";
import type { Row } from "#domain/schema/entity.ts";
import { titleOf } from "#domain/schema/read.ts";
import { fieldShape } from "#client/fields/field-shape.ts";
import { FieldView } from "#client/fields/field-value.tsx";
import { RecordLink, useOpenRecord } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { createListView } from "#client/replica/live.ts";
import { useReplica } from "#client/replica/replica-context.tsx";
import { filterFieldsOf } from "#client/query/list-fields.ts";
import { narrowListTo } from "#client/query/memory-store.ts";
import { Button, IconButton } from "#client/ui/button.tsx";
import { DataTable } from "#client/ui/data-table/data-table.tsx";
import type { TableCell, TableColumn } from "#client/ui/data-table/table.ts";
import { Money } from "#client/ui/money.tsx";
import { pathsOf } from "#domain/query/filter.ts";
import { same } from "#domain/same.ts";
import type { ReportModel } from "./report-model.ts";
import type { FoundCell } from "#client/reports/sheet.ts";

export interface RecordsPanelProps {
  readonly model: ReportModel;
  readonly kind: string;
  readonly found: FoundCell;
  readonly drill: (cell: Cell) => Promise<readonly RecordId[]>;
  readonly onClose: () => void;
}

/** The records behind one figure, beside the report. They follow the figure when records change. */
export const RecordsPanel = (props: RecordsPanelProps): JSX.Element => {
  const { t, locale } = useI18n();
  const replica = useReplica();
  const open = useOpenRecord();
  const entity = createMemo(() => entityOf(props.kind));
  const [ids, setIds] = createSignal<readonly string[] | null>(null);
  const behind = (): FoundCell["cell"]["behind"] => props.found.cell.behind;

  createEffect(
    on(behind, (asked) => {
      let over = false;
      onCleanup(() => (over = true));
      if (!asked) setIds([]);
      else if ("cell" in asked.at) {
        void props.drill(asked.at.cell).then((found) => {
          if (!over) setIds(found);
        });
      } else setIds(null);
    }),
  );
  const sum = (): string | undefined => entity().list.totals?.[0];
  const query = createMemo<Query | null>(
    () => {
      const asked = behind();
      const sort = sum() === undefined ? entity().list.sort : [{ by: sum() ?? "", down: true as const }];
      if (asked && "list" in asked.at) return asked.filter && { kind: props.kind, filter: asked.filter, sort };
      const known = ids();
      return known && { kind: props.kind, filter: { field: "id", is: "in", value: [...known] }, sort };
    },
    null,
    { equals: same },
  );
  const names = createMemo<readonly string[]>(() => {
    const { title, chip } = entity();
    return [title, sum(), chip].filter((name) => name !== undefined);
  });
  const list = createListView(replica.api, query, names);
  const count = (): number => list.result()?.count ?? 0;

  /** Only what a list can show as a filter may be handed to it: everything else would narrow it unseen. */
  const listFilter = createMemo(() => {
    const filter = behind()?.filter;
    if (!filter) return null;
    const known = new Set(filterFieldsOf(entity(), locale(), props.model.rights()).map((field) => field.path));
    return pathsOf(filter).every((path) => known.has(path)) ? filter : null;
  });
  const openList = async (): Promise<void> => {
    const filter = listFilter();
    if (!filter) return;
    await narrowListTo(replica, props.kind, filter);
    goTo(`/${props.kind}`);
  };

  const columns = createMemo<readonly TableColumn<Row>[]>(() =>
    names().flatMap((name) => {
      const shape = fieldShape(entity(), name, locale());
      if (!shape) return [];
      const isTitle = name === entity().title;
      return [
        {
          id: name,
          label: shape.label,
          width: isTitle ? 180 : 116,
          align: shape.field.kind === "money" ? ("end" as const) : ("start" as const),
          names: isTitle,
          opens: isTitle,
          render: (cell: TableCell<Row>): JSX.Element => (
            <Show when={isTitle} fallback={<FieldView field={shape.field} words={shape.words} value={cell.row[name]} />}>
              <RecordLink id={cell.row.id} tabindex={-1}>
                {titleOf(entity(), cell.row)}
              </RecordLink>
            </Show>
          ),
        },
      ];
    }),
  );
  const heading = (): string => {
    const { row, column } = props.found;
    return t("report.behind", { row: row.heads.map(({ label }) => label).join(", "), column: column.label });
  };
  let head: HTMLHeadingElement | undefined;
  createEffect(on(heading, () => head?.focus()));

  return (
    <aside
      class="report-records"
      aria-label={heading()}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        props.onClose();
      }}
    >
      <header class="report-records__head">
        <h2 ref={(element) => (head = element)} tabindex="-1" class="report-records__title">
          {heading()}
        </h2>
        <IconButton icon="x" size="small" label={t("report.close")} onClick={() => props.onClose()} />
      </header>
      <div class="report-records__sums">
        <span>{t("report.records", { count: count() })}</span>
        <Show when={sum() && list.result()?.totals[sum() ?? ""]}>{(total) => <Money value={total()} currency={props.model.currency()} />}</Show>
        <span class="report-records__gap" />
        <Button size="small" icon="list" disabledReason={listFilter() ? undefined : t("report.noList")} onClick={() => void openList()}>
          {t("report.openList")}
        </Button>
      </div>
      <div class="report-records__table">
        <DataTable<Row>
          label={heading()}
          columns={columns()}
          count={count()}
          rowAt={list.rowAt}
          rowId={(row) => row.id}
          question={heading()}
          onWindow={(first, last) => list.showAround(first, last)}
          onOpen={(row) => open(row.id)}
        />
      </div>
    </aside>
  );
};
