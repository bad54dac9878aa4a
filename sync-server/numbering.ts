import type { Instant } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import { valueAt } from "#domain/record/document.ts";
import type { Path } from "#domain/record/path.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { formatNumber, isProvisional, seriesOf } from "./gate/official-number.ts";
import type { Commit, Counters, Storage } from "./storage/storage.ts";
import type { Working } from "./working.ts";

export interface GivenNumber {
  readonly path: Path;
  readonly from: FieldValue;
  readonly to: string;
}

/** Official numbers, and other values that are one record's alone, within one batch. */
export interface Numbering {
  readonly holderOf: (kind: string, number: string) => Promise<RecordId | null>;
  /** The number of a record that is new and has none, or whose number another record has; null when it keeps what it has. */
  readonly numberFor: (working: Working, isNew: boolean) => Promise<GivenNumber | null>;
  /** Takes a value that nobody else has. */
  readonly take: (kind: string, number: string, record: RecordId) => void;
  /** What a late refusal calls: numbers given since then are free again. */
  readonly mark: () => () => void;
  readonly series: () => Readonly<Record<string, number>>;
  readonly taken: () => Commit["numbers"];
}

export const createNumbering = (storage: Storage, counters: Counters, now: Instant): Numbering => {
  let series: Record<string, number> = { ...counters.series };
  const taken = new Map<string, Commit["numbers"][number]>();
  const undone: (readonly [string, Commit["numbers"][number] | undefined])[] = [];

  const holderOf = async (kind: string, number: string): Promise<RecordId | null> =>
    taken.get(`${kind}/${number}`)?.record ?? (await storage.holderOf(kind, number));
  const take = (kind: string, number: string, record: RecordId) => {
    const key = `${kind}/${number}`;
    undone.push([key, taken.get(key)]);
    taken.set(key, { kind, number, record });
  };

  return {
    holderOf,
    numberFor: async ({ entity, record, doc }, isNew) => {
      if (!entity.number) return null;
      const path = entity.number.field;
      const given = valueAt(doc, path);
      if (isProvisional(given)) {
        if (!isNew) return null;
      } else {
        const holder = await holderOf(entity.kind, String(given));
        if (holder === null) take(entity.kind, String(given), record);
        if (holder === null || holder === record) return null;
      }
      const name = seriesOf(entity.number, now);
      for (;;) {
        const next = (series[name] ?? 0) + 1;
        series[name] = next;
        const number = formatNumber(entity.number, name, next);
        if ((await holderOf(entity.kind, number)) !== null) continue;
        take(entity.kind, number, record);
        return { path, from: given, to: number };
      }
    },
    take,
    mark: () => {
      const count = undone.length;
      const before = { ...series };
      return () => {
        for (const [key, before] of undone.splice(count).reverse()) {
          if (before) taken.set(key, before);
          else taken.delete(key);
        }
        series = before;
      };
    },
    series: () => series,
    taken: () => [...taken.values()],
  };
};
