import { For, Show, type JSX } from "solid-js";
import { optionChoices } from "#client/fields/choices.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import { Select } from "#client/ui/select.tsx";
import { entityOf } from "#client/replica/seen.ts";
import { wordsOf } from "#domain/entities/words.ts";
import type { UnknownText } from "#workers/transfer/group-unknown.ts";
import type { PlanSummary } from "#workers/transfer/plan-summary.ts";
import type { ImportSession } from "#client/transfer/import-session.ts";
import { fieldOfTarget, targetLabel, withColumn, withOption } from "#client/transfer/map-edits.ts";

/** Texts that many rows share and that mean nothing here: explained once instead of row by row. */
export const UnknownTexts = (props: { readonly session: ImportSession; readonly summary: PlanSummary }): JSX.Element => {
  const { t } = useI18n();
  return (
    <Show when={props.summary.unknown.length > 0}>
      <h3>{t("import.unknown.title")}</h3>
      <ul class="import-list">
        <For each={props.summary.unknown}>{(group) => <UnknownLine session={props.session} group={group} />}</For>
      </ul>
    </Show>
  );
};

const UnknownLine = (props: { readonly session: ImportSession; readonly group: UnknownText }): JSX.Element => {
  const { t, locale } = useI18n();
  const entity = () => entityOf(props.session.map()?.entity ?? "customer");
  const field = () => fieldOfTarget(entity(), props.group.to);
  const column = () => props.session.map()?.columns[props.group.at];
  const choices = () => {
    const known = field();
    return known ? optionChoices(known, wordsOf(locale(), entity().kind).options[props.group.to]) : [];
  };
  const missing = (rule: "create" | "leave"): void => {
    const map = props.session.map();
    if (map) props.session.setMap(withColumn(map, props.group.at, { missing: rule }));
  };
  const kind = (): string => {
    const known = field();
    return known?.kind === "ref" ? wordsOf(locale(), known.to).one.toLocaleLowerCase(locale()) : "";
  };
  const sentence = () => {
    if (props.group.is === "option") return "import.unknown.option" as const;
    return props.group.texts === 1 ? ("import.unknown.reference" as const) : ("import.unknown.references" as const);
  };
  return (
    <li>
      <span dir="auto">
        {t(sentence(), { field: targetLabel(entity(), props.group.to, locale()), text: props.group.text, kind: kind(), count: props.group.texts })}
      </span>
      <span class="import-quiet">{t("import.rows", { count: props.group.rows })}</span>
      <Show
        when={props.group.is === "option"}
        fallback={
          <span class="import-buttons">
            <Button size="small" pressed={column()?.missing === "create"} onClick={() => missing("create")}>
              {t("import.unknown.create", { kind: kind() })}
            </Button>
            <Button size="small" pressed={column()?.missing === "leave"} onClick={() => missing("leave")}>
              {t("import.unknown.leave")}
            </Button>
          </span>
        }
      >
        <Select
          bare
          label={t("import.how.valueOf", { text: props.group.text })}
          placeholder={t("import.how.noOption")}
          options={choices()}
          value={column()?.format?.values?.[props.group.text] ?? null}
          onCommit={(option) => {
            const map = props.session.map();
            if (map) props.session.setMap(withOption(map, props.group.at, props.group.text, option));
          }}
        />
      </Show>
    </li>
  );
};
