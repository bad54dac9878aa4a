import type { FactSource } from "#domain/reports/facts.ts";
import { isDeleted, textOf, titleOf } from "#domain/schema/read.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import type { LiveSource, QueryContext } from "./context.ts";
import type { Mask } from "./masks.ts";
import { MATCH } from "./match.ts";
import type { PinyinSource } from "./pinyin.ts";
import { createSearchIndex, TITLE_LENGTHS, type Found, type SearchIndex } from "./search.ts";
import { createThrough } from "./through.ts";

/** Search indexes of the kinds that are searched, kept up to date. */
export interface Searches {
  /** The index of a kind with all its records in it. */
  readonly of: (kind: string) => SearchIndex;
  /** What matches of a kind, and behind that what refers to a match by one of the kind's `searchedThrough`. Null for a text that says nothing. */
  readonly find: (kind: string, text: string) => Found | null;
  /** Indexes a part of a kind's records, and of those that it is searched through. True when all are in. */
  readonly advance: (kind: string, records: number) => boolean;
  readonly usePinyin: (source: PinyinSource) => void;
  readonly stop: () => void;
}

/** Rank of what refers to a match. */
const REFERS = MATCH.none * TITLE_LENGTHS;

/** Matches, and behind them what the mask has besides. */
const withThose = (own: Found, mask: Mask): Found => {
  const slots = new Uint32Array(mask.length);
  const ranks = new Uint16Array(mask.length).fill(REFERS);
  let count = 0;
  let taken = 0;
  for (let slot = 0; slot < mask.length; slot += 1) {
    if (own.slots[taken] === slot) ranks[count] = own.ranks[taken++]!;
    else if (mask[slot] === 0) continue;
    slots[count++] = slot;
  }
  return { slots: slots.subarray(0, count), ranks: ranks.subarray(0, count) };
};

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

  const indexPart = (kind: string, records: number): boolean => {
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

  const of = (kind: string): SearchIndex => {
    while (!indexPart(kind, Number.POSITIVE_INFINITY));
    return begun(kind).index;
  };

  const through = createThrough(factsOf, contextNow, entityOf, (kind, text) => of(kind).find(text));

  return {
    of,
    find: (kind, text) => {
      const own = of(kind).find(text);
      return own && through.kinds(kind).length > 0 ? withThose(own, through.referring(kind, text)) : own;
    },
    advance: (kind, records) => indexPart(kind, records) && through.kinds(kind).every((to) => indexPart(to, records)),
    usePinyin: (source) => {
      pinyin = source;
      for (const { index } of kinds.values()) index.usePinyin(source);
    },
    stop,
  };
};
