import { For, Show, type JSX } from "solid-js";
import { useCurrency } from "#client/fields/currency.ts";
import { useRecordName } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { FilterEditor } from "#client/query/filter-editor.tsx";
import { countOf, EMPTY_GROUP } from "#client/query/filter-tree.ts";
import { viewWords } from "#client/query/view-words.ts";
import { Button } from "#client/ui/button.tsx";
import { wordsOf } from "#domain/entities/words.ts";
import type { Filter } from "#domain/schema/entity.ts";
import type { ListState } from "./list-state.ts";
import "#client/query/filter-editor.css";

/** What narrows a list: the conditions that its view comes with, and those of the person. */
export const ListFilter = (props: { readonly list: ListState }): JSX.Element => {
  const { t } = useI18n();
  return (
    <div class="filter-editor">
      <Show when={props.list.viewFilter()}>{(filter) => <ViewConditions list={props.list} filter={filter()} />}</Show>
      <p class="filter-editor__title">{t("list.filter.title")}</p>
      <FilterEditor fields={props.list.filterFields()} group={props.list.group()} onChange={props.list.setGroup} />
      <Show when={countOf(props.list.group()) > 0}>
        <Button size="small" kind="quiet" icon="x" onClick={() => props.list.setGroup(EMPTY_GROUP)}>
          {t("list.filter.clear")}
        </Button>
      </Show>
    </div>
  );
};

const ViewConditions = (props: { readonly list: ListState; readonly filter: Filter }): JSX.Element => {
  const i18n = useI18n();
  const { t } = i18n;
  const nameOf = useRecordName();
  const currency = useCurrency();
  const sentences = (): readonly string[] =>
    viewWords({ i18n, fields: props.list.filterFields(), nameOf, currency: currency() }, wordsOf(i18n.locale(), props.list.entity.kind).fields, props.filter);
  return (
    <section class="view-conditions" aria-label={t("list.filter.ofView")}>
      <p class="filter-editor__title">{t("list.filter.ofView")}</p>
      <ul>
        <For each={sentences()}>{(sentence) => <li>{sentence}</li>}</For>
      </ul>
      <p class="view-conditions__hint">{t("list.filter.ofViewText", { name: t("list.all") })}</p>
    </section>
  );
};
