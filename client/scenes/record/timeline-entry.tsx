import { createEffect, For, Match, Show, Switch, type JSX } from "solid-js";
import { entityOf } from "#client/replica/seen.ts";
import { wordsOf } from "#domain/entities/words.ts";
import { sameValue } from "#domain/record/change.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { textOf } from "#domain/schema/read.ts";
import { fieldShape } from "#client/fields/field-shape.ts";
import { RecordLink, RecordName, useRecordName } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button, IconButton } from "#client/ui/button.tsx";
import { Chip } from "#client/ui/chip.tsx";
import { Face } from "#client/ui/face.tsx";
import { glow } from "#client/ui/glow.ts";
import { Icon } from "#client/ui/icon.tsx";
import { changeShown, isToShow } from "#client/record/shown-change.ts";
import { moveSentence, reasonOf } from "#client/pools/move-words.ts";
import { useNotice, useUndoNotice } from "#client/record/notice.ts";
import { useRecord, useRow } from "#client/record/record-model.tsx";
import { PathValue } from "#client/record/path-words.tsx";
import { describePath } from "#client/record/told-path.ts";
import { valueInPaths } from "#client/replica/row-paths.ts";
import { excerptOf } from "./excerpt.ts";
import type { TimelineItem, ToldChange } from "./timeline.ts";

type ItemOf<Is extends TimelineItem["is"]> = Extract<TimelineItem, { readonly is: Is }>;

