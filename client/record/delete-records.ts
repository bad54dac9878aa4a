import { wordsOf } from "#domain/entities/words.ts";
import { kindOf, type RecordId } from "#domain/id.ts";
import type { Values } from "#domain/record/change.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { useConfirm } from "#client/ui/confirm.tsx";
import { useToasts } from "#client/ui/toast.tsx";
import { allowedOf } from "./allowed.ts";
import { useNotice, useUndoNotice } from "./notice.ts";

/**
 * Moves records of one kind to the recycle bin, those that the person may, and offers to take it back. Where others refer to them it
 * says so first. True when any went.
 */
export const useDelete = (): ((records: readonly RecordId[]) => Promise<boolean>) => {
  const replica = useReplica();
  const { t, locale, formats, clock } = useI18n();
  const toasts = useToasts();
  const confirm = useConfirm();
  const notice = useNotice();
  const said = useUndoNotice();

  const nameOf = (records: readonly RecordId[]): string | null => (records.length === 1 && records[0] ? replica.titleOf(records[0]) : null);

  const agreed = async (records: readonly RecordId[]): Promise<boolean> => {
    const [first] = records;
    const referring = first ? await replica.api.referring(records) : [];
    if (!first || referring.length === 0) return true;
    const { one, many } = wordsOf(locale(), kindOf(first));
    const what = referring.map(({ kind, count }) => t("delete.count", { count, kind: wordsOf(locale(), kind)[count === 1 ? "one" : "many"] }));
    const params = { what: formats().list(what), count: referring.reduce((sum, { count }) => sum + count, 0) };
    const linked = records.length === 1 ? t("delete.linkedOne", { ...params, kind: one }) : t("delete.linkedMany", { ...params, kind: many });
    const name = nameOf(records);
    return confirm({
      title: name === null ? t("delete.titleMany", { count: records.length }) : t("delete.title", { name }),
      text: `${linked} ${t("delete.stays", { count: records.length })}`,
      yes: t("record.delete"),
    });
  };
  return async (records) => {
    const values: Values = { deleted: { by: replica.me().id, at: clock.now() } };
    const allowed = await allowedOf(replica.api, records, values);
    if (allowed.length === 0) {
      toasts.say({ text: t("list.notAllowed"), tone: "danger" });
      return false;
    }
    if (!(await agreed(allowed))) return false;
    const name = nameOf(allowed);
    const label = name === null ? t("list.bulk.deleted", { count: allowed.length }) : t("record.deleted", { name });
    const outcome = await replica.edit(label, allowed.map((record) => ({ record, values })));
    if (!outcome.ok) {
      notice(outcome.error);
      return false;
    }
    const some = allowed.length < records.length;
    said(some ? t("list.bulk.deletedSome", { count: allowed.length, total: records.length }) : label);
    return true;
  };
};
