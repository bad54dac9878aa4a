import * as fc from "#tests/properties.ts";
import * as Y from "yjs";
import { describe, expect, it } from "vitest";
import { generateDemo } from "#domain/demo/generate.ts";
import { entityOf } from "#domain/entities/registry.ts";
import { projectPlain } from "#domain/entities/project-plain.ts";
import { projectStored } from "#domain/entities/project-stored.ts";
import { docId, kindOf, recordId, type RecordId } from "#domain/id.ts";
import { createDocument, fieldsOf, proseOf, writeProse } from "#domain/record/document.ts";
import { createFieldReader } from "#domain/record/read-fields.ts";
import { docOfPath } from "#domain/record/path.ts";
import type { FieldValue } from "#domain/schema/field.ts";

/** Texts of every length of UTF-8, around the lengths that are read in another way. */
const text = fc.oneof(fc.string({ unit: "binary", maxLength: 12 }), fc.string({ unit: "grapheme", maxLength: 330 }), fc.constantFrom("", "user/0m3i17z401km9jov", "客户跟进记录", "é".repeat(200), "😀".repeat(40)));
const value: fc.Arbitrary<FieldValue> = fc.oneof(text, fc.integer(), fc.double({ noNaN: true }), fc.constant(null), fc.record({ by: text.map((by) => by as RecordId), at: fc.integer({ min: 0, max: 2 ** 45 }) }, { noNullPrototype: true }));
const PATHS = ["name", "owner", "line/a/1/x", "set/s/m", "created"];

interface Step {
  readonly writer: number;
  readonly path: string;
  readonly to: FieldValue | undefined;
  /** The writer hears of everything written before. */
  readonly hears: boolean;
}

const steps = fc.array(
  fc.record({ writer: fc.nat(2), path: fc.constantFrom(...PATHS), to: fc.option(value, { nil: undefined }), hears: fc.boolean() }),
  { maxLength: 40 },
);

/** What several wrote, merged. */
const writtenBy = (script: readonly Step[], always: boolean): Y.Doc => {
  const merged = createDocument("merged");
  const writers = [1, 4_294_967_296 + 1_048_576, 77].map((client) => createDocument("writer", client));
  for (const { writer, path, to, hears } of script) {
    const doc = writers[writer] as Y.Doc;
    if (hears || always) Y.applyUpdate(doc, Y.encodeStateAsUpdate(merged, Y.encodeStateVector(doc)));
    if (to === undefined) fieldsOf(doc).delete(path);
    else fieldsOf(doc).set(path, to);
    Y.applyUpdate(merged, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(merged)));
  }
  return merged;
};

const standing = (doc: Y.Doc) => Object.fromEntries(fieldsOf(doc).entries());

const reader = createFieldReader();

const readAll = (bytes: Uint8Array, from = 0, to = bytes.length) => {
  const found: Record<string, FieldValue> = {};
  const plain = reader.read(bytes, from, to, (path, one) => {
    if (Object.hasOwn(found, path)) throw new Error(`${path} twice`);
    found[path] = one;
  });
  if (!plain && Object.keys(found).length > 0) throw new Error("took something of what it does not read");
  return plain ? found : null;
};

