import { Show, type JSX } from "solid-js";
import { memberPath } from "#domain/record/path.ts";
import type { RecordId } from "#domain/id.ts";
import type { Values } from "#domain/record/change.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import { membersOf } from "#domain/schema/read.ts";
import { FieldEditor } from "#client/fields/field-editor.tsx";
import { fieldShape } from "#client/fields/field-shape.ts";
import { MembersEditor } from "#client/fields/members-editor.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica, type EditProblem } from "#client/replica/replica-context.tsx";
import type { CellEdit } from "#client/ui/data-table/table.ts";
import { useNotice } from "./notice.ts";
import "./cell-editor.css";

export interface CellEditorProps {
  readonly entity: Entity;
  readonly edit: CellEdit<Row>;
}

/** Edits the value of one cell where it stands. The row it began on is the one that is written, wherever it moves meanwhile. */
export const CellEditor = (props: CellEditorProps): JSX.Element => {
  const replica = useReplica();
  const notice = useNotice();
  const { t, locale } = useI18n();
  const shape = fieldShape(props.entity, props.edit.column, locale());
  const record: RecordId = props.edit.row.id;
  const write = async (values: Values): Promise<EditProblem | null> => {
    const outcome = await replica.edit(t("list.changed", { field: shape?.label ?? "" }), [{ record, values }]);
    return outcome.ok ? null : outcome.error;
  };
  /* A cell is gone by the time a refusal comes back, so it is said below instead of beside the value. */
  const commit = async (values: Values): Promise<null> => {
    notice(await write(values));
    return null;
  };
  return (
    <Show when={shape}>
      {(known) => (
        <Show
          when={known().many}
          fallback={
            <FieldEditor
              bare
              autofocus
              open={known().field.kind === "option"}
              label={known().label}
              field={known().field}
              words={known().words}
              name={known().name}
              value={props.edit.row[known().name]}
              onClosed={() => props.edit.done("stay")}
              onCommit={(value) => commit({ [known().name]: value })}
            />
          }
        >
          <MembersEditor
            bare
            autofocus
            label={known().label}
            of={known().field}
            words={known().words}
            members={membersOf(props.edit.row, known().name)}
            onAdd={(id) => void commit({ [memberPath(known().name, id)]: 1 })}
            onRemove={(id) => void commit({ [memberPath(known().name, id)]: null })}
          />
        </Show>
      )}
    </Show>
  );
};
