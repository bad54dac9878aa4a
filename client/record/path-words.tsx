import type { JSX } from "solid-js";
import type { FieldValue } from "#domain/schema/field.ts";
import { FieldView } from "#client/fields/field-value.tsx";
import { RecordName } from "#client/fields/record-link.tsx";
import type { ToldPath } from "./told-path.ts";

/** A value of a told path. */
export const PathValue = (props: { readonly told: ToldPath; readonly value: FieldValue }): JSX.Element => {
  const { member } = props.told;
  if (member !== null) return props.told.field.kind === "ref" ? <RecordName id={member} /> : <FieldView field={props.told.field} words={props.told.words} value={member} />;
  return <FieldView field={props.told.field} words={props.told.words} value={props.value} />;
};
