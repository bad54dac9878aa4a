import { createEffect, createMemo, createSignal, For, on, onCleanup, Show, Suspense, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { createMedia } from "#client/theme/theme.ts";
import { IconButton } from "#client/ui/button.tsx";
import { isFocusLost } from "#client/ui/focus.ts";
import { Icon, iconOf } from "#client/ui/icon.tsx";
import { late } from "#client/ui/late.ts";
import { findEntity } from "#client/replica/seen.ts";
import { kindOf, type RecordId } from "#domain/id.ts";
import type { Pane, WorkTabs } from "./work-tabs.ts";

const SplitHandle = late(async () => (await import("#client/ui/split-handle.tsx")).SplitHandle);

export interface WorkAreaProps {
  readonly tabs: WorkTabs;
  /** The list, board or report that records open over; it stays alive while they do. */
  readonly list: JSX.Element;
  readonly listLabel: string;
  readonly titleOf: (record: RecordId) => string | undefined;
  readonly renderRecord: (record: RecordId) => JSX.Element;
  /** Told after a tab was chosen or closed, so that the address can follow. */
  readonly onShow?: ((pane: Pane) => void) | undefined;
}

export const WorkArea = (props: WorkAreaProps): JSX.Element => {
  const { t } = useI18n();
  const upright = createMedia("(orientation: portrait) and (max-width: 900px)");
  const [moved, setMoved] = createSignal<number | null>(null);
  let frame: HTMLDivElement | undefined;
  let strip: HTMLElement | undefined;
  /** What had the focus in the list. */
  let held: HTMLElement | undefined;
  const share = (): number => moved() ?? props.tabs.share();
  const isShown = (pane: Pane): boolean => props.tabs.front() === pane || props.tabs.beside() === pane;
  /* Before the next paint, once everything of the record is drawn: the browser lays it out once. */
  createEffect(
    on(props.tabs.front, () => {
      const frame = requestAnimationFrame(() => strip?.querySelector("[data-front]")?.scrollIntoView({ block: "nearest", inline: "nearest" }));
      onCleanup(() => cancelAnimationFrame(frame));
    }),
  );
  createEffect(on(() => isShown("list"), (is) => is && isFocusLost() && held?.focus({ preventScroll: true }), { defer: true }));
  const records = createMemo(() => props.tabs.tabs().filter(isShown));
  const show = (pane: Pane): void => {
    props.tabs.show(pane);
    props.onShow?.(props.tabs.front());
  };
  const title = (record: RecordId): string => props.titleOf(record) ?? t("shell.untitled");
  /* Panes keep their element and only change places, so that nothing in them loses its scroll position or focus. */
  const placeOf = (pane: Pane): JSX.CSSProperties => {
    if (props.tabs.beside() === null) return { order: 1, flex: "1 1 0" };
    const left = props.tabs.beside() === pane;
    return { order: left ? 1 : 3, flex: `${left ? share() : 1 - share()} 1 0` };
  };
  const besideLabel = (): string => t(props.tabs.beside() === null ? "shell.beside" : "shell.alone");
  const toggleBeside = (): void => {
    const front = props.tabs.front();
    if (props.tabs.beside() !== null) props.tabs.alone();
    else if (front !== "list") {
      props.tabs.show("list");
      props.tabs.openBeside(front);
    }
  };
  return (
    <>
      <Show when={props.tabs.tabs().length > 0}>
        <nav ref={(element) => (strip = element)} class="work-tabs" aria-label={t("shell.tabs")}>
          <div class="work-tab" data-front={props.tabs.front() === "list" ? "" : undefined} data-shown={isShown("list") ? "" : undefined}>
            <button type="button" class="work-tab__name" aria-current={props.tabs.front() === "list"} onClick={() => show("list")}>
              <span class="work-tab__words">{props.listLabel}</span>
            </button>
          </div>
          <For each={props.tabs.tabs()}>
            {(record) => (
              <div
                class="work-tab"
                data-front={props.tabs.front() === record ? "" : undefined}
                data-shown={props.tabs.beside() === record ? "" : undefined}
                onAuxClick={(event) => event.button === 1 && props.tabs.close(record)}
              >
                <button type="button" class="work-tab__name" aria-current={props.tabs.front() === record} onClick={() => show(record)}>
                  <Icon name={iconOf(findEntity(kindOf(record))?.icon ?? "")} size={14} />
                  <span class="work-tab__words" dir="auto">
                    {title(record)}
                  </span>
                </button>
                <button
                  type="button"
                  class="work-tab__close"
                  aria-label={t("shell.closeTab", { name: title(record) })}
                  onClick={() => {
                    props.tabs.close(record);
                    props.onShow?.(props.tabs.front());
                  }}
                >
                  <Icon name="x" size={13} />
                </button>
              </div>
            )}
          </For>
          <Show when={props.tabs.front() !== "list" || props.tabs.beside() !== null}>
            <div class="work-tabs__end">
              <IconButton icon="columns-2" size="small" label={besideLabel()} pressed={props.tabs.beside() !== null} onClick={toggleBeside} />
            </div>
          </Show>
        </nav>
      </Show>
      <div ref={(element) => (frame = element)} class="work" data-stacked={upright() ? "" : undefined}>
        <div class="work__pane work__list" inert={!isShown("list")} style={placeOf("list")} onFocusIn={({ target }) => target instanceof HTMLElement && (held = target)}>
          {props.list}
        </div>
        <Show when={props.tabs.beside() !== null}>
          <Suspense>
            <SplitHandle
              frame={() => frame}
              share={share()}
              onMove={setMoved}
              onShare={(next) => {
                setMoved(null);
                props.tabs.setShare(next);
              }}
              stacked={upright()}
            />
          </Suspense>
        </Show>
        <For each={records()}>
          {(record) => (
            <div class="work__pane" style={placeOf(record)}>
              {props.renderRecord(record)}
            </div>
          )}
        </For>
      </div>
    </>
  );
};
