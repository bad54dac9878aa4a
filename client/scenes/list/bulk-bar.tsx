import { createSignal, Show, type JSX } from "solid-js";
import type { RecordId } from "#domain/id.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import type { TableSelection } from "#client/ui/data-table/table.ts";
import { isPooled } from "#domain/schema/entity.ts";
import { setAskedMove } from "#client/pools/asked.ts";
import { useMoves } from "#client/pools/use-moves.ts";
import { useReplica } from "#client/replica/replica-context.tsx";
import { useDelete } from "#client/record/delete-records.ts";
import { BulkEdit } from "./bulk-edit.tsx";
import type { ListState } from "./list-state.ts";
import "#client/query/bulk.css";

export interface BulkBarProps {
  readonly list: ListState;
  readonly selection: TableSelection;
  /** Rows of the whole result. */
  readonly count: number;
  readonly allIds: () => Promise<readonly RecordId[]>;
}

/** What can be done with the selected rows. Takes the place of the pager while there are any. */
export const BulkBar = (props: BulkBarProps): JSX.Element => {
  const { t } = useI18n();
  const remove = useDelete();
  const replica = useReplica();
  const moves = useMoves();
  const pools = () => replica.rights()?.pools ?? { member: [], manages: [] };
  const [editing, setEditing] = createSignal(false);
  const records = (): readonly RecordId[] => [...props.selection.ids()] as RecordId[];
  const selectAll = async (): Promise<void> => props.selection.set(await props.allIds(), true);
  const claim = async (): Promise<void> => {
    if (await moves.claim(records())) props.selection.clear();
  };
  const removeAll = async (): Promise<void> => {
    if (await remove(records())) props.selection.clear();
  };
  return (
    <div class="bulk-bar" role="group" aria-label={t("list.bulk")}>
      <span class="bulk-bar__count" aria-live="polite">
        {t("list.selected", { count: records().length })}
      </span>
      <Show when={records().length < props.count}>
        <Button size="small" kind="quiet" onClick={() => void selectAll()}>
          {t("list.bulk.all", { count: props.count })}
        </Button>
      </Show>
      <Show when={!props.list.entity.appendOnly && props.list.mayChange()}>
        <Button size="small" icon="pencil" onClick={() => setEditing(true)}>
          {t("list.bulk.edit")}
        </Button>
      </Show>
      <Show when={isPooled(props.list.entity) && pools().member.length > 0}>
        <Button size="small" icon="hand-grab" onClick={() => void claim()}>
          {t("pool.claim")}
        </Button>
        <Button size="small" icon="inbox" onClick={() => setAskedMove({ does: "release", records: records() })}>
          {t("pool.releaseTo")}
        </Button>
      </Show>
      <Show when={isPooled(props.list.entity) && pools().manages.length > 0}>
        <Button size="small" icon="user-round-plus" onClick={() => setAskedMove({ does: "assign", records: records() })}>
          {t("pool.assign")}
        </Button>
      </Show>
      <Show when={props.list.mayChange()}>
        <Button size="small" icon="trash" onClick={() => void removeAll()}>
          {t("list.bulk.delete")}
        </Button>
      </Show>
      <Button size="small" kind="quiet" icon="x" onClick={() => props.selection.clear()}>
        {t("list.bulk.clear")}
      </Button>
      <Show when={editing()}>
        <BulkEdit list={props.list} records={records()} onClose={() => setEditing(false)} />
      </Show>
    </div>
  );
};
