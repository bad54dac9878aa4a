import { createMemo, createSignal, Match, onMount, Show, Suspense, Switch, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Day } from "#domain/clock.ts";
import { findEntity } from "#client/replica/seen.ts";
import { wordsOf } from "#domain/entities/words.ts";
import { kindOf, type RecordId } from "#domain/id.ts";
import { addDays } from "#domain/query/days.ts";
import { fieldsOfPath } from "#domain/stages/outcome.ts";
import { ActionScope, useActions } from "#client/actions/registry.tsx";
import { screenOf } from "#client/kinds/kinds.ts";
import { useHereNow } from "#client/presence/here-now.tsx";
import { PresenceProvider } from "#client/presence/presence.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { EmptyState } from "#client/ui/empty-state.tsx";
import { isFocusLost } from "#client/ui/focus.ts";
import { onDemand } from "#client/ui/late.ts";
import { SharePanel } from "./share-panel.tsx";
import { WhyPanel } from "./why-panel.tsx";
import { createRecordActions } from "./record-actions.ts";
import { Activity } from "./activity.tsx";
import { GeneralWork } from "#client/record/general-work.tsx";
import { listedBeside } from "#client/record/related-list.tsx";
import { PastRecord } from "./past-record.tsx";
import { RecordHead } from "./record-head.tsx";
import { createRecordModel, RecordProvider, useRecord } from "#client/record/record-model.tsx";
import { Sections } from "./section.tsx";
import { StagePath } from "./stage-path.tsx";
import "./record.css";
import "#client/record/record-parts.css";

const ApprovalPanel = onDemand(async () => (await import("#client/record/approval/approval-panel.tsx")).ApprovalPanel);

export interface RecordSceneProps {
  readonly id: RecordId;
  /** Ids of the list the record was opened from, in order, for going to the next one. */
  readonly siblings?: readonly RecordId[] | undefined;
}

/** The page of one record of any kind: what it is on the left, what belongs to it in the middle, what happened on the right. */
export const RecordScene = (props: RecordSceneProps): JSX.Element => {
  const { t } = useI18n();
  const replica = useReplica();
  const known = createMemo(() => findEntity(kindOf(props.id)) !== undefined);
  return (
    <Show when={known() && props.id} keyed fallback={<EmptyState icon="file" title={t("record.unknownKind")} />}>
      {(id) => {
        const record = createRecordModel(id);
        useHereNow().tell(id, record.presence.people);
        return (
          <RecordProvider value={record}>
            <PresenceProvider value={record.presence}>
              <Switch>
                <Match when={record.row() === null}>
                  <Show
                    when={replica.state().progress === null}
                    fallback={<EmptyState icon="clock" title={t("record.coming", { kind: record.words().one })} text={t("record.comingExplain")} />}
                  >
                    <EmptyState icon="lock" title={t("record.gone", { kind: record.words().one })} text={t("record.goneExplain")} />
                  </Show>
                </Match>
                <Match when={record.row()}>
                  <RecordPage siblings={props.siblings} />
                </Match>
              </Switch>
            </PresenceProvider>
          </RecordProvider>
        );
      }}
    </Show>
  );
};

const RecordPage = (props: { readonly siblings?: readonly RecordId[] | undefined }): JSX.Element => {
  const record = useRecord();
  const { locale, today } = useI18n();
  const actions = useActions();
  const { entity } = record;
  const screen = screenOf(entity.kind);
  const [sharing, setSharing] = createSignal(false);
  const [past, setPast] = createSignal<Day | null>(null);
  const [asking, setAsking] = createSignal(false);
  const commands = createRecordActions(() => props.siblings, { onShare: () => setSharing(true), onWhy: () => setAsking(true), onPast: () => setPast(addDays(today(), -1)) });
  const inFront = (): boolean => actions.context().record === record.id;
  const elsewhere = [...(entity.stages ? fieldsOfPath(entity.stages) : []), ...(screen.elsewhere ?? [])];
  /* Nothing belongs to records of this kind, or nothing is left for the form: the other has the room. */
  const noWork = !screen.work && !entity.lines && !entity.prose && !(entity.related ?? []).some(listedBeside);
  const noForm = entity.form.every(({ fields }) => fields.every((name) => name === entity.title || elsewhere.includes(name)));
  let body: HTMLElement | undefined;
  onMount(() => inFront() && isFocusLost() && body?.focus({ preventScroll: true }));
  return (
    <ActionScope actions={commands.actions} offered={inFront()}>
      <article class="record" aria-label={wordsOf(locale(), entity.kind).one}>
        <RecordHead menu={commands.menu} behind={!inFront()} />
        <Show when={past()}>{(day) => <PastRecord day={day()} onDay={setPast} onBack={() => setPast(null)} />}</Show>
        <div ref={(element) => (body = element)} class="record__body" tabIndex={-1} hidden={past() !== null}>
          <Show when={entity.approvable}>
            <Suspense>
              <ApprovalPanel />
            </Suspense>
          </Show>
          <Show when={entity.stages}>
            {(stages) => (
              <div class="record__path">
                <StagePath stages={stages()} />
              </div>
            )}
          </Show>
          <div class="record__columns" data-wide-work={screen.wide ? "" : undefined} data-plain={noWork || noForm ? "" : undefined}>
            <Show when={!noForm}>
              <div class="record__profile">
                <Sections without={elsewhere} />
              </div>
            </Show>
            <Show when={!noWork}>
              <div class="record__work">
                <Suspense>
                  <Dynamic component={screen.work ?? GeneralWork} />
                </Suspense>
              </div>
            </Show>
            <div class="record__activity">
              <Activity />
            </div>
          </div>
        </div>
        <Show when={sharing()}>
          <SharePanel onClose={() => setSharing(false)} />
        </Show>
        <Show when={asking()}>
          <WhyPanel onClose={() => setAsking(false)} />
        </Show>
      </article>
    </ActionScope>
  );
};
