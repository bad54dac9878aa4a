import { describe, expect, it } from "vitest";
import { ENTITIES } from "#domain/entities/registry.ts";
import { docId, recordId, type RecordId } from "#domain/id.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import type { FieldKind } from "#domain/schema/field.ts";
import { createDice, type Dice } from "#tests/simulation/dice.ts";
import { packPart } from "#workers/replica/packed/part.ts";
import { packRows } from "#workers/replica/packed/pack.ts";
import { readCell, readCells, readCodes, readFields, readRow, readRows } from "#workers/replica/packed/read.ts";
import { partsOf, storeParts } from "#workers/replica/packed/stored.ts";

const key = (dice: Dice): string => (1_700_000_000_000 + dice.below(1e9)).toString(36).padStart(9, "0") + dice.below(36 ** 7).toString(36).padStart(7, "0");
const ODD_TEXTS = ["", " ", "张伟 & Søren", "😀🏳️‍🌈", "\ud800 alone", "user/", "2026-02-30", "2026-02-28", "1.50", "-0", "00012", "1e5", "user/0m3i3i6g4to5fsw_", "a\u0000b", "x".repeat(3_000)];
const randomId = (dice: Dice, kind: string, few: readonly string[]): string => recordId(kind, dice.chance(0.7) ? dice.pick(few) : dice.chance(0.1) ? `key-${dice.below(9)}` : key(dice));

/** A value such as a field of that kind has; now and then one that nothing foresees. */
const randomCell = (dice: Dice, field: FieldKind, few: readonly string[]): unknown => {
  if (dice.chance(0.02)) return dice.pick<unknown>([null, dice.pick(ODD_TEXTS), dice.below(9), 0.1, { by: "user/1", at: 1 }, [], ["a"], true]);
  switch (field.kind) {
    case "text":
      return dice.chance(0.2) ? dice.pick(ODD_TEXTS) : `Text ${dice.below(500)} 客户`;
    case "money":
    case "decimal":
    case "percent":
      return dice.chance(0.01) ? "12345678901234567.25" : dice.pick([String(dice.below(1e6)), `${dice.below(1e6)}.5`, `-${1 + dice.below(99)}.25`]);
    case "integer":
      return dice.below(100) - 50;
    case "day":
      return new Date(1.7e12 + dice.below(1e11)).toISOString().slice(0, 10);
    case "instant":
      return 1.7e12 + dice.below(1e11);
    case "option":
      return dice.pick(field.options).id;
    case "ref":
      return randomId(dice, field.to, few);
    case "mark":
      return { by: randomId(dice, "user", few), at: 1.7e12 + dice.below(1e11) };
  }
};

const some = <T,>(dice: Dice, make: () => T): T[] => Array.from({ length: dice.below(4) }, make);
const randomFields = (dice: Dice, fields: Readonly<Record<string, FieldKind>>, few: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).flatMap(([name, field]) => (dice.chance(0.6) ? [[name, randomCell(dice, field, few)]] : [])));

const randomRow = (dice: Dice, entity: Entity, few: readonly string[]): Row => {
  const row: Record<string, unknown> = { id: recordId(entity.kind, key(dice)), ...randomFields(dice, entity.fields, few) };
  for (const [name, { of }] of Object.entries(entity.sets ?? {})) if (dice.chance(0.5)) row[name] = some(dice, () => randomCell(dice, of, few));
  for (const [name, { fields }] of Object.entries(entity.lines ?? {})) if (dice.chance(0.5)) row[name] = some(dice, () => ({ added: randomCell(dice, { kind: "mark" }, few), ...randomFields(dice, fields, few), key: key(dice) }));
  for (const [name, { details }] of Object.entries(entity.logs ?? {})) if (dice.chance(0.5)) row[name] = some(dice, () => ({ by: randomId(dice, "user", few), at: dice.below(1e9), ...randomFields(dice, details, few), key: key(dice) }));
  for (const name of Object.keys(entity.prose ?? {})) if (dice.chance(0.3)) row[name] = dice.pick(ODD_TEXTS);
  return row as unknown as Row;
};

