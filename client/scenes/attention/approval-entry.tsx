import { createSignal, For, Show, type JSX } from "solid-js";
import { barredFrom, nodeOf, runOf } from "#domain/approval/run.ts";
import type { Saying } from "#domain/approval/say.ts";
import { entityOf } from "#client/replica/seen.ts";
import { wordsOf } from "#domain/entities/words.ts";
import { kindOf, type RecordId } from "#domain/id.ts";
import { findColumn } from "#domain/query/column.ts";
import { FIXED } from "#domain/policy/sharing.ts";
import { arrivedAt } from "#domain/record/completed.ts";
import { compare } from "#domain/schema/decimal.ts";
import { linesOf, logOf, textOf } from "#domain/schema/read.ts";
import { fieldShape, lineFieldShape, type FieldShape } from "#client/fields/field-shape.ts";
import { FieldView } from "#client/fields/field-value.tsx";
import { RecordLink, useRecordName } from "#client/fields/record-link.tsx";
import { problemSentence } from "#client/fields/sentences.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { DecisionButtons } from "#client/record/approval/decision-buttons.tsx";
import { say } from "#client/record/approval/say.ts";
import { SayDialog, type Wordy } from "#client/record/approval/say-dialog.tsx";
import { createRowView } from "#client/replica/live.ts";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Button } from "#client/ui/button.tsx";
import { Icon, iconOf } from "#client/ui/icon.tsx";

/** One record that waits for the person's approval: who asks, what it comes to, and the answers, each one press. */
export const ApprovalEntry = (props: { readonly id: RecordId; readonly onDone: (text: string) => void }): JSX.Element => {
  const replica = useReplica();
  const words = useI18n();
  const { t, formats, clock, locale } = words;
  const nameOf = useRecordName();
  const row = createRowView(replica.api, () => props.id);
  const [problem, setProblem] = createSignal<string | null>(null);
  const [wordy, setWordy] = createSignal<Wordy | null>(null);
  const entity = () => entityOf(kindOf(props.id));
  const run = () => {
    const present = row();
    return present ? runOf(present) : null;
  };
  const instead = () => {
    const present = run();
    return present ? nodeOf(present)?.instead : undefined;
  };
  const submitted = () => logOf(row() ?? {}, "approvals").find(({ key }) => key === run()?.id);
  /** What is worth knowing before deciding: what a list of the kind adds up or shows beside the title. */
  const figures = (): readonly FieldShape[] =>
    [...new Set([...(entity().list.totals ?? []), entity().subtitle ?? "", "customer"])].flatMap((name) => fieldShape(entity(), name, locale()) ?? []);
  /** Shares in covered lines, such as discounts: each value once, the largest first. */
  const shares = () =>
    (run()?.covers ?? []).flatMap((cover) => {
      const present = row();
      const [list = "", name = ""] = cover.split(".");
      const shape = lineFieldShape(entity(), list, name, locale());
      if (!present || shape?.field.kind !== "percent") return [];
      const values = [...new Set(linesOf(present, list).flatMap((line) => textOf(line, name) ?? []))].sort(compare).reverse();
      return values.length === 0 ? [] : [{ label: shape.label, text: formats().list(values.map((value) => formats().percent(value))) }];
    });
  const valueOf = (name: string) => {
    const present = row();
    return present ? findColumn(entity(), name, FIXED)?.read(present) : null;
  };
  const speak = async (saying: Saying): Promise<void> => {
    const present = row();
    if (!present) return;
    const wrong = await say(replica, clock, present, saying, []);
    setProblem(wrong ? problemSentence(words, wrong) : null);
    if (!wrong) props.onDone(t(`approval.pending.${saying.does}`));
  };
  return (
    <li class="attention-entry">
      <div class="attention-entry__why">
        <Icon name="stamp" />
        <p dir="auto">{t("approval.asks", { name: nameOf(run()?.by ?? "") })}</p>
        <Show when={submitted()}>
          {(entry) => (
            <time class="quiet" title={formats().instant(arrivedAt(entry()), "long")}>
              {formats().ago(arrivedAt(entry()), clock.now())}
            </time>
          )}
        </Show>
      </div>
      <div class="refused">
        <p class="refused__record">
          <Icon name={iconOf(entity().icon)} />
          <RecordLink id={props.id} />
          <span class="quiet" dir="auto">
            {wordsOf(locale(), entity().kind).one} · {run()?.name}
          </span>
        </p>
        <dl class="attention-entry__figures">
          <For each={figures()}>
            {(shape) => (
              <Show when={valueOf(shape.name) ?? null}>
                {(value) => (
                  <div>
                    <dt>{shape.label}</dt>
                    <dd>
                      <FieldView field={shape.field} words={shape.words} value={value()} links />
                    </dd>
                  </div>
                )}
              </Show>
            )}
          </For>
          <For each={shares()}>
            {({ label, text }) => (
              <div>
                <dt>{label}</dt>
                <dd>{text}</dd>
              </div>
            )}
          </For>
        </dl>
      </div>
      <Show when={instead()}>
        {(why) => (
          <p>
            <span class="quiet">{t("approval.why")}</span> {t(`approval.instead.${why()}`)}
          </p>
        )}
      </Show>
      <Show when={textOf(submitted() ?? {}, "note")}>
        {(note) => (
          <blockquote class="attention-entry__text" dir="auto">
            {note()}
          </blockquote>
        )}
      </Show>
      <Show when={problem()}>
        {(sentence) => (
          <p class="attention-entry__problem" role="alert">
            {sentence()}
          </p>
        )}
      </Show>
      <div class="attention-entry__actions">
        <DecisionButtons onSay={(saying) => void speak(saying)} onWordy={setWordy} />
        <Button size="small" kind="quiet" onClick={() => setWordy("comment")}>
          {t("approval.comment")}
        </Button>
      </div>
      <Show when={wordy()} keyed>
        {(does) => <SayDialog does={does} title={nameOf(props.id)} without={[replica.me().id, ...barredFrom(row() ?? { id: props.id })]} onClose={() => setWordy(null)} onSay={speak} />}
      </Show>
    </li>
  );
};
