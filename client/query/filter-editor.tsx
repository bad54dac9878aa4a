import { createSignal, Index, Show, type JSX } from "solid-js";
import type { Condition, Operator } from "#domain/schema/entity.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button, IconButton } from "#client/ui/button.tsx";
import { Combobox } from "#client/ui/combobox.tsx";
import type { Choice } from "#client/ui/option.ts";
import { Select } from "#client/ui/select.tsx";
import { ConditionValue } from "./condition-value.tsx";
import { isGroup, withAdded, withJoin, withoutPart, withPart, type FilterGroup, type FilterPart, type Join, type PartPath } from "./filter-tree.ts";
import { operatorWord } from "./filter-words.ts";
import type { ListField } from "./list-fields.ts";
import { conditionOn, operatorsOf, withOperator } from "./operators.ts";
import "./filter-editor.css";

export interface FilterEditorProps {
  readonly fields: readonly ListField[];
  readonly group: FilterGroup;
  readonly onChange: (group: FilterGroup) => void;
}

/** Any combination of conditions: groups of all, any or none, one inside another. */
export const FilterEditor = (props: FilterEditorProps): JSX.Element => {
  const [added, setAdded] = createSignal<string | null>(null);
  return <GroupEditor editor={props} added={{ is: (path) => added() === nameOf(path), set: (path) => setAdded(nameOf(path)) }} part={props.group} path={[]} />;
};

const nameOf = (path: PartPath): string => path.join("/");

/** The condition that was just added: the focus goes to it, to choose what it is about. */
interface Added {
  readonly is: (path: PartPath) => boolean;
  readonly set: (path: PartPath) => void;
}

interface GroupEditorProps {
  readonly editor: FilterEditorProps;
  readonly added: Added;
  readonly part: FilterGroup;
  readonly path: PartPath;
}

/** Two levels below the first are as deep as anybody reads. */
const DEEPEST = 2;

const GroupEditor = (props: GroupEditorProps): JSX.Element => {
  const { t } = useI18n();
  const joins = (): readonly Choice[] => [
    { id: "all", label: t("list.filter.join.all") },
    { id: "any", label: t("list.filter.join.any") },
    { id: "none", label: t("list.filter.join.none") },
  ];
  const change = props.editor.onChange;
  const add = (part: FilterPart): void => change(withAdded(props.editor.group, props.path, part));
  const first = (): Condition | undefined => {
    const field = props.editor.fields[0];
    return field && conditionOn(field);
  };
  const place = (): PartPath => [...props.path, props.part.parts.length];
  const addCondition = (): void => {
    const condition = first();
    if (!condition) return;
    props.added.set(place());
    add(condition);
  };
  const addGroup = (): void => {
    const condition = first();
    if (!condition) return;
    props.added.set([...place(), 0]);
    add({ join: props.part.join === "any" ? "all" : "any", parts: [condition] });
  };
  return (
    <div class="filter-group" role="group" aria-label={joins().find((join) => join.id === props.part.join)?.label}>
      <div class="filter-group__top">
        <Select bare required label={t("list.filter.join")} options={joins()} value={props.part.join} onCommit={(join) => change(withJoin(props.editor.group, props.path, join as Join))} />
        <Show when={props.path.length > 0}>
          <IconButton icon="x" size="small" label={t("list.filter.remove")} onClick={() => change(withoutPart(props.editor.group, props.path))} />
        </Show>
      </div>
      <Index each={props.part.parts}>
        {(part, index) => (
          <Show
            when={asGroup(part())}
            fallback={<ConditionEditor editor={props.editor} added={props.added} condition={part() as Condition} path={[...props.path, index]} />}
          >
            {(group) => <GroupEditor editor={props.editor} added={props.added} part={group()} path={[...props.path, index]} />}
          </Show>
        )}
      </Index>
      <div class="filter-group__add">
        <Button size="small" kind="quiet" icon="plus" onClick={addCondition}>
          {t("list.filter.add")}
        </Button>
        <Show when={props.path.length < DEEPEST}>
          <Button size="small" kind="quiet" icon="plus" onClick={addGroup}>
            {t("list.filter.addGroup")}
          </Button>
        </Show>
      </div>
    </div>
  );
};

const asGroup = (part: FilterPart): FilterGroup | false => isGroup(part) && part;

interface ConditionEditorProps {
  readonly editor: FilterEditorProps;
  readonly added: Added;
  readonly condition: Condition;
  readonly path: PartPath;
}

const ConditionEditor = (props: ConditionEditorProps): JSX.Element => {
  const { t, find } = useI18n();
  const field = (): ListField | undefined => props.editor.fields.find((known) => known.path === props.condition.field);
  const change = (condition: Condition): void => props.editor.onChange(withPart(props.editor.group, props.path, condition));
  const choiceOf = (known: ListField): Choice => ({ id: known.path, label: known.label });
  const search = (text: string): readonly Choice[] => {
    const wanted = text.toLowerCase();
    return props.editor.fields.filter((known) => known.label.toLowerCase().includes(wanted)).map(choiceOf);
  };
  const take = (choice: Choice | null): void => {
    const next = props.editor.fields.find((known) => known.path === choice?.id);
    if (next) change(conditionOn(next));
  };
  return (
    <div class="condition">
      <div class="condition__field">
        <Combobox bare required autofocus={props.added.is(props.path)} label={t("list.filter.field")} value={field() ? choiceOf(field() as ListField) : null} search={search} onCommit={take} />
      </div>
      <Show when={field()}>
        {(known) => (
          <>
            <div class="condition__operator">
              <Select
                bare
                required
                label={t("list.filter.operator")}
                options={operatorsOf(known()).map((is) => ({ id: is, label: operatorWord({ t, find }, known().field, is) }))}
                value={props.condition.is}
                onCommit={(is) => change(withOperator(props.condition, known().field, is as Operator))}
              />
            </div>
            <div class="condition__value">
              <ConditionValue field={known()} condition={props.condition} onValue={(value) => change({ ...props.condition, value })} />
            </div>
          </>
        )}
      </Show>
      <IconButton icon="x" size="small" label={t("list.filter.remove")} onClick={() => props.editor.onChange(withoutPart(props.editor.group, props.path))} />
    </div>
  );
};
