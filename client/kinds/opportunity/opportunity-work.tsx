import { For, Show, type JSX } from "solid-js";
import { forecastAmount, linesTotal } from "#domain/entities/opportunity/figures.ts";
import { compare } from "#domain/schema/decimal.ts";
import { textOf } from "#domain/schema/read.ts";
import { useCurrency } from "#client/fields/currency.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { ProseSection } from "#client/prose/prose-section.tsx";
import { Button } from "#client/ui/button.tsx";
import { Money } from "#client/ui/money.tsx";
import { Figures } from "#client/record/figures.tsx";
import { RelatedLists } from "#client/record/general-work.tsx";
import { RecordLines } from "#client/record/record-lines.tsx";
import { PeopleMap } from "./people-map.tsx";
import { useNotice, useUndoNotice } from "#client/record/notice.ts";
import { useRecord, useRow } from "#client/record/record-model.tsx";
import "./opportunity-work.css";

/** A deal at work: what it is worth, what the customer needs, who decides, what is offered. */
export const OpportunityWork = (): JSX.Element => {
  const record = useRecord();
  const row = useRow();
  const currency = useCurrency();
  const { t } = useI18n();
  const label = (name: string): string => record.words().fields[name] ?? name;
  const { derived, fields, sets } = record.entity;
  const money = (value: string | null): JSX.Element => (value === null ? "–" : <Money value={value} currency={currency()} />);
  return (
    <>
      <Figures
        label={t("figure.all")}
        figures={[
          ...(fields["expectedAmount"] ? [{ label: label("expectedAmount"), value: money(textOf(row(), "expectedAmount")) }] : []),
          ...(derived?.["forecastAmount"] ? [{ label: label("forecastAmount"), value: money(forecastAmount(row())) }] : []),
          ...(derived?.["linesTotal"] ? [{ label: label("linesTotal"), value: money(linesTotal(row())) }] : []),
        ]}
      />
      <For each={Object.keys(record.entity.prose ?? {})}>{(name) => <ProseSection name={name} />}</For>
      <Show when={sets?.["contacts"]}>
        <PeopleMap />
      </Show>
      <RecordLines />
      <Show when={fields["expectedAmount"] && derived?.["linesTotal"]}>
        <LinesDiffer />
      </Show>
      <RelatedLists />
    </>
  );
};

/** Where the lines come to something else than what is expected: both, and the lines' total with one press. */
const LinesDiffer = (): JSX.Element => {
  const record = useRecord();
  const row = useRow();
  const currency = useCurrency();
  const notice = useNotice();
  const done = useUndoNotice();
  const { t, formats } = useI18n();
  const expected = (): string | null => textOf(row(), "expectedAmount");
  const differing = (): string | null => {
    const total = linesTotal(row());
    const present = expected();
    return total === null || compare(total, "0") === 0 || (present !== null && compare(total, present) === 0) ? null : total;
  };
  const take = async (total: string): Promise<void> => {
    const label = t("record.edited", { field: record.words().fields["expectedAmount"] ?? "" });
    const problem = await record.write(label, { expectedAmount: total });
    if (problem) notice(problem);
    else done(label);
  };
  const sentence = (total: string): string => {
    const lines = formats().money(total, currency());
    const present = expected();
    return present === null ? t("opportunity.linesKnown", { lines }) : t("opportunity.linesDiffer", { lines, expected: formats().money(present, currency()) });
  };
  return (
    <Show when={differing()}>
      {(total) => (
        <p class="lines-differ">
          <span>{sentence(total())}</span>
          <Show when={!record.denied()}>
            <Button size="small" onClick={() => void take(total())}>
              {t("opportunity.useLines")}
            </Button>
          </Show>
        </p>
      )}
    </Show>
  );
};