export interface TimelineEntryProps {
  readonly item: TimelineItem;
  /** Whether every change of the moment is told. */
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

export const TimelineEntry = (props: TimelineEntryProps): JSX.Element => {
  const nameOf = useRecordName();
  const i18n = useI18n();
  const { formats, t } = i18n;
  const name = (): string => nameOf(props.item.by);
  const isWaiting = (item: TimelineItem): boolean => (item.is === "move" || item.is === "said" ? item.waiting : item.is === "changes" && item.changes.some((change) => change.waiting));
  const waiting = (): boolean => isWaiting(props.item);
  return (
    <li class="timeline-item" data-is={props.item.is} data-waiting={waiting() ? "" : undefined}>
      <Face id={props.item.by} name={name()} size={24} silent />
      <div class="timeline-item__body">
        <div class="timeline-item__head">
          <span class="timeline-item__who" dir="auto">{name()}</span>
          <Switch>
            <Match when={props.item.is === "created"}>{t("timeline.created")}</Match>
            <Match when={props.item.is === "move" && props.item}>{(item) => <>{moveSentence(i18n, nameOf, item().move)}</>}</Match>
            <Match when={props.item.is === "followUp" && props.item}>{(item) => <FollowUpWords item={item()} />}</Match>
            <Match when={props.item.is === "said" && props.item}>{(item) => <SaidWords item={item()} />}</Match>
          </Switch>
          <Show when={waiting()}>
            <Chip label={t(props.item.is === "said" ? "approval.pendingWord" : "timeline.waiting")} tone="warning" />
          </Show>
          <time class="timeline-item__at" title={formats().instant(props.item.at, "long")}>
            {formats().instant(props.item.at, "time")}
          </time>
        </div>
        <Switch>
          <Match when={props.item.is === "advance" && props.item}>{(item) => <AdvanceWords item={item()} />}</Match>
          <Match when={props.item.is === "move" && props.item}>
            {(item) => (
              <Show when={reasonOf(item().move)}>
                {(reason) => (
                  <p class="timeline-item__text" dir="auto">
                    {reason()}
                  </p>
                )}
              </Show>
            )}
          </Match>
          <Match when={props.item.is === "followUp" && props.item}>
            {(item) => (
              <p class="timeline-item__text" dir="auto">
                {textOf(item().row, "content")}
              </p>
            )}
          </Match>
          <Match when={props.item.is === "said" && textOf(props.item.entry, "note")}>
            {(note) => (
              <p class="timeline-item__text" dir="auto">
                {note()}
              </p>
            )}
          </Match>
          <Match when={props.item.is === "changes" && props.item}>
            {(item) => <Changes changes={item().changes} open={props.open} onOpen={props.onOpen} />}
          </Match>
        </Switch>
      </div>
    </li>
  );
};

/** Changes told at once; the rest of a moment opens. */
const FIRST = 3;

/** The changes of one moment. Where two people met stays in sight. */
const Changes = (props: { readonly changes: readonly ToldChange[]; readonly open: boolean; readonly onOpen: (open: boolean) => void }): JSX.Element => {
  const { t } = useI18n();
  const foldable = (): number => props.changes.filter((change, index) => index >= FIRST && change.outcome === "kept").length;
  const folds = (): boolean => foldable() > 1;
  const shown = (): readonly ToldChange[] => (props.open || !folds() ? props.changes : props.changes.filter((change, index) => index < FIRST || change.outcome !== "kept"));
  return (
    <>
      <ul class="timeline-item__changes">
        <For each={shown()}>{(change) => <ChangeWords change={change} />}</For>
      </ul>
      <Show when={folds()}>
        <Button size="small" kind="quiet" icon={props.open ? "chevron-up" : "chevron-down"} aria-expanded={props.open} onClick={() => props.onOpen(!props.open)}>
          {props.open ? t("timeline.fewer") : t("timeline.more", { count: foldable() })}
        </Button>
      </Show>
    </>
  );
};

/** What somebody said in an approval; until the relay has it, what they want to say. */
const SaidWords = (props: { readonly item: ItemOf<"said"> }): JSX.Element => {
  const nameOf = useRecordName();
  const { find } = useI18n();
  const does = (): string => String(props.item.entry["does"]);
  const words = (): string | undefined => (props.item.waiting ? find(`approval.${does()}`) : find(`approval.said.${does()}`, { name: nameOf(String(props.item.entry["to"] ?? "")) }));
  return <span dir="auto">{words() ?? ""}</span>;
};

const FollowUpWords = (props: { readonly item: ItemOf<"followUp"> }): JSX.Element => {
  const { locale } = useI18n();
  const entity = entityOf("followUp");
  const shape = () => fieldShape(entity, "method", locale());
  const contact = (): string | null => textOf(props.item.row, "contact");
  return (
    <>
      <RecordLink id={props.item.row.id}>{shape()?.words[textOf(props.item.row, "method") ?? ""] ?? wordsOf(locale(), "followUp").one}</RecordLink>
      <Show when={contact()}>
        {(id) => (
          <span class="timeline-item__with">
            <Icon name="user-round" size={12} /> <RecordLink id={id()} />
          </span>
        )}
      </Show>
    </>
  );
};

/** One advance: from which stage to which, how likely it became, and what was noted. */
const AdvanceWords = (props: { readonly item: ItemOf<"advance"> }): JSX.Element => {
  const record = useRecord();
  const { formats } = useI18n();
  const stages = (): Readonly<Record<string, string>> => record.words().options[record.entity.stages?.field ?? ""] ?? {};
  const detail = (entry: ItemOf<"advance">["entry"] | null, name: string): string | null => {
    const value = entry?.[name];
    return typeof value === "string" && value !== "" ? value : null;
  };
  const stage = (): string | null => detail(props.item.entry, "stage");
  const before = (): string | null => detail(props.item.before, "stage");
  const moved = (): boolean => stage() !== before();
  const probability = (): string | null => detail(props.item.entry, "probability");
  const changedProbability = (): boolean => probability() !== detail(props.item.before, "probability");
  const note = (): string | null => (detail(props.item.entry, "note") === detail(props.item.before, "note") ? null : detail(props.item.entry, "note"));
  return (
    <>
      <p class="timeline-item__advance">
        <Show when={moved() && before()}>
          {(id) => (
            <>
              <span class="timeline-item__from">{stages()[id()] ?? id()}</span>
              <Icon name="arrow-right" size={12} />
            </>
          )}
        </Show>
        <Show when={stage()}>{(id) => <span class="timeline-item__to">{stages()[id()] ?? id()}</span>}</Show>
        <Show when={changedProbability() && probability()}>{(points) => <span class="timeline-item__from">{formats().percent(points())}</span>}</Show>
      </p>
      <Show when={note()}>
        {(text) => (
          <p class="timeline-item__text" dir="auto">
            {text()}
          </p>
        )}
      </Show>
    </>
  );
};

/** One path's change; where two people met, both values and a way back. */
const ChangeWords = (props: { readonly change: ToldChange }): JSX.Element => {
  const record = useRecord();
  const row = useRow();
  const notice = useNotice();
  const done = useUndoNotice();
  const { t, locale } = useI18n();
  const told = () => describePath(record.entity, props.change.path, row(), locale());
  const parts = () => excerptOf(props.change.from, props.change.to);
  const other = (): FieldValue => (props.change.outcome === "superseded" ? props.change.to : props.change.from);
  const writable = (): boolean => record.deniedAt(props.change.path) === null && told().writable && (props.change.path !== "owner" || record.mayGive());
  /* A kept change is offered for taking back while its value stands; where two people met, always. */
  const mayPutBack = (): boolean => {
    const { path, from, to, outcome } = props.change;
    if (!writable() || props.change.waiting) return false;
    if (outcome !== "kept") return true;
    return !(from === null && told().field.required) && !sameValue(from, to) && sameValue(valueInPaths(record.entity, row(), path), to);
  };
  const putBack = async (): Promise<void> => {
    const label = t("timeline.putBack", { field: told().label });
    const problem = await record.write(label, { [props.change.path]: other() });
    if (problem) notice(problem);
    else done(label);
  };
  let entry: HTMLLIElement | undefined;
  createEffect(() => {
    if (!entry || props.change.outcome === "kept" || !isToShow(record.id, props.change.path)) return;
    changeShown();
    entry.scrollIntoView({ block: "center" });
    glow(entry);
  });
  return (
    <li class="timeline-change" data-outcome={props.change.outcome} ref={(element) => (entry = element)}>
      <span class="timeline-change__label">{told().label}</span>
      <Switch
        fallback={
          <span class="timeline-change__values">
            <Show when={parts().from !== null}>
              <span class="timeline-item__from">
                <PathValue told={told()} value={parts().from} />
              </span>
              <Icon name="arrow-right" size={12} />
            </Show>
            <span class="timeline-item__to">
              <Show when={parts().to !== null} fallback={<span class="quiet">{t("timeline.empty")}</span>}>
                <PathValue told={told()} value={parts().to} />
              </Show>
            </span>
          </span>
        }
      >
        <Match when={told().plain}>
          {(plain) => (
            <span>
              <Show when={props.change.about}>
                {(id) => (
                  <>
                    <RecordName id={id()} />{" "}
                  </>
                )}
              </Show>
              {t(props.change.to === null ? plain().removed : plain().added)}
            </span>
          )}
        </Match>
      </Switch>
      <Show when={props.change.outcome !== "kept"}>
        <span class="timeline-change__met">
          <Icon name="git-merge" size={12} />
          {t(props.change.outcome === "superseded" ? "timeline.superseded" : "timeline.replaced")}
        </span>
      </Show>
      <Show when={mayPutBack()}>
        <Show
          when={props.change.outcome !== "kept"}
          fallback={
            <span class="timeline-change__back">
              <IconButton size="small" icon="rotate-ccw" label={t("timeline.putBack", { field: told().label })} onClick={() => void putBack()} />
            </span>
          }
        >
          <Button size="small" kind="quiet" icon="rotate-ccw" onClick={() => void putBack()}>
            {t(props.change.outcome === "superseded" ? "timeline.takeThis" : "timeline.takeBack")}
          </Button>
        </Show>
      </Show>
    </li>
  );
};

