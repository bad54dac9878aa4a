import { createMemo, createResource, createSignal, Show, type JSX } from "solid-js";
import type { RecordId } from "#domain/id.ts";
import { organisationOf } from "#domain/policy/organisation.ts";
import { poolsOf } from "#domain/policy/pool.ts";
import type { Row } from "#domain/schema/entity.ts";
import { markOf, textOf } from "#domain/schema/read.ts";
import { searchRecords } from "#client/fields/choices.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Button } from "#client/ui/button.tsx";
import { Combobox } from "#client/ui/combobox.tsx";
import { SidePanel } from "#client/ui/dialog.tsx";
import { TextInput } from "#client/ui/text-input.tsx";
import type { Choice } from "#client/ui/option.ts";
import type { AskedMove } from "./asked.ts";
import { isOpenFor } from "./moves.ts";
import { useMoves } from "./use-moves.ts";

export interface MovePanelProps {
  readonly asked: AskedMove;
  readonly onClose: () => void;
}

const ORGANISATION = ["user", "department", "group", "pool"] as const;

/** Asks why records are released and into which pool, or to whom they are assigned. */
export const MovePanel = (props: MovePanelProps): JSX.Element => {
  const replica = useReplica();
  const moves = useMoves();
  const { t } = useI18n();
  const [reason, setReason] = createSignal("");
  const [chosen, setChosen] = createSignal<Choice | null>(null);
  const [to, setTo] = createSignal<Choice | null>(null);
  const pools = (): readonly RecordId[] => replica.rights()?.pools.member ?? [];
  const releases = (): boolean => props.asked.does === "release";

  const [rows] = createResource(async (): Promise<readonly Row[]> => (await replica.api.rows(props.asked.records)).filter((row) => isOpenFor(row, props.asked.does)));
  const poolless = createMemo(() => (rows() ?? []).filter((row) => textOf(row, "pool") === null).length);
  const pool = (): Choice | null => chosen() ?? (pools()[0] === undefined ? null : choiceOf(pools()[0] as RecordId));
  const choiceOf = (id: RecordId): Choice => ({ id, label: replica.titleOf(id) ?? "…" });

  /* Whoever gets them is of every pool that they come from. */
  const [people] = createResource(async (): Promise<ReadonlySet<string>> => {
    const known = new Map(await Promise.all(ORGANISATION.map(async (kind) => [kind, await replica.api.allRows(kind)] as const)));
    const organisation = organisationOf((kind) => known.get(kind as (typeof ORGANISATION)[number]) ?? []);
    const records = await replica.api.rows(props.asked.records);
    const wanted = [...new Set(records.map((row) => textOf(row, "pool")))].flatMap((id) => (id === null ? [] : [id as RecordId]));
    const fits = ({ id }: Row): boolean => wanted.every((one) => poolsOf(id, organisation).member.has(one));
    return new Set((known.get("user") ?? []).filter(fits).map(({ id }) => id));
  });
  const mayGet = (row: Row): boolean => people()?.has(row.id) === true && markOf(row, "disabled") === null;

  const hindrance = (): string | undefined => {
    if (!releases()) return to() === null ? t("pool.panel.noReceiver") : undefined;
    if (poolless() > 0 && pool() === null) return t("pool.panel.noPool");
    return reason().trim() === "" ? t("pool.panel.noReason") : undefined;
  };
  const run = async (): Promise<void> => {
    if (hindrance() !== undefined) return;
    const wish = releases()
      ? { does: "release" as const, pool: (pool()?.id ?? null) as RecordId | null, to: null, reason: reason().trim() }
      : { does: "assign" as const, pool: null, to: (to()?.id ?? null) as RecordId | null, reason: null };
    await moves.send(props.asked.records, wish);
    props.onClose();
  };
  return (
    <SidePanel
      open
      onClose={() => props.onClose()}
      title={t(`pool.panel.${props.asked.does}`, { count: rows()?.length ?? props.asked.records.length })}
      description={t(releases() ? "pool.panel.releaseExplain" : "pool.panel.assignExplain")}
      actions={
        <>
          <Button onClick={() => props.onClose()}>{t("ui.cancel")}</Button>
          <Button kind="primary" disabledReason={hindrance()} onClick={() => void run()}>
            {t(releases() ? "pool.release" : "pool.assignNow")}
          </Button>
        </>
      }
    >
      <div class="panel-form">
        <Show
          when={releases()}
          fallback={<Show when={people()}><Combobox label={t("pool.panel.to")} autofocus required value={to()} search={searchRecords(replica.api, "user", mayGet)} onCommit={setTo} /></Show>}
        >
          <TextInput label={t("pool.panel.reason")} autofocus required value={reason() || null} maxLength={500} onInput={setReason} onCommit={(text) => setReason(text ?? "")} />
          <Show when={poolless() > 0}>
            <Combobox
              label={t("pool.panel.pool")}
              hint={poolless() < (rows()?.length ?? 0) ? t("pool.panel.poolHint", { count: poolless() }) : undefined}
              required
              value={pool()}
              search={(text) => pools().map(choiceOf).filter(({ label }) => label.toLowerCase().includes(text.toLowerCase()))}
              onCommit={setChosen}
            />
          </Show>
        </Show>
      </div>
    </SidePanel>
  );
};
