import { For, Show, type JSX } from "solid-js";
import type { Section } from "#domain/schema/entity.ts";
import { RecordField } from "#client/record/record-field.tsx";
import { useRecord } from "#client/record/record-model.tsx";

/** The form sections of the definition, each field edited where it stands. */
export const Sections = (props: { readonly without?: readonly string[] | undefined }): JSX.Element => {
  const { entity } = useRecord();
  const shown = (): readonly Section[] =>
    entity.form
      .map((section) => ({ ...section, fields: section.fields.filter((name) => name !== entity.title && !props.without?.includes(name)) }))
      .filter((section) => section.fields.length > 0);
  return <For each={shown()}>{(section) => <FormSection section={section} />}</For>;
};

const FormSection = (props: { readonly section: Section }): JSX.Element => {
  const record = useRecord();
  const alone = (): boolean => props.section.fields.length === 1;
  const title = (): string => record.words().sections[props.section.id] ?? props.section.id;
  return (
    <section class="form-section" aria-label={title()}>
      <Show when={!alone()}>
        <h2 class="section-title">{title()}</h2>
      </Show>
      <For each={props.section.fields}>{(name) => <RecordField name={name} above={alone()} />}</For>
    </section>
  );
};
