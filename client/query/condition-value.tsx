import { createMemo, Match, Show, Switch, type JSX } from "solid-js";
import type { Condition, FilterValue } from "#domain/schema/entity.ts";
import { useRecordName } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { useCurrency } from "#client/fields/currency.ts";
import { optionChoices, searchOptions, searchRecords } from "#client/fields/choices.ts";
import { DateInput } from "#client/ui/date-input.tsx";
import { MultiSelect } from "#client/ui/multi-select.tsx";
import { MoneyInput, NumberInput } from "#client/ui/number-input.tsx";
import type { Choice } from "#client/ui/option.ts";
import { Select } from "#client/ui/select.tsx";
import { TextInput } from "#client/ui/text-input.tsx";
import { PERIODS, samePeriod } from "./filter-words.ts";
import type { ListField } from "./list-fields.ts";
import { listedValues, valueKindOf } from "./operators.ts";

export interface ConditionValueProps {
  readonly field: ListField;
  readonly condition: Condition;
  readonly onValue: (value: FilterValue) => void;
}

/** The editor of a condition's value, as its field and operator need it. */
export const ConditionValue = (props: ConditionValueProps): JSX.Element => {
  const { t } = useI18n();
  const kind = createMemo(() => valueKindOf(props.field.field, props.condition.is));
  const text = (): string => (typeof props.condition.value === "string" ? props.condition.value : "");
  return (
    <Switch>
      <Match when={kind() === "text"}>
        <TextInput bare label={t("list.filter.value")} value={text() || null} onInput={(value) => props.onValue(value)} />
      </Match>
      <Match when={kind() === "number"}>
        <NumberValue field={props.field} label={t("list.filter.value")} value={props.condition.value} onValue={props.onValue} />
      </Match>
      <Match when={kind() === "numbers"}>
        <NumbersValue {...props} />
      </Match>
      <Match when={kind() === "day"}>
        <DayValue {...props} />
      </Match>
      <Match when={kind() === "period"}>
        <PeriodValue {...props} />
      </Match>
      <Match when={kind() === "options" || kind() === "records"}>
        <ManyValue {...props} />
      </Match>
    </Switch>
  );
};

interface NumberValueProps {
  readonly field: ListField;
  readonly label: string;
  readonly value: FilterValue | undefined;
  readonly onValue: (value: string | number) => void;
}

const NumberValue = (props: NumberValueProps): JSX.Element => {
  const currency = useCurrency();
  const shown = (): string | null => (typeof props.value === "number" ? String(props.value) : typeof props.value === "string" ? props.value || null : null);
  const commit = (value: string | null): void => props.onValue(props.field.field.kind === "integer" && value !== null ? Number(value) : (value ?? ""));
  return (
    <Show
      when={props.field.field.kind === "money"}
      fallback={<NumberInput bare label={props.label} value={shown()} scale={props.field.field.kind === "integer" ? 0 : 4} after={props.field.field.kind === "percent" ? "%" : undefined} onCommit={commit} />}
    >
      <MoneyInput bare label={props.label} value={shown()} currency={currency()} onCommit={commit} />
    </Show>
  );
};

const NumbersValue = (props: ConditionValueProps): JSX.Element => {
  const { t } = useI18n();
  const at = (index: number): string | number => (Array.isArray(props.condition.value) ? (props.condition.value[index] ?? "") : "");
  return (
    <div class="condition__pair">
      <NumberValue field={props.field} label={t("list.filter.from")} value={at(0)} onValue={(value) => props.onValue([value, at(1)])} />
      <NumberValue field={props.field} label={t("list.filter.to")} value={at(1)} onValue={(value) => props.onValue([at(0), value])} />
    </div>
  );
};

/** A count of days that is always there and never below one. */
const DaysInput = (props: { readonly days: number; readonly onDays: (days: number) => void }): JSX.Element => {
  const { t } = useI18n();
  return (
    <NumberInput bare label={t("list.filter.days")} value={String(props.days)} scale={0} onCommit={(value) => props.onDays(Math.max(1, Number(value ?? 1)))} />
  );
};

