import { Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { IconButton } from "#client/ui/button.tsx";
import { Icon } from "#client/ui/icon.tsx";
import { Menu } from "#client/ui/menu.tsx";
import { PAGE_SIZES } from "#client/query/list-memory.ts";
import type { MemoryStore } from "#client/query/memory-store.ts";
import { pageOf } from "./paging.ts";

export interface PagerProps {
  readonly store: MemoryStore;
  readonly count: number;
  /** Records are still arriving. */
  readonly growing: boolean;
}

/** How much there is, how many rows a page has, and which page this is. */
export const Pager = (props: PagerProps): JSX.Element => {
  const { t } = useI18n();
  const page = () => pageOf(props.store.part("page"), props.store.part("pageSize"), props.count);
  const go = (at: number): void => props.store.keep({ page: at, place: null });
  const sizeWords = (size: number): string => (size === 0 ? t("list.page.scroll") : t("list.page.rows", { count: size }));
  const total = (): string => t(props.growing ? "list.countSoFar" : "list.count", { count: props.count });
  const range = (): string => t("list.page.range", { first: page().first + 1, last: page().first + page().size, count: props.count });
  return (
    <div class="pager">
      <span class="pager__count" aria-live="polite">
        {page().paged && props.count > 0 && !props.growing ? range() : total()}
      </span>
      <Menu
        label={t("list.page.size")}
        triggerSize="small"
        placement="top-start"
        trigger={
          <>
            <span>{sizeWords(props.store.part("pageSize"))}</span>
            <Icon name="chevron-down" size={14} />
          </>
        }
        items={PAGE_SIZES.map((size) => ({
          id: String(size),
          label: sizeWords(size),
          checked: props.store.part("pageSize") === size,
          run: () => props.store.keep({ pageSize: size, page: 0, place: null }),
        }))}
      />
      <Show when={page().pages > 1}>
        <span class="pager__moves">
          <IconButton
            size="small"
            icon="chevron-left"
            label={t("list.page.previous")}
            aria-hidden={page().at === 0 ? "true" : undefined}
            style={{ visibility: page().at === 0 ? "hidden" : "visible" }}
            onClick={() => go(page().at - 1)}
          />
          <span class="pager__at">
            {page().at + 1} / {page().pages}
          </span>
          <IconButton
            size="small"
            icon="chevron-right"
            label={t("list.page.next")}
            style={{ visibility: page().at === page().pages - 1 ? "hidden" : "visible" }}
            onClick={() => go(page().at + 1)}
          />
        </span>
      </Show>
    </div>
  );
};