describe("reading fields from a document's state", () => {
  it("[F-16] what one after the other wrote is read as Yjs reads it, deletions and overwritten values included", () => {
    fc.assert(fc.property(steps, (script) => {
      const doc = writtenBy(script, true);
      expect(readAll(Y.encodeStateAsUpdate(doc))).toEqual(standing(doc));
    }));
  });

  it("[F-16] what several wrote at once is read as Yjs reads it or left to Yjs, never otherwise", () => {
    let read = 0;
    fc.assert(fc.property(steps, (script) => {
      const doc = writtenBy(script, false);
      const found = readAll(Y.encodeStateAsUpdate(doc));
      if (found === null) return;
      read += 1;
      expect(found).toEqual(standing(doc));
    }));
    expect(read).toBeGreaterThan(0);
  });

  it("[F-16] documents that stand one after the other are each read by themselves", () => {
    fc.assert(fc.property(fc.array(steps, { maxLength: 4 }), (scripts) => {
      const docs = scripts.map((script) => writtenBy(script, true));
      const states = docs.map((doc) => Y.encodeStateAsUpdate(doc));
      const bytes = Buffer.concat(states);
      let at = 0;
      for (const [index, { length }] of states.entries()) {
        expect(readAll(bytes, at, at + length)).toEqual(standing(docs[index] as Y.Doc));
        at += length;
      }
    }));
  });

  it("[F-16] prose, nested types, other roots and values taken out by a lens are left to Yjs or pass unseen", () => {
    const prose = createDocument("prose", 9);
    fieldsOf(prose).set("name", "x");
    writeProse(prose, "text", ["a"]);
    expect(readAll(Y.encodeStateAsUpdate(prose))).toBeNull();
    expect(proseOf(prose, "text").length).toBe(1);
    const nested = createDocument("nested", 9);
    nested.getMap("fields").set("name", new Y.Map());
    expect(readAll(Y.encodeStateAsUpdate(nested))).toBeNull();
    const other = createDocument("other", 9);
    other.getMap("else").set("name", 1);
    expect(readAll(Y.encodeStateAsUpdate(other))).toBeNull();
    const hidden = createDocument("hidden", 9);
    fieldsOf(hidden).set("name", "x");
    fieldsOf(hidden).set("phone", "y");
    const structs = hidden.store.clients.get(9) ?? [];
    structs[0] = new Y.GC(structs[0]!.id, 1);
    expect(readAll(Y.encodeStateAsUpdate(hidden))).toEqual({ phone: "y" });
    fieldsOf(hidden).set("name", "z");
    expect(["null", JSON.stringify({ phone: "y", name: "z" })]).toContain(JSON.stringify(readAll(Y.encodeStateAsUpdate(hidden))));
  });

  it("[F-16] bytes that are no state, and states cut off or changed in one byte, end in a reading or in none", () => {
    fc.assert(fc.property(steps, fc.nat(), fc.nat(255), (script, where, byte) => {
      const state = Y.encodeStateAsUpdate(writtenBy(script, true));
      const at = where % state.length;
      if (at < state.length - 1) expect(readAll(state, 0, at)).toBeNull();
      const changed = Uint8Array.from(state, (one, index) => (index === at ? byte : one));
      expect(() => readAll(changed)).not.toThrow();
    }));
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      expect(() => readAll(bytes)).not.toThrow();
    }));
  });

  it("[F-16] every record of the sample company has the row that its document has", () => {
    let plain = 0;
    for (const { id, values, prose } of generateDemo({ seed: 3, now: Date.parse("2026-11-02T08:00:00Z") })) {
      const entity = entityOf(kindOf(id));
      const docs = new Map<string, Y.Doc>();
      for (const [path, one] of Object.entries(values)) {
        const name = docOfPath(entity, id, path);
        const doc = docs.get(name) ?? createDocument(name, 4_294_967_296);
        docs.set(name, doc);
        fieldsOf(doc).set(path, one);
      }
      const main = docs.get(id);
      for (const [name, paragraphs] of Object.entries(prose ?? {})) if (main) writeProse(main, name, paragraphs);
      for (const [name, doc] of docs) {
        const snapshot = Y.encodeStateAsUpdate(doc);
        const row = projectPlain(name as ReturnType<typeof docId>, snapshot, 0, snapshot.length);
        if (row === null) continue;
        plain += 1;
        expect(row).toEqual(projectStored({ doc: name as ReturnType<typeof docId>, row: { id }, snapshot }));
      }
    }
    expect(plain).toBeGreaterThan(1_000);
  });

  it("[F-16] kinds that are not known here have no row of their content", () => {
    const doc = createDocument("thing", 9);
    fieldsOf(doc).set("name", "x");
    const bytes = Y.encodeStateAsUpdate(doc);
    expect(projectPlain(docId(recordId("thing", "a")), bytes, 0, bytes.length)).toBeNull();
  });
});
