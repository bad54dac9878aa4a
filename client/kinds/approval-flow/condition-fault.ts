import { wordsOf } from "#domain/entities/words.ts";
import type { Entity } from "#domain/schema/entity.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { criteriaFault } from "#client/query/criteria.ts";

/** What is wrong with a condition of a flow, in words. */
export const useConditionFault = (): ((text: string | null, entity: Entity) => string | undefined) => {
  const { t, locale } = useI18n();
  return (text, entity) => {
    const fault = criteriaFault(text, entity, true);
    return fault ? t(`criteria.${fault.reason}`, { at: wordsOf(locale(), entity.kind).fields[fault.at] ?? fault.at }) : undefined;
  };
};
