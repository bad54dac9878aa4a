import type { Facts } from "#domain/reports/facts.ts";
import type { Entity } from "#domain/schema/entity.ts";
import { createByCode, type ByCode } from "./by-code.ts";
import { codedOf } from "./cells.ts";
import { findColumn } from "./column.ts";
import type { QueryContext } from "./context.ts";
import { addTo, maskOfCodes, type Mask } from "./masks.ts";
import type { Found } from "./search.ts";

/** What of a kind is found by the records that it refers to, along its `searchedThrough`. */
export interface Through {
  /** Kinds that the kind is searched through. */
  readonly kinds: (kind: string) => readonly string[];
  /** 1 for each record of the kind that refers to a match. */
  readonly referring: (kind: string, text: string) => Mask;
}

/** Slots of the records that a cell refers to; below zero where there is none. */
type Targets = number | readonly number[];

export const createThrough = (factsOf: (kind: string) => Facts, contextNow: () => QueryContext, entityOf: (kind: string) => Entity, find: (kind: string, text: string) => Found | null): Through => {
  const targets = new Map<string, ByCode<Targets>>();

  const columnsOf = (kind: string) => {
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

  return {
    kinds: (kind) => columnsOf(kind).map(({ to }) => to),
    referring: (kind, text) => {
      const facts = factsOf(kind);
      const mask = new Uint8Array(facts.size);
      for (const { column, to } of columnsOf(kind)) {
        const coded = codedOf(column, facts, contextNow());
        const found = find(to, text)?.slots ?? [];
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
    },
  };
};
