import type { LiveSource, RowChange } from "#domain/query/context.ts";
import { changesField, type Reads } from "#domain/query/reads.ts";

export type Heard = (changes: readonly RowChange[]) => void;

/** Tells of changes only those that they concern. What a change concerns is looked up: views of other things cost nothing. */
export interface Watching {
  /** `heard` gets the changes of what `reads` names. The answer stops it. */
  readonly watch: (reads: Reads, heard: Heard) => () => void;
  /** The same for all changes of one record. */
  readonly watchRecord: (id: string, heard: Heard) => () => void;
}

interface OfKind {
  readonly all: Set<Heard>;
  readonly byField: Map<string, Set<Heard>>;
}

const into = <K, T>(sets: Map<K, Set<T>>, key: K, one: T): void => {
  const known = sets.get(key);
  if (known) known.add(one);
  else sets.set(key, new Set([one]));
};

const outOf = <K, T>(sets: Map<K, Set<T>>, key: K, one: T): void => {
  const known = sets.get(key);
  known?.delete(one);
  if (known?.size === 0) sets.delete(key);
};

export const createWatching = (source: LiveSource): Watching => {
  const kinds = new Map<string, OfKind>();
  const records = new Map<string, Set<Heard>>();

  const ofKind = (kind: string): OfKind => {
    let found = kinds.get(kind);
    if (!found) kinds.set(kind, (found = { all: new Set(), byField: new Map() }));
    return found;
  };

  const concerned = function* (change: RowChange): Iterable<Heard> {
    const found = kinds.get(change.kind);
    if (found) {
      yield* found.all;
      for (const [field, listeners] of found.byField) if (changesField(change, field)) yield* listeners;
    }
    yield* records.get(change.id) ?? [];
  };

  source.subscribe((changes) => {
    const due = new Map<Heard, RowChange[]>();
    for (const change of changes) {
      for (const heard of concerned(change)) {
        const mine = due.get(heard);
        if (!mine) due.set(heard, [change]);
        else if (mine.at(-1) !== change) mine.push(change);
      }
    }
    for (const [heard, mine] of due) heard(mine);
  });

  return {
    watch: (reads, listener) => {
      // Its own function each time: the same one may watch twice.
      const heard: Heard = (changes) => listener(changes);
      for (const [kind, fields] of reads) {
        const { all, byField } = ofKind(kind);
        if (fields === "all") all.add(heard);
        else for (const field of fields) into(byField, field, heard);
      }
      return () => {
        for (const [kind, fields] of reads) {
          const { all, byField } = ofKind(kind);
          if (fields === "all") all.delete(heard);
          else for (const field of fields) outOf(byField, field, heard);
        }
      };
    },
    watchRecord: (id, listener) => {
      const heard: Heard = (changes) => listener(changes);
      into(records, id, heard);
      return () => outOf(records, id, heard);
    },
  };
};
