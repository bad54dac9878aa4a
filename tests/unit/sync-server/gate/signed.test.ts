import { beforeEach, describe, expect, it } from "vitest";
import { ENTITIES } from "#domain/entities/registry.ts";
import { docId, recordId, type RecordId } from "#domain/id.ts";
import { linePath, logPath, type Path } from "#domain/record/path.ts";
import type { Entity } from "#domain/schema/entity.ts";
import type { Field, FieldValue } from "#domain/schema/field.ts";
import { ANNA, BEN, BOSS, createCompany, DEAL, OTHER, START, type Company } from "../company.ts";
import type { RawDevice } from "../raw-device.ts";

let company: Company;
let anna: RawDevice;
let boss: RawDevice;

beforeEach(async () => {
  company = await createCompany();
  anna = await company.device(ANNA);
  boss = await company.device(BOSS);
});

const anyValue = (field: Field, record: RecordId): FieldValue => {
  if (field.kind === "ref") return recordId(field.to, "any");
  if (field.kind === "money") return "1";
  return field.kind === "option" ? (field.options[0]?.id ?? null) : record;
};

/** The least that a record of the kind needs, made by the boss, who may write every kind. */
const least = (entity: Entity, record: RecordId): Record<Path, FieldValue> => ({
  created: { by: BOSS, at: START },
  ...(entity.fields["owner"] ? { owner: BOSS } : {}),
  ...Object.fromEntries(
    Object.entries(entity.fields).flatMap(([name, field]) => (field.required ? [[name, anyValue(field, record)]] : [])),
  ),
});

const marksOf = (entity: Entity): readonly string[] => Object.entries(entity.fields).flatMap(([name, field]) => (field.kind === "mark" ? [name] : []));

/* The answer to a request is for those asked, whose marks have tests of their own. */
const MARKS = ENTITIES.filter(({ access }) => access.kind !== "request").flatMap((entity) => marksOf(entity).map((name) => [`${entity.kind}.${name}`, entity, name] as const));
const others = (by: RecordId): FieldValue => ({ by, at: START });

describe("gate: marks", () => {
  it.each(MARKS)("[G-11] %s of a new record names its writer", async (_, entity, name) => {
    const record = recordId(entity.kind, "signed");
    const push = (by: RecordId) => boss.push(boss.edit(docId(record), { ...least(entity, record), [name]: others(by) }));
    expect(await push(ANNA)).toMatchObject({ ok: false, refusal: { code: "denied", reason: "notYou", path: name } });
    expect((await push(BOSS)).ok).toBe(true);
  });

  it.each(MARKS.filter(([, , name]) => name !== "created"))("[G-11] %s of a record that exists names its writer", async (_, entity, name) => {
    const record = recordId(entity.kind, "signed");
    expect((await boss.push(boss.edit(docId(record), least(entity, record)))).ok).toBe(true);
    const push = (by: RecordId) => boss.push(boss.edit(docId(record), { [name]: others(by) }));
    const appended = entity.appendOnly && name !== "deleted";
    expect(await push(ANNA)).toMatchObject({ ok: false, refusal: { code: "denied", reason: appended ? "appendOnly" : "notYou", path: name } });
    if (!appended) expect((await push(BOSS)).ok).toBe(true);
  });

  it.each([
    ["a line", linePath("lines", "k000000000000001"), {}],
    ["a log entry", logPath("advances", "k000000000000001"), { stage: "won" }],
  ] as const)("[G-11] %s names who added it", async (_, path, details) => {
    const push = (by: RecordId) =>
      anna.push(anna.edit(docId(DEAL), { [path]: { by, at: START, ...details }, ...(path.startsWith("line/") ? { [`${path}/product`]: "product/pump" } : {}) }));
    expect(await push(BEN)).toMatchObject({ ok: false, refusal: { code: "denied", reason: "notYou", path } });
    expect((await push(ANNA)).ok).toBe(true);
  });

  it.each([
    ["more than who and when", { by: ANNA, at: START, note: "x" }],
    ["a part of a millisecond", { by: ANNA, at: START + 0.5 }],
    ["no time that there is", { by: ANNA, at: 9e15 }],
    ["a record that is nobody", { by: recordId("customer", "acme"), at: START }],
    ["something that is no record", { by: "Anna", at: START }],
  ])("[G-10] a mark that holds %s is refused, of lines as of fields", async (_, mark) => {
    const line = linePath("lines", "k000000000000001");
    const pushes = [anna.edit(docId(DEAL), { deleted: mark as FieldValue }), anna.edit(docId(DEAL), { [line]: mark as FieldValue, [`${line}/product`]: "product/pump" })];
    for (const push of pushes) expect(await anna.push(push)).toMatchObject({ ok: false, refusal: { code: "invalid", reason: "notMark" } });
  });

  it("[G-11] a mark is taken away by whoever may write the record", async () => {
    const other = docId(recordId("customer", "bolt"));
    const device = await company.device(OTHER);
    expect((await boss.push(boss.edit(other, { supplier: others(BOSS) }))).ok).toBe(true);
    expect((await device.push(device.edit(other, { supplier: null }))).ok).toBe(true);
  });
});

describe("gate: lines", () => {
  const line = linePath("lines", "k000000000000001");
  const mark = others(ANNA);

  it("[G-10] a line that comes without a required field is refused, of new records as of those that exist", async () => {
    const refusal = { code: "invalid", reason: "required", path: `${line}/product` };
    expect(await anna.push(anna.edit(docId(DEAL), { [line]: mark, [`${line}/quantity`]: "2" }))).toMatchObject({ ok: false, refusal });
    const made = { subject: "New", owner: ANNA, created: mark, [line]: mark };
    expect(await anna.push(anna.edit(docId(recordId("opportunity", "new")), made))).toMatchObject({ ok: false, refusal });
  });

  it("[G-10] a line comes with its required fields, is changed and goes", async () => {
    const steps: readonly Record<Path, FieldValue>[] = [{ [line]: mark, [`${line}/product`]: "product/pump" }, { [`${line}/quantity`]: "3" }, { [line]: null }, { [line]: mark }];
    for (const step of steps) expect((await anna.push(anna.edit(docId(DEAL), step))).ok).toBe(true);
    expect(boss.row(DEAL)?.lines).toMatchObject([{ product: "product/pump", quantity: "3" }]);
  });

  it("[G-10] a required field of a line is not cleared", async () => {
    await anna.push(anna.edit(docId(DEAL), { [line]: mark, [`${line}/product`]: "product/pump" }));
    expect(await anna.push(anna.edit(docId(DEAL), { [`${line}/product`]: null }))).toMatchObject({ ok: false, refusal: { code: "invalid", reason: "required" } });
  });
});
