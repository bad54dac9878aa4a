import { Show, type JSX } from "solid-js";
import { lineAmount } from "#domain/entities/order/line-amount.ts";
import { orderTotal } from "#domain/entities/order/figures.ts";
import { compare, divide, multiply, subtract, sum } from "#domain/schema/decimal.ts";
import { linesOf, textOf } from "#domain/schema/read.ts";
import { ActionButton } from "#client/actions/action-button.tsx";
import { useCurrency } from "#client/fields/currency.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Chip } from "#client/ui/chip.tsx";
import { Money } from "#client/ui/money.tsx";
import { Figures } from "#client/record/figures.tsx";
import { RelatedLists } from "#client/record/general-work.tsx";
import { RecordLines } from "#client/record/record-lines.tsx";
import { RecordField } from "#client/record/record-field.tsx";
import { useRecord, useRow } from "#client/record/record-model.tsx";
import "./order-work.css";

/** An order's lines with its total: the sum of the lines, or one agreed by hand, which says so. */
export const OrderWork = (): JSX.Element => {
  const record = useRecord();
  const row = useRow();
  const currency = useCurrency();
  const { t, formats } = useI18n();
  const total = (): string => orderTotal(row());
  const lines = (): string => sum(linesOf(row(), "lines").map(lineAmount));
  const sees = (name: string): boolean => name in record.entity.fields || name in (record.entity.derived ?? {});
  const manual = (): string | null => textOf(row(), "manualTotal");
  const paid = (): string => textOf(row(), "paidAmount") ?? "0";
  const share = (): string | null => divide(multiply(paid(), "100"), total(), 0);
  const money = (value: string): JSX.Element => <Money value={value} currency={currency()} />;
  const difference = (): string | undefined => {
    const by = manual();
    if (by === null || compare(by, lines()) === 0) return undefined;
    return t("order.differs", { amount: formats().money(subtract(by, lines()), currency()) });
  };
  return (
    <>
      <Figures
        label={t("figure.all")}
        figures={[
          ...(sees("total") ? [{ label: record.words().fields["total"] ?? "", value: money(total()), note: difference() }] : []),
          ...(sees("paidAmount") ? [{ label: record.words().fields["paidAmount"] ?? "", value: money(paid()), note: !sees("total") || share() === null ? undefined : formats().percent(share() ?? "0") }] : []),
          ...(sees("total") && sees("paidAmount") ? [{ label: t("order.due"), value: money(subtract(total(), paid())) }] : []),
        ]}
      />
      <RecordLines />
      <section class="order-total" aria-label={record.words().fields["total"]}>
        <div class="order-total__fields">
          <RecordField name="manualTotal" above />
          <RecordField name="paidAmount" above />
        </div>
        <Show when={manual() !== null && sees("total")}>
          <p class="order-total__manual">
            <Chip label={t("order.byHand")} tone="warning" />
            <span>{t("order.sumOfLines", { amount: formats().money(lines(), currency()) })}</span>
            <ActionButton action="order.useSum" size="small" />
          </p>
        </Show>
      </section>
      <RelatedLists />
    </>
  );
};
