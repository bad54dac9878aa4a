import { For, onMount, Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import { ProgressBar } from "#client/ui/progress-bar.tsx";
import { wordsOf } from "#domain/entities/words.ts";
import type { PlanSummary } from "#workers/transfer/plan-summary.ts";
import { DuplicateList } from "./duplicate-list.tsx";
import { FaultGrid } from "./fault-grid.tsx";
import type { ImportSession } from "#client/transfer/import-session.ts";
import { issueSentence } from "./import-sentences.ts";
import { Step } from "./step.tsx";
import { UnknownTexts } from "./unknown-texts.tsx";

/** What the import would do, before anything is written. */
export const CheckStep = (props: { readonly session: ImportSession }): JSX.Element => {
  const { t, formats } = useI18n();
  const fixes = (): number => Object.keys(props.session.corrections()).length;
  const again = (): boolean => props.session.summary() !== null;
  const reason = (): string | undefined => {
    if (!props.session.map()) return t("import.check.needsColumns");
    return props.session.planning() ? t("import.check.busy") : undefined;
  };
  const label = (): string => {
    if (!again()) return t("import.check.run");
    return fixes() > 0 && props.session.stale() ? t("import.check.againFixed", { count: fixes() }) : t("import.check.again");
  };
  return (
    <Step
      number={3}
      title={t("import.step.check")}
      note={again() && props.session.stale() ? t("import.check.stale") : undefined}
      end={
        <Button icon="check-check" kind={!again() || props.session.stale() ? "primary" : "plain"} disabledReason={reason()} onClick={() => void props.session.check()}>
          {label()}
        </Button>
      }
    >
      <Show when={props.session.planning()}>
        {(progress) => (
          <div class="import-progress">
            <ProgressBar
              label={t(`import.progress.${progress().step}`)}
              value={progress().done}
              of={progress().total}
              note={progress().step === "reading" ? formats().bytes(progress().done) : `${formats().number(progress().done)} / ${formats().number(progress().total)}`}
            />
            <Button size="small" kind="quiet" onClick={() => void props.session.stopCheck()}>
              {t("ui.cancel")}
            </Button>
          </div>
        )}
      </Show>
      <Show when={props.session.summary()}>{(summary) => <Summary session={props.session} summary={summary()} />}</Show>
    </Step>
  );
};

const Summary = (props: { readonly session: ImportSession; readonly summary: PlanSummary }): JSX.Element => {
  const i18n = useI18n();
  const { t, locale, formats } = i18n;
  const kindName = (kind: string, count: number): string => (count === 1 ? wordsOf(locale(), kind).one : wordsOf(locale(), kind).many);
  const figures = () => {
    const { summary } = props;
    const { skipped } = summary;
    return [
      { label: t("import.check.rows"), count: summary.rows, always: true, tone: undefined },
      ...Object.entries(summary.created).map(([kind, count]) => ({ label: t("import.check.created", { kind: kindName(kind, count) }), count, always: true, tone: undefined })),
      ...summary.made.map(({ kind, count }) => ({ label: t("import.check.made", { kind: kindName(kind, count) }), count, always: true, tone: undefined })),
      { label: t("import.check.updated"), count: summary.updated, always: false, tone: undefined },
      { label: t("import.check.unchanged"), count: summary.unchanged, always: false, tone: undefined },
      { label: t("import.check.exists"), count: skipped.exists, always: false, tone: undefined },
      { label: t("import.check.skipped"), count: skipped.duplicate, always: false, tone: undefined },
      { label: t("import.check.empty"), count: skipped.empty, always: false, tone: undefined },
      { label: t("import.check.duplicates"), count: summary.duplicateCount, always: false, tone: "warning" },
      { label: t("import.check.rejected"), count: summary.rejected, always: true, tone: "danger" },
    ].filter(({ always, count }) => always || count > 0);
  };
  let figuresAt: HTMLElement | undefined;
  onMount(() => figuresAt?.scrollIntoView({ block: "start" }));
  return (
    <>
      <dl ref={(element) => (figuresAt = element)} class="import-figures">
        <For each={figures()}>
          {(figure) => (
            <div data-tone={figure.count > 0 ? figure.tone : undefined}>
              <dt>{figure.label}</dt>
              <dd>{formats().number(figure.count)}</dd>
            </div>
          )}
        </For>
      </dl>
      <For each={props.summary.made}>
        {(made) => (
          <p class="import-quiet" dir="auto">
            {t(made.count > made.titles.length ? "import.check.madeSome" : "import.check.madeAll", { kind: kindName(made.kind, made.count), names: formats().list([...made.titles]) })}
          </p>
        )}
      </For>
      <Show when={props.summary.rejected > 0}>
        <UnknownTexts session={props.session} summary={props.summary} />
        <FaultGrid session={props.session} summary={props.summary} />
      </Show>
      <Show when={props.summary.duplicateCount > 0}>
        <DuplicateList session={props.session} summary={props.summary} />
      </Show>
      <Show when={props.summary.matchCount > 0}>
        <h3>{t("import.check.matches", { count: props.summary.matchCount })}</h3>
        <ul class="import-list">
          <For each={props.summary.matches}>
            {(match) => (
              <li>
                <span dir="auto">{t("import.check.match", { text: match.text, title: match.title, kind: kindName(match.kind, 1).toLocaleLowerCase(locale()) })}</span>
                <span class="import-quiet">{t("import.rows", { count: match.rows })}</span>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={props.summary.noticeCount > 0}>
        <h3>{t("import.check.notices", { count: props.summary.noticeCount })}</h3>
        <ul class="import-list">
          <For each={props.summary.notices}>
            {(notice) => (
              <li>
                <span dir="auto">
                  {t("import.check.line", { line: String(notice.line) })}
                  {notice.column ? ` · ${notice.column}` : ""} · {issueSentence(i18n, notice)}
                </span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </>
  );
};
