import { createSignal, Show, type JSX } from "solid-js";
import { wordsOf } from "#domain/entities/words.ts";
import type { Entity } from "#domain/schema/entity.ts";
import { initialValues } from "#domain/record/initial.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { fieldShape } from "#client/fields/field-shape.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Button } from "#client/ui/button.tsx";
import { useCreate } from "./create-record.ts";
import { createDraftRecord, DraftFields } from "./draft-form.tsx";
import { belongsTo } from "./new-record.ts";
import { useRecord } from "./record-model.tsx";

export interface QuickAddProps {
  readonly entity: Entity;
  /** Field or set of the new record that names this one. */
  readonly by: string;
  readonly begins?: Readonly<Record<string, FieldValue>> | undefined;
  readonly columns: readonly string[];
  readonly onDone: () => void;
}

/** A line of the most important fields below a related list's heading. Enter adds and stays open for the next one, Esc closes. */
export const QuickAdd = (props: QuickAddProps): JSX.Element => {
  const record = useRecord();
  const create = useCreate();
  const replica = useReplica();
  const { t, locale, today } = useI18n();
  const [turn, setTurn] = createSignal(0);
  const names = (): readonly string[] => {
    const required = Object.entries(props.entity.fields).filter(([, field]) => field.required).map(([name]) => name);
    const useful = props.columns.filter((name) => fieldShape(props.entity, name, locale())?.computed === false && name !== "owner");
    return [...new Set([...required, ...useful])].filter((name) => name !== props.by && props.begins?.[name] === undefined).slice(0, 6);
  };
  return (
    <div class="quick-add">
      <Show when={turn() + 1} keyed>
        {(_turn) => {
          const draft = createDraftRecord({ ...initialValues(props.entity, {}, { me: replica.me().id, today: today() }), ...belongsTo(props.entity, props.by, record.id), ...props.begins });
          const keep = async (): Promise<void> => {
            if (await create(props.entity, draft)) setTurn(turn() + 1);
          };
          return (
            <form
              class="quick-add__form"
              aria-label={t("record.add", { kind: wordsOf(locale(), props.entity.kind).one })}
              onSubmit={(event) => {
                event.preventDefault();
                void keep();
              }}
              onKeyDown={(event) => {
                if (event.key !== "Escape" || event.defaultPrevented) return;
                event.stopPropagation();
                props.onDone();
              }}
            >
              <DraftFields entity={props.entity} names={names()} draft={draft} autofocus={names()[0]} />
              <div class="quick-add__actions">
                <Button type="submit" kind="primary" size="small">
                  {t("record.addIt")}
                </Button>
                <Button size="small" kind="quiet" onClick={() => props.onDone()}>
                  {t("ui.close")}
                </Button>
              </div>
            </form>
          );
        }}
      </Show>
    </div>
  );
};
