import { createEffect, createMemo, Show, Suspense, untrack, type JSX } from "solid-js";
import type { RecordId } from "#domain/id.ts";
import type { Row } from "#domain/schema/entity.ts";
import { useCurrency } from "#client/fields/currency.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import type { ListView } from "#client/replica/live.ts";
import { DataTable } from "#client/ui/data-table/data-table.tsx";
import type { TableColumn, TableLayout, TableSelection } from "#client/ui/data-table/table.ts";
import { Money } from "#client/ui/money.tsx";
import { same } from "#domain/same.ts";
import { late } from "#client/ui/late.ts";
import { cellView } from "./cell-value.tsx";
import { isNumeric, usualWidth, type ListField } from "#client/query/list-fields.ts";
import type { ListState } from "./list-state.ts";
import { pageOf, samePage, type Page } from "./paging.ts";

const CellEditor = late(async () => (await import("#client/record/cell-editor.tsx")).CellEditor);

export interface ListTableProps {
  readonly list: ListState;
  readonly view: ListView;
  readonly label: string;
  readonly selection: TableSelection;
  readonly onOpen: (record: RecordId) => void;
  readonly empty: JSX.Element;
}

/** The rows of a list as a table: one long scroll, or one page of it. */
export const ListTable = (props: ListTableProps): JSX.Element => {
  const { list } = props;
  const { part, keep } = list.store;
  const count = (): number => props.view.result()?.count ?? 0;
  const page = createMemo<Page>(() => pageOf(part("page"), part("pageSize"), count()), pageOf(0, 0, 0), { equals: samePage });
  const fields = createMemo(() => new Map(list.known().map((field) => [field.path, field])));
  const shown = createMemo<readonly ListField[]>(() => list.columns().flatMap((column) => fields().get(column.path) ?? []));
  const layout = createMemo<TableLayout>(() => ({
    columns: list.columns().flatMap((column) => {
      const field = fields().get(column.path);
      return field ? [{ id: column.path, width: column.width ?? usualWidth(list.entity, field) }] : [];
    }),
    frozen: list.spec().frozen,
  }));
  const money = createMemo(() => shown().filter((field) => field.field.kind === "money" && field.path in (props.view.result()?.totals ?? {})), [], { equals: same });
  const columns = createMemo<readonly TableColumn<Row>[]>(() => shown().map((field, index) => columnOf(props, field, index, page, money)));

  const question = createMemo(() => [list.query(), part("page")]);
  /* A page is asked for as a whole, so that its totals are those of the rows in it. */
  createEffect(() => {
    const { first, size, paged } = page();
    if (paged) props.view.show(first, Math.max(first, first + size - 1));
  });

  return (
    <DataTable<Row>
      label={props.label}
      columns={columns()}
      count={page().size}
      question={question()}
      busy={props.view.busy()}
      rowAt={(index) => props.view.rowAt(page().first + index)}
      rowId={(row) => row.id}
      onWindow={(first, last) => {
        if (!page().paged) props.view.showAround(first, last);
      }}
      sort={list.order()}
      onSort={list.setOrder}
      layout={layout()}
      onLayout={(next) => list.change({ columns: next.columns.map(({ id, width }) => ({ path: id, width })), frozen: next.frozen })}
      selection={props.selection}
      ids={async () => (await props.view.ids()).slice(page().first, page().first + page().size)}
      onOpen={(row) => props.onOpen(row.id)}
      renderEditor={(edit) => (
        <Suspense>
          <CellEditor entity={list.entity} edit={edit} />
        </Suspense>
      )}
      place={untrack(() => part("place")) ?? undefined}
      onPlace={(place) => keep({ place })}
      showFooter={money().length > 0 && count() > 0}
      empty={props.empty}
    />
  );
};

const columnOf = (
  props: ListTableProps,
  field: ListField,
  index: number,
  page: () => Page,
  money: () => readonly ListField[],
): TableColumn<Row> => {
  const { entity } = props.list;
  const { stored } = field;
  const View = cellView(entity, field);
  return {
    id: field.path,
    label: field.label,
    width: usualWidth(entity, field),
    align: isNumeric(field.field) ? "end" : "start",
    sortable: true,
    names: field.path === entity.title,
    opens: field.path === entity.title || field.path === "shortName" || field.path === entity.number?.field || (index === 0 && !stored),
    editable: stored && !entity.appendOnly && props.list.mayChange(),
    render: (cell) => <View row={cell.row} />,
    footer: () => <FooterCell {...props} field={field} first={index === 0} page={page()} money={money()} />,
  };
};

interface FooterProps extends ListTableProps {
  readonly field: ListField;
  readonly first: boolean;
  readonly page: Page;
  readonly money: readonly ListField[];
}

/** What a column adds up to: the page above, everything below. */
const FooterCell = (props: FooterProps): JSX.Element => {
  const { t } = useI18n();
  const replica = useReplica();
  const currency = useCurrency();
  const sums = (): boolean => props.money.some((field) => field.path === props.field.path);
  const count = (): number => props.view.result()?.count ?? 0;
  return (
    <span class="list-totals" data-paged={props.page.paged ? "" : undefined}>
      <Show when={props.first}>
        <Show when={props.page.paged}>
          <span class="list-totals__label">{t("list.totals.page")}</span>
        </Show>
        <span class="list-totals__label">{t(replica.state().progress ? "list.countSoFar" : "list.totals.all", { count: count() })}</span>
      </Show>
      <Show when={sums()}>
        <Show when={props.page.paged}>
          <Money value={props.view.result()?.pageTotals[props.field.path]} currency={currency()} />
        </Show>
        <Money value={props.view.result()?.totals[props.field.path]} currency={currency()} />
      </Show>
    </span>
  );
};
