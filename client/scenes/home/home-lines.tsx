import { Show, type JSX } from "solid-js";
import { entityOf } from "#client/replica/seen.ts";
import { wordsOf } from "#domain/entities/words.ts";
import type { Row } from "#domain/schema/entity.ts";
import type { Option } from "#domain/schema/field.ts";
import { markOf, numberOf, textOf, titleOf } from "#domain/schema/read.ts";
import { useCurrency } from "#client/fields/currency.ts";
import { RecordLink, RecordName } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { OptionChip } from "#client/ui/chip.tsx";
import { Money } from "#client/ui/money.tsx";

interface LineProps {
  readonly row: Row;
}

const optionOf = (kind: string, field: string, row: Row): Option | undefined => {
  const definition = entityOf(kind).fields[field];
  const id = textOf(row, field);
  return definition?.kind === "option" ? definition.options.find((option) => option.id === id) : undefined;
};

const Chip = (props: LineProps & { readonly kind: string; readonly field: string }): JSX.Element => {
  const { locale } = useI18n();
  return <OptionChip option={optionOf(props.kind, props.field, props.row)} words={wordsOf(locale(), props.kind).options[props.field]} />;
};

const Ref = (props: { readonly id: string | null }): JSX.Element => (
  <Show when={props.id}>{(id) => <RecordName id={id()} />}</Show>
);

export const OpportunityLine = (props: LineProps): JSX.Element => {
  const { formats, today } = useI18n();
  const currency = useCurrency();
  const due = (): string => textOf(props.row, "expectedSignDate") ?? "";
  return (
    <div class="home-line" data-shape="deal">
      <span class="home-line__name">
        <RecordLink id={props.row.id}>{titleOf(entityOf("opportunity"), props.row)}</RecordLink>
      </span>
      <span class="home-line__quiet">
        <Ref id={textOf(props.row, "customer")} />
      </span>
      <span class="home-line__chip">
        <Chip row={props.row} kind="opportunity" field="stage" />
      </span>
      <span class="home-line__figure">
        <Money value={textOf(props.row, "expectedAmount")} currency={currency()} />
      </span>
      <span class="home-line__when" data-late={due() < today() ? "" : undefined}>
        {due() ? formats().nearDay(due(), today()) : ""}
      </span>
    </div>
  );
};

export const FollowUpLine = (props: LineProps): JSX.Element => {
  const { formats, clock } = useI18n();
  const at = (): number | null => numberOf(props.row, "at") ?? markOf(props.row, "created")?.at ?? null;
  return (
    <div class="home-line" data-shape="note">
      <span class="home-line__quiet">
        <Ref id={textOf(props.row, "owner")} />
      </span>
      <span class="home-line__name">
        <RecordLink id={props.row.id}>{titleOf(entityOf("followUp"), props.row)}</RecordLink>
      </span>
      <span class="home-line__quiet">
        <Ref id={textOf(props.row, "customer")} />
      </span>
      <span class="home-line__when">{at() === null ? "" : formats().ago(at() ?? 0, clock.now())}</span>
    </div>
  );
};

export const CustomerLine = (props: LineProps & { readonly shows: "heat" | "days" }): JSX.Element => {
  const { t } = useI18n();
  return (
    <div class="home-line" data-shape={props.shows}>
      <span class="home-line__name">
        <RecordLink id={props.row.id}>{titleOf(entityOf("customer"), props.row)}</RecordLink>
      </span>
      <Show
        when={props.shows === "heat"}
        fallback={<span class="home-line__when">{t("list.days", { count: numberOf(props.row, "daysSinceFollowUp") ?? 0 })}</span>}
      >
        <span class="home-line__chip">
          <Chip row={props.row} kind="customer" field="hotLevel" />
        </span>
        <span class="home-line__reason" dir="auto">
          {textOf(props.row, "hotReason") ?? ""}
        </span>
      </Show>
    </div>
  );
};

export const NewLine = (props: LineProps): JSX.Element => {
  const { formats, clock } = useI18n();
  const currency = useCurrency();
  const created = (): number => markOf(props.row, "created")?.at ?? 0;
  return (
    <div class="home-line" data-shape="new">
      <span class="home-line__name">
        <RecordLink id={props.row.id}>{titleOf(entityOf("opportunity"), props.row)}</RecordLink>
      </span>
      <span class="home-line__figure">
        <Money value={textOf(props.row, "expectedAmount")} currency={currency()} />
      </span>
      <span class="home-line__when">{formats().ago(created(), clock.now())}</span>
    </div>
  );
};
