import { createMemo, createSignal, Show, type JSX } from "solid-js";
import { entityOf } from "#client/replica/seen.ts";
import { wordsOf } from "#domain/entities/words.ts";
import { kindOf, type RecordId } from "#domain/id.ts";
import type { Row } from "#domain/schema/entity.ts";
import { markOf, textOf, titleOf } from "#domain/schema/read.ts";
import { fold } from "#domain/query/fold.ts";
import { RecordName, useOpenRecord } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { allowedOf } from "#client/record/allowed.ts";
import { useNotice, useUndoNotice } from "#client/record/notice.ts";
import { Button } from "#client/ui/button.tsx";
import { DataTable } from "#client/ui/data-table/data-table.tsx";
import { createTableSelection } from "#client/ui/data-table/table-selection.ts";
import type { TableColumn } from "#client/ui/data-table/table.ts";
import { EmptyState } from "#client/ui/empty-state.tsx";
import { Tabs } from "#client/ui/tabs.tsx";
import { TextInput } from "#client/ui/text-input.tsx";
import { useToasts } from "#client/ui/toast.tsx";
import { createDeletedRows } from "./deleted-rows.ts";
import { PurgeDialog } from "./purge-dialog.tsx";
import "#client/query/list.css";
import "#client/query/bulk.css";
import "./recycle-bin.css";

const ALL = "all";

/** Everything that was deleted: who deleted it when, restored with one press. */
export const RecycleBinScene = (): JSX.Element => {
  const replica = useReplica();
  const open = useOpenRecord();
  const toasts = useToasts();
  const notice = useNotice();
  const said = useUndoNotice();
  const { t, locale } = useI18n();
  const deleted = createDeletedRows();
  const selection = createTableSelection();
  const [kind, setKind] = createSignal(ALL);
  const [text, setText] = createSignal("");
  const [purging, setPurging] = createSignal<readonly RecordId[] | null>(null);

  const shown = createMemo(() => {
    const wanted = fold(text().trim());
    return deleted.rows().filter((row) => (kind() === ALL || kindOf(row.id) === kind()) && fold(titleOf(entityOf(kindOf(row.id)), row)).includes(wanted));
  });
  const chosen = (): readonly RecordId[] => [...selection.ids()] as RecordId[];
  const mayPurge = (): boolean => replica.rights()?.rights.includes("purge") ?? false;
  const tabs = () => [
    { id: ALL, label: t("list.all"), count: deleted.rows().length },
    ...[...deleted.counts()].map(([id, count]) => ({ id, label: wordsOf(locale(), id).many, count })),
  ];

  const restore = async (records: readonly RecordId[]): Promise<void> => {
    const values = { deleted: null };
    const allowed = await allowedOf(replica.api, records, values);
    if (allowed.length === 0) {
      toasts.say({ text: t("bin.notRestored"), tone: "danger" });
      return;
    }
    const outcome = await replica.edit(t("bin.restored", { count: allowed.length }), allowed.map((record) => ({ record, values })));
    if (!outcome.ok) {
      notice(outcome.error);
      return;
    }
    selection.set(allowed, false);
    said(t("bin.restored", { count: allowed.length }));
  };
  const purge = async (records: readonly RecordId[]): Promise<void> => {
    let failed = 0;
    for (const record of records) {
      const outcome = await replica.api.purge(record);
      if (outcome.ok) selection.set([record], false);
      else failed += 1;
    }
    setPurging(null);
    const done = records.length - failed;
    toasts.say(failed > 0 ? { text: t("bin.purgeFailed", { count: failed }), tone: "danger" } : { text: t("bin.purged", { count: done }) });
  };
  const offline = (): string | undefined => (replica.reached() ? undefined : t("bin.purgeOffline"));

  const columns = createMemo<readonly TableColumn<Row>[]>(() => [
    { id: "name", label: t("bin.name"), width: 300, names: true, opens: true, render: (cell) => <span dir="auto">{titleOf(entityOf(kindOf(cell.row.id)), cell.row)}</span> },
    { id: "kind", label: t("bin.kind"), width: 120, render: (cell) => wordsOf(locale(), kindOf(cell.row.id)).one },
    { id: "owner", label: t("bin.owner"), width: 150, render: (cell) => <Who id={textOf(cell.row, "owner")} /> },
    { id: "by", label: t("bin.by"), width: 150, render: (cell) => <Who id={markOf(cell.row, "deleted")?.by ?? null} /> },
    { id: "at", label: t("bin.at"), width: 160, render: (cell) => <When at={markOf(cell.row, "deleted")?.at ?? null} /> },
    {
      id: "restore",
      label: t("bin.restore"),
      width: 120,
      render: (cell) => (
        <Button size="small" kind="quiet" icon="rotate-ccw" tabindex={-1} onClick={(event) => { event.stopPropagation(); void restore([cell.row.id]); }}>
          {t("bin.restore")}
        </Button>
      ),
    },
  ]);

  return (
    <section class="list-scene" aria-label={t("bin.title")}>
      <div class="view-tabs">
        <Tabs label={t("bin.kinds")} items={tabs()} value={kind()} onChange={setKind} />
      </div>
      <div class="list-toolbar">
        <div class="bin-search">
          <TextInput bare label={t("bin.search")} placeholder={t("bin.search")} icon="search" type="search" value={null} onInput={setText} />
        </div>
      </div>
      <Show when={deleted.ready()}>
        <DataTable<Row>
          label={t("bin.title")}
          columns={columns()}
          count={shown().length}
          rowAt={(index) => shown()[index]}
          rowId={(row) => row.id}
          selection={selection}
          onOpen={(row) => open(row.id)}
          empty={<EmptyState icon="trash" title={text() ? t("list.empty.filtered") : t("bin.empty")} text={text() ? "" : t("bin.emptyText")} />}
        />
      </Show>
      <Show when={selection.ids().size > 0} fallback={<div class="pager">{t("list.count", { count: shown().length })}</div>}>
        <div class="bulk-bar" role="group" aria-label={t("list.bulk")}>
          <span class="bulk-bar__count">{t("list.selected", { count: selection.ids().size })}</span>
          <Button size="small" icon="rotate-ccw" onClick={() => void restore(chosen())}>
            {t("bin.restore")}
          </Button>
          <Show when={mayPurge()}>
            <Button size="small" icon="trash" disabledReason={offline()} onClick={() => setPurging(chosen())}>
              {t("bin.purge")}
            </Button>
          </Show>
          <Button size="small" kind="quiet" icon="x" onClick={() => selection.clear()}>
            {t("list.bulk.clear")}
          </Button>
        </div>
      </Show>
      <Show when={purging()} keyed>
        {(records) => <PurgeDialog count={records.length} onClose={() => setPurging(null)} onPurge={() => void purge(records)} />}
      </Show>
    </section>
  );
};

const Who = (props: { readonly id: string | null }): JSX.Element => <Show when={props.id}>{(id) => <RecordName id={id()} />}</Show>;

const When = (props: { readonly at: number | null }): JSX.Element => {
  const { formats, clock } = useI18n();
  return <Show when={props.at}>{(at) => <span title={formats().instant(at())}>{formats().ago(at(), clock.now())}</span>}</Show>;
};
