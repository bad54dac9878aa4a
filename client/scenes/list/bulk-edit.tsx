import { createEffect, createMemo, createSignal, on, onCleanup, Show, type JSX } from "solid-js";
import type { RecordId } from "#domain/id.ts";
import { memberPath } from "#domain/record/path.ts";
import type { Values } from "#domain/record/change.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { FieldEditor } from "#client/fields/field-editor.tsx";
import { MembersEditor } from "#client/fields/members-editor.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Button } from "#client/ui/button.tsx";
import { Combobox } from "#client/ui/combobox.tsx";
import { SidePanel } from "#client/ui/dialog.tsx";
import type { Choice } from "#client/ui/option.ts";
import { useNotice, useUndoNotice } from "#client/record/notice.ts";
import { allowedOf } from "#client/record/allowed.ts";
import type { ListField } from "#client/query/list-fields.ts";
import type { ListState } from "./list-state.ts";

export interface BulkEditProps {
  readonly list: ListState;
  readonly records: readonly RecordId[];
  readonly onClose: () => void;
}

/** Sets one field of every selected record. Says beforehand how many of them the person may change. */
export const BulkEdit = (props: BulkEditProps): JSX.Element => {
  const { t } = useI18n();
  const replica = useReplica();
  const notice = useNotice();
  const said = useUndoNotice();
  const [field, setField] = createSignal<ListField | null>(null);
  const [value, setValue] = createSignal<FieldValue>(null);
  const [members, setMembers] = createSignal<readonly string[]>([]);
  /* Emptying many records looks like a field that was forgotten, so it is asked for twice. */
  const [asking, setAsking] = createSignal(false);
  const [allowed, setAllowed] = createSignal<readonly RecordId[] | null>(null);
  const fields = createMemo(() => props.list.known().filter((known) => known.stored));

  const values = createMemo<Values | null>(() => {
    const chosen = field();
    if (!chosen) return null;
    if (chosen.from !== "set") return { [chosen.path]: value() };
    return members().length === 0 ? null : Object.fromEntries(members().map((member) => [memberPath(chosen.path, member), 1]));
  });

  /* An answer that was overtaken by another choice is dropped. */
  createEffect(
    on([values, () => props.records], ([wanted, records]) => {
      let overtaken = false;
      onCleanup(() => (overtaken = true));
      setAllowed(null);
      if (wanted) void allowedOf(replica.api, records, wanted).then((found) => overtaken || setAllowed(found));
    }),
  );

  const hindrance = (): string | undefined => {
    if (!values()) return t("list.bulk.noField");
    const found = allowed();
    if (!found) return t("list.bulk.checking");
    return found.length === 0 ? t("list.bulk.noneAllowed") : undefined;
  };
  const clears = (): boolean => {
    const chosen = field();
    return chosen !== null && chosen.from !== "set" && value() === null;
  };
  const wanted = (): readonly RecordId[] => allowed() ?? props.records;
  /* The second press of a double-click is no answer. */
  const press = (event: MouseEvent): void => {
    if (clears() && !asking()) setAsking(true);
    else if (event.detail < 2) void apply();
  };
  const apply = async (): Promise<void> => {
    const wanted = values();
    const records = allowed() ?? [];
    if (!wanted) return;
    const outcome = await replica.edit(t("list.changed", { field: field()?.label ?? "" }), records.map((record) => ({ record, values: wanted })));
    if (!outcome.ok) {
      notice(outcome.error);
      return;
    }
    props.onClose();
    said(t("list.bulk.changed", { count: records.length }));
  };
  const choose = (choice: Choice | null): void => {
    setAsking(false);
    setField(fields().find((known) => known.path === choice?.id) ?? null);
    setValue(null);
    setMembers([]);
  };
  const choices = (text: string): readonly Choice[] =>
    fields().filter((known) => known.label.toLowerCase().includes(text.toLowerCase())).map((known) => ({ id: known.path, label: known.label }));

  return (
    <SidePanel
      open
      onClose={props.onClose}
      title={t("list.bulk.title", { count: props.records.length })}
      actions={
        <>
          <Button onClick={() => props.onClose()}>{t("ui.cancel")}</Button>
          <Button kind={asking() ? "danger" : "primary"} disabledReason={hindrance()} onClick={press}>
            {t(asking() ? "list.bulk.doClear" : clears() ? "list.bulk.clearField" : "list.bulk.apply", { count: wanted().length })}
          </Button>
        </>
      }
    >
      <div class="bulk-edit">
        <Combobox
          label={t("list.bulk.field")}
          autofocus
          required
          value={field() ? { id: field()?.path ?? "", label: field()?.label ?? "" } : null}
          search={choices}
          onCommit={choose}
        />
        <Show when={field()} keyed>
          {(chosen) => (
            <Show
              when={chosen.from === "set"}
              fallback={
                <FieldEditor
                  label={t("list.bulk.value")}
                  hint={t("list.bulk.empty")}
                  field={chosen.field}
                  words={chosen.options}
                  value={value()}
                  onCommit={(next) => {
                    setAsking(false);
                    setValue(next);
                  }}
                />
              }
            >
              <MembersEditor
                label={t("list.bulk.add", { name: chosen.label })}
                of={chosen.field}
                words={chosen.options}
                members={members()}
                onAdd={(member) => setMembers([...members(), member])}
                onRemove={(member) => setMembers(members().filter((other) => other !== member))}
              />
            </Show>
          )}
        </Show>
        <Show when={values()}>
          <p class="bulk-edit__may" role="status">
            <Show when={allowed()} fallback={t("list.bulk.checking")}>
              {(found) => t("list.bulk.may", { count: found().length, total: props.records.length })}
            </Show>
          </p>
        </Show>
        <Show when={asking()}>
          <p class="bulk-edit__ask" role="alert">
            {t("list.bulk.askClear", { count: wanted().length, field: field()?.label ?? "" })}
          </p>
        </Show>
      </div>
    </SidePanel>
  );
};
