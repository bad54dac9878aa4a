import { For, type JSX } from "solid-js";
import { forecastAmount, linesTotal } from "#domain/entities/opportunity/figures.ts";
import { textOf } from "#domain/schema/read.ts";
import { useCurrency } from "#client/fields/currency.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { ProseSection } from "#client/prose/prose-section.tsx";
import { Money } from "#client/ui/money.tsx";
import { Figures } from "#client/record/figures.tsx";
import { RelatedLists } from "#client/record/general-work.tsx";
import { PricedLines } from "#client/record/priced-lines.tsx";
import { PeopleMap } from "./people-map.tsx";
import { useRecord, useRow } from "#client/record/record-model.tsx";

/** A deal at work: what it is worth, what the customer needs, who decides, what is offered. */
export const OpportunityWork = (): JSX.Element => {
  const record = useRecord();
  const row = useRow();
  const currency = useCurrency();
  const { t } = useI18n();
  const label = (name: string): string => record.words().fields[name] ?? name;
  const money = (value: string | null): JSX.Element => (value === null ? "–" : <Money value={value} currency={currency()} />);
  return (
    <>
      <Figures
        label={t("figure.all")}
        figures={[
          { label: label("expectedAmount"), value: money(textOf(row(), "expectedAmount")) },
          { label: label("forecastAmount"), value: money(forecastAmount(row())) },
          { label: label("linesTotal"), value: money(linesTotal(row())) },
        ]}
      />
      <For each={Object.keys(record.entity.prose ?? {})}>{(name) => <ProseSection name={name} />}</For>
      <PeopleMap />
      <PricedLines list="lines" />
      <RelatedLists />
    </>
  );
};
