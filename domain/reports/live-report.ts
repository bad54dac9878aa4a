import { findColumn } from "#domain/query/column.ts";
import type { LiveSource, QueryContext } from "#domain/query/context.ts";
import { pathsOf } from "#domain/query/filter.ts";
import type { ReportDefinition } from "./report.ts";

/** An answer that follows its source. */
export interface LiveAnswer<T> {
  /** Computed when asked for, and then kept until a record it depends on changes. */
  readonly value: () => T;
  /** Tells that the value is no longer what it was. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Forgets the value: for a new day or another language. */
  readonly refresh: () => void;
  readonly stop: () => void;
}

/** Keeps the answer of `compute` until a record of one of `kinds` changes; changes of other kinds cost a set look-up. */
export const createLiveReport = <T>(source: LiveSource, kinds: ReadonlySet<string>, compute: () => T): LiveAnswer<T> => {
  const listeners = new Set<() => void>();
  let held: { readonly value: T } | null = null;
  const forget = (): void => {
    held = null;
    for (const listener of listeners) listener();
  };
  const unsubscribe = source.subscribe((changes) => {
    if (changes.some((change) => kinds.has(change.kind))) forget();
  });
  return {
    value: () => (held ??= { value: compute() }).value,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh: forget,
    stop: () => {
      unsubscribe();
      listeners.clear();
    },
  };
};

/** Every kind whose records can change the answer to a definition. */
export const kindsOfReport = (definition: ReportDefinition, context: QueryContext): ReadonlySet<string> => {
  const kinds = new Set([definition.kind]);
  const entity = context.entity(definition.kind);
  if (!entity) return kinds;
  const measured = definition.measures.map((id) => /\((.+)\)$/.exec(id)?.[1] ?? id);
  const grouped = definition.by.map((id) => id.split(":", 1)[0] ?? id);
  for (const path of [...measured, ...grouped, ...(definition.filter ? pathsOf(definition.filter) : [])]) {
    const column = findColumn(entity, path, context);
    for (const read of column?.reads ?? []) kinds.add(read.kind);
    if (column?.to) kinds.add(column.to);
  }
  for (const id of definition.measures) {
    const product = entity.lines?.[id.split(".", 1)[0] ?? ""]?.fields.product;
    if (product?.kind === "ref") kinds.add(product.to);
  }
  return kinds;
};
