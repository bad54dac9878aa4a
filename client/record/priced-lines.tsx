import { createMemo, createResource, For, Show, type JSX } from "solid-js";
import { lineAmount } from "#domain/entities/order/line-amount.ts";
import { wordsOf } from "#domain/entities/words.ts";
import type { RecordId } from "#domain/id.ts";
import { sum } from "#domain/schema/decimal.ts";
import type { Row } from "#domain/schema/entity.ts";
import { linePath } from "#domain/record/path.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { markOf, textOf } from "#domain/schema/read.ts";
import { searchRecords } from "#client/fields/choices.ts";
import { useCurrency } from "#client/fields/currency.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Combobox } from "#client/ui/combobox.tsx";
import { Icon } from "#client/ui/icon.tsx";
import { Money } from "#client/ui/money.tsx";
import { PricedLine } from "./priced-line.tsx";
import { focusLine, useLines } from "./lines.ts";
import { useRecord } from "./record-model.tsx";
import "./lines.css";

const isSold = (product: Row): boolean => markOf(product, "discontinued") === null;

/** The product lines of a record: added, changed, moved and removed in place, by several people at once. */
export const PricedLines = (props: { readonly list: string }): JSX.Element => {
  const replica = useReplica();
  const record = useRecord();
  const currency = useCurrency();
  const { t, locale } = useI18n();
  let table: HTMLDivElement | undefined;

  const lines = useLines(props.list, (key) => focusLine(table, key, "quantity"));
  const productIds = createMemo(() => [...new Set(lines.all().flatMap((line) => textOf(line, "product") ?? []))].sort().join());
  const [products] = createResource(productIds, async (ids) => {
    const rows = ids === "" ? [] : await replica.api.rows(ids.split(",") as RecordId[]);
    return new Map(rows.map((product) => [product.id as string, product]));
    // With a first value nothing of the page is taken away while products are fetched, and with it what is being typed.
  }, { initialValue: new Map<string, Row>() });
  const words = (name: string): string => wordsOf(locale(), record.entity.kind).lines?.[props.list]?.[name] ?? name;
  const delivers = record.entity.lines?.[props.list]?.fields["deliveredQuantity"] !== undefined;
  const seesCost = (): boolean => [...(products.latest?.values() ?? [])].some((product) => textOf(product, "cost") !== null);
  const add = async (product: RecordId): Promise<void> => {
    const [known] = await replica.api.rows([product]);
    const price: FieldValue = known ? textOf(known, "listPrice") : null;
    await lines.add(t("lines.added"), { product, quantity: "1", ...(price === null ? {} : { unitPrice: price }) });
  };

  return (
    <section class="lines" data-priced="" aria-label={words("product")} data-delivers={delivers ? "" : undefined} data-cost={seesCost() ? "" : undefined}>
      <h2 class="section-title">{record.words().fields[props.list]}</h2>
      <div class="lines__scroll">
        <div class="lines__table" role="table" aria-label={record.words().fields[props.list]} ref={(element) => (table = element)}>
          <Show when={lines.keys().length > 0}>
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
            <For each={lines.keys()}>
              {(key, index) => (
                <PricedLine
                  list={props.list}
                  line={() => lines.lineOf(key)}
                  product={products.latest?.get(String(lines.lineOf(key)?.["product"] ?? ""))}
                  delivers={delivers}
                  seesCost={seesCost()}
                  first={index() === 0}
                  last={index() === lines.keys().length - 1}
                  only={isSold}
                  onMove={(by) => void lines.move(key, by)}
                  onRemove={() => void lines.remove(key)}
                />
              )}
            </For>
          </Show>
        </div>
      </div>
      <div class="lines__foot">
        <Show when={!record.deniedAt(linePath(props.list, "new"))}>
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
        <Show when={lines.keys().length > 0}>
          <dl class="lines__total">
            <dt>{t("lines.sum", { count: lines.keys().length })}</dt>
            <dd>
              <Money value={sum(lines.all().map(lineAmount))} currency={currency()} />
            </dd>
          </dl>
        </Show>
      </div>
    </section>
  );
};
