import { Show, type JSX } from "solid-js";
import { pendingMove } from "#domain/policy/move.ts";
import { textOf } from "#domain/schema/read.ts";
import { ActionButton } from "#client/actions/action-button.tsx";
import { useRecordName } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useRecord, useRow } from "#client/record/record-model.tsx";
import { Button } from "#client/ui/button.tsx";
import { Icon } from "#client/ui/icon.tsx";
import { useMoves } from "./use-moves.ts";
import "./pools.css";

/** Says above a record that it is in a pool, or what of it waits for the server. */
export const PoolBanner = (): JSX.Element => {
  const record = useRecord();
  const row = useRow();
  const nameOf = useRecordName();
  const moves = useMoves();
  const { t } = useI18n();
  const pool = (): string | null => (textOf(row(), "owner") === null ? textOf(row(), "pool") : null);
  return (
    <Show
      when={pendingMove(row())}
      fallback={
        <Show when={pool()}>
          {(id) => (
            <div class="record-banner pool-banner" role="status">
              <Icon name="inbox" />
              <span>{t("pool.in", { pool: nameOf(id()) })}</span>
              <ActionButton action="pool.claim" size="small" kind="primary" />
              <ActionButton action="pool.assign" size="small" />
            </div>
          )}
        </Show>
      }
    >
      {(move) => (
        <div class="record-banner pool-banner" role="status">
          <Icon name="clock" />
          <span>{t(`pool.waitsLong.${move().does}`)}</span>
          <Button size="small" onClick={() => void moves.withdraw(record.id)}>
            {t("pool.cancel")}
          </Button>
        </div>
      )}
    </Show>
  );
};
