import { createMemo, createSignal, For, Show, type JSX } from "solid-js";
import { coversOf } from "#domain/approval/content.ts";
import { flowNeeded } from "#domain/approval/flow-needed.ts";
import { barredFrom, pendingIn, runOf, saidOf, stateOf, type ApprovalStep } from "#domain/approval/run.ts";
import type { Saying } from "#domain/approval/say.ts";
import type { RecordId } from "#domain/id.ts";
import { arrivedAt } from "#domain/record/completed.ts";
import type { LogRow } from "#domain/schema/entity.ts";
import { membersOf } from "#domain/schema/read.ts";
import { useRecordName } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { lensOf } from "#client/replica/seen.ts";
import { useNotice } from "#client/record/notice.ts";
import { useRecord, useRow } from "#client/record/record-model.tsx";
import { Button } from "#client/ui/button.tsx";
import { Chip } from "#client/ui/chip.tsx";
import { Face } from "#client/ui/face.tsx";
import { Icon } from "#client/ui/icon.tsx";
import { useFlows } from "./approval-flows.ts";
import { ApprovalSteps } from "./approval-steps.tsx";
import { DecisionButtons } from "./decision-buttons.tsx";
import { say } from "./say.ts";
import { SayDialog, type Wordy } from "./say-dialog.tsx";
import { coverLabels } from "./words.ts";
import "./approval.css";

const TONES = { running: "warning", approved: "positive", rejected: "danger", withdrawn: "muted" } as const;

