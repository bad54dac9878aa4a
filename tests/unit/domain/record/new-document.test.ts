import * as fc from "#tests/properties.ts";
import * as Y from "yjs";
import { describe, expect, it } from "vitest";
import { ENTITIES } from "#domain/entities/registry.ts";
import { generateDemo } from "#domain/demo/generate.ts";
import { kindOf, recordId, type RecordId } from "#domain/id.ts";
import { createByteReader } from "#domain/record/byte-reader.ts";
import { createByteWriter } from "#domain/record/byte-writer.ts";
import { createDocument, fieldsOf, loadDocument } from "#domain/record/document.ts";
import { encodeNewDocument } from "#domain/record/new-document.ts";
import type { Path } from "#domain/record/path.ts";
import { createSheafBuilder } from "#domain/record/sheaf-builder.ts";
import { entriesAt, openSheaf } from "#domain/record/sheaf.ts";
import type { FieldValue } from "#domain/schema/field.ts";

/** Records of each kind that are looked at. */
const EACH = 40;

type Entries = readonly (readonly [Path, FieldValue])[];

const scalar = fc.oneof(fc.string({ unit: "binary" }), fc.string(), fc.constant("上海申浦塑胶 🚀"), fc.string({ minLength: 120, maxLength: 400 }), fc.integer(), fc.constant(1_795_377_972_423), fc.double({ noNaN: true }), fc.constant(-0), fc.constant(null));
/** Yjs reads no member of this name: it would be what an object inherits from. */
const member = fc.string().filter((name) => name !== "__proto__");
const value: fc.Arbitrary<FieldValue> = fc.oneof(scalar, fc.dictionary(member, scalar, { noNullPrototype: true }) as unknown as fc.Arbitrary<FieldValue>);
const path = fc.oneof(
  fc.string({ minLength: 1, maxLength: 30 }).filter((name) => name !== "__proto__"),
  fc.constantFrom("name", "owner", "set/customers/customer/a", "set/customers/customer/b", "log/advances/k1", "line/lines/k1", "line/lines/k1/qty", "line/lines/k2", "line/lines/k2/qty"),
);
const entries = fc.uniqueArray(fc.tuple(path, value), { selector: ([name]) => name, maxLength: 25 }) as fc.Arbitrary<Entries>;

const byYjs = (client: number, of: Entries): Y.Doc => {
  const doc = createDocument("new", client);
  doc.transact(() => {
    for (const [name, to] of of) fieldsOf(doc).set(name, to);
  });
  return doc;
};

describe("documents written without Yjs", () => {
  it("[R-02] are, byte for byte, what Yjs makes of the same entries, whatever stands in them", () => {
    fc.assert(
      fc.property(entries, fc.integer({ min: 0, max: 2 ** 40 }), (of, client) => {
        expect(Buffer.compare(encodeNewDocument(client, of), Y.encodeStateAsUpdate(byYjs(client, of)))).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it("[R-02] give Yjs the same fields back, for records of every kind of the sample company", () => {
    const made = generateDemo({ seed: 5, now: 1_795_000_000_000 });
    const seen = new Map<string, number>();
    for (const { id, values } of made) {
      const count = seen.get(kindOf(id)) ?? 0;
      seen.set(kindOf(id), count + 1);
      if (count >= EACH) continue;
      const of = Object.entries(values).filter(([name, to]) => to !== null && !name.startsWith("prose/"));
      const update = encodeNewDocument(5 * 2 ** 20, of);
      const doc = createDocument(id);
      Y.applyUpdate(doc, update);
      expect(Object.fromEntries(fieldsOf(doc).entries())).toEqual(Object.fromEntries(of));
      expect(Buffer.compare(Y.encodeStateAsUpdate(doc), update)).toBe(0);
    }
    expect(seen.size).toBeGreaterThan(ENTITIES.length / 2);
  });

  it("[R-02] later changes of the same writer stand on them", () => {
    const doc = loadDocument("new", encodeNewDocument(77, [["name", "Ann"], ["level", "a"]]), 77);
    fieldsOf(doc).set("name", "Bea");
    const other = createDocument("new");
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    expect(Object.fromEntries(fieldsOf(other).entries())).toEqual({ name: "Bea", level: "a" });
    expect(other.store.pendingStructs).toBeNull();
  });
});

describe("values as bytes", () => {
  it("[R-02] are read as they were written", () => {
    fc.assert(
      fc.property(fc.array(value), (list) => {
        const writer = createByteWriter(1);
        for (const one of list) writer.value(one);
        const reader = createByteReader(writer.take());
        // Half of a pair has no bytes of its own: it comes back as the sign that stands for it.
        const whole = (one: FieldValue): unknown => JSON.parse(JSON.stringify(one, (_, text: unknown) => (typeof text === "string" ? Buffer.from(text).toString() : Object.is(text, -0) ? 0 : text)));
        expect(list.map(() => whole(reader.value()))).toEqual(list.map(whole));
      }),
    );
  });
});

describe("records bound together", () => {
  const records = fc.array(entries, { maxLength: 12 });

  it("[R-02] come out as they went in, also from their bytes", () => {
    fc.assert(
      fc.property(records, (all) => {
        const wellFormed = all.map((of) => of.filter((entry) => !/\\ud[89a-f]/.test(JSON.stringify(entry))));
        const builder = createSheafBuilder();
        const ids = wellFormed.map((_, at): RecordId => recordId("customer", `c${at}`));
        for (const [at, of] of wellFormed.entries()) builder.add(ids[at] as RecordId, of);
        const sheaf = builder.finish();
        for (const one of [sheaf, openSheaf(sheaf.bytes)]) {
          expect(one.records).toEqual(ids);
          expect(one.records.map((_, at) => entriesAt(one, at))).toEqual(wellFormed.map((of) => of.map(([name, to]) => [name, Object.is(to, -0) ? 0 : to])));
        }
      }),
    );
  });

  it("[R-02] share their paths and whatever values they have in common", () => {
    const builder = createSheafBuilder();
    for (let at = 0; at < 100; at += 1) builder.add(recordId("contact", `c${at}`), [["name", `n${at}`], ["level", "a"], [`set/customers/customer/${at}`, 1], [`log/advances/k${at}`, null]]);
    const { shapes, values, bytes } = builder.finish();
    expect(shapes).toHaveLength(1);
    expect(values).toHaveLength(100 * 3 + 3);
    expect(bytes.length).toBeLessThan(100 * 80);
  });
});
