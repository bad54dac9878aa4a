import { createEffect, createSignal, on, Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import { TextArea } from "#client/ui/text-input.tsx";
import { groupOfCriteria, textOfGroup } from "./criteria.ts";
import { FilterEditor } from "./filter-editor.tsx";
import { EMPTY_GROUP, type FilterGroup } from "./filter-tree.ts";
import type { ListField } from "./list-fields.ts";
import "./criteria.css";

export interface CriteriaEditorProps {
  readonly label: string;
  /** What a condition can be about. */
  readonly fields: readonly ListField[];
  readonly stored: string | null;
  readonly readOnly: boolean;
  /** What is wrong with a text, in words. */
  readonly faultOf: (text: string | null) => string | undefined;
  /** Said of a text that is not a condition. */
  readonly broken: string;
  readonly onKeep: (text: string | null) => void;
}

/** A condition that is kept as text: put together like the filter of a list, kept when it is finished. */
export const CriteriaEditor = (props: CriteriaEditorProps): JSX.Element => (
  <Show when={groupOfCriteria(props.stored) !== null && !props.readOnly} fallback={<TextCriteria {...props} />}>
    <BuiltCriteria {...props} />
  </Show>
);

const BuiltCriteria = (props: CriteriaEditorProps): JSX.Element => {
  const { t } = useI18n();
  const begun = (): FilterGroup => groupOfCriteria(props.stored) ?? EMPTY_GROUP;
  const [group, setGroup] = createSignal(begun());
  createEffect(on(() => props.stored, () => setGroup(begun()), { defer: true }));
  const text = (): string | null => textOfGroup(group());
  const changed = (): boolean => text() !== textOfGroup(begun());
  const fault = (): string | undefined => props.faultOf(text());
  return (
    <>
      <FilterEditor fields={props.fields} group={group()} onChange={setGroup} />
      <Show when={fault()}>{(sentence) => <p class="criteria__fault" role="alert">{sentence()}</p>}</Show>
      <Show when={changed()}>
        <div class="criteria__actions">
          <Button kind="primary" size="small" disabledReason={fault()} onClick={() => props.onKeep(text())}>
            {t("criteria.keep")}
          </Button>
          <Button size="small" onClick={() => setGroup(begun())}>
            {t("criteria.revert")}
          </Button>
        </div>
      </Show>
    </>
  );
};

/** The text itself, where it is not a condition, or cannot be changed. */
const TextCriteria = (props: CriteriaEditorProps): JSX.Element => (
  <TextArea
    bare
    label={props.label}
    value={props.stored}
    readOnly={props.readOnly}
    error={props.faultOf(props.stored)}
    hint={groupOfCriteria(props.stored) === null ? props.broken : undefined}
    onCommit={props.onKeep}
    rows={3}
  />
);
