import { createSignal, onCleanup, type JSX } from "solid-js";
import { proxy } from "comlink";
import { useNotice } from "#client/record/notice.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { NumberInput } from "#client/ui/number-input.tsx";
import { TextInput } from "#client/ui/text-input.tsx";
import { OFFLINE_DAYS, WORKSPACE } from "#domain/entities/workspace/workspace.ts";
import type { Values } from "#domain/record/change.ts";
import { numberOf, textOf } from "#domain/schema/read.ts";
import type { Row } from "#domain/schema/entity.ts";

/** What holds for everybody's devices: part of the workspace's own record. */
export const Rules = (): JSX.Element => {
  const { t } = useI18n();
  const replica = useReplica();
  const notice = useNotice();
  const [row, setRow] = createSignal<Row | null>(null);
  const live = replica.api.row(WORKSPACE, proxy((next: Row | null) => setRow(next)));
  onCleanup(() => void live.then((one) => one.stop()));

  const save = async (values: Values): Promise<void> => {
    const outcome = await replica.edit(t("accounts.rules"), [{ record: WORKSPACE, values }]);
    if (!outcome.ok) notice(outcome.error);
  };
  const days = (): number => numberOf(row() ?? { id: WORKSPACE }, "offlineDays") ?? OFFLINE_DAYS;

  return (
    <div class="account-form">
      <NumberInput
        label={t("accounts.offlineDays")}
        hint={t("accounts.offlineHint")}
        value={String(days())}
        scale={0}
        onCommit={(value) => void save({ offlineDays: value === null ? null : Number(value) })}
      />
      <TextInput label={t("accounts.zone")} hint={t("accounts.zoneHint")} value={textOf(row() ?? { id: WORKSPACE }, "zone")} onCommit={(zone) => void save({ zone })} />
    </div>
  );
};
