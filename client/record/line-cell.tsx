import { Show, type JSX } from "solid-js";
import { linePath } from "#domain/record/path.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import type { RecordFilter } from "#client/fields/choices.ts";
import { FieldEditor } from "#client/fields/field-editor.tsx";
import { lineFieldShape } from "#client/fields/field-shape.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { lineFields } from "./line-changes.ts";
import { useRecord } from "./record-model.tsx";

export interface LineCellProps {
  readonly list: string;
  readonly name: string;
  readonly lineKey: string;
  readonly value: FieldValue | undefined;
  readonly only?: RecordFilter | undefined;
  readonly autofocus?: boolean | undefined;
}

/** One value of one line, edited where it stands. */
export const LineCell = (props: LineCellProps): JSX.Element => {
  const record = useRecord();
  const { t, locale } = useI18n();
  const place = (): string => linePath(props.list, props.lineKey, props.name);
  return (
    <Show when={lineFieldShape(record.entity, props.list, props.name, locale())}>
      {(shape) => (
        <div class="lines__cell" role="cell">
          <FieldEditor
            bare
            inline
            label={shape().label}
            field={shape().field}
            words={shape().words}
            name={props.name}
            value={props.value}
            only={props.only}
            autofocus={props.autofocus}
            placeholder={shape().field.kind === "ref" ? undefined : " "}
            readOnly={record.deniedAt(place()) !== null || shape().field.fixed === true}
            glow={record.glowOf(place())}
            presence={record.presence.inField(place())}
            onFocusIn={() => record.presence.enter(place())}
            onFocusOut={() => record.presence.leave(place())}
            onCommit={(value) => record.write(t("record.edited", { field: shape().label }), lineFields(props.list, props.lineKey, { [props.name]: value }))}
          />
        </div>
      )}
    </Show>
  );
};
