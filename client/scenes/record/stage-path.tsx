import { createEffect, createMemo, createSignal, For, Show, type JSX } from "solid-js";
import type { Outcome, Stages } from "#domain/schema/entity.ts";
import { textOf } from "#domain/schema/read.ts";
import type { Values } from "#domain/record/change.ts";
import { fieldsBeside } from "#domain/stages/outcome.ts";
import { daysInStage } from "#domain/stages/days.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Icon } from "#client/ui/icon.tsx";
import { RecordField } from "#client/record/record-field.tsx";
import { useRecord, useRow } from "#client/record/record-model.tsx";
import { useNotice, useUndoNotice } from "#client/record/notice.ts";
import "./stage-path.css";

/** The stages as a path: a click moves the record there; arrow keys walk along it, Enter or Space moves. */
export const StagePath = (props: { readonly stages: Stages }): JSX.Element => {
  const record = useRecord();
  const row = useRow();
  const notice = useNotice();
  const done = useUndoNotice();
  const { t, today, offsetMinutes } = useI18n();
  const [focused, setFocused] = createSignal<number | null>(null);
  const buttons: HTMLButtonElement[] = [];
  const words = (): Readonly<Record<string, string>> => record.words().options[props.stages.field] ?? {};
  const present = (): string | null => textOf(row(), props.stages.field);
  const at = (): number => props.stages.steps.findIndex((step) => step.id === present());
  const days = (): number | null => daysInStage(props.stages)(row(), { today: today(), offsetMinutes: offsetMinutes() });
  const ended = (): boolean => props.stages.steps[at()]?.outcome !== undefined;
  const state = (index: number): string => {
    if (index === at()) return "here";
    return !ended() && index < at() ? "passed" : "ahead";
  };
  const move = async (id: string): Promise<void> => {
    if (id === present()) return;
    const name = words()[id] ?? id;
    const values: Values = { [props.stages.field]: id };
    const problem = await record.write(t("stage.moved", { stage: name }), values);
    if (problem) notice(problem);
    else {
      done(t("stage.moved", { stage: name }));
      setAsking(true);
    }
  };
  const reasonOf = (outcome: Outcome | undefined): string | undefined => (outcome ? props.stages.reasons?.[outcome][0] : undefined);
  let why: HTMLDivElement | undefined;
  /* The end shows once the record has come back from the replica, and then asks the one who brought it about. */
  const [asking, setAsking] = createSignal(false);
  const beside = (): readonly string[] => fieldsBeside(props.stages, props.stages.steps[at()]?.outcome);
  /** The reason to be given, for one who may and has not. */
  const unsaid = createMemo<{ readonly outcome: Outcome; readonly reason: string } | null>(() => {
    const outcome = props.stages.steps[at()]?.outcome;
    const reason = reasonOf(outcome);
    return outcome && reason !== undefined && textOf(row(), reason) === null && !record.denied() ? { outcome, reason } : null;
  }, null, { equals: (one, other) => one?.reason === other?.reason });
  createEffect(() => {
    if (!unsaid() || !asking()) return;
    setAsking(false);
    queueMicrotask(() => why?.querySelector<HTMLElement>("button")?.focus());
  });
  const walk = (event: KeyboardEvent, index: number): void => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(props.stages.steps.length - 1, index + step));
    setFocused(next);
    buttons[next]?.focus();
  };
  return (
    <div class="stage-path" data-denied={record.denied() ? "" : undefined}>
      <ol class="stage-path__steps" aria-label={record.words().fields[props.stages.field]}>
        <For each={props.stages.steps}>
          {(step, index) => (
            <li class="stage-path__item" data-state={state(index())} data-outcome={step.outcome}>
              <button
                type="button"
                ref={(element) => (buttons[index()] = element)}
                class="stage-path__step"
                aria-current={index() === at() ? "step" : undefined}
                aria-disabled={record.denied() ? "true" : undefined}
                tabindex={(focused() ?? Math.max(0, at())) === index() ? 0 : -1}
                onKeyDown={(event) => walk(event, index())}
                onClick={() => !record.denied() && void move(step.id)}
              >
                <Show when={state(index()) === "passed" || (index() === at() && step.outcome === "won")}>
                  <Icon name="check" size={14} />
                </Show>
                <span class="stage-path__name">{words()[step.id] ?? step.id}</span>
                <Show when={index() === at() && !step.outcome && days() !== null}>
                  <span class="stage-path__days">{t("stage.days", { count: days() ?? 0 })}</span>
                </Show>
              </button>
            </li>
          )}
        </For>
      </ol>
      <Show when={unsaid()} keyed>
        {({ outcome, reason }) => (
          <div class="stage-path__ask" ref={(element) => (why = element)}>
            <span>{t(outcome === "won" ? "stage.whyWon" : "stage.whyLost")}</span>
            <RecordField name={reason} framed />
          </div>
        )}
      </Show>
      <div class="stage-path__state">
        <For each={beside().filter((name) => name !== unsaid()?.reason)}>{(name) => <RecordField name={name} />}</For>
      </div>
    </div>
  );
};
