import type { RecordId } from "#domain/id.ts";
import type { Action } from "#client/actions/action.ts";
import { keysOf } from "#client/actions/key-book.ts";
import { deniedSentence } from "#client/fields/sentences.ts";
import { recordHref, useOpenRecord } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { screenOf } from "#client/kinds/kinds.ts";
import { poolActions } from "#client/pools/pool-actions.ts";
import { isPooled } from "#domain/schema/entity.ts";
import { useDelete } from "#client/record/delete-records.ts";
import { useRecord } from "#client/record/record-model.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { useToasts } from "#client/ui/toast.tsx";
import { openView } from "#client/replica/viewing.ts";
import { createNeighbours } from "./neighbours.ts";

export interface RecordActions {
  readonly actions: readonly Action[];
  /** What the menu of the record offers, by id. */
  readonly menu: readonly string[];
}

/** What opens beside the record. */
export interface RecordPanels {
  readonly onShare: () => void;
  readonly onWhy: () => void;
  readonly onPast: () => void;
}

/** Everything that can be done with the record as a whole: what every kind has, and what its kind adds. */
export const createRecordActions = (siblings: () => readonly RecordId[] | undefined, { onShare, onWhy, onPast }: RecordPanels): RecordActions => {
  const record = useRecord();
  const replica = useReplica();
  const open = useOpenRecord();
  const toasts = useToasts();
  const words = useI18n();
  const { t } = words;
  const remove = useDelete();
  const { entity } = record;
  const neighbours = createNeighbours(replica.api, record.id, siblings);
  const pooled = isPooled(entity) ? poolActions() : [];
  const own = screenOf(entity.kind).actions?.() ?? [];

  const copyLink = async (): Promise<void> => {
    await navigator.clipboard.writeText(new URL(recordHref(record.id), location.href).href);
    toasts.say({ text: t("record.linkCopied") });
  };
  const readOnlyReason = (): string | undefined => {
    const denied = record.denied();
    return denied && entity.appendOnly !== true ? deniedSentence(words, denied) : undefined;
  };
  const mayViewAs = (): boolean => entity.kind === "user" && record.id !== replica.me().id && replica.rights()?.rights.includes("admin") === true;
  return {
    actions: [
      { id: "record.previous", name: "record.previous", group: "record", icon: "chevron-up", shortcut: keysOf("record.previous"), hindrance: () => neighbours.reason("previous", t("record.noPrevious")), perform: () => void neighbours.go("previous", open) },
      { id: "record.next", name: "record.next", group: "record", icon: "chevron-down", shortcut: keysOf("record.next"), hindrance: () => neighbours.reason("next", t("record.noNext")), perform: () => void neighbours.go("next", open) },
      { id: "record.share", name: "record.share", group: "record", icon: "share-2", visible: () => entity.access.kind === "owned", perform: onShare },
      ...pooled,
      ...own,
      { id: "record.viewAs", name: "record.viewAs", group: "record", icon: "eye", visible: mayViewAs, perform: () => openView(record.id) },
      {
        id: "record.why",
        name: "record.why",
        group: "record",
        icon: "help",
        visible: () => entity.access.kind === "owned" && (replica.rights()?.rights.includes("admin") ?? false),
        perform: onWhy,
      },
      { id: "record.beside", name: "action.beside", group: "record", icon: "columns-2", perform: () => open(record.id, "beside") },
      { id: "record.copyLink", name: "record.copyLink", group: "record", icon: "link", perform: () => void copyLink() },
      { id: "record.asOf", name: "past.asOf", group: "record", icon: "history", perform: onPast },
      { id: "record.delete", name: "record.delete", group: "record", icon: "trash", danger: true, hindrance: readOnlyReason, perform: () => void remove([record.id]) },
    ],
    menu: [...[...pooled, ...own].map((action) => action.id), "record.why", "record.viewAs", "record.beside", "record.copyLink", "record.asOf", "record.delete"],
  };
};
