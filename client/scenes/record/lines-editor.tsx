import { createMemo, createResource, For, Show, type JSX } from "solid-js";
import { lineAmount } from "#domain/entities/order/line-amount.ts";
import { wordsOf } from "#domain/entities/words.ts";
import type { Key, RecordId } from "#domain/id.ts";
import type { Values } from "#domain/record/change.ts";
import { sum } from "#domain/schema/decimal.ts";
import type { LineRow, Row } from "#domain/schema/entity.ts";
import type { FieldValue, Mark } from "#domain/schema/field.ts";
import { linesOf, markOf, textOf } from "#domain/schema/read.ts";
import { searchRecords } from "#client/fields/choices.ts";
import { useCurrency } from "#client/fields/currency.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Combobox } from "#client/ui/combobox.tsx";
import { Icon } from "#client/ui/icon.tsx";
import { Money } from "#client/ui/money.tsx";
import { LineRowEditor } from "./line-row.tsx";
import { addLine, moveLine, removeLine } from "./line-changes.ts";
import { keyBetween, placeAfterMove } from "./line-order.ts";
import { useNotice, useUndoNotice } from "./notice.ts";
import { useRecord, useRow } from "./record-model.tsx";
import "./lines-editor.css";

const isSold = (product: Row): boolean => markOf(product, "discontinued") === null;

/** The product lines of a record: added, changed, moved and removed in place, by several people at once. */
export const LinesEditor = (props: { readonly list: string }): JSX.Element => {
  const replica = useReplica();
  const record = useRecord();
  const row = useRow();
  const notice = useNotice();
  const done = useUndoNotice();
  const currency = useCurrency();
  const { t, locale, clock } = useI18n();
  let table: HTMLDivElement | undefined;

  const lines = createMemo(() => linesOf(row(), props.list));
  const keys = createMemo<readonly string[]>(() => lines().map((line) => line.key), [], { equals: (a, b) => a.join() === b.join() });
  const productIds = createMemo(() => [...new Set(lines().flatMap((line) => textOf(line, "product") ?? []))].sort().join());
  const [products] = createResource(productIds, async (ids) => {
    const rows = ids === "" ? [] : await replica.api.rows(ids.split(",") as RecordId[]);
    return new Map(rows.map((product) => [product.id as string, product]));
  });
  const words = (name: string): string => wordsOf(locale(), record.entity.kind).lines?.[props.list]?.[name] ?? name;
  const delivers = record.entity.lines?.[props.list]?.fields["deliveredQuantity"] !== undefined;
  const seesCost = (): boolean => [...(products.latest?.values() ?? [])].some((product) => textOf(product, "cost") !== null);
  const mark = (): Mark => ({ by: replica.me().id, at: clock.now() });
  const lineOf = (key: string): LineRow | undefined => lines().find((line) => line.key === key);

  const focusLine = (key: string, name: string): void => {
    requestAnimationFrame(() => {
      const input = table?.querySelector<HTMLInputElement>(`[data-line="${key}"] [name="${name}"]`);
      input?.focus();
      input?.select();
    });
  };
  const write = async (label: string, values: Values, toast = false): Promise<void> => {
    const problem = await record.write(label, values);
    if (problem) notice(problem);
    else if (toast) done(label);
  };
  const add = async (product: RecordId): Promise<void> => {
    const [known] = await replica.api.rows([product]);
    const key: Key = await replica.api.newKey();
    const price: FieldValue = known ? textOf(known, "listPrice") : null;
    await write(t("lines.added"), addLine(props.list, key, mark(), { product, quantity: "1", ...(price === null ? {} : { unitPrice: price }) }));
    focusLine(key, "quantity");
  };
  const remove = async (key: string): Promise<void> => {
    const line = lineOf(key);
    if (!line) return;
    const at = keys().indexOf(key);
    const next = keys()[at + 1] ?? keys()[at - 1];
    await write(t("lines.removed"), removeLine(props.list, line), true);
    if (next) focusLine(next, "quantity");
  };
  const move = async (key: string, by: 1 | -1): Promise<void> => {
    const line = lineOf(key);
    const place = placeAfterMove(keys(), key, by);
    const target = place ? keyBetween(place.before, place.after) : null;
    if (!line || !target) return;
    await write(t("lines.moved"), moveLine(props.list, line, target, mark()));
    focusLine(target, "quantity");
  };

  return (
    <section class="lines" aria-label={words("product")} data-delivers={delivers ? "" : undefined} data-cost={seesCost() ? "" : undefined}>
      <h2 class="section-title">{record.words().fields[props.list]}</h2>
      <div class="lines__scroll">
        <div class="lines__table" role="table" aria-label={record.words().fields[props.list]} ref={(element) => (table = element)}>
          <Show when={keys().length > 0}>
            <div class="lines__row lines__head" role="row">
              <span role="columnheader">{words("product")}</span>
              <span role="columnheader" class="lines__figure">{words("quantity")}</span>
              <Show when={delivers}>
                <span role="columnheader" class="lines__figure">{words("deliveredQuantity")}</span>
                <span role="columnheader" class="lines__figure">{t("lines.undelivered")}</span>
              </Show>
              <span role="columnheader" class="lines__figure">{words("unitPrice")}</span>
              <span role="columnheader" class="lines__figure">{words("discount")}</span>
              <span role="columnheader" class="lines__figure">{words("amount")}</span>
              <Show when={seesCost()}>
                <span role="columnheader" class="lines__figure">{t("lines.cost")}</span>
              </Show>
              <span role="columnheader" class="quiet-only-for-ears">{t("ui.more")}</span>
            </div>
            <For each={keys()}>
              {(key, index) => (
                <LineRowEditor
                  list={props.list}
                  line={() => lineOf(key)}
                  product={products.latest?.get(String(lineOf(key)?.["product"] ?? ""))}
                  delivers={delivers}
                  seesCost={seesCost()}
                  first={index() === 0}
                  last={index() === keys().length - 1}
                  only={isSold}
                  onMove={(by) => void move(key, by)}
                  onRemove={() => void remove(key)}
                />
              )}
            </For>
          </Show>
        </div>
      </div>
      <div class="lines__foot">
        <Show when={!record.denied()}>
          <div class="add-inline">
            <Icon name="plus" />
            <Combobox
              bare
              inline
              label={t("lines.add")}
              placeholder={t("lines.add")}
              value={null}
              search={searchRecords(replica.api, "product", isSold)}
              onCommit={(choice) => choice && void add(choice.id as RecordId)}
            />
          </div>
        </Show>
        <Show when={keys().length > 0}>
          <dl class="lines__total">
            <dt>{t("lines.sum", { count: keys().length })}</dt>
            <dd>
              <Money value={sum(lines().map(lineAmount))} currency={currency()} />
            </dd>
          </dl>
        </Show>
      </div>
    </section>
  );
};
