import { For, Show, type JSX } from "solid-js";
import type { FieldValue } from "#domain/schema/field.ts";
import { FieldEditor } from "#client/fields/field-editor.tsx";
import { lineFieldShape } from "#client/fields/field-shape.ts";
import { linePath } from "#domain/record/path.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Icon } from "#client/ui/icon.tsx";
import { withoutMust } from "./draft-form.tsx";
import { LineCell } from "./line-cell.tsx";
import { firstLineField, lineColumns } from "./line-columns.ts";
import { LineFrame } from "./line-frame.tsx";
import { focusLine, useLines } from "./lines.ts";
import { useRecord } from "./record-model.tsx";
import "./lines.css";

/** A list of lines of any kind, a column for each of its fields: added, changed, moved and removed in place. */
export const PlainLines = (props: { readonly list: string }): JSX.Element => {
  const record = useRecord();
  const { t, locale } = useI18n();
  let table: HTMLDivElement | undefined;
  const columns = lineColumns(record.entity, props.list);
  const begins = firstLineField(record.entity, props.list);
  const lines = useLines(props.list, (key) => focusLine(table, key, columns.find(({ name }) => name !== begins)?.name ?? begins ?? ""));
  const heading = (): string => record.words().fields[props.list] ?? props.list;
  const label = (name: string): string => lineFieldShape(record.entity, props.list, name, locale())?.label ?? name;
  const add = async (name: string, value: FieldValue): Promise<null> => {
    if (value !== null) await lines.add(t("lines.addTo", { list: heading() }), { [name]: value });
    return null;
  };
  return (
    <section class="lines" aria-label={heading()}>
      <h2 class="section-title">{heading()}</h2>
      <div class="lines__scroll">
        <div
          class="lines__table"
          role="table"
          aria-label={heading()}
          style={{ "--columns": [...columns.map(({ track }) => track), "var(--menu-size)"].join(" ") }}
          ref={(element) => (table = element)}
        >
          <Show when={lines.keys().length > 0}>
            <div class="lines__row lines__head" role="row">
              <For each={columns}>
                {({ name, figure }) => (
                  <span role="columnheader" class={figure ? "lines__figure" : undefined}>
                    {label(name)}
                  </span>
                )}
              </For>
              <span role="columnheader" class="quiet-only-for-ears">{t("ui.more")}</span>
            </div>
            <For each={lines.keys()}>
              {(key, index) => (
                <LineFrame list={props.list} lineKey={key} first={!lines.movable || index() === 0} last={!lines.movable || index() === lines.keys().length - 1} onMove={(by) => void lines.move(key, by)} onRemove={() => void lines.remove(key)}>
                  <For each={columns}>{({ name }) => <LineCell list={props.list} name={name} lineKey={key} value={lines.lineOf(key)?.[name]} />}</For>
                </LineFrame>
              )}
            </For>
          </Show>
        </div>
      </div>
      <Show when={!record.deniedAt(linePath(props.list, "new")) && begins !== null && lineFieldShape(record.entity, props.list, begins, locale())}>
        {(shape) => (
          <div class="lines__foot">
            <div class="add-inline">
              <Icon name="plus" />
              <FieldEditor
                bare
                inline
                label={t("lines.addTo", { list: heading() })}
                placeholder={t("lines.addTo", { list: heading() })}
                field={withoutMust(shape().field)}
                words={shape().words}
                value={null}
                onCommit={(value) => add(shape().name, value)}
              />
            </div>
          </div>
        )}
      </Show>
    </section>
  );
};
