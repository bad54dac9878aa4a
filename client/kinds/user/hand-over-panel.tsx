import { createResource, createSignal, For, Show, type JSX } from "solid-js";
import { OWNED_KIND_NAMES } from "#domain/entities/owned-kinds.ts";
import { wordsOf } from "#domain/entities/words.ts";
import type { RecordId } from "#domain/id.ts";
import { markOf } from "#domain/schema/read.ts";
import { searchRecords } from "#client/fields/choices.ts";
import { useRecordName } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { allowedOf } from "#client/record/allowed.ts";
import { useNotice, useUndoNotice } from "#client/record/notice.ts";
import { useRow } from "#client/record/record-model.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Button } from "#client/ui/button.tsx";
import { Checkbox } from "#client/ui/checkbox.tsx";
import { Combobox } from "#client/ui/combobox.tsx";
import { SidePanel } from "#client/ui/dialog.tsx";
import type { Choice } from "#client/ui/option.ts";
import { handOverEdits, holdingsOf, type Holding } from "./hand-over.ts";
import "./hand-over.css";

export interface HandOverPanelProps {
  readonly person: RecordId;
  readonly onClose: () => void;
}

/** Gives what somebody owns to a colleague, all of it or chosen kinds, in one step that can be taken back. */
export const HandOverPanel = (props: HandOverPanelProps): JSX.Element => {
  const replica = useReplica();
  const nameOf = useRecordName();
  const row = useRow();
  const notice = useNotice();
  const done = useUndoNotice();
  const { t, locale, clock } = useI18n();
  const [to, setTo] = createSignal<Choice | null>(null);
  const [left, setLeft] = createSignal<ReadonlySet<string>>(new Set());
  const [closes, setCloses] = createSignal(false);
  const [running, setRunning] = createSignal(false);
  const name = (): string => nameOf(props.person);

  const [holdings] = createResource(async (): Promise<readonly Holding[]> => {
    const filter = { field: "owner", is: "equals" as const, value: props.person };
    const rows = (await Promise.all(OWNED_KIND_NAMES.map((kind) => replica.api.result({ kind, filter })))).flat();
    const owned = rows.map(({ id }) => id);
    return holdingsOf(owned, await allowedOf(replica.api, owned, { owner: replica.me().id }));
  });
  const chosen = (): readonly Holding[] => (holdings() ?? []).filter(({ kind }) => !left().has(kind));
  const count = (): number => chosen().reduce((sum, { records }) => sum + records.length, 0);
  const kept = (): number => (holdings() ?? []).reduce((sum, one) => sum + one.kept, 0);
  const mayClose = (): boolean => markOf(row(), "disabled") === null && props.person !== replica.me().id;
  const choose = (kinds: readonly string[], on: boolean): void => {
    setLeft((before) => {
      const next = new Set(before);
      for (const kind of kinds) {
        if (on) next.delete(kind);
        else next.add(kind);
      }
      return next;
    });
  };
  const hindrance = (): string | undefined => {
    if (holdings() === undefined || running()) return t("handOver.counting");
    if (count() === 0) return t("handOver.nothing");
    return to() === null ? t("handOver.noReceiver") : undefined;
  };

  const run = async (): Promise<void> => {
    const receiver = to();
    if (!receiver || hindrance() !== undefined) return;
    setRunning(true);
    const outcome = await replica.api.commitMany([...handOverEdits(chosen(), props.person, receiver.id as RecordId)]);
    setRunning(false);
    if (outcome.undo.length > 0) replica.addStep({ label: t("handOver.label", { name: name() }), edits: outcome.undo });
    notice(outcome.problem);
    if (outcome.problem) return;
    props.onClose();
    done(t("handOver.done", { count: outcome.done - outcome.skipped.length, to: receiver.label }));
    if (!closes()) return;
    const closed = await replica.edit(t("handOver.closed", { name: name() }), [{ record: props.person, values: { disabled: { by: replica.me().id, at: clock.now() } } }]);
    if (!closed.ok) notice(closed.error);
  };

  return (
    <SidePanel
      open
      onClose={() => props.onClose()}
      title={t("handOver.title", { name: name() })}
      description={t("handOver.explain")}
      actions={
        <>
          <Button onClick={() => props.onClose()}>{t("ui.cancel")}</Button>
          <Button kind="primary" disabledReason={hindrance()} onClick={() => void run()}>
            {t("handOver.run", { count: count() })}
          </Button>
        </>
      }
    >
      <div class="panel-form">
        <Combobox
          label={t("handOver.to")}
          autofocus
          required
          value={to()}
          search={searchRecords(replica.api, "user", (user) => user.id !== props.person && markOf(user, "disabled") === null)}
          onCommit={setTo}
        />
        <Show when={holdings()} fallback={<p class="quiet">{t("handOver.counting")}</p>}>
          {(known) => (
            <Show when={known().length > 0} fallback={<p class="quiet">{t("handOver.none", { name: name() })}</p>}>
              <div class="hand-over" role="group" aria-label={t("handOver.all")}>
                <Checkbox
                  label={t("handOver.all")}
                  checked={chosen().length === known().length}
                  mixed={chosen().length > 0 && chosen().length < known().length}
                  onCommit={(on) => choose(known().map(({ kind }) => kind), on)}
                />
                <For each={known()}>
                  {({ kind, records }) => (
                    <div class="hand-over__kind">
                      <Checkbox label={wordsOf(locale(), kind).many} checked={!left().has(kind)} onCommit={(on) => choose([kind], on)} />
                      <span class="figure">{t("effect.records", { count: records.length })}</span>
                    </div>
                  )}
                </For>
              </div>
              <Show when={to() !== null && count() > 0}>
                <p role="status">{t("handOver.preview", { count: count(), from: name(), to: to()?.label ?? "" })}</p>
              </Show>
              <Show when={kept() > 0}>
                <p class="quiet">{t("handOver.kept", { count: kept(), from: name() })}</p>
              </Show>
            </Show>
          )}
        </Show>
        <Show when={mayClose()}>
          <Checkbox label={t("handOver.close")} checked={closes()} onCommit={setCloses} />
        </Show>
      </div>
    </SidePanel>
  );
};
