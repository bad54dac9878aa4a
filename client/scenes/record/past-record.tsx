import { createResource, Match, Show, Switch, type JSX } from "solid-js";
import type { Day } from "#domain/clock.ts";
import type { Denied } from "#domain/policy/write.ts";
import type { Result } from "#domain/result.ts";
import type { Row } from "#domain/schema/entity.ts";
import { titleOf } from "#domain/schema/read.ts";
import { endOfDay } from "#client/i18n/day-bounds.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { PastBanner } from "#client/record/past-banner.tsx";
import { RecordLines } from "#client/record/record-lines.tsx";
import { RecordProvider, useRecord, type RecordModel } from "#client/record/record-model.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { EmptyState } from "#client/ui/empty-state.tsx";
import { Sections } from "./section.tsx";

export interface PastRecordProps {
  readonly day: Day;
  readonly onDay: (day: Day) => void;
  readonly onBack: () => void;
}

/** What was cannot be changed. */
const FIXED: Denied = { type: "Denied", reason: "fixed" };

/** The open record as it stood at the end of a day: its fields and lines, to be read. */
export const PastRecord = (props: PastRecordProps): JSX.Element => {
  const record = useRecord();
  const { api } = useReplica();
  const { t, formats } = useI18n();
  const { entity } = record;
  const [answer] = createResource(
    () => props.day,
    async (day): Promise<Result<Row | null, { type: "Offline" }>> => api.rowAt(record.id, endOfDay(day)),
  );
  const row = () => {
    const known = answer();
    return known?.ok ? known.value : undefined;
  };
  const then: RecordModel = {
    ...record,
    row,
    denied: () => FIXED,
    deniedIn: () => FIXED,
    mayGive: () => false,
    glowOf: () => 0,
    isNews: () => false,
    write: async () => FIXED,
  };
  const day = (): string => formats().day(props.day, "long");
  return (
    <>
      <PastBanner {...props}>
        <Show when={entity.prose}>{t("past.texts")}</Show>
      </PastBanner>
      <div class="record__body">
        <Switch fallback={<EmptyState icon="clock" title={t("past.loading", { day: day() })} />}>
          <Match when={answer()?.ok === false}>
            <EmptyState icon="cloud-off" title={t("past.offline")} />
          </Match>
          <Match when={row() === null}>
            <EmptyState icon="history" title={t("past.notYet", { day: day() })} />
          </Match>
          <Match when={row()}>
            {(known) => (
              <RecordProvider value={then}>
                <h2 class="record-title past-record__title" dir="auto">
                  {titleOf(entity, known())}
                </h2>
                <div class="record__columns" data-plain={entity.lines ? undefined : ""}>
                  <div class="record__profile">
                    <Sections />
                  </div>
                  <Show when={entity.lines}>
                    <div class="record__work">
                      <RecordLines />
                    </div>
                  </Show>
                </div>
              </RecordProvider>
            )}
          </Match>
        </Switch>
      </div>
    </>
  );
};
