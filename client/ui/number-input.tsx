import { Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { typedNumber } from "#client/i18n/typed-number.ts";
import { scaleOf, type Decimal } from "#domain/schema/decimal.ts";
import { createDraft } from "./draft.ts";
import { keptNumber } from "./kept-number.ts";
import { Field, focusOnMount, frameOf, type InputProps } from "./field.tsx";

export interface NumberInputProps extends InputProps {
  readonly value: Decimal | null;
  readonly onCommit: (value: Decimal | null) => void;
  /** Places kept after the point; typed ones beyond are rounded half up. Default 4. */
  readonly scale?: number | undefined;
  /** At least this many places are shown. Default 0. */
  readonly shownPlaces?: number | undefined;
  /** Quiet text before and after, such as a currency or `%`. */
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

/** Takes numbers as people write them (`1,250.5`, `12万`, full-width digits); keeps exact decimal strings. */
export const NumberInput = (props: NumberInputProps): JSX.Element => {
  const { t, formats } = useI18n();
  const scale = (): number => props.scale ?? 4;
  const draft = createDraft<Decimal | null>({
    value: () => props.value,
    write: (value) =>
      value === null ? "" : formats().number(value, { min: props.shownPlaces ?? 0, max: Math.max(scale(), scaleOf(value)) }),
    read: (text) => {
      if (text.trim() === "") return null;
      const value = typedNumber(text);
      return value === null ? undefined : keptNumber(value, props.value, scale());
    },
    commit: props.onCommit,
  });
  return (
    <Field input={props} wrong={draft.wrong() ? t("ui.notNumber") : undefined}>
      {(attributes) => (
        <div {...frameOf(attributes(), props)} data-figure>
          <Show when={props.before}>
            <span class="input__unit">{props.before}</span>
          </Show>
          <input
            {...attributes()}
            ref={(element) => focusOnMount(element, props.autofocus)}
            inputmode={scale() === 0 ? "numeric" : "decimal"}
            name={props.name}
            value={draft.text()}
            placeholder={props.placeholder}
            readonly={props.readOnly}
            autocomplete="off"
            onInput={(event) => draft.type(event.currentTarget.value)}
            onKeyDown={draft.onKeyDown}
            onBlur={() => draft.keep()}
          />
          <Show when={props.after}>
            <span class="input__unit">{props.after}</span>
          </Show>
        </div>
      )}
    </Field>
  );
};

export interface MoneyInputProps extends Omit<NumberInputProps, "before" | "after"> {
  /** ISO 4217 code of the workspace. */
  readonly currency: string;
}

export const MoneyInput = (props: MoneyInputProps): JSX.Element => {
  const { formats } = useI18n();
  const zero = (): { currency: string; digits: string } => formats().moneyParts("0", props.currency);
  return (
    <NumberInput
      {...props}
      scale={props.scale ?? 2}
      before={zero().currency}
      shownPlaces={props.shownPlaces ?? (zero().digits.split(".")[1]?.length ?? 0)}
    />
  );
};
