import { wordsOf } from "#domain/entities/words.ts";
import type { RecordId } from "#domain/id.ts";
import { parsePath } from "#domain/record/path.ts";
import type { Entity } from "#domain/schema/entity.ts";
import { missingFields } from "#domain/record/missing.ts";
import { invalidSentence } from "#client/fields/sentences.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import type { Edit } from "#workers/replica/api.ts";
import type { Draft } from "./draft-form.tsx";
import { useNotice } from "./notice.ts";

/** Fields of a draft that must be filled in and are not, with the sentence for each; true when none is missing. */
export const useDraftCheck = (): ((entity: Entity, draft: Draft) => boolean) => {
  const words = useI18n();
  return (entity, draft) => {
    const missing = missingFields(entity, null, draft.filled());
    for (const invalid of missing) draft.setErrors({ [invalid.path]: invalidSentence(words, invalid) });
    return missing.length === 0;
  };
};

/** Makes the record of a draft, with others in the same step; answers its id, or null after saying what is wrong. */
export const useCreate = (): ((entity: Entity, draft: Draft, others?: (id: RecordId) => Promise<readonly Edit[]>) => Promise<RecordId | null>) => {
  const replica = useReplica();
  const words = useI18n();
  const notice = useNotice();
  const complete = useDraftCheck();
  return async (entity, draft, others) => {
    if (!complete(entity, draft)) return null;
    const id = await replica.api.newId(entity.kind);
    const also = others ? await others(id) : [];
    const label = words.t("record.created", { kind: wordsOf(words.locale(), entity.kind).one });
    const outcome = await replica.edit(label, [{ record: id, values: draft.filled() }, ...also]);
    if (outcome.ok) return id;
    if (outcome.error.type === "Invalid" && parsePath(entity, outcome.error.path)) {
      draft.setErrors({ [outcome.error.path]: invalidSentence(words, outcome.error) });
    } else notice(outcome.error);
    return null;
  };
};

