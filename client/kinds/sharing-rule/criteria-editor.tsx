import { createEffect, createMemo, createSignal, on, Show, type JSX } from "solid-js";
import { findEntity } from "#domain/entities/registry.ts";
import { wordsOf } from "#domain/entities/words.ts";
import type { Entity } from "#domain/schema/entity.ts";
import { textOf } from "#domain/schema/read.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { EMPTY_GROUP, type FilterGroup } from "#client/query/filter-tree.ts";
import { FilterEditor } from "#client/query/filter-editor.tsx";
import { filterFieldsOf } from "#client/query/list-fields.ts";
import { useNotice } from "#client/record/notice.ts";
import { useRecord, useRow } from "#client/record/record-model.tsx";
import { Button } from "#client/ui/button.tsx";
import { TextArea } from "#client/ui/text-input.tsx";
import { criteriaFault, groupOfCriteria, textOfGroup } from "./criteria.ts";
import "#client/query/filter.css";
import "./criteria.css";

/** Which records of its kind a rule shares: put together like the filter of a list, kept when it is finished. */
export const CriteriaEditor = (): JSX.Element => {
  const record = useRecord();
  const row = useRow();
  const { t } = useI18n();
  const entity = createMemo(() => findEntity(textOf(row(), "of") ?? ""));
  const stored = createMemo(() => textOf(row(), "criteria"));
  const broken = (): boolean => groupOfCriteria(stored()) === null;
  return (
    <section class="criteria" aria-label={t("criteria.title")}>
      <h2 class="section-title">{t("criteria.title")}</h2>
      <p class="quiet">{t("criteria.explain")}</p>
      <Show when={entity()} keyed>
        {(kind) => (
          <Show when={!broken() && record.denied() === null} fallback={<TextCriteria entity={kind} stored={stored()} />}>
            <BuiltCriteria entity={kind} stored={stored()} />
          </Show>
        )}
      </Show>
    </section>
  );
};

interface CriteriaProps {
  readonly entity: Entity;
  readonly stored: string | null;
}

const useFault = (): ((text: string | null, entity: Entity) => string | undefined) => {
  const { t, locale } = useI18n();
  return (text, entity) => {
    const fault = criteriaFault(text, entity);
    return fault ? t(`criteria.${fault.reason}`, { at: wordsOf(locale(), entity.kind).fields[fault.at] ?? fault.at }) : undefined;
  };
};

const BuiltCriteria = (props: CriteriaProps): JSX.Element => {
  const record = useRecord();
  const notice = useNotice();
  const faultOf = useFault();
  const { t, locale } = useI18n();
  const begun = (): FilterGroup => groupOfCriteria(props.stored) ?? EMPTY_GROUP;
  const [group, setGroup] = createSignal(begun());
  createEffect(on(() => props.stored, () => setGroup(begun()), { defer: true }));
  const fields = createMemo(() => filterFieldsOf(props.entity, locale(), []).filter(({ from, facet }) => (from === "field" || from === "set") && facet === undefined));
  const text = (): string | null => textOfGroup(group());
  const changed = (): boolean => text() !== textOfGroup(begun());
  const fault = (): string | undefined => faultOf(text(), props.entity);
  const keep = async (): Promise<void> => notice(await record.write(t("criteria.changed"), { criteria: text() }));
  return (
    <>
      <FilterEditor fields={fields()} group={group()} onChange={setGroup} />
      <Show when={fault()}>{(sentence) => <p class="criteria__fault" role="alert">{sentence()}</p>}</Show>
      <Show when={changed()}>
        <div class="criteria__actions">
          <Button kind="primary" size="small" disabledReason={fault()} onClick={() => void keep()}>
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
const TextCriteria = (props: CriteriaProps): JSX.Element => {
  const record = useRecord();
  const notice = useNotice();
  const faultOf = useFault();
  const { t } = useI18n();
  const write = async (criteria: string | null): Promise<void> => notice(await record.write(t("criteria.changed"), { criteria }));
  return (
    <TextArea
      bare
      label={t("criteria.title")}
      value={props.stored}
      readOnly={record.denied() !== null}
      error={faultOf(props.stored, props.entity)}
      hint={groupOfCriteria(props.stored) === null ? t("criteria.broken") : undefined}
      onCommit={(text) => void write(text)}
      rows={3}
    />
  );
};
