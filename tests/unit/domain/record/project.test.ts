import * as Y from "yjs";
import { describe, expect, it } from "vitest";
import { entityOf } from "#domain/entities/registry.ts";
import { docId, parseDocId, recordId } from "#domain/id.ts";
import { createDocument, fieldsOf, loadDocument, writeProse } from "#domain/record/document.ts";
import { checkPath } from "#domain/record/check-path.ts";
import { docOfPath, parsePath } from "#domain/record/path.ts";
import type { Entity } from "#domain/schema/entity.ts";
import { signatureOf } from "#domain/schema/signature.ts";
import { projectDocument } from "#domain/record/project-document.ts";
import type { FieldValue } from "#domain/schema/field.ts";

const KEY = "0000000000000001";
const deal = recordId("opportunity", KEY);
const pump = recordId("product", "pump");
const opportunity = entityOf("opportunity");
const product = entityOf("product");
const mark = { by: recordId("user", "ann"), at: 1 };
const line = `line/lines/${KEY}`;

describe("documents and their rows", () => {
  it("[R-01] a path of a facet lives in the facet's document, every other in the main one", () => {
    expect(docOfPath(product, pump, "cost")).toBe(docId(pump, "cost"));
    expect(docOfPath(product, pump, "name")).toBe(docId(pump));
    expect(parseDocId("product/pump#cost")).toMatchObject({ record: pump, kind: "product", facet: "cost" });
    expect(checkPath(product, null, "cost", "1").ok).toBe(false);
    expect(checkPath(product, "cost", "name", "x").ok).toBe(false);
  });

  it("[R-02] fields and proses are the only roots that content is written to", () => {
    const doc = createDocument(docId(deal), 7);
    fieldsOf(doc).set("subject", "Deal");
    writeProse(doc, "requirement", ["Pumps"]);
    expect([...doc.share.keys()].toSorted()).toEqual(["fields", "prose/requirement"]);
    expect(projectDocument(opportunity, deal, doc)).toMatchObject({ subject: "Deal", requirement: "Pumps" });
  });

  it("[R-03] values are text, numbers, null and flat objects; money that is no decimal text does not fit", () => {
    expect(checkPath(opportunity, null, "expectedAmount", "12.5").ok).toBe(true);
    expect(checkPath(opportunity, null, "expectedAmount", null).ok).toBe(true);
    expect(checkPath(opportunity, null, "expectedAmount", 12.5).ok).toBe(false);
    expect(checkPath(opportunity, null, "expectedAmount", "12,50").ok).toBe(false);
    expect(checkPath(opportunity, null, "deleted", mark).ok).toBe(true);
    expect(checkPath(opportunity, null, "deleted", { ...mark, more: {} } as unknown as FieldValue).ok).toBe(false);
  });

  it("[R-04] each form of path names what it says, and nothing else names anything", () => {
    const at = (path: string) => parsePath(opportunity, path)?.at ?? null;
    expect(["subject", "set/contacts/contact/1", line, `${line}/quantity`, "prose/requirement"].map(at)).toEqual(["field", "member", "line", "lineField", "prose"]);
    expect(at(`log/${Object.keys(opportunity.logs ?? {})[0]}/${KEY}`)).toBe("log");
    expect(["nothing", "constructor", "set/nothing/x", "line/lines/short", `${line}/nothing`, `${line}/quantity/more`, "prose/nothing", "log/x"].map(at)).toEqual(Array(8).fill(null));
  });

  it("[R-04] a line is there while its mark is, also when somebody wrote into it meanwhile", () => {
    const doc = createDocument(docId(deal), 7);
    fieldsOf(doc).set(line, mark);
    fieldsOf(doc).set(`${line}/quantity`, "1");
    const other = loadDocument(docId(deal), Y.encodeStateAsUpdate(doc), 8);
    fieldsOf(doc).delete(line);
    fieldsOf(other).set(`${line}/quantity`, "5");
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    expect(projectDocument(opportunity, deal, doc).lines).toBeUndefined();
  });

  it("[R-05] whatever a document holds, it has a row, and the same content the same row", () => {
    const doc = createDocument(docId(deal), 7);
    fieldsOf(doc).set("unheard/of", "x");
    fieldsOf(doc).set(`${line}/quantity`, "5");
    fieldsOf(doc).set("set/contacts/contact/2", 1);
    fieldsOf(doc).set("set/contacts/contact/1", 1);
    const row = projectDocument(opportunity, deal, doc);
    expect(row).toEqual({ id: deal, contacts: ["contact/1", "contact/2"] });
    expect(projectDocument(opportunity, deal, loadDocument(docId(deal), Y.encodeStateAsUpdate(doc)))).toEqual(row);
  });

  it("[V-02] a value that its field cannot hold any more stays in the document and out of the row; one beyond a limit is shown", () => {
    const doc = createDocument(docId(deal), 7);
    const values: Record<string, FieldValue> = { subject: 5, expectedAmount: "much", closedOn: "soon", customer: "contact/1", created: "x", stage: "a stage of once", probability: "250", [line]: mark, [`${line}/quantity`]: "few", [`${line}/remark`]: "r", [`log/advances/${KEY}`]: "text" };
    for (const [path, value] of Object.entries(values)) fieldsOf(doc).set(path, value);
    expect(projectDocument(opportunity, deal, doc)).toEqual({ id: deal, stage: "a stage of once", probability: "250", lines: [{ key: KEY, added: mark, remark: "r" }] });
    expect(fieldsOf(doc).toJSON()).toEqual(values);
  });

  it("[V-03] a value that stands in another document than its field lives in is not shown", () => {
    const doc = createDocument(docId(pump), 7);
    for (const [path, value] of [["name", "Pump"], ["cost", "5"]] as const) fieldsOf(doc).set(path, value);
    expect(projectDocument(product, pump, doc)).toEqual({ id: pump, name: "Pump" });
    expect(projectDocument(product, pump, doc, "cost")).toEqual({ id: pump, cost: "5" });
  });

  it("[V-04] a retired field takes what it took, and no row has it; a retired option may stay", () => {
    const changed: Entity = {
      ...opportunity,
      retired: { colour: { kind: "text", max: 5 } },
      fields: { ...opportunity.fields, source: { kind: "option", options: [{ id: "fair" }, { id: "fax", retired: true }] } },
    };
    expect(checkPath(changed, null, "colour", "red").ok).toBe(true);
    expect(checkPath(changed, null, "colour", "vermilion").ok).toBe(false);
    expect(checkPath(changed, "cost", "colour", "red").ok).toBe(false);
    expect(checkPath(changed, null, "source", "fax").ok).toBe(true);
    const doc = createDocument(docId(deal), 7);
    fieldsOf(doc).set("colour", "red");
    fieldsOf(doc).set("source", "fax");
    expect(projectDocument(changed, deal, doc)).toEqual({ id: deal, source: "fax" });
  });

  it("[V-01] the signature follows what rows follow from, and nothing else", () => {
    const own = signatureOf([opportunity]);
    const withFields = (fields: Entity["fields"]): number => signatureOf([{ ...opportunity, fields: { ...opportunity.fields, ...fields } }]);
    expect(withFields({})).toBe(own);
    expect(withFields({ remarks: { kind: "text", max: 9 } })).toBe(own);
    expect(signatureOf([{ ...opportunity, list: { columns: [], sort: [] } }])).toBe(own);
    const others = [withFields({ extra: { kind: "text" } }), withFields({ remarks: { kind: "money" } }), withFields({ customer: { kind: "ref", to: "contact" } }), signatureOf([{ ...opportunity, prose: {} }]), signatureOf([])];
    expect(new Set([own, ...others]).size).toBe(6);
  });
});
