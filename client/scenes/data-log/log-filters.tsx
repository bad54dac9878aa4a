import { Show, type JSX } from "solid-js";
import type { Day } from "#domain/clock.ts";
import { ENTITIES } from "#domain/entities/registry.ts";
import { entityOf } from "#client/replica/seen.ts";
import { wordsOf } from "#domain/entities/words.ts";
import { kindOf } from "#domain/id.ts";
import { searchRecords } from "#client/fields/choices.ts";
import { useRecordName } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Combobox } from "#client/ui/combobox.tsx";
import { DateInput } from "#client/ui/date-input.tsx";
import type { Choice } from "#client/ui/option.ts";
import { Select } from "#client/ui/select.tsx";

export interface LogChoice {
  readonly by: string | null;
  readonly kind: string | null;
  readonly record: string | null;
  readonly path: string | null;
  readonly from: Day | null;
  readonly to: Day | null;
}

export const EVERYTHING: LogChoice = { by: null, kind: null, record: null, path: null, from: null, to: null };

const FOUND = 12;

/** What narrows the data log: person, kind, record, field and period. */
export const LogFilters = (props: { readonly choice: LogChoice; readonly onChange: (part: Partial<LogChoice>) => void }): JSX.Element => {
  const { t, locale, formats } = useI18n();
  const { api } = useReplica();
  const nameOf = useRecordName();
  const named = (id: string | null): Choice | null => (id === null ? null : { id, label: nameOf(id) });
  const kinds = (): readonly Choice[] => ENTITIES.map(({ kind }) => ({ id: kind, label: wordsOf(locale(), kind).many })).toSorted((a, b) => formats().compare(a.label, b.label));
  const fields = (kind: string): readonly Choice[] => {
    const words = wordsOf(locale(), kind);
    return Object.keys(entityOf(kind).fields).map((id) => ({ id, label: words.fields[id] ?? id })).toSorted((a, b) => formats().compare(a.label, b.label));
  };
  const search = async (text: string): Promise<readonly Choice[]> => {
    const hits = await api.search(text, props.choice.kind === null ? null : [props.choice.kind], FOUND);
    return hits.map(({ id, title, kind }) => ({ id, label: title, meta: wordsOf(locale(), kind).one }));
  };
  return (
    <div class="log-filters" role="group" aria-label={t("log.filters")}>
      <Combobox label={t("log.who")} placeholder={t("log.everybody")} value={named(props.choice.by)} search={searchRecords(api, "user")} onCommit={(choice) => props.onChange({ by: choice?.id ?? null })} />
      <Select label={t("log.kind")} placeholder={t("log.everyKind")} options={kinds()} value={props.choice.kind} onCommit={(kind) => props.onChange({ kind, path: null, ...(props.choice.record && kindOf(props.choice.record) !== kind ? { record: null } : {}) })} />
      <Combobox label={t("log.record")} placeholder={t("log.everyRecord")} value={named(props.choice.record)} search={search} onCommit={(choice) => props.onChange({ record: choice?.id ?? null })} />
      <Show when={props.choice.kind} keyed>
        {(kind) => <Select label={t("log.field")} placeholder={t("log.everyField")} options={fields(kind)} value={props.choice.path} onCommit={(path) => props.onChange({ path })} />}
      </Show>
      <DateInput label={t("report.from")} value={props.choice.from} onCommit={(from) => props.onChange({ from })} />
      <DateInput label={t("report.to")} value={props.choice.to} onCommit={(to) => props.onChange({ to })} />
    </div>
  );
};
