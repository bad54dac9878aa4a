import { createSignal, Show, type JSX } from "solid-js";
import { entityOf } from "#client/replica/seen.ts";
import { wordsOf } from "#domain/entities/words.ts";
import type { RecordId } from "#domain/id.ts";
import { initialValues } from "#domain/record/initial.ts";
import type { Values } from "#domain/record/change.ts";
import type { Entity } from "#domain/schema/entity.ts";
import type { Field } from "#domain/schema/field.ts";
import { fieldShape } from "#client/fields/field-shape.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { screenOf } from "#client/kinds/kinds.ts";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Button } from "#client/ui/button.tsx";
import { SidePanel } from "#client/ui/dialog.tsx";
import type { Edit } from "#workers/replica/api.ts";
import { useCreate, useDraftCheck } from "#client/record/create-record.ts";
import { createDraftRecord, DraftFields } from "#client/record/draft-form.tsx";
import { belongsTo } from "#client/record/new-record.ts";
import { useNotice } from "#client/record/notice.ts";
import "./create-panel.css";

export interface CreatePanelProps {
  readonly kind: string;
  /** What the new record begins with besides its kind's own defaults. */
  readonly begins?: Values | undefined;
  readonly onClose: () => void;
  readonly onCreated: (id: RecordId) => void;
}

const isMadeByName = (field: Field | undefined): field is Extract<Field, { kind: "ref" }> => field?.kind === "ref" && screenOf(field.to).madeByName === true;

const fieldsFor = (entity: Entity, all: boolean): readonly string[] => {
  const required = Object.entries(entity.fields).filter(([, field]) => field.required).map(([name]) => name);
  const sections = entity.form.slice(0, all ? undefined : entity.stages ? 2 : 1).flatMap((section) => section.fields);
  return [...new Set([...required, ...sections])].filter((name) => {
    const shape = fieldShape(entity, name, "en");
    return shape !== null && !shape.computed && shape.field.kind !== "mark" && !("facet" in shape.field);
  });
};

/** A new record from its kind's definition, and the other record that may be made together with it. */
export const CreatePanel = (props: CreatePanelProps): JSX.Element => {
  const replica = useReplica();
  const create = useCreate();
  const complete = useDraftCheck();
  const notice = useNotice();
  const { t, locale, today } = useI18n();
  const entity = entityOf(props.kind);
  const draft = createDraftRecord({ ...initialValues(entity, {}, { me: replica.me().id, today: today() }), ...props.begins });
  const part = createDraftRecord({});
  const [whole, setWhole] = createSignal(false);
  const { firstPart } = screenOf(props.kind);
  const words = () => wordsOf(locale(), props.kind);

  const hasPart = (): boolean => Object.values(part.values).some((value) => value !== null);
  const firstOf = async (made: RecordId): Promise<readonly Edit[]> => {
    if (!firstPart || !hasPart()) return [];
    const values = { ...part.filled(), ...belongsTo(entityOf(firstPart.kind), firstPart.by, made) };
    return [{ record: await replica.api.newId(firstPart.kind), values }];
  };
  const keep = async (): Promise<void> => {
    if (firstPart && hasPart() && !complete(entityOf(firstPart.kind), part)) return;
    const id = await create(entity, draft, firstOf);
    if (!id) return;
    props.onClose();
    props.onCreated(id);
  };
  const createRef = async (name: string, typed: string): Promise<void> => {
    const field = entity.fields[name];
    if (!isMadeByName(field)) return;
    const target = entityOf(field.to);
    const id = await replica.api.newId(field.to);
    const outcome = await replica.edit(t("record.created", { kind: wordsOf(locale(), field.to).one }), [{ record: id, values: { [target.title]: typed } }]);
    if (outcome.ok) draft.set(name, id);
    else notice(outcome.error);
  };

  return (
    <SidePanel
      open
      title={t("record.new", { kind: words().one })}
      onClose={() => props.onClose()}
      actions={
        <>
          <Button onClick={() => props.onClose()}>{t("ui.cancel")}</Button>
          <Button kind="primary" onClick={() => void keep()}>
            {t("record.create", { kind: words().one })}
          </Button>
        </>
      }
    >
      <CreateForm onKeep={() => void keep()}>
        <DraftFields
          entity={entity}
          names={fieldsFor(entity, whole())}
          draft={draft}
          autofocus={entity.title}
          onCreateRef={(name, typed) => void createRef(name, typed)}
          mayCreateRef={isMadeByName}
          onLeave={() => props.onClose()}
        />
        <Show when={firstPart}>
          {(first) => (
            <>
              <h3 class="section-title create__part">{t(first().heading)}</h3>
              <DraftFields entity={entityOf(first().kind)} names={first().fields} draft={part} optional onLeave={() => props.onClose()} />
            </>
          )}
        </Show>
        <Show when={!whole() && fieldsFor(entity, true).length > fieldsFor(entity, false).length}>
          <Button kind="quiet" icon="chevron-down" onClick={() => setWhole(true)}>
            {t("create.more")}
          </Button>
        </Show>
      </CreateForm>
    </SidePanel>
  );
};

interface CreateFormProps {
  readonly onKeep: () => void;
  readonly children: JSX.Element;
}

const CreateForm = (props: CreateFormProps): JSX.Element => {
  const { t } = useI18n();
  return (
    <form
      class="create panel-form"
      onSubmit={(event) => {
        event.preventDefault();
        props.onKeep();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        (document.activeElement as HTMLElement | null)?.blur();
        props.onKeep();
      }}
    >
      {props.children}
      <button type="submit" class="quiet-only-for-ears" tabindex={-1}>
        {t("record.addIt")}
      </button>
    </form>
  );
};
