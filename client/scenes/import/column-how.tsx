import { createMemo, For, Match, Show, Switch, type JSX } from "solid-js";
import { optionChoices } from "#client/fields/choices.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Checkbox } from "#client/ui/checkbox.tsx";
import { Select } from "#client/ui/select.tsx";
import { entityOf } from "#client/replica/seen.ts";
import { wordsOf } from "#domain/entities/words.ts";
import type { Field } from "#domain/schema/field.ts";
import type { ColumnMap, ImportMap } from "#domain/transfer/import-map.ts";
import { DATE_ORDERS, type DateOrder } from "#domain/transfer/read-date.ts";
import type { ImportSession } from "#client/transfer/import-session.ts";
import { fieldOfTarget, unknownTexts, withColumn, withFormat, withOption } from "#client/transfer/map-edits.ts";

export interface ColumnHowProps {
  readonly session: ImportSession;
  readonly map: ImportMap;
  /** Place of the column in the map. */
  readonly at: number;
  readonly cells: readonly string[];
}

const NUMERIC = new Set<Field["kind"]>(["money", "decimal", "percent", "integer"]);
const DATED = new Set<Field["kind"]>(["day", "instant"]);
const MOST_OPTIONS = 12;

/** How the cells of a column are read: format of dates and numbers, what to do with unknown names, what texts mean. */
export const ColumnHow = (props: ColumnHowProps): JSX.Element => {
  const { t } = useI18n();
  const entity = () => entityOf(props.map.entity);
  const column = (): ColumnMap | undefined => props.map.columns[props.at];
  const field = createMemo(() => {
    const to = column()?.to;
    return to === undefined ? undefined : fieldOfTarget(entity(), to);
  });
  const set = (next: ImportMap): void => props.session.setMap(next);
  return (
    <div class="import-how">
      <Switch>
        <Match when={DATED.has(field()?.kind ?? "text")}>
          <Select
            bare
            required
            label={t("import.how.date")}
            options={DATE_ORDERS.map((id) => ({ id, label: t(`import.date.${id}`) }))}
            value={column()?.format?.date ?? "ymd"}
            onCommit={(date) => set(withFormat(props.map, props.at, { date: date === "ymd" ? undefined : (date as DateOrder) }))}
          />
          <Show when={entity().stages && field()?.kind === "day"}>
            <Checkbox
              label={t("import.how.onlyClosed")}
              checked={column()?.onlyClosed === true}
              onCommit={(on) => {
                const { onlyClosed: _before, ...rest } = column() ?? { to: "" };
                set({ ...props.map, columns: props.map.columns.map((each, at) => (at === props.at ? { ...rest, ...(on ? { onlyClosed: true as const } : {}) } : each)) });
              }}
            />
          </Show>
        </Match>
        <Match when={NUMERIC.has(field()?.kind ?? "text")}>
          <Select
            bare
            required
            label={t("import.how.decimal")}
            options={[{ id: ".", label: "1,234.56" }, { id: ",", label: "1.234,56" }]}
            value={column()?.format?.decimal ?? "."}
            onCommit={(decimal) => set(withFormat(props.map, props.at, { decimal: decimal === "," ? "," : undefined }))}
          />
          <Show when={field()?.kind === "percent"}>
            <Checkbox label={t("import.how.fraction")} checked={column()?.format?.fraction === true} onCommit={(on) => set(withFormat(props.map, props.at, { fraction: on ? true : undefined }))} />
          </Show>
        </Match>
        <Match when={field()?.kind === "ref"}>
          <ReferenceHow {...props} field={field() as Extract<Field, { kind: "ref" }>} column={column() as ColumnMap} />
        </Match>
        <Match when={field()?.kind === "option"}>
          <OptionHow {...props} field={field() as Extract<Field, { kind: "option" }>} column={column() as ColumnMap} />
        </Match>
      </Switch>
    </div>
  );
};

const ReferenceHow = (props: ColumnHowProps & { readonly field: Extract<Field, { kind: "ref" }>; readonly column: ColumnMap }): JSX.Element => {
  const { t, locale } = useI18n();
  const kind = (): string => wordsOf(locale(), props.field.to).one.toLocaleLowerCase(locale());
  const usual = (): "create" | "refuse" => (props.field.to === "user" ? "refuse" : "create");
  return (
    <>
      <Select
        bare
        required
        label={t("import.how.missing", { kind: kind() })}
        options={(["create", "leave", "refuse"] as const).map((id) => ({ id, label: t("import.how.unknown", { what: t(`import.missing.${id}`, { kind: kind() }) }) }))}
        value={props.column.missing ?? usual()}
        onCommit={(missing) => props.session.setMap(withColumn(props.map, props.at, { missing: missing as "create" | "leave" | "refuse" }))}
      />
      <Checkbox
        label={t("import.how.tolerant")}
        checked={props.column.match !== "exact"}
        onCommit={(on) => props.session.setMap(withColumn(props.map, props.at, { match: on ? "tolerant" : "exact" }))}
      />
    </>
  );
};

const OptionHow = (props: ColumnHowProps & { readonly field: Extract<Field, { kind: "option" }>; readonly column: ColumnMap }): JSX.Element => {
  const { t, locale } = useI18n();
  const entity = () => entityOf(props.map.entity);
  const texts = createMemo(() => unknownTexts(entity(), props.column, props.cells), [], { equals: (a, b) => a.join("\n") === b.join("\n") });
  return (
    <Show when={texts().length > 0}>
      <ul class="import-values" aria-label={t("import.how.values")}>
        <For each={texts().slice(0, MOST_OPTIONS)}>
          {(text) => (
            <li>
              <span dir="auto">{text}</span>
              <Select
                bare
                label={t("import.how.valueOf", { text })}
                placeholder={t("import.how.noOption")}
                options={optionChoices(props.field, wordsOf(locale(), entity().kind).options[props.column.to])}
                value={props.column.format?.values?.[text] ?? null}
                onCommit={(option) => props.session.setMap(withOption(props.map, props.at, text, option))}
              />
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
};
