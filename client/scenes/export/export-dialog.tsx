import { createMemo, createSignal, For, Show, type JSX } from "solid-js";
import { proxy } from "comlink";
import { saveFile } from "#client/charts/save-file.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { importSessionOf } from "#client/transfer/import-session.ts";
import { columnsOf } from "#client/query/list-fields.ts";
import { Button } from "#client/ui/button.tsx";
import { Checkbox } from "#client/ui/checkbox.tsx";
import { Dialog } from "#client/ui/dialog.tsx";
import { ProgressBar } from "#client/ui/progress-bar.tsx";
import { Segmented } from "#client/ui/segmented.tsx";
import { useToasts } from "#client/ui/toast.tsx";
import { entityOf } from "#client/replica/seen.ts";
import { wordsOf } from "#domain/entities/words.ts";
import type { RecordId } from "#domain/id.ts";
import type { Query } from "#domain/query/query.ts";
import type { RunProgress } from "#workers/transfer/import-run.ts";
import { exportColumns, exportFileName } from "./export-columns.ts";
import "./export.css";

export interface ExportDialogProps {
  readonly query: Query;
  /** Columns that the list shows, in order. */
  readonly columns: readonly string[];
  /** Records chosen in the list. */
  readonly selected: readonly RecordId[];
  readonly onClose: () => void;
}

/** Saves a list as a CSV file: which columns, all of it or what is selected. */
export const ExportDialog = (props: ExportDialogProps): JSX.Element => {
  const { t, locale, today, formats } = useI18n();
  const replica = useReplica();
  const toasts = useToasts();
  const entity = () => entityOf(props.query.kind);
  const known = createMemo(() => exportColumns(columnsOf(entity(), locale(), replica.rights()?.rights ?? []), props.columns));
  const [chosen, setChosen] = createSignal<ReadonlySet<string>>(new Set(known().filter(({ shown }) => shown).map(({ path }) => path)));
  const [only, setOnly] = createSignal(props.selected.length > 0);
  const [progress, setProgress] = createSignal<RunProgress | null>(null);

  const toggle = (path: string, on: boolean): void => {
    const next = new Set(chosen());
    if (on) next.add(path);
    else next.delete(path);
    setChosen(next);
  };
  const setAll = (on: boolean): void => {
    setChosen(new Set(on ? known().map(({ path }) => path) : []));
  };
  const save = async (): Promise<void> => {
    setProgress({ done: 0, total: 3 });
    const importer = await importSessionOf(replica).importer();
    const columns = known().flatMap(({ path }) => (chosen().has(path) ? [path] : []));
    const request = { query: props.query, only: only() ? props.selected : null, columns, locale: locale(), offsetMinutes: -new Date().getTimezoneOffset() };
    const { file, rows } = await importer.exportList(request, proxy((now: RunProgress) => setProgress(now)));
    saveFile(exportFileName(wordsOf(locale(), props.query.kind).many, today()), file);
    toasts.say({ text: t("export.done", { count: rows, size: formats().bytes(file.size) }) });
    props.onClose();
  };

  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t("export.title", { name: wordsOf(locale(), props.query.kind).many })}
      actions={
        <>
          <Button onClick={() => props.onClose()}>{t("ui.cancel")}</Button>
          <Button kind="primary" icon="download" disabledReason={chosen().size === 0 ? t("export.noColumns") : progress() ? t("export.busy") : undefined} onClick={() => void save()}>
            {t("export.save")}
          </Button>
        </>
      }
    >
      <div class="export">
        <Show when={props.selected.length > 0}>
          <Segmented
            label={t("export.rows")}
            options={[
              { id: "selected", label: t("export.selected", { count: props.selected.length }) },
              { id: "all", label: t("export.all") },
            ]}
            value={only() ? "selected" : "all"}
            onChange={(id) => setOnly(id === "selected")}
          />
        </Show>
        <div class="export__head">
          <h3>{t("export.columns")}</h3>
          <Button size="small" kind="quiet" onClick={() => setAll(true)}>
            {t("export.allColumns")}
          </Button>
          <Button size="small" kind="quiet" onClick={() => setAll(false)}>
            {t("export.noneOfThem")}
          </Button>
        </div>
        <ul class="export__columns" aria-label={t("export.columns")}>
          <For each={known()}>
            {(column) => (
              <li>
                <Checkbox label={column.path === "id" ? t("export.id") : column.label} checked={chosen().has(column.path)} onCommit={(on) => toggle(column.path, on)} />
              </li>
            )}
          </For>
        </ul>
        <Show when={progress()}>{(now) => <ProgressBar label={t("export.busy")} value={now().done} of={now().total} />}</Show>
      </div>
    </Dialog>
  );
};
