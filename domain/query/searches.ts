import type { FactSource } from "#domain/reports/facts.ts";
import { isDeleted, textOf, titleOf } from "#domain/schema/read.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import type { LiveSource, QueryContext } from "./context.ts";
import type { PinyinSource } from "./pinyin.ts";
import { createSearchIndex, type SearchIndex } from "./search.ts";

/** Search indexes of the kinds that are searched, kept up to date. */
export interface Searches {
  /** The index of a kind with all its records in it. */
  readonly of: (kind: string) => SearchIndex;
  /** Indexes a part of a kind's records. True when all are in. */
  readonly advance: (kind: string, records: number) => boolean;
  readonly usePinyin: (source: PinyinSource) => void;
  readonly stop: () => void;
}

interface Building {
  readonly index: SearchIndex;
  readonly entity: Entity;
  /** Slots below have been looked at. */
  upTo: number;
}

/** Slots are numbered as `columns` numbers them; it must hear of changes first. `entityOf` gives a kind with all its fields, whoever asks. */
export const createSearches = (source: LiveSource, columns: FactSource, contextNow: () => QueryContext, entityOf: (kind: string) => Entity): Searches => {
  const kinds = new Map<string, Building>();
  let pinyin: PinyinSource | undefined;

  const factsOf = (kind: string) => {
    const facts = columns.facts(kind, contextNow());
    if (!facts) throw new Error(`no kind of record is called ${kind}`);
    return facts;
  };

  const begun = (kind: string): Building => {
    const known = kinds.get(kind);
    if (known) return known;
    const entity = entityOf(kind);
    const building = { index: createSearchIndex(entity, pinyin), entity, upTo: 0 };
    kinds.set(kind, building);
    return building;
  };

  const put = ({ index, entity }: Building, slot: number, row: Row): void => index.set(slot, (field) => textOf(row, field), titleOf(entity, row));

  const advance = (kind: string, records: number): boolean => {
    const building = begun(kind);
    const { size, alive, row } = factsOf(kind);
    const end = Math.min(size, building.upTo + records);
    for (let slot = building.upTo; slot < end; slot += 1) {
      const one = alive[slot] === 1 && !building.index.has(slot) ? row(slot) : undefined;
      if (one) put(building, slot, one);
    }
    building.upTo = Math.max(building.upTo, end);
    return building.upTo >= size;
  };

  const stop = source.subscribe((changes) => {
    for (const [kind, building] of kinds) {
      const own = changes.filter((change) => change.kind === kind);
      if (own.length === 0) continue;
      const { alive, slotOf } = factsOf(kind);
      // Which slot a record had that is gone only the columns knew.
      const left = own.some(({ after }) => !after || isDeleted(after));
      if (left) for (let slot = 0; slot < building.upTo; slot += 1) if (alive[slot] !== 1) building.index.remove(slot);
      for (const { id, after } of own) {
        const slot = slotOf(id);
        if (after && slot !== undefined) put(building, slot, after);
      }
    }
  });

  return {
    advance,
    of: (kind) => {
      while (!advance(kind, Number.POSITIVE_INFINITY));
      return begun(kind).index;
    },
    usePinyin: (source) => {
      pinyin = source;
      for (const { index } of kinds.values()) index.usePinyin(source);
    },
    stop,
  };
};
