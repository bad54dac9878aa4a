import { createMemo, For, Match, onMount, Show, Switch, type JSX } from "solid-js";
import { problemSentence } from "#client/fields/sentences.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Button } from "#client/ui/button.tsx";
import { Checkbox } from "#client/ui/checkbox.tsx";
import { ProgressBar } from "#client/ui/progress-bar.tsx";
import type { ImportOutcome } from "#workers/transfer/import-run.ts";
import type { ImportSession } from "#client/transfer/import-session.ts";
import { refusedSentence } from "./import-sentences.ts";
import { saveRejected } from "./save-rejected.ts";
import { Step } from "./step.tsx";
import { useImportUndo } from "./use-import-undo.ts";

/** Writing what was checked: progress, pause, cancel, and what came of it. */
export const RunStep = (props: { readonly session: ImportSession }): JSX.Element => {
  const { t, formats } = useI18n();
  const replica = useReplica();
  const runner = () => props.session.runner;
  const file = (): string => props.session.files()[0]?.name ?? "";
  const shown = (): boolean => props.session.inspection() !== null || runner().progress() !== null;
  const heldBack = (): number => props.session.summary()?.heldBack ?? 0;
  const administers = (): boolean => replica.rights()?.rights.includes("admin") ?? false;
  const writes = (): number => props.session.summary()?.writes ?? 0;
  const reason = (): string | undefined => {
    if (!props.session.summary()) return t("import.run.checkFirst");
    if (props.session.stale()) return t("import.run.checkAgain");
    const undecided = props.session.summary()?.undecided ?? 0;
    if (undecided > 0) return t("import.run.decide", { count: undecided });
    return writes() === 0 ? t("import.run.nothing") : undefined;
  };
  return (
    <Show when={shown()}>
      <Step
        number={4}
        title={t("import.step.run")}
        end={
          <Show when={!runner().progress() && !runner().outcome()}>
            <Button icon="file-up" kind={reason() ? "plain" : "primary"} disabledReason={reason()} onClick={() => void props.session.start(t("import.undoLabel", { file: file() }))}>
              {writes() > 0 ? t("import.run.start", { count: writes() }) : t("import.run.startPlain")}
            </Button>
          </Show>
        }
      >
        <Show when={!runner().progress() && !runner().outcome() && heldBack() > 0}>
          <Show when={administers()} fallback={<p class="import-quiet">{t("import.run.heldBack", { count: heldBack() })}</p>}>
            <Checkbox label={t("import.run.bringIn", { count: heldBack() })} hint={t("import.run.bringInHint")} checked={props.session.bringIn()} onCommit={props.session.setBringIn} />
          </Show>
        </Show>
        <Show when={runner().progress()}>
          {(progress) => (
            <div class="import-progress">
              <ProgressBar
                label={progress().undoing ? t("import.progress.undoing") : runner().paused() ? t("import.progress.paused") : t("import.progress.writing")}
                value={progress().total === 0 ? undefined : progress().done}
                of={progress().total}
                {...(progress().undoing ? {} : { note: `${formats().number(progress().done)} / ${formats().number(progress().total)}` })}
              />
              <Show when={!progress().undoing}>
                <Button size="small" onClick={() => void (runner().paused() ? runner().resume() : runner().pause())}>
                  {runner().paused() ? t("import.run.resume") : t("import.run.pause")}
                </Button>
                <Button size="small" kind="quiet" onClick={() => void runner().cancel()}>
                  {t("ui.cancel")}
                </Button>
              </Show>
            </div>
          )}
        </Show>
        <Show when={!runner().progress() && runner().outcome()}>{(outcome) => <Outcome session={props.session} outcome={outcome()} />}</Show>
      </Step>
    </Show>
  );
};

const MOST_REASONS = 8;

const Outcome = (props: { readonly session: ImportSession; readonly outcome: ImportOutcome }): JSX.Element => {
  const i18n = useI18n();
  const { t } = i18n;
  const undo = useImportUndo(props.session);
  const entry = () => props.outcome.entry;
  /** What the device had no room to begin starts afresh. */
  const proceed = (): Promise<void> => {
    const label = t("import.undoLabel", { file: entry().file });
    return entry().portions === 0 ? props.session.start(label) : props.session.runner.proceed(entry(), label);
  };
  const sentence = (): string => {
    const { state, created, updated, done, total } = entry();
    if (state === "undone") return t("import.done.undone");
    if (state === "finished") return t("import.done.finished", { created, updated });
    return t(state === "stopped" ? "import.done.stopped" : "import.done.interrupted", { done, total });
  };
  const reasons = createMemo(() => {
    const counts = new Map<string, number>();
    for (const { problem } of props.outcome.refused) {
      const text = refusedSentence(i18n, problem);
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    return [...counts];
  });
  /** What came of the import is told where its person looks. */
  let place: HTMLDivElement | undefined;
  onMount(() => place?.scrollIntoView({ block: "center" }));
  return (
    <div ref={(element) => (place = element)} class="import-outcome" role="status">
      <p>{sentence()}</p>
      <Show when={entry().rejected > 0 && entry().state !== "undone"}>
        <p class="import-quiet">{t("import.done.rejected", { count: entry().rejected })}</p>
      </Show>
      <For each={reasons().slice(0, MOST_REASONS)}>{([text, count]) => <p class="import-warning">{t("import.done.refused", { count, reason: text })}</p>}</For>
      <Show when={props.outcome.failed}>{(failed) => <p class="import-problem">{problemSentence(i18n, failed())}</p>}</Show>
      <div class="import-buttons">
        <Switch>
          <Match when={entry().state === "interrupted" || entry().state === "stopped"}>
            <Button kind="primary" onClick={() => void proceed()}>
              {t("import.run.proceed")}
            </Button>
          </Match>
          <Match when={props.session.files().length > 1}>
            <Button kind="primary" icon="arrow-right" onClick={() => void props.session.next()}>
              {t("import.run.next", { name: props.session.files()[1]?.name ?? "" })}
            </Button>
          </Match>
        </Switch>
        <Show when={entry().state !== "undone" && entry().portions > 0}>
          <Button icon="undo-2" onClick={() => void undo(entry())}>
            {t("import.run.undo")}
          </Button>
        </Show>
        <Show when={entry().state !== "undone" && props.session.summary() && (entry().rejected > 0 || props.outcome.refused.length > 0)}>
          <Button icon="download" onClick={() => void saveRejected(props.session, i18n, props.outcome.refused)}>
            {t("import.fault.save")}
          </Button>
        </Show>
        <Show when={props.session.files().length <= 1}>
          <Button kind="quiet" onClick={() => void props.session.next()}>
            {t("import.run.another")}
          </Button>
        </Show>
      </div>
    </div>
  );
};
