import { docId, facetOf, kindOf, recordOf, type DocId, type RecordId } from "#domain/id.ts";
import { facetsOf } from "#domain/record/path.ts";
import { findEntity } from "#domain/entities/registry.ts";
import type { LiveSource, RowChange } from "#domain/query/context.ts";
import type { Slotted, SlottedSource } from "#domain/query/slotted.ts";
import type { Cell, Entity, Row } from "#domain/schema/entity.ts";
import { isDeleted, markOf, numberOf, textOf } from "#domain/schema/read.ts";
import { createFollowUps } from "./follow-ups.ts";
import { overlay } from "./overlay.ts";
import { createSlotDoubles, createSlotNumbers, type SlotNumbers, type Slots } from "./packed/slots.ts";
import { readCell, readRow, readRows } from "./packed/read.ts";
import type { Pack } from "./packed/column.ts";
import { createRowCache, type RowCache } from "./row-cache.ts";
import { isPackedRow, type PackedRow, type RowParts } from "./row-parts.ts";
import { eachCell, eachRow, gatherCodes, gatherLines, gatherUnits, type SlotRows } from "./gather-cells.ts";

export interface Rows extends LiveSource, SlottedSource {
  /** Builds what has been asked for anew from the parts. */
  readonly reset: () => void;
  /** Takes note that these documents changed; tells subscribers once. */
  readonly refresh: (docs: Iterable<DocId>) => void;
  /** Takes note that the rows of these documents stand elsewhere, as they were. */
  readonly moved: (docs: Iterable<DocId>) => void;
}

/** What is shown of one kind, by slots. */
interface Table {
  readonly entity: Entity;
  readonly slots: Slots;
  readonly facets: readonly (string | null)[];
  /** Places of the acknowledged rows, by facet. */
  readonly places: readonly ((slot: number) => number)[];
  /** Places of the rows that are shown: of the main documents first, then of each facet. */
  readonly shown: readonly SlotNumbers[];
  /** Rows under pending changes. */
  readonly pending: Map<number, Row>;
  readonly cache: RowCache;
}

const FOLLOW_UP = "followUp";
const CUSTOMER = "customer";

/** When a follow-up counts for its customer: null for one in the recycle bin. */
const followedAt = (row: Row): number | null => (isDeleted(row) ? null : (numberOf(row, "at") ?? markOf(row, "created")?.at ?? null));
const FOLLOW_UP_CELLS = ["customer", "at", "created", "deleted"] as const;
const LAST_FOLLOW_UP = "lastFollowUpAt";

/** The places of a facet's acknowledged rows that are shown as they are; 0 where there is none. */
const shownPlaces = (shown: Table["shown"], facet: number, pending: Table["pending"], size: number): Uint32Array => {
  const places = new Uint32Array(size);
  const [main, own] = [shown[0]!, shown[facet]!];
  for (let slot = 0; slot < size; slot += 1) places[slot] = main.get(slot) === 0 ? 0 : own.get(slot);
  for (const slot of pending.keys()) places[slot] = 0;
  return places;
};

type Reader = (at: Row | PackedRow, id: RecordId) => Row;

const readOne: Reader = (at, id) => (isPackedRow(at) ? readRow(at.pack, at.at, id) : at);

/** Reads packs as a whole: for who reads most of their rows. */
const readWhole = (): Reader => {
  const read = new Map<Pack, readonly Row[]>();
  return (at, id) => {
    if (!isPackedRow(at)) return at;
    let rows = read.get(at.pack);
    if (!rows) read.set(at.pack, (rows = readRows(at.pack, Array<RecordId>(at.pack.count).fill(id))));
    // Made here for this one record: nobody else has it.
    return Object.assign(rows[at.at] as Row, { id });
  };
};

/**
 * What the person sees: acknowledged rows under pending changes, the facets of a record joined to one row, and each
 * customer's last follow-up. A kind is followed once it is asked for, and its rows are read when they are; as long as anybody holds one, it
 * stays the same object.
 */
