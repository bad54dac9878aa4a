import { createSignal, Show, type JSX } from "solid-js";
import { pricedLineFields } from "#domain/entities/priced-line-fields.ts";
import { lineAmount } from "#domain/entities/order/line-amount.ts";
import { multiply, subtract } from "#domain/schema/decimal.ts";
import type { LineRow, Row } from "#domain/schema/entity.ts";
import { textOf } from "#domain/schema/read.ts";
import type { RecordFilter } from "#client/fields/choices.ts";
import { useCompany } from "#client/fields/company.ts";
import { FieldView } from "#client/fields/field-value.tsx";
import { linePath } from "#domain/record/path.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import type { MenuItem } from "#client/ui/menu.tsx";
import { Money } from "#client/ui/money.tsx";
import { MoneyInput } from "#client/ui/number-input.tsx";
import { amountChange, lineFields } from "./line-changes.ts";
import { LineCell } from "./line-cell.tsx";
import { LineFrame } from "./line-frame.tsx";
import { useNotice } from "./notice.ts";
import { useRecord } from "./record-model.tsx";

export interface PricedLineProps {
  readonly list: string;
  readonly line: () => LineRow | undefined;
  readonly product: Row | undefined;
  readonly delivers: boolean;
  readonly seesCost: boolean;
  readonly first: boolean;
  readonly last: boolean;
  readonly only: RecordFilter;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRemove: () => void;
}

/** One product line. Quantity, unit price, discount and amount follow from one another, whichever is typed. */
export const PricedLine = (props: PricedLineProps): JSX.Element => {
  const record = useRecord();
  const notice = useNotice();
  const company = useCompany();
  const { currency } = company;
  const { t } = useI18n();
  const [remarking, setRemarking] = createSignal(false);
  const [wrong, setWrong] = createSignal<string | undefined>(undefined);
  const line = (): LineRow => props.line() ?? ({ key: "", added: { by: record.id, at: 0 } } as LineRow);
  const text = (name: string): string | null => textOf(line() as unknown as Row, name);
  const undelivered = (): string | null => {
    const quantity = text("quantity");
    return quantity === null ? null : subtract(quantity, text("deliveredQuantity") ?? "0");
  };
  const cost = (): string | null => {
    const each = props.product ? textOf(props.product, "cost") : null;
    return each === null ? null : multiply(each, text("quantity") ?? "0");
  };
  const amountLabel = (): string => record.words().lines?.[props.list]?.["amount"] ?? "";
  const setAmount = async (value: string | null): Promise<void> => {
    const change = value === null ? null : amountChange(line(), value, company.places(pricedLineFields.unitPrice) ?? 2);
    setWrong(value !== null && !change ? t("lines.noQuantity") : undefined);
    if (change) notice(await record.write(t("record.edited", { field: amountLabel() }), lineFields(props.list, line().key, change)));
  };
  const remark: MenuItem = { id: "remark", label: t("lines.remark"), icon: "message-square-text", run: () => setRemarking(true) };
  const cell = (name: string): JSX.Element => (
    <LineCell list={props.list} name={name} lineKey={line().key} value={line()[name]} only={name === "product" ? props.only : undefined} autofocus={name === "remark" && remarking()} />
  );

  return (
    <LineFrame
      list={props.list}
      lineKey={line().key}
      first={props.first}
      last={props.last}
      onMove={props.onMove}
      onRemove={props.onRemove}
      items={[remark]}
      below={
        <Show when={text("remark") !== null || remarking()}>
          <div class="lines__remark">{cell("remark")}</div>
        </Show>
      }
    >
      {cell("product")}
      {cell("quantity")}
      <Show when={props.delivers}>
        {cell("deliveredQuantity")}
        <div class="lines__cell lines__read" role="cell">
          <FieldView field={{ kind: "decimal" }} value={undelivered()} />
        </div>
      </Show>
      {cell("unitPrice")}
      {cell("discount")}
      <div class="lines__cell" role="cell">
        <MoneyInput
          bare
          inline
          label={amountLabel()}
          name="amount"
          currency={currency()}
          value={lineAmount(line())}
          error={wrong()}
          readOnly={record.deniedAt(linePath(props.list, props.line()?.key ?? "", "discount")) !== null}
          onCommit={(value) => void setAmount(value)}
        />
      </div>
      <Show when={props.seesCost}>
        <div class="lines__cell lines__read lines__cost" role="cell">
          <Money value={cost()} currency={currency()} />
        </div>
      </Show>
    </LineFrame>
  );
};
