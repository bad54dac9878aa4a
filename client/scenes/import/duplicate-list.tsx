import { For, Show, type JSX } from "solid-js";
import { RecordLink } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import { Segmented } from "#client/ui/segmented.tsx";
import { wordsOf } from "#domain/entities/words.ts";
import type { PossibleDuplicate } from "#domain/transfer/import-plan.ts";
import type { Choice } from "#domain/transfer/plan-context.ts";
import type { PlanSummary } from "#workers/transfer/plan-summary.ts";
import type { ImportSession } from "#client/transfer/import-session.ts";

type Word = "create" | "skip" | "update";

const choiceFor = (word: Word, duplicate: PossibleDuplicate): Choice => (word === "update" ? { update: duplicate.twin.id } : word);
/** Empty while nobody has decided. */
const wordOf = (choice: Choice | undefined, { open, does }: PossibleDuplicate): Word | "" => {
  if (choice === undefined) return open ? "" : does;
  return typeof choice === "string" ? choice : "update";
};

/** Rows that may be records which exist already, or one another: decided before anything is written. */
export const DuplicateList = (props: { readonly session: ImportSession; readonly summary: PlanSummary }): JSX.Element => {
  const { t, locale, formats } = useI18n();
  const labels = (kind: string, fields: readonly string[]): string => formats().list(fields.map((name) => wordsOf(locale(), kind).fields[name] ?? name));
  const words = (duplicate: PossibleDuplicate): readonly Word[] => (duplicate.twin.line === null ? ["create", "update", "skip"] : ["create", "skip"]);
  const hidden = (): number => props.summary.duplicateCount - props.summary.duplicates.length;
  /** Those that are not listed follow the rule of the whole file. */
  const all = (word: Word): void => {
    for (const duplicate of props.summary.duplicates) if (words(duplicate).includes(word)) props.session.choose([duplicate.line], choiceFor(word, duplicate));
    const map = props.session.map();
    if (hidden() > 0 && map && word !== "update") props.session.setMap({ ...map, duplicates: word });
  };
  return (
    <>
      <div class="import-row">
        <h3>{t("import.duplicate.title", { count: props.summary.duplicateCount })}</h3>
        <span class="import-quiet">{t("import.duplicate.all")}</span>
        <For each={["create", "update", "skip"] as const}>
          {(word) => (
            <Button size="small" kind="quiet" onClick={() => all(word)}>
              {t(`import.duplicate.${word}`)}
            </Button>
          )}
        </For>
      </div>
      <Show when={props.summary.undecided > 0}>
        <p class="import-warning">{t("import.duplicate.ask")}</p>
      </Show>
      <ul class="import-list">
        <For each={props.summary.duplicates}>
          {(duplicate) => (
            <li>
              <span dir="auto">
                {t("import.check.line", { line: String(duplicate.line) })} · {duplicate.title}
                <span class="import-quiet">
                  {" "}
                  {t("import.duplicate.same", { fields: labels(duplicate.kind, duplicate.fields) })}{" "}
                  <Show when={duplicate.twin.line === null} fallback={t("import.duplicate.inLine", { line: String(duplicate.twin.line), title: duplicate.twin.title })}>
                    <RecordLink id={duplicate.twin.id} />
                  </Show>
                </span>
              </span>
              <Segmented
                label={t("import.duplicate.choice", { name: duplicate.title })}
                options={words(duplicate).map((id) => ({ id, label: t(`import.duplicate.${id}`) }))}
                value={wordOf(props.session.choices()[duplicate.line], duplicate)}
                onChange={(word) => props.session.choose([duplicate.line], choiceFor(word as Word, duplicate))}
              />
            </li>
          )}
        </For>
      </ul>
      <Show when={hidden() > 0}>
        <p class="import-quiet">{t("import.duplicate.more", { count: hidden() })}</p>
      </Show>
    </>
  );
};
