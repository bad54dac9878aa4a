import type { JSX } from "solid-js";
import type { FieldKind } from "#domain/schema/field.ts";
import { useReplica } from "#client/replica/replica-context.tsx";
import type { InputProps } from "#client/ui/field.tsx";
import { MultiSelect } from "#client/ui/multi-select.tsx";
import type { Choice } from "#client/ui/option.ts";
import { optionChoices, searchOptions, searchRecords, type RecordFilter } from "./choices.ts";
import { useRecordName } from "./record-link.tsx";

export interface MembersEditorProps extends InputProps {
  readonly of: FieldKind;
  readonly members: readonly string[];
  readonly words?: Readonly<Record<string, string>> | undefined;
  readonly only?: RecordFilter | undefined;
  readonly onAdd: (member: string) => void;
  readonly onRemove: (member: string) => void;
}

/** Edits a set, member by member, as sets merge. */
export const MembersEditor = (props: MembersEditorProps): JSX.Element => {
  const replica = useReplica();
  const nameOf = useRecordName();
  const values = (): readonly Choice[] => {
    const options = optionChoices(props.of, props.words);
    return props.members.map((id) => options.find((option) => option.id === id) ?? { id, label: props.of.kind === "ref" ? nameOf(id) : id });
  };
  return (
    <MultiSelect
      {...props}
      values={values()}
      search={props.of.kind === "ref" ? searchRecords(replica.api, props.of.to, props.only) : searchOptions(props.of, props.words)}
      onAdd={(choice: Choice) => props.onAdd(choice.id)}
      onRemove={(choice: Choice) => props.onRemove(choice.id)}
    />
  );
};
