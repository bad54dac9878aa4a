import { Show, type JSX } from "solid-js";
import type { Decimal } from "#domain/schema/decimal.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import { textOf, titleOf } from "#domain/schema/read.ts";
import { useCurrency } from "#client/fields/currency.ts";
import { useRecordName } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Face } from "#client/ui/face.tsx";
import { Money } from "#client/ui/money.tsx";
import { isWaitingLong } from "./stage-days.ts";

export interface BoardCardProps {
  readonly entity: Entity;
  readonly row: Row;
  readonly amount: Decimal | null;
  readonly days: number | null;
  /** Its stage ends the path, so days in it say nothing. */
  readonly over: boolean;
}

/** What one card says: name, whose, how much, until when, how long it has been waiting. */
export const BoardCard = (props: BoardCardProps): JSX.Element => {
  const { t, formats, today } = useI18n();
  const nameOf = useRecordName();
  const currency = useCurrency();
  const subtitle = (): string => {
    const name = props.entity.subtitle ?? "";
    const value = textOf(props.row, name) ?? "";
    return value !== "" && props.entity.fields[name]?.kind === "ref" ? nameOf(value) : value;
  };
  const owner = (): string | null => textOf(props.row, "owner");
  const due = (): string | null => textOf(props.row, "expectedSignDate");
  const late = (): boolean => !props.over && (due() ?? "9999") < today();
  return (
    <div class="stage-card">
      <span class="stage-card__title" dir="auto">
        {titleOf(props.entity, props.row)}
      </span>
      <span class="stage-card__line">
        <span class="stage-card__subtitle" dir="auto">
          {subtitle()}
        </span>
        <Show when={!props.over && props.days !== null}>
          <span class="stage-card__days" data-long={isWaitingLong(props.days ?? 0) ? "" : undefined}>
            {t("list.days", { count: props.days ?? 0 })}
          </span>
        </Show>
      </span>
      <span class="stage-card__line">
        <Money value={props.amount} currency={currency()} />
        <Show when={due()}>
          {(day) => (
            <span class="stage-card__due" data-late={late() ? "" : undefined}>
              {formats().nearDay(day(), today())}
            </span>
          )}
        </Show>
        <span class="stage-card__gap" />
        <Show when={owner()}>{(id) => <Face id={id()} name={nameOf(id())} size={20} />}</Show>
      </span>
    </div>
  );
};
