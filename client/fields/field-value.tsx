import { For, Show, type JSX } from "solid-js";
import { kindOf } from "#domain/id.ts";
import { scaleOf } from "#domain/schema/decimal.ts";
import type { Cell } from "#domain/schema/entity.ts";
import type { Field, Mark, Option } from "#domain/schema/field.ts";
import { isMark } from "#domain/schema/mark.ts";
import type { NumberOptions } from "#client/i18n/format.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { OptionChip } from "#client/ui/chip.tsx";
import { Icon } from "#client/ui/icon.tsx";
import { Money } from "#client/ui/money.tsx";
import { useCompany } from "./company.ts";
import "./fields.css";
import { hrefOf } from "./href.ts";
import { isYear } from "./year.ts";
import { RecordLink, RecordName, useRecordName } from "./record-link.tsx";

export interface FieldViewProps {
  readonly field: Field;
  /** One value, or the members of a set. */
  readonly value: Cell;
  /** Label of every option, by id. */
  readonly words?: Readonly<Record<string, string>> | undefined;
  /** References lead to their record; phone, e-mail and web addresses to what handles them. */
  readonly links?: boolean | undefined;
  /** Members shown of a set, on one line; the others are counted. */
  readonly most?: number | undefined;
}

const optionOf = (field: Field, id: string): Option => {
  const found = field.kind === "option" ? field.options.find((option) => option.id === id) : undefined;
  return found ?? { id };
};

/** At least so many places; never fewer than a value has, which its amount follows from. */
const numberPlaces = (value: string, places: number | null): NumberOptions => (places === null ? {} : { min: places, max: Math.max(places, scaleOf(value)) });

type View = (props: FieldViewProps) => JSX.Element;

const textIn = ({ value }: FieldViewProps): string => (typeof value === "string" ? value : "");
const figureIn = (props: FieldViewProps): string => (typeof props.value === "number" ? String(props.value) : textIn(props));

const ImageView: View = (props) => <img class="value-image" src={textIn(props)} alt="" />;

const MoneyView: View = (props) => {
  const company = useCompany();
  return <Money value={textIn(props) || null} currency={company.currency()} places={company.places(props.field) ?? undefined} />;
};

const PercentView: View = (props) => {
  const { formats } = useI18n();
  return <span class="value-figure">{formats().percent(figureIn(props))}</span>;
};

const YearView: View = (props) => <>{figureIn(props)}</>;

const NumberView: View = (props) => {
  const company = useCompany();
  const { formats } = useI18n();
  const shown = (figure: string): string => (figure === "" ? "" : formats().number(figure, numberPlaces(figure, company.places(props.field))));
  return <span class="value-figure">{shown(figureIn(props))}</span>;
};

const DayView: View = (props) => {
  const { formats } = useI18n();
  const shown = (text: string): string => (/^\d{4}-\d\d-\d\d$/.test(text) ? formats().day(text) : text);
  return <>{shown(textIn(props))}</>;
};

const InstantView: View = (props) => {
  const { formats } = useI18n();
  return <>{formats().instant(typeof props.value === "number" ? props.value : 0)}</>;
};

const OptionView: View = (props) => <OptionChip option={optionOf(props.field, textIn(props))} words={props.words} />;

const RefView: View = (props) => (
  <Show when={props.links && kindOf(textIn(props)) !== "user"} fallback={<RecordName id={textIn(props)} />}>
    <RecordLink id={textIn(props)} />
  </Show>
);

const viewOf = (field: Field, value: Cell): View | null => {
  if (value === null || value === undefined || value === "") return null;
  if (Array.isArray(value)) return Members;
  switch (field.kind) {
    case "text":
      return field.format === "image" ? ImageView : TextView;
    case "money":
      return MoneyView;
    case "percent":
      return PercentView;
    case "decimal":
    case "integer":
      return isYear(field) ? YearView : NumberView;
    case "day":
      return DayView;
    case "instant":
      return InstantView;
    case "option":
      return OptionView;
    case "ref":
      return RefView;
    default:
      return isMark(value) ? MarkView : TextView;
  }
};

/**
 * A field's value as it is read: right-aligned figures, chips, links. Draws nothing for an empty value. A list has hundreds of them: which view it is
 * is one question, where a `Switch` would keep two computations for each that it is not.
 */
export const FieldView = (props: FieldViewProps): JSX.Element => (
  <Show when={viewOf(props.field, props.value)} keyed>
    {(View) => <View {...props} />}
  </Show>
);

const Members: View = (props) => {
  const { formats } = useI18n();
  const members = (): readonly string[] => (Array.isArray(props.value) ? (props.value as readonly string[]) : []);
  const shown = (): readonly string[] => members().slice(0, props.most ?? members().length);
  const rest = (): readonly string[] => members().slice(shown().length);
  const restWords = (): string => formats().list(rest().map((member) => props.words?.[member] ?? member));
  return (
    <span class="value-members" data-line={props.most === undefined ? undefined : ""}>
      <For each={shown()}>{(member) => <FieldView {...props} value={member} />}</For>
      <Show when={rest().length > 0}>
        <span class="value-rest" title={restWords()}>
          <span aria-hidden="true">+{formats().number(rest().length)}</span>
          <span class="quiet-only-for-ears">{restWords()}</span>
        </span>
      </Show>
    </span>
  );
};

const TextView: View = (props) => {
  const text = (): string => String(props.value);
  const href = (): string | null => (props.links ? hrefOf(props.field, text()) : null);
  return (
    <Show when={href()} fallback={<span dir="auto" class="value-text">{text()}</span>}>
      {(target) => (
        <a class="record-link" href={target()} target={target().startsWith("http") ? "_blank" : undefined} rel="noreferrer" dir="auto" onClick={(event) => event.stopPropagation()}>
          {text()}
        </a>
      )}
    </Show>
  );
};

/** Who and when: read out in full, drawn as a tick with the day. */
const MarkView: View = (props) => {
  const nameOf = useRecordName();
  const { t, formats } = useI18n();
  const mark = (): Mark | null => (isMark(props.value) ? props.value : null);
  return (
    <Show when={mark()}>
      {(made) => (
        <span class="value-mark" title={t("field.markBy", { name: nameOf(made().by), at: formats().instant(made().at) })}>
          <Icon name="check" size={14} />
          <span>{formats().instant(made().at)}</span>
        </span>
      )}
    </Show>
  );
};
