import { createEffect, createMemo, createSignal, type Accessor } from "solid-js";
import type { Key } from "#domain/id.ts";
import type { Values } from "#domain/record/change.ts";
import type { LineRow } from "#domain/schema/entity.ts";
import type { FieldValue, Mark } from "#domain/schema/field.ts";
import { linesOf } from "#domain/schema/read.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { lensOf } from "#client/replica/seen.ts";
import { addLine, moveLine, removeLine } from "./line-changes.ts";
import { keyBetween, placeAfterMove } from "./line-order.ts";
import { useNotice, useUndoNotice } from "./notice.ts";
import { useRecord, useRow } from "./record-model.tsx";

export interface Lines {
  readonly all: Accessor<readonly LineRow[]>;
  /** Changes only when lines come, go or move, so that a row stays while its values change. */
  readonly keys: Accessor<readonly string[]>;
  /** Whether lines can change places. One that moves is written anew, and whoever does not see all of it could not write the rest. */
  readonly movable: boolean;
  readonly lineOf: (key: string) => LineRow | undefined;
  readonly add: (label: string, fields: Readonly<Record<string, FieldValue>>) => Promise<void>;
  readonly remove: (key: string) => Promise<void>;
  readonly move: (key: string, by: 1 | -1) => Promise<void>;
}

/** One list of lines of the open record; after every change the focus goes to the line it was about, once that is drawn. */
export const useLines = (list: string, focus: (key: string) => void): Lines => {
  const replica = useReplica();
  const record = useRecord();
  const row = useRow();
  const notice = useNotice();
  const done = useUndoNotice();
  const { t, clock } = useI18n();
  const all = createMemo(() => linesOf(row(), list));
  const keys = createMemo<readonly string[]>(() => all().map((line) => line.key), [], { equals: (a, b) => a.join() === b.join() });
  const lineOf = (key: string): LineRow | undefined => all().find((line) => line.key === key);
  const [awaited, setAwaited] = createSignal<string | null>(null);
  createEffect(() => {
    const key = awaited();
    if (key === null || !keys().includes(key)) return;
    setAwaited(null);
    focus(key);
  });
  const mark = (): Mark => ({ by: replica.me().id, at: clock.now() });
  const write = async (label: string, values: Values, toast = false): Promise<void> => {
    const problem = await record.write(label, values);
    if (problem) notice(problem);
    else if (toast) done(label);
  };
  return {
    all,
    keys,
    movable: ![...(lensOf(record.entity.kind) ?? [])].some((name) => name.startsWith(`${list}.`)),
    lineOf,
    add: async (label, fields) => {
      const key: Key = await replica.api.newKey();
      await write(label, addLine(list, key, mark(), fields));
      setAwaited(key);
    },
    remove: async (key) => {
      const line = lineOf(key);
      if (!line) return;
      const at = keys().indexOf(key);
      const next = keys()[at + 1] ?? keys()[at - 1];
      await write(t("lines.removed"), removeLine(list, line), true);
      if (next) setAwaited(next);
    },
    move: async (key, by) => {
      const line = lineOf(key);
      const place = placeAfterMove(keys(), key, by);
      const target = place ? keyBetween(place.before, place.after) : null;
      if (!line || !target) return;
      await write(t("lines.moved"), moveLine(list, line, target, mark()));
      setAwaited(target);
    },
  };
};

/** Puts the cursor into a box of a line once it is drawn. */
export const focusLine = (table: HTMLElement | undefined, key: string, name: string): void => {
  requestAnimationFrame(() => {
    const input = table?.querySelector<HTMLInputElement>(`[data-line="${key}"] [name="${name}"]`);
    input?.focus();
    input?.select();
  });
};
