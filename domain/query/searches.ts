import type { FactSource } from "#domain/reports/facts.ts";
import { isDeleted, textOf, titleOf } from "#domain/schema/read.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import { createByCode, type ByCode } from "./by-code.ts";
import { codedOf } from "./cells.ts";
import { findColumn } from "./column.ts";
import type { LiveSource, QueryContext } from "./context.ts";
import { addTo, maskOfCodes, type Mask } from "./masks.ts";
import { MATCH } from "./match.ts";
import type { PinyinSource } from "./pinyin.ts";
import { createSearchIndex, TITLE_LENGTHS, type Found, type SearchIndex } from "./search.ts";

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

/** Slots of the records that a cell refers to, as far as they are there. */
type Targets = number | readonly number[];

interface Building {
  readonly index: SearchIndex;
  readonly entity: Entity;
  /** Slots below have been looked at. */
  upTo: number;
}

/** Slots are numbered as `columns` numbers them; it must hear of changes first. `entityOf` gives a kind with all its fields, whoever asks. */
export const createSearches = (source: LiveSource, columns: FactSource, contextNow: () => QueryContext, entityOf: (kind: string) => Entity): Searches => {
  const kinds = new Map<string, Building>();
  const targets = new Map<string, ByCode<Targets>>();
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

  /** Columns of references and the kinds that they refer to. */
  const throughOf = (kind: string) => {
    const entity = entityOf(kind);
    const context = contextNow();
    return (entity.searchedThrough ?? []).flatMap((path) => {
      const column = findColumn(entity, path, context);
      return column?.to === undefined ? [] : [{ column, to: column.to }];
    });
  };

  /** Where each cell of a column refers to: followed, for it is asked with every letter typed. */
  const targetsOf = (kind: string, path: string): ByCode<Targets> => {
    const name = `${kind} ${path}`;
    const known = targets.get(name) ?? createByCode<Targets>();
    targets.set(name, known);
    return known;
  };

  /** 1 for each record that refers to a match. */
  const referring = (kind: string, text: string): Mask => {
    const facts = factsOf(kind);
    const mask = new Uint8Array(facts.size);
    for (const { column, to } of throughOf(kind)) {
      const coded = codedOf(column, facts, contextNow());
      const found = of(to).find(text)?.slots ?? [];
      if (!coded || found.length === 0) continue;
      const { size, members, slotOf } = factsOf(to);
      const matching = new Uint8Array(size);
      for (let at = 0; at < found.length; at += 1) matching[found[at]!] = 1;
      const slotAt = (value: unknown): number => slotOf(String(value)) ?? -1;
      const { values } = targetsOf(kind, column.path).of(coded.codes, String(members), (cell) => {
        const value = coded.valueOf(cell);
        return Array.isArray(value) ? value.map(slotAt) : slotAt(value);
      });
      const meets = (target: Targets): number => (typeof target === "number" ? (matching[target] ?? 0) : Number(target.some((slot) => matching[slot] === 1)));
      addTo(mask, maskOfCodes(coded.codes.codes, facts.size, values.map(meets)));
    }
    return mask;
  };

  return {
    of,
    find: (kind, text) => {
      const own = of(kind).find(text);
      if (!own || throughOf(kind).length === 0) return own;
      const mask = referring(kind, text);
      const slots = new Uint32Array(own.slots.length + mask.length);
      const ranks = new Uint16Array(slots.length).fill(REFERS);
      let count = 0;
      let taken = 0;
      for (let slot = 0; slot < mask.length; slot += 1) {
        if (own.slots[taken] === slot) ranks[count] = own.ranks[taken++]!;
        else if (mask[slot] === 0) continue;
        slots[count++] = slot;
      }
      return { slots: slots.subarray(0, count), ranks: ranks.subarray(0, count) };
    },
    advance: (kind, records) => indexPart(kind, records) && throughOf(kind).every(({ to }) => indexPart(to, records)),
    usePinyin: (source) => {
      pinyin = source;
      for (const { index } of kinds.values()) index.usePinyin(source);
    },
    stop,
  };
};