describe("packed rows", () => {
  it.each(ENTITIES.map(({ kind }) => kind))("[D-02] any rows come out as they went in, one by one, all at once, by cell and by column: %s", (kind) => {
    const entity = ENTITIES.find((each) => each.kind === kind) as Entity;
    for (const [seed, count] of [[1, 1], [2, 3], [3, 120]] as const) {
      const dice = createDice(seed);
      const few = Array.from({ length: 5 }, () => key(dice));
      const rows = Array.from({ length: count }, () => randomRow(dice, entity, few));
      const ids = rows.map(({ id }) => id as RecordId);
      // As it is once it has been stored and read.
      const pack = structuredClone(packRows(rows));
      expect(readRows(pack, ids)).toEqual(rows);
      expect(rows.map((row, at) => readRow(pack, at, row.id as RecordId))).toEqual(rows);
      for (const name of ["nowhere", ...pack.columns.map(([known]) => known)]) {
        const cells = rows.map((row) => row[name]);
        expect(readCells(pack, name)).toEqual(cells);
        expect(rows.map((_, at) => readCell(pack, name, at))).toEqual(cells);
        const coded = readCodes(pack, name);
        expect(rows.map((_, at) => coded.cells[coded.codes[at] ?? -1])).toEqual(cells);
      }
    }
  });

  it.each(ENTITIES.filter(({ logs, lines }) => logs ?? lines).map(({ kind }) => kind))("[D-02] asked for parts of the entries of a list, those come as they went in: %s", (kind) => {
    const entity = ENTITIES.find((each) => each.kind === kind) as Entity;
    const dice = createDice(4);
    const rows = Array.from({ length: 120 }, () => randomRow(dice, entity, [key(dice)]));
    const pack = structuredClone(packRows(rows));
    const partOf = (entry: unknown, part: string): unknown => (entry as Readonly<Record<string, unknown>> | null)?.[part];
    for (const list of [...Object.keys(entity.logs ?? {}), ...Object.keys(entity.lines ?? {})]) {
      const partsIn = (row: Readonly<Record<string, unknown>>): unknown => (Array.isArray(row[list]) ? row[list].map((entry) => ["by", "at", "quantity"].map((part) => partOf(entry, part))) : row[list]);
      const read = readFields(pack, [`${list}.by`, `${list}.at`, `${list}.quantity`]);
      expect(read.map(partsIn)).toEqual(rows.map(partsIn));
      expect(read.flatMap(Object.keys).every((name) => name === list)).toBe(true);
    }
  });

  it("[D-02] parts come out of storage as they were", () => {
    const dice = createDice(21);
    const parts = ENTITIES.map((entity) => packPart(Array.from({ length: dice.below(40) + 1 }, (_, seq) => {
      const row = randomRow(dice, entity, [key(dice)]);
      return { doc: docId(row.id), seq: seq * 7, row };
    })));
    const stored = storeParts(parts);
    expect(partsOf(structuredClone(stored)).map(({ read }) => read())).toEqual(parts);
    expect(partsOf(storeParts([]))).toEqual([]);
  });

  it("[D-02] nothing is packed as nothing", () => {
    expect(readRows(packRows([]), [])).toEqual([]);
  });

  it("[D-02] a column of ids, days, amounts and options takes few bytes", () => {
    const dice = createDice(7);
    const rows = Array.from({ length: 1_000 }, () => ({ id: recordId("order", key(dice)), customer: recordId("customer", key(dice)), date: `2026-0${1 + dice.below(9)}-11`, paidAmount: `${dice.below(60_000)}.5`, orderStatus: dice.pick(["open", "completed"]) }));
    expect(packRows(rows).bytes.length).toBeLessThan(1_000 * (12 + 2 + 3 + 1) + 100);
  });
});
