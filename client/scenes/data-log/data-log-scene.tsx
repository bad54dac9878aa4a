import { createMemo, createSignal, Show, type JSX } from "solid-js";
import { wordsOf } from "#domain/entities/words.ts";
import { kindOf, recordOf, type RecordId } from "#domain/id.ts";
import type { HistoryEntry } from "#domain/protocol/down/history.ts";
import type { LogFilter } from "#domain/protocol/up/ask-log.ts";
import { saveFile } from "#client/charts/save-file.ts";
import { RecordName, useOpenRecord } from "#client/fields/record-link.tsx";
import { endOfDay, startOfDay } from "#client/i18n/day-bounds.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { PathValue } from "#client/record/path-words.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Button, IconButton } from "#client/ui/button.tsx";
import { DataTable } from "#client/ui/data-table/data-table.tsx";
import type { TableColumn } from "#client/ui/data-table/table.ts";
import { EmptyState } from "#client/ui/empty-state.tsx";
import { useToasts } from "#client/ui/toast.tsx";
import { EVERYTHING, LogFilters, type LogChoice } from "./log-filters.tsx";
import { createLogPages } from "./log-pages.ts";
import { ruleOf, toldOf } from "./log-words.ts";
import { logAsCsv } from "./save-log.ts";
import "#client/query/list.css";
import "./data-log.css";

const filterOf = ({ from, to, ...choice }: LogChoice): LogFilter => ({
  ...choice,
  by: choice.by as RecordId | null,
  record: choice.record as RecordId | null,
  since: from === null ? null : startOfDay(from),
  until: to === null ? null : endOfDay(to),
});

/** Every change in the workspace that this person may read: field, old, new, who, when, on which device, by which rule. */
export const DataLogScene = (): JSX.Element => {
  const replica = useReplica();
  const open = useOpenRecord();
  const toasts = useToasts();
  const { t, locale, formats, today } = useI18n();
  const [choice, setChoice] = createSignal(EVERYTHING);
  const [saving, setSaving] = createSignal(false);
  const filter = createMemo(() => filterOf(choice()));
  const pages = createLogPages(filter);
  const mayExport = (): boolean => replica.rights()?.rights.includes("export") ?? false;

  const save = async (): Promise<void> => {
    setSaving(true);
    const file = await logAsCsv((asked, before, limit) => replica.api.log(asked, before, limit), filter(), { locale: locale(), t, titleOf: replica.titleOf });
    setSaving(false);
    if (file) saveFile(`${t("app.log")} ${today()}.csv`, file);
    else toasts.say({ text: t("log.notSaved"), tone: "danger" });
  };

  const value = (entry: HistoryEntry, of: "from" | "to"): JSX.Element => {
    const told = toldOf(entry, locale());
    if (!told || entry[of] === null) return null;
    if (told.plain) return of === "to" ? t(told.plain.added) : null;
    return <PathValue told={told} value={entry[of]} />;
  };
  const columns = createMemo<readonly TableColumn<HistoryEntry>[]>(() => [
    { id: "at", label: t("log.at"), width: 170, render: (cell) => <time title={t("log.received", { at: formats().instant(cell.row.received, "long") })}>{formats().instant(cell.row.at)}</time> },
    { id: "by", label: t("log.who"), width: 150, render: (cell) => <RecordName id={cell.row.by} /> },
    { id: "kind", label: t("log.kind"), width: 110, render: (cell) => wordsOf(locale(), kindOf(cell.row.doc)).one },
    { id: "record", label: t("log.record"), width: 200, names: true, opens: true, render: (cell) => <span dir="auto">{replica.titleOf(recordOf(cell.row.doc)) ?? t("log.noTitle")}</span> },
    { id: "field", label: t("log.field"), width: 150, render: (cell) => toldOf(cell.row, locale())?.label ?? "" },
    { id: "old", label: t("log.old"), width: 170, render: (cell) => value(cell.row, "from") },
    { id: "new", label: t("log.new"), width: 170, render: (cell) => value(cell.row, "to") },
    { id: "device", label: t("log.device"), width: 90, render: (cell) => (cell.row.device === 0 ? t("log.relay") : String(cell.row.device)) },
    { id: "rule", label: t("log.rule"), width: 220, render: (cell) => t(ruleOf(cell.row)) },
  ]);
  const nothing = (): JSX.Element => (
    <Show when={!pages.loading()} fallback={<EmptyState icon="clock" title={t("timeline.loading")} />}>
      <Show when={pages.problem()} fallback={<EmptyState icon="history" title={t("log.empty")} />}>
        {(problem) => (
          <EmptyState icon="cloud-off" title={problem() === "Denied" ? t("log.denied") : t("log.offline")}>
            <Show when={problem() === "Offline"}>
              <Button onClick={pages.again}>{t("log.again")}</Button>
            </Show>
          </EmptyState>
        )}
      </Show>
    </Show>
  );

  return (
    <section class="list-scene" aria-label={t("app.log")}>
      <div class="list-toolbar">
        <LogFilters choice={choice()} onChange={(part) => setChoice((before) => ({ ...before, ...part }))} />
        <span class="list-toolbar__gap" />
        <IconButton icon="rotate-ccw" label={t("log.again")} onClick={pages.again} />
        <Show when={mayExport()}>
          <Button icon="download" disabledReason={saving() ? t("timeline.loading") : undefined} onClick={() => void save()}>
            {t("log.save")}
          </Button>
        </Show>
      </div>
      <DataTable<HistoryEntry>
        label={t("app.log")}
        columns={columns()}
        count={pages.entries().length}
        rowAt={(index) => pages.entries()[index]}
        rowId={(entry) => String(entry.no)}
        onWindow={(_first, last) => pages.reach(last)}
        onOpen={(entry) => open(recordOf(entry.doc))}
        empty={nothing()}
      />
      <div class="pager" role="status">
        {pages.complete() ? t("log.count", { count: pages.entries().length }) : t("log.countSoFar", { count: pages.entries().length })}
      </div>
    </section>
  );
};
