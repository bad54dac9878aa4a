import { createSignal, For, Show, type JSX } from "solid-js";
import type { Key } from "#domain/id.ts";
import type { Values } from "#domain/record/change.ts";
import { LEAD } from "#domain/approval/approvers.ts";
import type { Entity, LineRow } from "#domain/schema/entity.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { addLine, moveLine } from "#client/record/line-changes.ts";
import { keyBetween } from "#client/record/line-order.ts";
import { useLines } from "#client/record/lines.ts";
import { useNotice } from "#client/record/notice.ts";
import { useRecord } from "#client/record/record-model.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Button } from "#client/ui/button.tsx";
import { Icon } from "#client/ui/icon.tsx";
import { FlowStep } from "./flow-step.tsx";

const LIST = "nodes";

/** The steps one below the other, from the submission to the end. They are added, moved and removed by mouse, finger and keys. */
export const FlowChain = (props: { readonly entity: Entity }): JSX.Element => {
  const replica = useReplica();
  const record = useRecord();
  const notice = useNotice();
  const { t, clock } = useI18n();
  let list: HTMLOListElement | undefined;
  const focus = (key: string): void => {
    requestAnimationFrame(() => list?.querySelector<HTMLElement>(`[data-line="${key}"] input`)?.focus());
  };
  const lines = useLines(LIST, focus);
  const readOnly = (): boolean => record.denied() !== null;
  const mark = () => ({ by: replica.me().id, at: clock.now() });
  const write = async (values: Values): Promise<void> => notice(await record.write(t("flow.changed"), values));
  /** A new step before the one at `at`, or at the end. */
  const insert = async (at: number): Promise<void> => {
    const keys = lines.keys();
    const key: Key | null = at >= keys.length ? await replica.api.newKey() : keyBetween(keys[at - 1] ?? null, keys[at] ?? null);
    if (!key) return;
    await write(addLine(LIST, key, mark(), { approvers: LEAD }));
    focus(key);
  };
  /** Puts a step before the one at `to`, counted without it. */
  const place = async (key: string, to: number): Promise<void> => {
    const line = lines.lineOf(key);
    const others = lines.keys().filter((other) => other !== key);
    if (!line || lines.keys().indexOf(key) === to) return;
    const target = keyBetween(others[to - 1] ?? null, others[to] ?? null);
    if (target) await write(moveLine(LIST, line, target, mark()));
  };
  const [dragged, setDragged] = createSignal<{ readonly key: string; readonly over: number } | null>(null);
  /** The place that a pointer at this height is over, counted without the dragged step. */
  const placeAt = (key: string, y: number): number => {
    const cards = [...(list?.querySelectorAll<HTMLElement>("[data-line]") ?? [])].filter((card) => card.dataset["line"] !== key);
    const below = cards.findIndex((card) => y < card.getBoundingClientRect().top + card.offsetHeight / 2);
    return below < 0 ? cards.length : below;
  };
  const drag = {
    start: (key: string) => setDragged({ key, over: lines.keys().indexOf(key) }),
    move: (y: number) => setDragged((now) => now && { ...now, over: placeAt(now.key, y) }),
    end: (drop: boolean) => {
      const now = dragged();
      setDragged(null);
      if (now && drop) void place(now.key, now.over);
    },
  };
  /** Whether the dragged step would come before the one of this index. */
  const dropsBefore = (index: number): boolean => {
    const now = dragged();
    if (!now) return false;
    const from = lines.keys().indexOf(now.key);
    return now.over !== from && (now.over < from ? now.over === index : now.over + 1 === index);
  };
  return (
    <section class="flow__chain" aria-label={t("flow.chain")}>
      <h2 class="section-title">{t("flow.chain")}</h2>
      <ol class="flow__steps" ref={(element) => (list = element)}>
        <li class="flow__terminal">
          <Icon name="user-round" /> {t("flow.begin")}
        </li>
        <For each={lines.keys()}>
          {(key, index) => (
            <FlowStep
              entity={props.entity}
              line={(): LineRow | undefined => lines.lineOf(key)}
              lineKey={key}
              number={index() + 1}
              count={lines.keys().length}
              readOnly={readOnly()}
              dragged={dragged()?.key === key}
              dropBefore={dropsBefore(index())}
              drag={drag}
              onInsert={() => void insert(index())}
              onWrite={(values) => void write(values)}
              onMove={(by) => void lines.move(key, by)}
              onRemove={() => void lines.remove(key)}
            />
          )}
        </For>
        <Show when={!readOnly()}>
          <li class="flow__add" data-drop={dropsBefore(lines.keys().length) ? "" : undefined}>
            <Button size="small" icon="plus" onClick={() => void insert(lines.keys().length)}>
              {t("flow.add")}
            </Button>
          </li>
        </Show>
        <li class="flow__terminal" data-end="">
          <Icon name="circle-check" /> {t("flow.end")}
        </li>
      </ol>
    </section>
  );
};