const DayValue = (props: ConditionValueProps): JSX.Element => {
  const { t, today } = useI18n();
  const days = (): number | null => {
    const { value } = props.condition;
    return typeof value === "object" && value !== null && "days" in value ? value.days : null;
  };
  const mode = (): string => {
    const relative = days();
    if (relative === null) return "given";
    return relative === 0 ? "today" : relative < 0 ? "ago" : "ahead";
  };
  const modes = (): readonly Choice[] => [
    { id: "given", label: t("list.day.given") },
    { id: "today", label: t("list.day.today") },
    { id: "ago", label: t("list.day.ago") },
    { id: "ahead", label: t("list.day.ahead") },
  ];
  const setMode = (next: string | null): void => {
    const size = Math.abs(days() ?? 7) || 7;
    if (next === "given") props.onValue(today());
    else props.onValue({ days: next === "today" ? 0 : next === "ago" ? -size : size });
  };
  return (
    <div class="condition__pair">
      <Select bare label={t("list.filter.value")} required options={modes()} value={mode()} onCommit={setMode} />
      <Show when={mode() === "given"}>
        <DateInput bare label={t("list.day.given")} value={typeof props.condition.value === "string" ? props.condition.value || null : null} onCommit={(day) => props.onValue(day ?? "")} />
      </Show>
      <Show when={mode() === "ago" || mode() === "ahead"}>
        <DaysInput days={Math.abs(days() ?? 7)} onDays={(count) => props.onValue({ days: mode() === "ago" ? -count : count })} />
      </Show>
    </div>
  );
};

const PeriodValue = (props: ConditionValueProps): JSX.Element => {
  const { t, today } = useI18n();
  const days = (): number | null => {
    const { value } = props.condition;
    return typeof value === "object" && value !== null && "days" in value ? value.days : null;
  };
  const given = (): readonly string[] | null => (Array.isArray(props.condition.value) ? props.condition.value.map(String) : null);
  const mode = (): string => {
    const relative = days();
    if (relative !== null) return relative < 0 ? "last" : "next";
    return given() ? "between" : (PERIODS.find((period) => samePeriod(props.condition.value, period.value))?.key ?? PERIODS[0]?.key ?? "");
  };
  const modes = (): readonly Choice[] => [
    ...PERIODS.map((period) => ({ id: period.key, label: t(period.key) })),
    { id: "last", label: t("list.period.lastDays") },
    { id: "next", label: t("list.period.nextDays") },
    { id: "between", label: t("list.period.between") },
  ];
  const setMode = (next: string | null): void => {
    if (next === "between") return props.onValue([today(), today()]);
    if (next === "last" || next === "next") return props.onValue({ days: next === "last" ? -30 : 30 });
    const named = PERIODS.find((period) => period.key === next);
    return named && props.onValue(named.value);
  };
  return (
    <div class="condition__pair">
      <Select bare label={t("list.filter.value")} required options={modes()} value={mode()} onCommit={setMode} />
      <Show when={days() !== null}>
        <DaysInput days={Math.abs(days() ?? 30)} onDays={(count) => props.onValue({ days: mode() === "last" ? -count : count })} />
      </Show>
      <Show when={given()}>
        {(span) => (
          <>
            <DateInput bare label={t("list.filter.from")} value={span()[0] || null} onCommit={(day) => props.onValue([day ?? "", span()[1] ?? ""])} />
            <DateInput bare label={t("list.filter.to")} value={span()[1] || null} onCommit={(day) => props.onValue([span()[0] ?? "", day ?? ""])} />
          </>
        )}
      </Show>
    </div>
  );
};

const ManyValue = (props: ConditionValueProps): JSX.Element => {
  const { t } = useI18n();
  const replica = useReplica();
  const nameOf = useRecordName();
  const chosen = (): readonly string[] => listedValues(props.condition.value);
  const isPeople = (): boolean => props.field.field.kind === "ref" && props.field.field.to === "user";
  const me = (): Choice => ({ id: "me", label: t("list.filter.me") });
  const choiceOf = (id: string): Choice => {
    if (id === "me") return me();
    const option = optionChoices(props.field.field, props.field.options).find((choice) => choice.id === id);
    return option ?? { id, label: props.field.field.kind === "ref" ? nameOf(id) : "…" };
  };
  const search = async (text: string): Promise<readonly Choice[]> => {
    const { field } = props.field;
    if (field.kind !== "ref") return searchOptions(field, props.field.options)(text);
    const found = await searchRecords(replica.api, field.to)(text);
    return isPeople() && me().label.toLowerCase().startsWith(text.toLowerCase()) ? [me(), ...found] : found;
  };
  return (
    <MultiSelect
      bare
      label={t("list.filter.value")}
      placeholder={t("list.filter.unfinished")}
      values={chosen().map(choiceOf)}
      search={search}
      onAdd={(choice) => props.onValue([...chosen(), choice.id])}
      onRemove={(choice) => props.onValue(chosen().filter((id) => id !== choice.id))}
    />
  );
};
