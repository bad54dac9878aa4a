import { proxy } from "comlink";
import { onCleanup } from "solid-js";
import { entityOf } from "#client/replica/seen.ts";
import { kindOf, type RecordId } from "#domain/id.ts";
import type { Row } from "#domain/schema/entity.ts";
import type { I18n } from "#client/i18n/i18n.tsx";
import { describePath } from "#client/record/told-path.ts";
import { showChange } from "#client/record/shown-change.ts";
import type { Replica } from "#client/replica/replica-context.tsx";
import type { Toasts } from "#client/ui/toast.tsx";
import type { Overtaken } from "#workers/replica/api.ts";

/** Who wrote what stands at a path; null when the history cannot be asked. */
const writerOf = async ({ api }: Replica, { record, path }: Overtaken): Promise<RecordId | null> => {
  const { entries } = await api.history(record);
  return entries.find((entry) => entry.path === path && entry.outcome !== "superseded")?.by ?? null;
};

/** Says when a colleague's later edit stands in place of one's own, and leads to where it can be taken back. One record after the other. */
export const tellOvertaken = (replica: Replica, toasts: Toasts, { t, locale, formats }: I18n, open: (record: RecordId) => void): void => {
  let waiting: readonly Overtaken[] = [];

  const next = async (): Promise<void> => {
    const [first] = waiting;
    if (!first) return;
    const { record, path } = first;
    const same = waiting.filter((item) => item.record === record);
    const [row] = await replica.api.rows([record]);
    const by = await writerOf(replica, first);
    if (!row || by === replica.me().id) return leave(record);
    const labels = [...new Set(same.map((item) => describePath(entityOf(kindOf(record)), item.path, row satisfies Row, locale()).label))];
    const name = (by && replica.titleOf(by)) ?? t("overtaken.somebody");
    toasts.say({
      text: t(labels.length === 1 ? "overtaken.one" : "overtaken.many", { name, fields: formats().list(labels), title: replica.titleOf(record) ?? "…" }),
      stays: true,
      action: {
        label: t("overtaken.show"),
        run: () => {
          showChange(record, path);
          open(record);
          leave(record);
        },
      },
    });
  };
  const leave = (record: RecordId): void => {
    waiting = waiting.filter((item) => item.record !== record);
    void next();
  };

  const live = replica.api.overtaken(
    proxy((items: readonly Overtaken[]) => {
      waiting = [...waiting, ...items];
      void next();
    }),
  );
  onCleanup(() => void live.then((handle) => handle.stop()));
};
