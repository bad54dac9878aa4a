import type { JSX } from "solid-js";
import { createMemo } from "solid-js";
import { daysSinceFollowUp } from "#domain/entities/customer/last-follow-up.ts";
import { inPlay, stages } from "#domain/entities/opportunity/stages.ts";
import type { Query } from "#domain/query/query.ts";
import type { Filter } from "#domain/schema/entity.ts";
import { numberOf } from "#domain/schema/read.ts";
import { endedAs } from "#domain/stages/outcome.ts";
import { useCurrency } from "#client/fields/currency.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { entityOf } from "#client/replica/seen.ts";
import { createListView, type ListView } from "#client/replica/live.ts";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Money } from "#client/ui/money.tsx";
import { Figures } from "#client/record/figures.tsx";
import { RelatedLists } from "#client/record/general-work.tsx";
import { useRecord, useRow } from "#client/record/record-model.tsx";

/** The customer at a glance: totals of what is open, won, ordered and paid, then everything that belongs to it. */
export const CustomerWork = (): JSX.Element => {
  const replica = useReplica();
  const record = useRecord();
  const row = useRow();
  const currency = useCurrency();
  const { t, clock, today, offsetMinutes } = useI18n();
  const ofCustomer = (kind: string, ...more: readonly Filter[]): (() => Query) => () => ({ kind, filter: { all: [{ field: "customer", is: "equals", value: record.id }, ...more] } });
  const open = createListView(replica.api, createMemo(ofCustomer("opportunity", ...inPlay)), () => ["expectedAmount"]);
  const won = createListView(replica.api, createMemo(ofCustomer("opportunity", endedAs(stages, "won"))), () => ["expectedAmount"]);
  const orders = createListView(replica.api, createMemo(ofCustomer("order", { field: "orderStatus", is: "not", value: "cancelled" })), () => ["total", "paidAmount"]);
  const days = (): number | null => (numberOf(row(), "lastFollowUpAt") === null ? null : sinceFollowUp());
  const sinceFollowUp = (): number | null => numberOf(row(), "daysSinceFollowUp") ?? daysSinceFollowUp(row(), { now: clock.now(), today: today(), offsetMinutes: offsetMinutes(), row: () => undefined });
  /* Nothing stands where a sum is still to come: a zero would be wrong. */
  const money = (list: ListView, sum: string): JSX.Element => <Money value={list.result() ? (list.result()?.totals[sum] ?? "0") : null} currency={currency()} />;
  const sees = (kind: string, name: string): boolean => {
    const { fields, derived } = entityOf(kind);
    return name in fields || name in (derived ?? {});
  };
  const count = (list: ListView): string => (list.result() ? t("figure.count", { count: list.result()?.count ?? 0 }) : "");
  return (
    <>
      <Figures
        label={t("figure.all")}
        figures={[
          ...(sees("opportunity", "expectedAmount")
            ? [
                { label: t("figure.open"), value: money(open, "expectedAmount"), note: count(open) },
                { label: t("figure.won"), value: money(won, "expectedAmount"), note: count(won) },
              ]
            : []),
          ...(sees("order", "total") ? [{ label: t("figure.ordered"), value: money(orders, "total"), note: count(orders) }] : []),
          ...(sees("order", "paidAmount") ? [{ label: t("figure.paid"), value: money(orders, "paidAmount") }] : []),
          ...(sees("customer", "daysSinceFollowUp") ? [{ label: t("figure.lastFollowUp"), value: days() === null ? t("figure.count", { count: 0 }) : t("figure.daysAgo", { count: days() ?? 0 }) }] : []),
        ]}
      />
      <RelatedLists />
    </>
  );
};
