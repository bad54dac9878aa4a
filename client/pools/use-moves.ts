import type { RecordId } from "#domain/id.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useNotice } from "#client/record/notice.ts";
import { useReplica } from "#client/replica/replica-context.tsx";
import { useToasts } from "#client/ui/toast.tsx";
import { CLAIM, moveEdits, type Wish } from "./moves.ts";

export interface Moves {
  /** Asks the relay for it, for as many of the records as it can be asked for. False when that was none. */
  readonly send: (records: readonly RecordId[], wish: Wish) => Promise<boolean>;
  readonly claim: (records: readonly RecordId[]) => Promise<boolean>;
  readonly withdraw: (record: RecordId) => Promise<void>;
}

export const useMoves = (): Moves => {
  const replica = useReplica();
  const notice = useNotice();
  const toasts = useToasts();
  const { t, clock } = useI18n();
  const send: Moves["send"] = async (records, wish) => {
    const edits = await moveEdits(replica.api, records, wish, replica.me().id, clock.now());
    if (edits.length === 0) {
      toasts.say({ text: t(`pool.none.${wish.does}`), tone: "danger" });
      return false;
    }
    const outcome = await replica.api.commitMany([...edits]);
    notice(outcome.problem);
    if (outcome.done > 0 && outcome.done < records.length) toasts.say({ text: t(`pool.some.${wish.does}`, { count: outcome.done, total: records.length }) });
    else if (outcome.done > 0) toasts.say({ text: t(replica.state().kind === "offline" ? `pool.kept.${wish.does}` : `pool.asked.${wish.does}`, { count: outcome.done }) });
    return outcome.done > 0;
  };
  return { send, claim: (records) => send(records, CLAIM), withdraw: (record) => replica.api.withdrawMove(record) };
};
