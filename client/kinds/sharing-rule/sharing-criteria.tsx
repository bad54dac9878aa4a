import { createMemo, Show, type JSX } from "solid-js";
import { findEntity } from "#domain/entities/registry.ts";
import { wordsOf } from "#domain/entities/words.ts";
import type { Entity } from "#domain/schema/entity.ts";
import { textOf } from "#domain/schema/read.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { criteriaFault } from "#client/query/criteria.ts";
import { CriteriaEditor } from "#client/query/criteria-editor.tsx";
import { filterFieldsOf, type ListField } from "#client/query/list-fields.ts";
import { useNotice } from "#client/record/notice.ts";
import { useRecord, useRow } from "#client/record/record-model.tsx";

/** Which records of its kind a rule shares. */
export const SharingCriteria = (): JSX.Element => {
  const record = useRecord();
  const row = useRow();
  const notice = useNotice();
  const { t, locale } = useI18n();
  const entity = createMemo(() => findEntity(textOf(row(), "of") ?? ""));
  const stored = createMemo(() => textOf(row(), "criteria"));
  const fieldsOf = (kind: Entity): readonly ListField[] => filterFieldsOf(kind, locale(), []).filter(({ from, facet }) => (from === "field" || from === "set") && facet === undefined);
  const faultOf = (kind: Entity, text: string | null): string | undefined => {
    const fault = criteriaFault(text, kind);
    return fault ? t(`criteria.${fault.reason}`, { at: wordsOf(locale(), kind.kind).fields[fault.at] ?? fault.at }) : undefined;
  };
  const keep = async (criteria: string | null): Promise<void> => notice(await record.write(t("criteria.changed"), { criteria }));
  return (
    <section class="criteria" aria-label={t("criteria.title")}>
      <h2 class="section-title">{t("criteria.title")}</h2>
      <p class="quiet">{t("criteria.explain")}</p>
      <Show when={entity()} keyed>
        {(kind) => (
          <CriteriaEditor
            label={t("criteria.title")}
            fields={fieldsOf(kind)}
            stored={stored()}
            readOnly={record.denied() !== null}
            faultOf={(text) => faultOf(kind, text)}
            broken={t("criteria.broken")}
            onKeep={(text) => void keep(text)}
          />
        )}
      </Show>
    </section>
  );
};