export const createRows = (parts: RowParts): Rows => {
  const tables = new Map<string, Table | null>();
  const followUps = createFollowUps();
  /** The last follow-up of customers as it is shown. */
  const lasts = createSlotDoubles();
  const listeners = new Set<(changes: readonly RowChange[]) => void>();

  /** The table of a kind that is asked for; null when there is no such kind. */
  const tableOf = (kind: string): Table | null => {
    const known = tables.get(kind);
    if (known !== undefined) return known;
    const entity = findEntity(kind);
    const facets = entity ? [null, ...facetsOf(entity)] : [];
    const table = entity ? { entity, slots: parts.slots(kind), facets, places: facets.map((facet) => parts.place(kind, facet)), shown: facets.map(() => createSlotNumbers()), pending: new Map(), cache: createRowCache() } : null;
    tables.set(kind, table);
    if (table) fill(table);
    return table;
  };

  const lastOf = ({ entity }: Table, slot: number): number => (entity.kind === CUSTOMER ? lasts.get(slot) : Number.NaN);

  const join = ({ entity, facets }: Table, id: RecordId, rows: readonly (Row | undefined)[], last: number): Row => {
    const [main] = rows as readonly Row[];
    const extra: Record<string, Cell> = {};
    for (let i = 1; i < facets.length; i += 1) {
      const row = rows[i];
      if (row) for (const name in row) if (entity.fields[name]?.facet === facets[i]) extra[name] = row[name];
    }
    if (!Number.isNaN(last)) extra[LAST_FOLLOW_UP] = last;
    for (const _ in extra) return { ...main, ...extra, id };
    return main as Row;
  };

  const rowIn = (table: Table, slot: number, read: Reader = readOne): Row | undefined => {
    const pending = table.pending.get(slot);
    if (pending || table.shown[0]?.get(slot) === 0) return pending;
    const known = table.cache.get(slot);
    if (known) return known;
    const id = table.slots.id(slot);
    const rows = table.shown.map((places) => (places.get(slot) === 0 ? undefined : read(parts.at(places.get(slot)), id)));
    const row = join(table, id, rows, lastOf(table, slot));
    table.cache.set(slot, row);
    return row;
  };

  const placesIn = (table: Table, slot: number): readonly number[] => table.shown.map((places) => places.get(slot));

  /** The row of a slot as it is now, read once it is asked for, also when it has changed since. */
  const hold = (table: Table, slot: number): (() => Row | undefined) => {
    const pending = table.pending.get(slot);
    const places = placesIn(table, slot);
    if (pending || places[0] === 0) return () => pending;
    let row = table.cache.get(slot);
    if (row) return () => row;
    const id = table.slots.id(slot);
    const last = lastOf(table, slot);
    const stored = places.map((place) => (place === 0 ? undefined : parts.at(place)));
    const isStill = (): boolean => !table.pending.has(slot) && Object.is(lastOf(table, slot), last) && placesIn(table, slot).every((place, at) => place === places[at]);
    return () => (row ??= isStill() ? rowIn(table, slot) : join(table, id, stored.map((at) => at && readOne(at, id)), last));
  };

  /** The row under pending changes; null when nothing waits for the record. */
  const underPending = (table: Table, record: RecordId): { readonly row: Row | undefined } | null => {
    const { entity, slots, facets, places } = table;
    const slot = slots.of(record);
    const waiting = facets.map((facet) => parts.pending(docId(record, facet)));
    if (waiting.every(({ length }) => length === 0)) return null;
    const rows = facets.map((facet, at): Row | undefined => {
      const place = places[at]?.(slot) ?? 0;
      const acknowledged = place === 0 ? undefined : readOne(parts.at(place), record);
      const pending = waiting[at] ?? [];
      const [only] = pending;
      if (!only) return acknowledged;
      if (!acknowledged && pending.length === 1 && only.row) return only.row;
      // Changes to a document that has left, or was never filled in, do not bring it back.
      const creates = facet !== null || pending.some(({ changes }) => changes.some(({ path, to }) => path === "created" && to !== null));
      return acknowledged || creates ? overlay(entity, record, acknowledged, pending) : undefined;
    });
    return { row: rows[0] && join(table, record, rows, lastOf(table, slot)) };
  };

  const cellsOf = (table: Table, slot: number): Row | undefined => {
    const pending = table.pending.get(slot);
    const place = table.shown[0]?.get(slot) ?? 0;
    if (pending || place === 0) return pending;
    const at = parts.at(place);
    if (!isPackedRow(at)) return at;
    return Object.fromEntries([["id", ""], ...FOLLOW_UP_CELLS.map((name) => [name, readCell(at.pack, name, at.at)])]) as Row;
  };

  const countFollowUp = (customers: Slots, slot: number, row: Row | undefined): void => {
    const customer = row && textOf(row, "customer");
    const at = row && customer ? followedAt(row) : null;
    followUps.set(slot, customer && at !== null ? { customer: customers.claim(customer), at } : null);
  };

  /** Shows a record as the parts have it now; answers whether that is another row. */
  const show = (table: Table, slot: number): boolean => {
    const { entity, places, shown, pending, cache } = table;
    let other = pending.delete(slot);
    for (let at = 0; at < places.length; at += 1) {
      const place = places[at]!(slot);
      if (shown[at]?.get(slot) === place) continue;
      shown[at]?.put(slot, place);
      other = true;
    }
    if (entity.kind === CUSTOMER) {
      const last = followUps.last(slot);
      other ||= !Object.is(last, lasts.get(slot));
      lasts.put(slot, last);
    }
    const over = underPending(table, table.slots.id(slot));
    if (over?.row) pending.set(slot, over.row);
    if (other || over) cache.drop(slot);
    return other || over !== null;
  };

  const changeOf = (table: Table, slot: number, before: () => Row | undefined, after: () => Row | undefined): RowChange => ({
    id: table.slots.id(slot),
    kind: table.entity.kind,
    get before() {
      return before();
    },
    get after() {
      return after();
    },
  });

  const isShown = (table: Table, slot: number): boolean => table.pending.has(slot) || table.shown[0]?.get(slot) !== 0;

  const shownIn = (table: Table): ReadonlyMap<number, () => Row | undefined> => {
    const found = new Map<number, () => Row | undefined>();
    for (let slot = 0; slot < table.slots.size(); slot += 1) if (isShown(table, slot)) found.set(slot, hold(table, slot));
    return found;
  };

  /** Shows records as they are now; the changes go into `changes`. */
  const follow = (table: Table, slots: Iterable<number>, changes: Map<string, RowChange>): void => {
    const customers = tables.get(CUSTOMER)?.slots;
    for (const slot of slots) {
      const was = isShown(table, slot);
      const before = hold(table, slot);
      if (!show(table, slot)) continue;
      if (customers && table.entity.kind === FOLLOW_UP) countFollowUp(customers, slot, cellsOf(table, slot));
      if (!was && !isShown(table, slot)) continue;
      const id = table.slots.id(slot);
      const first = changes.get(id);
      changes.set(id, changeOf(table, slot, first ? () => first.before : before, hold(table, slot)));
    }
  };

  /** Records of kinds that nobody has asked for are left out. */
  const slotsByTable = (docs: Iterable<DocId>): ReadonlyMap<Table, ReadonlySet<number>> => {
    const found = new Map<Table, Set<number>>();
    for (const doc of docs) {
      const table = tables.get(kindOf(doc));
      if (!table) continue;
      const slot = table.slots.claim(recordOf(doc));
      const known = found.get(table);
      if (known) known.add(slot);
      else found.set(table, new Set([slot]));
    }
    return found;
  };

  /** Customers carry their last follow-up: they come second. */
  const followCustomers = (changes: Map<string, RowChange>): void => {
    const customers = tables.get(CUSTOMER);
    const touched = followUps.touched();
    if (customers) follow(customers, [...touched].filter((slot) => isShown(customers, slot) && !Object.is(followUps.last(slot), lasts.get(slot))), changes);
  };

  const tell = (changes: ReadonlyMap<string, RowChange>): void => {
    if (changes.size === 0) return;
    const told = [...changes.values()];
    for (const listener of listeners) listener(told);
  };

  /** Counts all follow-ups, a column at a time. */
  const countFollowUps = (customers: Slots): void => {
    followUps.clear();
    const table = tableOf(FOLLOW_UP);
    if (!table) return;
    const rows = rowsOf(table, 0);
    const { codes, cells } = gatherCodes(rows, "customer");
    const followed = cells.map((customer) => (typeof customer === "string" ? customers.claim(customer) : -1));
    const times = gatherUnits(rows, "at", 0);
    const customerOf = (slot: number): number => followed[codes[slot]!]!;
    const undated = (slot: number): boolean => customerOf(slot) >= 0 && Number.isNaN(times[slot]!);
    eachCell(rows, "created", undated, (slot, created) => {
      times[slot] = markOf({ created }, "created")?.at ?? Number.NaN;
    });
    const counts = (slot: number): boolean => customerOf(slot) >= 0 && !Number.isNaN(times[slot]!);
    eachCell(rows, "deleted", counts, (slot, deleted) => {
      if (!isDeleted({ deleted })) followUps.set(slot, { customer: customerOf(slot), at: times[slot]! });
    });
    followUps.touched();
  };

  /** What is shown of a facet. */
  const rowsOf = ({ entity, slots, facets, shown, pending }: Table, facet: number): SlotRows => {
    const size = slots.size();
    return {
      size,
      each: (inPack, alone) => {
        const places = shownPlaces(shown, facet, pending, size);
        const left = places.slice();
        for (const { pack, place, slots: inOrder } of parts.packs(entity.kind, facets[facet] ?? null)) {
          let count = 0;
          for (let at = 0; at < inOrder.length; at += 1) {
            if (places[inOrder[at]!] !== place + at) continue;
            left[inOrder[at]!] = 0;
            count += 1;
          }
          if (count > 0) inPack(pack, count === inOrder.length ? inOrder : inOrder.map((slot, at) => (places[slot] === place + at ? slot : -1)));
        }
        for (let slot = 0; slot < size; slot += 1) if (left[slot] !== 0) alone(slot, readOne(parts.at(left[slot]!), slots.id(slot)));
        for (const [slot, row] of pending) alone(slot, row);
      },
    };
  };

  const facetOfField = (table: Table, field: string): number => Math.max(0, table.facets.indexOf(table.entity.fields[field]?.facet ?? null));

  /** The rows in which a field of the kind lies. */
  const rowsWith = (table: Table, field: string): SlotRows => {
    if (table.entity.kind !== CUSTOMER || field !== LAST_FOLLOW_UP) return rowsOf(table, facetOfField(table, field));
    const size = table.slots.size();
    return {
      size,
      each: (_, alone) => {
        for (let slot = 0; slot < size; slot += 1) if (isShown(table, slot) && !Number.isNaN(lasts.get(slot))) alone(slot, { id: "", [field]: lasts.get(slot) } as unknown as Row);
      },
    };
  };

  const isMain = (table: Table, path: string): boolean => path !== LAST_FOLLOW_UP && facetOfField(table, path.split(".", 1)[0] ?? "") === 0;

  const eachOf = (table: Table, fields: readonly string[] | undefined, visit: (slot: number, row: Row) => void): void => {
    if (fields?.every((path) => isMain(table, path))) return eachRow(rowsOf(table, 0), fields, table.slots.id, visit);
    const read = readWhole();
    for (let slot = 0; slot < table.slots.size(); slot += 1) {
      const row = rowIn(table, slot, read);
      if (row) visit(slot, row);
    }
  };

  const slottedOf = (table: Table): Slotted => ({
    size: table.slots.size,
    of: table.slots.of,
    id: table.slots.id,
    has: (slot) => isShown(table, slot),
    row: (slot) => rowIn(table, slot),
    codes: (field) => gatherCodes(rowsWith(table, field), field),
    units: (field, scale) => gatherUnits(rowsWith(table, field), field, scale),
    lines: (list) => gatherLines(rowsWith(table, list), list),
    each: (fields, visit) => eachOf(table, fields, visit),
  });

  const point = ({ places, shown }: Table, slot: number): void => {
    for (let at = 0; at < places.length; at += 1) shown[at]?.put(slot, places[at]!(slot));
  };

  const waitingIn = ({ entity, slots }: Table): readonly number[] => {
    const found = new Set<number>();
    for (const doc of parts.pendingDocs()) if (kindOf(doc) === entity.kind) found.add(slots.claim(recordOf(doc)));
    return [...found];
  };

  /** Shows a kind as the parts have it now. */
  const fill = (table: Table): void => {
    const { entity, slots, pending, cache } = table;
    pending.clear();
    cache.clear();
    const waiting = waitingIn(table);
    if (entity.kind === CUSTOMER) countFollowUps(slots);
    // What was read from storage anew has its numbers once it is asked for.
    parts.slots(entity.kind);
    for (let slot = 0; slot < slots.size(); slot += 1) {
      point(table, slot);
      if (entity.kind === CUSTOMER) lasts.put(slot, followUps.last(slot));
    }
    for (const slot of waiting) show(table, slot);
  };

  return {
    rows: function* (kind) {
      const table = tableOf(kind);
      if (!table) return;
      const read = readWhole();
      for (let slot = 0; slot < table.slots.size(); slot += 1) {
        const row = rowIn(table, slot, read);
        if (row) yield row;
      }
    },
    row: (id) => {
      const table = tableOf(kindOf(id));
      const slot = table?.slots.of(id) ?? -1;
      return table && slot >= 0 ? rowIn(table, slot) : undefined;
    },
    slotted: (kind) => {
      const table = tableOf(kind);
      return table ? slottedOf(table) : undefined;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    reset: () => {
      // Customers count follow-ups: they come last.
      const filled = [...tables.values()].filter((table) => table !== null).sort((a, b) => Number(a.entity.kind === CUSTOMER) - Number(b.entity.kind === CUSTOMER));
      const before = new Map(filled.map((table) => [table, shownIn(table)]));
      for (const table of filled) fill(table);
      const changes = new Map<string, RowChange>();
      for (const table of filled) {
        const were = before.get(table);
        for (let slot = 0; slot < table.slots.size(); slot += 1) {
          const known = were?.get(slot);
          if (known || isShown(table, slot)) changes.set(table.slots.id(slot), changeOf(table, slot, known ?? (() => undefined), hold(table, slot)));
        }
      }
      tell(changes);
    },
    refresh: (docs) => {
      const changes = new Map<string, RowChange>();
      for (const [table, slots] of slotsByTable(docs)) follow(table, slots, changes);
      followCustomers(changes);
      tell(changes);
    },
    moved: (docs) => {
      for (const doc of docs) {
        const table = tables.get(kindOf(doc));
        const facet = table?.facets.indexOf(facetOf(doc)) ?? -1;
        const slot = table?.slots.of(recordOf(doc)) ?? -1;
        // Other documents of the record may have changed at the same time: what is shown of them is still the row of before.
        if (slot >= 0) table?.shown[facet]?.put(slot, table.places[facet]!(slot));
      }
    },
  };
};
