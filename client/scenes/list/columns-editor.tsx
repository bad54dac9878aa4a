import { createMemo, createSignal, For, Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button, IconButton } from "#client/ui/button.tsx";
import { Checkbox } from "#client/ui/checkbox.tsx";
import { TextInput } from "#client/ui/text-input.tsx";
import type { ListField } from "#client/query/list-fields.ts";
import type { ListState } from "./list-state.ts";
import type { ColumnSpec } from "#client/query/view-spec.ts";
import "./columns-editor.css";

const SHOWN_WITHOUT_SEARCH = 12;

/** Which columns are shown and in which order. */
export const ColumnsEditor = (props: { readonly list: ListState }): JSX.Element => {
  const { t } = useI18n();
  const [text, setText] = createSignal("");
  const shown = (): readonly ColumnSpec[] => props.list.columns();
  const position = (path: string): number => shown().findIndex((column) => column.path === path);
  const ordered = createMemo<readonly ListField[]>(() => {
    const wanted = text().trim().toLowerCase();
    const chosen = shown().flatMap((column) => props.list.known().find((known) => known.path === column.path) ?? []);
    const rest = props.list.known().filter((known) => position(known.path) < 0);
    return [...chosen, ...rest].filter((known) => known.label.toLowerCase().includes(wanted));
  });
  const toggle = (path: string, on: boolean): void => {
    const next = on ? [...shown(), { path }] : shown().filter((column) => column.path !== path);
    if (next.length > 0) props.list.change({ columns: next });
  };
  const move = (path: string, by: -1 | 1): void => {
    const from = position(path);
    const column = shown()[from];
    if (!column || from + by < 0 || from + by >= shown().length) return;
    props.list.change({ columns: shown().toSpliced(from, 1).toSpliced(from + by, 0, column) });
  };
  return (
    <div class="columns-editor">
      <Show when={props.list.known().length > SHOWN_WITHOUT_SEARCH}>
        <TextInput bare label={t("list.columns.find")} placeholder={t("list.columns.find")} icon="search" type="search" value={null} onInput={setText} />
      </Show>
      <ul class="columns-editor__list">
        <For each={ordered()}>
          {(column) => (
            <li class="columns-editor__line">
              <Checkbox label={column.label} checked={position(column.path) >= 0} onCommit={(on) => toggle(column.path, on)} />
              <Show when={position(column.path) >= 0 && text() === ""}>
                <span class="columns-editor__moves">
                  <IconButton size="small" icon="arrow-up" label={t("list.columns.up", { name: column.label })} onClick={() => move(column.path, -1)} />
                  <IconButton size="small" icon="arrow-down" label={t("list.columns.down", { name: column.label })} onClick={() => move(column.path, 1)} />
                </span>
              </Show>
            </li>
          )}
        </For>
      </ul>
      <Button size="small" kind="quiet" icon="rotate-ccw" onClick={() => props.list.change({ columns: [], frozen: 1 })}>
        {t("list.columns.usual")}
      </Button>
    </div>
  );
};
