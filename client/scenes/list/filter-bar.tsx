import { For, Show, type JSX } from "solid-js";
import { useRecordName } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useCurrency } from "#client/fields/currency.ts";
import { Button } from "#client/ui/button.tsx";
import { Icon } from "#client/ui/icon.tsx";
import { withoutPart } from "#client/query/filter-tree.ts";
import { partWords, type FilterWords } from "#client/query/filter-words.ts";
import type { ListState } from "./list-state.ts";

/** What the list is narrowed by beside the search, which ends where it is typed, as chips: a press edits, the cross removes, one button ends it all. */
export const FilterBar = (props: { readonly list: ListState; readonly onEdit: () => void }): JSX.Element => {
  const i18n = useI18n();
  const { t } = i18n;
  const nameOf = useRecordName();
  const currency = useCurrency();
  const words = (): FilterWords => ({ i18n, fields: props.list.filterFields(), nameOf, currency: currency() });
  const groupText = (): string => partWords(words(), props.list.group());
  const joined = (): boolean => props.list.group().join !== "all" && props.list.group().parts.length > 1;
  const remove = (index: number): void => props.list.setGroup(withoutPart(props.list.group(), [index]));
  return (
    <Show when={props.list.group().parts.length > 0 || props.list.index() !== null}>
      <div class="filter-bar" role="group" aria-label={t("list.filter")}>
        <Show
          when={joined() || props.list.group().join === "none"}
          fallback={
            <For each={props.list.group().parts}>
              {(part, index) => <FilterChip text={partWords(words(), part)} onEdit={props.onEdit} onRemove={() => remove(index())} />}
            </For>
          }
        >
          <FilterChip text={groupText()} onEdit={props.onEdit} onRemove={() => props.list.setGroup({ join: "all", parts: [] })} />
        </Show>
        <Show when={props.list.index()}>
          {(value) => <FilterChip text={value()} onEdit={() => props.list.setIndex(null)} onRemove={() => props.list.setIndex(null)} />}
        </Show>
        <Show when={props.list.narrowed()}>
          <Button size="small" kind="quiet" icon="x" onClick={() => props.list.clear()}>
            {t("list.cancelSearch")}
          </Button>
        </Show>
      </div>
    </Show>
  );
};

const FilterChip = (props: { readonly text: string; readonly onEdit: () => void; readonly onRemove: () => void }): JSX.Element => {
  const { t } = useI18n();
  return (
    <span class="filter-chip">
      <button type="button" class="filter-chip__words" onClick={() => props.onEdit()}>
        {props.text}
      </button>
      <button type="button" class="filter-chip__remove" aria-label={t("ui.remove", { name: props.text })} onClick={() => props.onRemove()}>
        <Icon name="x" size={12} />
      </button>
    </span>
  );
};
