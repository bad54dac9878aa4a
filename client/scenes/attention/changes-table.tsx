import { For, Show, type JSX } from "solid-js";
import type { RecordId } from "#domain/id.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { PathValue } from "#client/record/path-words.tsx";
import { describePath } from "#client/record/told-path.ts";
import { valueInPaths } from "#client/replica/row-paths.ts";

export interface ChangesTableProps {
  readonly kind: Entity;
  /** The record as it stands; null when it is not here. */
  readonly row: Row | null;
  readonly record: RecordId | null;
  readonly changes: readonly { readonly path: string; readonly to: FieldValue }[];
  /** What stands at a path, where that is known better than from the row. */
  readonly known?: { readonly path: string; readonly value: FieldValue } | null;
  /** The change is somebody else's. */
  readonly proposed?: boolean;
  /** The path that is the reason of a refusal. */
  readonly refused?: string | null;
}

/** What was wanted at each path beside what stands there. */
export const ChangesTable = (props: ChangesTableProps): JSX.Element => {
  const { t, locale } = useI18n();
  const wanted = (): string => t(props.proposed ? "requests.proposed" : "attention.wanted");
  const stands = (path: string): FieldValue => {
    if (props.known?.path === path) return props.known.value;
    return props.row ? valueInPaths(props.kind, props.row, path) : null;
  };
  return (
    <table class="refused__table">
      <thead class="quiet-only-for-ears">
        <tr>
          <th scope="col">{t("attention.field")}</th>
          <th scope="col">{wanted()}</th>
          <th scope="col">{t("attention.stands")}</th>
        </tr>
      </thead>
      <tbody>
        <For each={props.changes}>
          {(change) => {
            const told = describePath(props.kind, change.path, props.row ?? { id: props.record ?? ("" as RecordId) }, locale());
            const both = (): boolean => told.plain === null;
            return (
              <tr data-refused={props.refused === change.path ? "" : undefined}>
                <th scope="row">{told.label}</th>
                <td>
                  <Show when={both()}>
                    <span class="refused__caption">{wanted()}</span>
                  </Show>
                  <span class="refused__value">
                    <Show when={both()} fallback={t(told.plain?.[change.to === null ? "removed" : "added"] ?? "timeline.proseEdited")}>
                      <Show when={change.to !== null} fallback={<span class="quiet">{t("timeline.empty")}</span>}>
                        <PathValue told={told} value={change.to} />
                      </Show>
                    </Show>
                  </span>
                </td>
                <td>
                  <Show when={both()}>
                    <span class="refused__caption">{t("attention.stands")}</span>
                    <Show when={stands(change.path) !== null} fallback={<span class="quiet">{t(props.row === null ? "attention.hidden" : "timeline.empty")}</span>}>
                      <PathValue told={told} value={stands(change.path)} />
                    </Show>
                  </Show>
                </td>
              </tr>
            );
          }}
        </For>
      </tbody>
    </table>
  );
};
