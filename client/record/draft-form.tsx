import { For, Show, type JSX } from "solid-js";
import { createStore, type SetStoreFunction } from "solid-js/store";
import { memberPath } from "#domain/record/path.ts";
import type { Values } from "#domain/record/change.ts";
import type { Entity } from "#domain/schema/entity.ts";
import type { Field, FieldValue } from "#domain/schema/field.ts";
import { FieldEditor } from "#client/fields/field-editor.tsx";
import { fieldShape } from "#client/fields/field-shape.ts";
import { MembersEditor } from "#client/fields/members-editor.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { tellingFields } from "#domain/transfer/similar.ts";
import { WatchedField, type WatchedFieldProps } from "./similar-records.tsx";

/** Values of a record that does not exist yet, with what is wrong by field. */
export interface Draft {
  readonly values: Readonly<Record<string, FieldValue>>;
  readonly errors: Readonly<Record<string, string | undefined>>;
  readonly set: (path: string, value: FieldValue) => void;
  readonly setErrors: SetStoreFunction<Record<string, string | undefined>>;
  readonly filled: () => Values;
}

export const createDraftRecord = (begins: Values): Draft => {
  const [values, setValues] = createStore<Record<string, FieldValue>>({ ...begins });
  const [errors, setErrors] = createStore<Record<string, string | undefined>>({});
  return {
    values,
    errors,
    setErrors,
    set: (path, value) => {
      setValues({ [path]: value });
      setErrors({ [path]: undefined });
    },
    filled: () => ({ ...values }),
  };
};

/** The members of a set among the paths of a draft. */
export const membersIn = (values: Readonly<Record<string, FieldValue>>, set: string): readonly string[] => {
  const start = memberPath(set, "");
  return Object.entries(values).flatMap(([path, value]) => (path.startsWith(start) && value === 1 ? [path.slice(start.length)] : []));
};

export interface DraftFieldsProps {
  readonly entity: Entity;
  readonly names: readonly string[];
  readonly draft: Draft;
  readonly autofocus?: string | undefined;
  readonly onCreateRef?: ((name: string, typed: string) => void) | undefined;
  /** Which references take a typed name. */
  readonly mayCreateRef?: ((field: Field) => boolean) | undefined;
  /** Nothing is marked as required: the record is made only when something is filled in. */
  readonly optional?: boolean | undefined;
  /** Called before a record that is perhaps the same is opened. */
  readonly onLeave?: (() => void) | undefined;
}

/** The field where it may be left empty. */
export const withoutMust = ({ required: _required, ...field }: Field): Field => field;

/** Editors for a record that does not exist yet. */
export const DraftFields = (props: DraftFieldsProps): JSX.Element => {
  const { locale } = useI18n();
  return (
    <For each={props.names}>
      {(name) => (
        <Show when={fieldShape(props.entity, name, locale())}>
          {(shape) => (
            <Show
              when={shape().many}
              fallback={
                <Watched entity={props.entity} name={name} onLeave={props.onLeave}>
                  <FieldEditor
                    label={shape().label}
                    field={props.optional ? withoutMust(shape().field) : shape().field}
                    words={shape().words}
                    name={name}
                    value={props.draft.values[name] as FieldValue | undefined}
                    error={props.draft.errors[name]}
                    autofocus={props.autofocus === name}
                    onCreate={props.onCreateRef && props.mayCreateRef?.(shape().field) ? (typed) => props.onCreateRef?.(name, typed) : undefined}
                    onCommit={(value) => props.draft.set(name, value)}
                  />
                </Watched>
              }
            >
              <MembersEditor
                label={shape().label}
                of={shape().field}
                words={shape().words}
                members={membersIn(props.draft.values, name)}
                error={props.draft.errors[name]}
                onAdd={(member) => props.draft.set(memberPath(name, member), 1)}
                onRemove={(member) => props.draft.set(memberPath(name, member), null)}
              />
            </Show>
          )}
        </Show>
      )}
    </For>
  );
};

/** Fields whose value may tell that the record is there already show what is. */
const Watched = (props: WatchedFieldProps): JSX.Element => (
  <Show when={tellingFields(props.entity).includes(props.name)} fallback={props.children}>
    <WatchedField {...props} />
  </Show>
);
