import { onCleanup, onMount, Show, type JSX } from "solid-js";
import type { RecordId } from "#domain/id.ts";
import type { Entity, Outcome, Stages } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { fieldsOnceOver } from "#domain/stages/outcome.ts";
import { FieldEditor } from "#client/fields/field-editor.tsx";
import { fieldShape } from "#client/fields/field-shape.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { createRowView } from "#client/replica/live.ts";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Button } from "#client/ui/button.tsx";

export interface Ended {
  readonly record: RecordId;
  readonly name: string;
  readonly outcome: Outcome;
}

/** Offers to say why something was won or lost. It asks for nothing: leaving it is an answer. */
export const OutcomeReason = (props: { readonly entity: Entity; readonly stages: Stages; readonly outcome: Ended; readonly onClose: () => void }): JSX.Element => {
  const replica = useReplica();
  const { t, locale } = useI18n();
  const row = createRowView(replica.api, () => props.outcome.record);
  const shapes = () => fieldsOnceOver(props.stages, props.outcome.outcome).flatMap((name) => fieldShape(props.entity, name, locale()) ?? []);
  const write = async (name: string, label: string, value: FieldValue) => {
    const result = await replica.edit(t("list.changed", { field: label }), [{ record: props.outcome.record, values: { [name]: value } }]);
    return result.ok ? null : result.error;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && !event.defaultPrevented) props.onClose();
  };
  onMount(() => {
    addEventListener("keydown", onKeyDown);
    onCleanup(() => removeEventListener("keydown", onKeyDown));
  });
  const title = (): string => t(props.outcome.outcome === "won" ? "list.board.won" : "list.board.lost", { name: props.outcome.name });
  return (
    <section class="outcome" role="dialog" aria-label={title()}>
      <h2 class="outcome__title" dir="auto">
        {title()}
      </h2>
      <p class="outcome__text">{t("list.board.why")}</p>
      <Show when={row()}>
        {(known) =>
          shapes().map((shape) => (
            <FieldEditor
              label={shape.label}
              field={shape.field}
              words={shape.words}
              name={shape.name}
              value={known()[shape.name]}
              onCommit={(value) => write(shape.name, shape.label, value)}
            />
          ))
        }
      </Show>
      <div class="outcome__end">
        <Button size="small" onClick={() => props.onClose()}>
          {t("list.board.done")}
        </Button>
      </div>
    </section>
  );
};
