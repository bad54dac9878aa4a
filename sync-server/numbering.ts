import type { Instant } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import { valueAt } from "#domain/record/document.ts";
import type { Path } from "#domain/record/path.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { formatNumber, isOfSeries, isProvisional, NUMBER_BLOCK, seriesOf } from "#domain/record/official-number.ts";
import type { Entity } from "#domain/schema/entity.ts";
import { FREE, type Commit, type Counters, type Storage } from "./storage/storage.ts";
import type { Working } from "./working.ts";

export interface GivenNumber {
  readonly path: Path;
  readonly from: FieldValue;
  readonly to: string;
}

/** Official numbers, and other values that are one record's alone, within one batch. */
export interface Numbering {
  readonly holderOf: (kind: string, number: string) => Promise<RecordId | null>;
  /** Whether a number may become that of `record`, written by `device`: nobody else has it, and it is not put by for another device. */
  readonly isOpen: (kind: string, number: string, record: RecordId, device: number) => Promise<boolean>;
  /** The number of a record that is new and has none, or whose number is somebody else's; null when it keeps what it has. */
  readonly numberFor: (working: Working, isNew: boolean, device: number) => Promise<GivenNumber | null>;
  /** Puts numbers by until the device holds a block; answers all that it holds of the present series. */
  readonly reserve: (entity: Entity, device: number) => Promise<readonly string[]>;
  /** Takes a value that nobody else has. */
  readonly take: (kind: string, number: string, record: RecordId) => void;
  /** What a late refusal calls: numbers given since then are free again. */
  readonly mark: () => () => void;
  readonly series: () => Readonly<Record<string, number>>;
  readonly taken: () => Commit["numbers"];
  readonly reserved: () => Commit["reserved"];
}

export const createNumbering = (storage: Storage, counters: Counters, now: Instant): Numbering => {
  let series: Record<string, number> = { ...counters.series };
  const taken = new Map<string, Commit["numbers"][number]>();
  const reserved: Commit["reserved"][number][] = [];
  const undone: (readonly [string, Commit["numbers"][number] | undefined])[] = [];

  const holderOf = async (kind: string, number: string): Promise<RecordId | null> =>
    taken.get(`${kind}/${number}`)?.record ?? (await storage.holderOf(kind, number));
  const take = (kind: string, number: string, record: RecordId) => {
    const key = `${kind}/${number}`;
    undone.push([key, taken.get(key)]);
    taken.set(key, { kind, number, record });
  };

  const isOpen: Numbering["isOpen"] = async (kind, number, record, device) => {
    const holder = await holderOf(kind, number);
    if (holder !== null) return holder === record;
    const reservation = await storage.reservationOf(kind, number);
    return reservation === null || reservation === FREE || reservation === device;
  };

  /** Numbers of a series that were never given, from its end on. */
  const nextOf = async ({ kind, number }: Entity & { readonly number: NonNullable<Entity["number"]> }, name: string): Promise<string> => {
    for (;;) {
      const next = (series[name] ?? 0) + 1;
      series[name] = next;
      const given = formatNumber(number, name, next);
      if ((await holderOf(kind, given)) === null) return given;
    }
  };

  return {
    holderOf,
    isOpen,
    numberFor: async ({ entity, record, doc }, isNew, device) => {
      const { number } = entity;
      if (!number) return null;
      const given = valueAt(doc, number.field);
      if (isProvisional(given)) {
        if (!isNew) return null;
      } else if (await isOpen(entity.kind, String(given), record, device)) {
        // A record that is only written again has its number already.
        if ((await holderOf(entity.kind, String(given))) === null) take(entity.kind, String(given), record);
        return null;
      }
      const next = await nextOf({ ...entity, number }, seriesOf(number, now));
      take(entity.kind, next, record);
      return { path: number.field, from: given, to: next };
    },
    reserve: async (entity, device) => {
      const { number, kind } = entity;
      if (!number) return [];
      const name = seriesOf(number, now);
      const of = async (holder: number): Promise<readonly string[]> => (await storage.reservedFor(kind, holder)).filter((one) => isOfSeries(one, name));
      const held = [...(await of(device))];
      const free = [...(await of(FREE))];
      while (held.length < NUMBER_BLOCK) {
        const next = free.shift() ?? (await nextOf({ ...entity, number }, name));
        held.push(next);
        reserved.push({ kind, number: next, device });
      }
      return held.sort();
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
    reserved: () => reserved,
  };
};
