import { Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import type { MoneyParts } from "#client/i18n/format.ts";
import type { Decimal } from "#domain/schema/decimal.ts";
import "./money.css";

export interface MoneyProps {
  readonly value: Decimal | null | undefined;
  readonly currency: string;
  /** At least so many places, where not those of the currency. */
  readonly places?: number | undefined;
}

/** An amount: tabular digits, quiet currency, danger colour and a minus sign when negative. Nothing for null. */
export const Money = (props: MoneyProps): JSX.Element => {
  const { formats } = useI18n();
  const symbol = (parts: MoneyParts): JSX.Element => <span class="money__currency">{parts.currency}</span>;
  return (
    <Show when={props.value != null ? formats().moneyParts(props.value, props.currency, props.places) : null}>
      {(parts) => (
        <span class="money" data-negative={parts().negative ? "" : undefined}>
          {parts().negative ? "−" : ""}
          {parts().before ? symbol(parts()) : null}
          {parts().digits}
          {parts().before ? null : symbol(parts())}
        </span>
      )}
    </Show>
  );
};
