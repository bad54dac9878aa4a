import { createMemo, For, Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { createCounts } from "#client/replica/live.ts";
import { useReplica } from "#client/replica/replica-context.tsx";
import { INDEX_FIELD, type ListState } from "./list-state.ts";

/** A wheel that only turns one way moves the strip along, as it has no bar of its own. */
const along = (event: WheelEvent): void => {
  if (!(event.currentTarget instanceof HTMLElement) || Math.abs(event.deltaY) <= Math.abs(event.deltaX)) return;
  event.currentTarget.scrollLeft += event.deltaY;
  event.preventDefault();
};

/** The groups of a list's index in their order, such as the surnames of contacts; a press shows one of them. */
export const IndexStrip = (props: { readonly list: ListState }): JSX.Element => {
  const { t, formats } = useI18n();
  const { list } = props;
  const counts = createCounts(useReplica().api, () => (list.past.state() === "there" ? list.indexed() : null), INDEX_FIELD, list.past.of);
  const groups = createMemo(() => counts().toSorted((a, b) => formats().compare(a.text, b.text)));
  /* Once it stands it stays, so that the rows below stay where they are while somebody types. */
  const stands = createMemo<boolean>((was) => was || groups().length > 1, false);
  return (
    <Show when={stands()}>
      <div class="index-strip" role="group" aria-label={t("list.index")} on:wheel={{ passive: false, handleEvent: along }}>
        <button type="button" class="index-strip__item" aria-pressed={list.index() === null} onClick={() => list.setIndex(null)}>
          {t("list.index.all")}
        </button>
        <For each={groups()}>
          {({ text, count }) => (
            <button
              type="button"
              class="index-strip__item"
              aria-pressed={list.index() === text}
              aria-label={`${text}, ${t("list.count", { count })}`}
              onClick={() => list.setIndex(list.index() === text ? null : text)}
            >
              {text}
              <span class="index-strip__count">{formats().number(String(count))}</span>
            </button>
          )}
        </For>
      </div>
    </Show>
  );
};
