import type { QueryContext } from "#domain/query/context.ts";
import type { Facts, FactSource, Keeping, Kept } from "#domain/reports/facts.ts";

/** What is kept of records, as it was stored: by kind, and by the name that it is kept under. */
export type StoredSums = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface RestoredSums extends FactSource {
  /** Whether answers about a kind have come of what was stored: then its records are not read yet, and nobody hears of their changes. */
  readonly isUsed: (kind: string) => boolean;
  /** From now on a kind is answered from its records. */
  readonly settle: (kind: string) => void;
  /** What is kept now of the kinds that were asked about, and what was stored, as long as that holds. */
  readonly stored: (context: QueryContext) => StoredSums;
}

/** Nothing is kept that is not kept already. */
const ONLY_KNOWN: Keeping<Kept> = {
  make: () => null,
  revive: () => {
    throw new Error("what is asked for is not what was stored");
  },
};

/** Facts that are read when somebody looks at them. */
const readLate = (entity: Facts["entity"], kept: Facts["kept"], read: () => Facts): Facts => {
  let facts: Facts | null = null;
  const now = (): Facts => (facts ??= read());
  return {
    entity,
    kept,
    get size() {
      return now().size;
    },
    get alive() {
      return now().alive;
    },
    get full() {
      return now().full;
    },
    get members() {
      return now().members;
    },
    id: (slot) => now().id(slot),
    slotOf: (id) => now().slotOf(id),
    row: (slot) => now().row(slot),
    codes: (column) => now().codes(column),
    units: (amount) => now().units(amount),
    lines: (list) => now().lines(list),
  };
};

/** Answers from what was stored, for as long as that `holds`, and reads no record for it. */
export const restoreSums = (source: FactSource, sums: StoredSums, holds: () => boolean): RestoredSums => {
  const names = new Map<string, Set<string>>();
  const settled = new Set<string>();
  const used = new Set<string>();

  const restoredOf = (kind: string): StoredSums[string] | undefined => (settled.has(kind) || !holds() ? undefined : sums[kind]);

  const noted = (kind: string, kept: Facts["kept"]): Facts["kept"] => (name, keeping) => {
    names.set(kind, (names.get(kind) ?? new Set()).add(name));
    return kept(name, keeping);
  };

  const isUsed = (kind: string): boolean => used.has(kind) && !settled.has(kind);

  return {
    isUsed,
    settle: (kind) => void settled.add(kind),
    facts: (kind, context) => {
      const read = (): Facts | undefined => source.facts(kind, context);
      const restored = restoredOf(kind);
      const entity = restored && context.entity(kind);
      if (!restored || !entity) {
        const facts = read();
        return facts && { ...facts, kept: noted(kind, facts.kept) };
      }
      const kept = <K extends Kept>(name: string, keeping: Keeping<K>): K | null => {
        if (!(name in restored)) return read()?.kept(name, keeping) ?? null;
        used.add(kind);
        return keeping.revive(restored[name]);
      };
      return readLate(entity, noted(kind, kept), () => read()!);
    },
    stored: (context) => {
      const all: Record<string, Readonly<Record<string, unknown>>> = holds() ? { ...sums } : {};
      for (const [kind, asked] of names) {
        if (isUsed(kind)) continue;
        const facts = source.facts(kind, context);
        const kept = [...asked].flatMap((name) => {
          const stored = facts?.kept(name, ONLY_KNOWN)?.store();
          return stored ? [[name, stored] as const] : [];
        });
        if (kept.length > 0) all[kind] = { ...all[kind], ...Object.fromEntries(kept) };
      }
      return all;
    },
  };
};