/** Where the record stands on its way through an approval: what is asked of whom, what was said, and one's own part in it. */
export const ApprovalPanel = (): JSX.Element => {
  const replica = useReplica();
  const record = useRecord();
  const row = useRow();
  const nameOf = useRecordName();
  const notice = useNotice();
  const { t, clock, formats } = useI18n();
  const flows = useFlows();
  const [wordy, setWordy] = createSignal<Wordy | null>(null);
  const me = (): RecordId => replica.me().id;
  const state = createMemo(() => stateOf(row()));
  const run = createMemo(() => runOf(row()));
  const needed = createMemo(() => flowNeeded(flows() ?? [], row(), lensOf(record.entity.kind)));
  const pending = createMemo(() => pendingIn(row()));
  const said = createMemo(() => saidOf(row()).filter(({ key, note, does }) => note || does === "bringIn" || pending().some((one) => one.key === key)));
  const mine = (): LogRow | undefined => pending().find(({ by }) => by === me());
  const asked = (): boolean => state() === "running" && membersOf(row(), "approvers").includes(me()) && !pending().some(({ by, does }) => by === me() && does !== "comment");
  const mayChange = (): boolean => record.denied() === null;
  const maySubmit = (): boolean => needed() !== null && state() !== "running" && state() !== "approved" && mayChange() && !pending().some(({ does }) => does === "submit");
  const mayWithdraw = (): boolean => (state() === "running" || state() === "approved") && (mayChange() || run()?.by === me()) && !pending().some(({ does }) => does === "withdraw");
  const shown = (): boolean => flows() !== null && (needed() !== null || (run() !== null && state() !== null) || pending().length > 0);
  const speak = async (saying: Saying): Promise<void> => {
    const problem = await say(replica, clock, row(), saying, flows() ?? []);
    if (problem) notice(problem);
  };
  const heldWords = (): string => {
    const holds = record.entity.approvable?.holds;
    const words = record.words().options[holds?.field ?? ""] ?? {};
    return formats().list((holds?.values ?? []).map((id) => words[id] ?? id));
  };
  const locked = (): string => formats().list(coverLabels(record.words(), coversOf(record.entity).filter((name) => run()?.covers.includes(name))));
  return (
    <Show when={shown()}>
      <section class="approval" aria-label={t("approval.title")} data-state={state() ?? "none"}>
        <div class="approval__head">
          <Icon name="stamp" />
          <h2 class="approval__title">{run()?.name || needed()?.name || t("approval.title")}</h2>
          <Show when={state()} fallback={<Show when={needed()}><Chip label={t("approval.needs")} tone="warning" /></Show>}>
            {(known) => <Chip label={record.words().options["approval"]?.[known()] ?? known()} tone={TONES[known()]} />}
          </Show>
          <Show when={mine()}>
            <Chip label={t("approval.pendingWord")} tone="warning" />
          </Show>
          <Show when={run() && state() !== "withdrawn" && run()}>
            {(known) => <span class="approval__by quiet" dir="auto">{t("approval.by", { name: nameOf(known().by) })}</span>}
          </Show>
          <div class="approval__actions">
            <Show when={maySubmit()}>
              <Button kind="primary" size="small" icon="stamp" onClick={() => void speak({ does: "submit" })}>
                {t("approval.submit")}
              </Button>
            </Show>
            <Show when={asked()}>
              <DecisionButtons onSay={(saying) => void speak(saying)} onWordy={setWordy} />
            </Show>
            <Show when={run() && state() !== null}>
              <Button size="small" kind="quiet" onClick={() => setWordy("comment")}>
                {t("approval.comment")}
              </Button>
            </Show>
            <Show when={mayWithdraw()}>
              <Button size="small" kind="quiet" icon="undo-2" onClick={() => void speak({ does: "withdraw" })}>
                {t(state() === "approved" ? "approval.reopen" : "approval.withdraw")}
              </Button>
            </Show>
          </div>
        </div>
        <Show when={needed() && state() !== "running" && needed()}>
          {(flow) => (
            <p class="approval__why quiet">
              {t("approval.needsWhy", { flow: flow().name })} <Show when={record.entity.approvable?.holds}>{t("approval.needsHeld", { states: heldWords() })}</Show>
            </p>
          )}
        </Show>
        <Show when={state() === "running" || state() === "approved" || state() === "rejected" ? run() : null}>{(known) => <ApprovalSteps run={known()} state={state() ?? "running"} />}</Show>
        <Show when={(state() === "running" || state() === "approved") && locked()}>
          {(fields) => (
            <p class="approval__locked quiet">
              <Icon name="lock" size={12} /> {t("approval.locked", { fields: fields() })}
            </p>
          )}
        </Show>
        <Show when={said().length > 0}>
          <ul class="approval__said" aria-label={t("approval.talk")}>
            <For each={said()}>{(entry) => <Said entry={entry} pending={pending().some(({ key }) => key === entry.key)} />}</For>
          </ul>
        </Show>
        <Show when={wordy()} keyed>
          {(does) => <SayDialog does={does} title={nameOf(record.id)} without={[me(), ...barredFrom(row())]} onClose={() => setWordy(null)} onSay={speak} />}
        </Show>
      </section>
    </Show>
  );
};

/** One thing that was said, and whether it has arrived. */
const Said = (props: { readonly entry: LogRow; readonly pending: boolean }): JSX.Element => {
  const nameOf = useRecordName();
  const { t, formats, clock } = useI18n();
  const does = () => props.entry["does"] as ApprovalStep;
  const at = () => arrivedAt(props.entry);
  const name = (id: unknown): string => nameOf(String(id ?? ""));
  return (
    <li class="approval__entry" data-pending={props.pending ? "" : undefined}>
      <Face id={props.entry.by} name={name(props.entry.by)} size={20} silent />
      <div>
        <p class="approval__entryhead">
          <strong dir="auto">{name(props.entry.by)}</strong> <span>{props.pending ? t(`approval.${does()}`) : t(`approval.said.${does()}`, { name: name(props.entry["to"]) })}</span>{" "}
          <time class="quiet" title={formats().instant(at(), "long")}>{formats().ago(at(), clock.now())}</time>
        </p>
        <Show when={props.entry["note"]}>
          {(note) => (
            <p class="approval__note" dir="auto">
              {String(note())}
            </p>
          )}
        </Show>
        <Show when={props.pending}>
          <p class="approval__pending" role="status">
            <Chip label={t("approval.pendingWord")} tone="warning" /> {t(`approval.pending.${does()}`)}
          </p>
        </Show>
      </div>
    </li>
  );
};
