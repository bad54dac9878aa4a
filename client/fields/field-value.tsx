import { For, Match, Show, Switch, type JSX } from "solid-js";
import { kindOf } from "#domain/id.ts";
import { scaleOf } from "#domain/schema/decimal.ts";
import type { Cell } from "#domain/schema/entity.ts";
import type { Field, Mark, Option } from "#domain/schema/field.ts";
import { isMark } from "#domain/schema/validate.ts";
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

/** A field's value as it is read: right-aligned figures, chips, links. Draws nothing for an empty value. */
export const FieldView = (props: FieldViewProps): JSX.Element => {
  const company = useCompany();
  const { formats } = useI18n();
  const text = (): string => (typeof props.value === "string" ? props.value : "");
  const number = (): number => (typeof props.value === "number" ? props.value : 0);
  const figure = (): string => (typeof props.value === "number" ? String(props.value) : text());
  return (
    <Show when={props.value !== null && props.value !== undefined && props.value !== ""}>
      <Switch fallback={<TextView {...props} />}>
        <Match when={Array.isArray(props.value) && (props.value as readonly string[])}>
          {(members) => (
            <Members {...props} members={members()} />
          )}
        </Match>
        <Match when={props.field.kind === "text" && props.field.format === "image"}>
          <img class="value-image" src={text()} alt="" />
        </Match>
        <Match when={props.field.kind === "money"}>
          <Money value={text() || null} currency={company.currency()} places={company.places(props.field) ?? undefined} />
        </Match>
        <Match when={props.field.kind === "percent"}>
          <span class="value-figure">{formats().percent(figure())}</span>
        </Match>
        <Match when={isYear(props.field)}>{figure()}</Match>
        <Match when={props.field.kind === "decimal" || props.field.kind === "integer"}>
          <span class="value-figure">{figure() === "" ? "" : formats().number(figure(), numberPlaces(figure(), company.places(props.field)))}</span>
        </Match>
        <Match when={props.field.kind === "day"}>{/^\d{4}-\d\d-\d\d$/.test(text()) ? formats().day(text()) : text()}</Match>
        <Match when={props.field.kind === "instant"}>{formats().instant(number())}</Match>
        <Match when={props.field.kind === "option"}>
          <OptionChip option={optionOf(props.field, text())} words={props.words} />
        </Match>
        <Match when={props.field.kind === "ref"}>
          <Show when={props.links && kindOf(text()) !== "user"} fallback={<RecordName id={text()} />}>
            <RecordLink id={text()} />
          </Show>
        </Match>
        <Match when={isMark(props.value) && props.value}>{(mark) => <MarkView mark={mark()} />}</Match>
      </Switch>
    </Show>
  );
};

const Members = (props: FieldViewProps & { readonly members: readonly string[] }): JSX.Element => {
  const { formats } = useI18n();
  const shown = (): readonly string[] => props.members.slice(0, props.most ?? props.members.length);
  const rest = (): readonly string[] => props.members.slice(shown().length);
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

const TextView = (props: FieldViewProps): JSX.Element => {
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
const MarkView = (props: { readonly mark: Mark }): JSX.Element => {
  const nameOf = useRecordName();
  const { t, formats } = useI18n();
  const who = (): string => nameOf(props.mark.by);
  return (
    <span class="value-mark" title={t("field.markBy", { name: who(), at: formats().instant(props.mark.at) })}>
      <Icon name="check" size={14} />
      <span>{formats().instant(props.mark.at)}</span>
    </span>
  );
};
