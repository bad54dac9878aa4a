import type { Codes } from "#domain/reports/facts.ts";
import type { Cell } from "#domain/schema/entity.ts";

/** Values by code, and the codes whose values are other ones than the last time. Valid until the next call. */
export interface CodeValues<T> {
  readonly values: readonly T[];
  readonly changed: readonly number[];
}

/** One value for each code of a column, made once per cell and kept while the cell and what else it was made of stay. */
export interface ByCode<T> {
  /** `stamp` names what the values are made of besides the cells. */
  readonly of: (codes: Codes, stamp: string, make: (cell: Cell, code: number) => T) => CodeValues<T>;
  /** Makes the value of this cell anew when next asked. */
  readonly forget: (cell: Cell) => void;
}

const NONE = Symbol("none");

export const createByCode = <T>(): ByCode<T> => {
  let known: unknown[] = [];
  let values: T[] = [];
  let stamped: string | null = null;
  let followed: number | null = null;
  let forgotten: number[] = [];

  /** Codes that may have another cell; null when all may. */
  const suspects = ({ log }: Codes): readonly number[] | null => {
    const logged = followed === null ? null : (log?.since(followed) ?? null);
    followed = log?.count ?? null;
    return logged && [...logged, ...forgotten];
  };

  return {
    of: (codes, stamp, make) => {
      if (stamp !== stamped) {
        known = [];
        followed = null;
        stamped = stamp;
      }
      const { cells } = codes;
      const some = suspects(codes);
      forgotten = [];
      const changed: number[] = [];
      const look = (code: number): void => {
        const cell = cells[code];
        if (code < known.length && known[code] === cell) return;
        known[code] = cell;
        values[code] = make(cell, code);
        changed.push(code);
      };
      if (some) for (const code of some) look(code);
      else {
        values.length = cells.length;
        for (let code = 0; code < cells.length; code += 1) look(code);
      }
      return { values, changed };
    },
    forget: (cell) => {
      const code = known.indexOf(cell);
      if (code < 0) return;
      known[code] = NONE;
      forgotten.push(code);
    },
  };
};
