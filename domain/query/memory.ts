import { createByCode, type ByCode } from "./by-code.ts";
import type { LiveSource, QueryContext } from "./context.ts";
import { createIdOrder, type IdOrder } from "./id-order.ts";
import { createKeptOrder, type KeptOrder } from "./kept-order.ts";
import type { SortValue } from "./order.ts";
import { createTextRanks, type TextRanks } from "./text-ranks.ts";

/** What is kept of one kind between questions. `once` holds what was made of the records as they stand; everything else is brought up to date by asking it. */
export interface KindMemory {
  readonly ids: IdOrder;
  /** By path and locale. */
  readonly ranks: (name: string, locale: string) => TextRanks;
  /** What each distinct cell of a path is sorted by; `to` is the kind that the cells refer to. */
  readonly values: (name: string, to: string | undefined) => ByCode<SortValue>;
  /** Folded texts of a field by code. */
  readonly folds: (name: string) => ByCode<string | null>;
  /** Moments of an instant or mark by code. */
  readonly moments: (name: string) => ByCode<number>;
  /** All slots in the order of a sort, by its name and locale. */
  readonly order: (name: string) => KeptOrder;
  /** 1 for each cell of a path that meets a condition, by code; `name` names the condition and who asks. */
  readonly meeting: (name: string) => ByCode<0 | 1>;
  /** Until a record of any kind changes: made by `make` the first time. */
  readonly once: <T>(name: string, make: () => T) => T;
}

export interface Memory {
  readonly of: (kind: string) => KindMemory;
  /** Another text whenever a record of one of the kinds changed since, or the day. */
  readonly stamp: (kinds: readonly string[], context: QueryContext) => string;
  readonly stop: () => void;
}

/** Answers that are kept until something changes; each can be as long as the kind has records. */
const MOST_KEPT = 24;
/** Orders and conditions that are brought up to date instead of made anew: those asked about last. */
const MOST_FOLLOWED = 8;

interface Values {
  readonly to: string | undefined;
  readonly values: ByCode<SortValue>;
}

const remember = <T>(into: Map<string, T>, name: string, make: () => T): T => {
  const known = into.get(name);
  if (known !== undefined) return known;
  const made = make();
  into.set(name, made);
  return made;
};

/** As `remember`, for the few that were asked for last. */
const rememberLast = <T>(into: Map<string, T>, name: string, make: () => T): T => {
  const made = into.get(name) ?? make();
  into.delete(name);
  into.set(name, made);
  if (into.size > MOST_FOLLOWED) into.delete(into.keys().next().value ?? "");
  return made;
};

/** Hears of changes before anybody who asks. */
export const createMemory = (source: LiveSource): Memory => {
  const versions = new Map<string, number>();
  const kinds = new Map<string, KindMemory>();
  const referring = new Set<Values>();
  const kept: Map<string, unknown>[] = [];

  const stop = source.subscribe((changes) => {
    for (const once of kept) once.clear();
    for (const { id, kind } of changes) {
      versions.set(kind, (versions.get(kind) ?? 0) + 1);
      for (const { to, values } of referring) if (to === kind) values.forget(id);
    }
  });

  const create = (): KindMemory => {
    const ranks = new Map<string, TextRanks>();
    const values = new Map<string, Values>();
    const folds = new Map<string, ByCode<string | null>>();
    const moments = new Map<string, ByCode<number>>();
    const orders = new Map<string, KeptOrder>();
    const meeting = new Map<string, ByCode<0 | 1>>();
    const once = new Map<string, unknown>();
    kept.push(once);
    return {
      ids: createIdOrder(),
      ranks: (name, locale) => remember(ranks, `${name} ${locale}`, () => createTextRanks(locale)),
      values: (name, to) =>
        remember(values, name, () => {
          const made = { to, values: createByCode<SortValue>() };
          if (to !== undefined) referring.add(made);
          return made;
        }).values,
      folds: (name) => remember(folds, name, () => createByCode<string | null>()),
      moments: (name) => remember(moments, name, () => createByCode<number>()),
      order: (name) => rememberLast(orders, name, createKeptOrder),
      meeting: (name) => rememberLast(meeting, name, () => createByCode<0 | 1>()),
      once: <T>(name: string, make: () => T): T => {
        if (once.size >= MOST_KEPT && !once.has(name)) once.delete(once.keys().next().value ?? "");
        return remember(once, name, make) as T;
      },
    };
  };

  return {
    of: (kind) => remember(kinds, kind, create),
    stamp: (of, { today, offsetMinutes }) => `${today} ${offsetMinutes} ${of.map((kind) => versions.get(kind) ?? 0).join()}`,
    stop,
  };
};

