import { createMemo, For, Show, type JSX } from "solid-js";
import "./tabs.css";

export interface TabItem {
  readonly id: string;
  readonly label: string;
  /** Quiet figure after the label. */
  readonly count?: number | undefined;
}

export interface TabsProps {
  readonly label: string;
  readonly items: readonly TabItem[];
  readonly value: string;
  /** The work below the tabs belongs to the caller. */
  readonly onChange: (id: string) => void;
  /** Controls at the end of the tab line. */
  readonly end?: JSX.Element;
}

/** Which tab a key leads to from the one at `at`; null for any other key. */
const tabAt = (key: string, at: number, count: number): number | null => {
  if (key === "ArrowRight") return (at + 1) % count;
  if (key === "ArrowLeft") return (at + count - 1) % count;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
};

/** One stop for the Tab key; arrows go from tab to tab and choose. */
export const Tabs = (props: TabsProps): JSX.Element => {
  let list: HTMLDivElement | undefined;
  const step = (event: KeyboardEvent, at: number): void => {
    const to = event.altKey || event.ctrlKey || event.metaKey ? null : tabAt(event.key, at, props.items.length);
    const item = to === null ? undefined : props.items[to];
    if (to === null || !item) return;
    event.preventDefault();
    props.onChange(item.id);
    list?.querySelectorAll<HTMLElement>("[role=tab]")[to]?.focus();
  };
  /** With none chosen, the first one takes the focus. */
  const isStop = (id: string, at: number): boolean => props.value === id || (at === 0 && props.items.every((item) => item.id !== props.value));
  /* By id, so that a tab with other words or another count is the same element and keeps the focus. */
  const ids = createMemo(() => props.items.map(({ id }) => id));
  const itemOf = (id: string): TabItem | undefined => props.items.find((item) => item.id === id);
  return (
    <div class="tabs">
      <div class="tabs__line">
        <div class="tabs__list" role="tablist" aria-label={props.label} ref={(element) => (list = element)}>
          <For each={ids()}>
            {(id, at) => (
              <button
                type="button"
                role="tab"
                class="tabs__tab"
                aria-selected={props.value === id}
                tabindex={isStop(id, at()) ? 0 : -1}
                onClick={() => props.onChange(id)}
                onKeyDown={(event) => step(event, at())}
              >
                {itemOf(id)?.label}
                <Show when={itemOf(id)?.count !== undefined}>
                  <span class="tabs__count">{itemOf(id)?.count}</span>
                </Show>
              </button>
            )}
          </For>
        </div>
        {props.end}
      </div>
    </div>
  );
};
