import { describe, expect, it } from "vitest";
import { coversOf } from "#domain/approval/content.ts";
import { ENTITIES, entityOf, findEntity } from "#domain/entities/registry.ts";
import { isHidden, lensesOf, seenRow, seenValue } from "#domain/policy/lens.ts";
import { seenEntity } from "#domain/policy/seen.ts";
import { hideableIn } from "#domain/schema/hideable.ts";
import type { Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";

const see = (kind: string, ...hidden: readonly string[]) => seenEntity(entityOf(kind), lensesOf(hidden), findEntity);

describe("what is hidden", () => {
  it("[S-17] a record is made, named, found and moved on without it", () => {
    for (const entity of ENTITIES.filter(({ access }) => access.kind === "owned")) {
      const names = hideableIn(entity);
      expect(names).not.toEqual(expect.arrayContaining([entity.title]));
      for (const name of ["owner", "created", "deleted", "sharedWith", "readers", "pool", "approval", "approvalRun", entity.number?.field, entity.stages?.field, entity.stages?.probability, ...(entity.collision ?? []), entity.approvable?.holds?.field]) {
        if (name !== undefined) expect(names, `${entity.kind}.${name}`).not.toContain(name);
      }
      for (const [name, field] of Object.entries(entity.fields)) if (field.required || field.facet || field.relay) expect(names, name).not.toContain(name);
      const everything = seenEntity(entity, lensesOf(names.map((name) => `${entity.kind}.${name}`)), findEntity);
      for (const name of names) expect(name in everything.fields || name in (everything.sets ?? {}) || name in (everything.prose ?? {}), name).toBe(false);
      expect(everything.list.columns).toContain(entity.title);
    }
  });

  it("[S-17] paths of it are those of the field, of its members, of its text, and of the lines of a list", () => {
    const lens = lensesOf(["order.remarks", "order.lines.unitPrice", "opportunity.contacts", "opportunity.requirement", "opportunity.lines"]);
    const [order, deal] = [lens.get("order"), lens.get("opportunity")];
    expect(["remarks", "line/lines/k/unitPrice"].map((path) => isHidden(order, path))).toEqual([true, true]);
    expect(["subject", "line/lines/k", "line/lines/k/quantity", "prose/remarks2", "log/remark/x"].map((path) => isHidden(order, path))).toEqual([false, false, false, false, false]);
    expect(["set/contacts/contact/a", "prose/requirement", "line/lines/k", "line/lines/k/product"].map((path) => isHidden(deal, path))).toEqual([true, true, true, true]);
    expect(["set/sharedWith/user/a", "prose/solution", "log/advances/k"].map((path) => isHidden(deal, path))).toEqual([false, false, false]);
  });

  it("[S-21] figures made of it, lists through it, and views that ask for it go with it", () => {
    const order = see("order", "order.lines.unitPrice");
    expect(order.derived).toEqual({});
    expect(order.lines?.["lines"]?.priced).toBeUndefined();
    expect(order.list.columns).not.toContain("total");
    expect(order.list.totals).toEqual(["paidAmount"]);
    expect(see("customer", "order.manualTotal").related?.find(({ kind }) => kind === "order")).toMatchObject({ columns: ["orderNo", "subject", "date", "orderStatus"], totals: [] });
    expect(see("customer", "customer.hotLevel").views?.map(({ id }) => id)).not.toContain("hot");
    expect(see("customer", "followUp.at").derived).toEqual({});
    expect(see("customer", "customer.phone").duplicates).toEqual([["name"]]);
    expect(see("opportunity", "opportunity.expectedAmount").derived).not.toHaveProperty("forecastAmount");
    expect(see("customer", "order.manualTotal").fields).toEqual(entityOf("customer").fields);
    expect(seenEntity(entityOf("order"), lensesOf([]), findEntity)).toBe(entityOf("order"));
  });

  it("[S-21] every column that is made of something says of what", () => {
    for (const entity of ENTITIES) {
      for (const [name, { from, needs }] of Object.entries(entity.derived ?? {})) {
        const sources = [...(from ?? []), ...(needs ?? [])];
        expect(sources.length, `${entity.kind}.${name}`).toBeGreaterThan(0);
        for (const source of sources) {
          const [kind, field] = source.includes("/") ? (source.split("/") as [string, string]) : [entity.kind, source];
          const [list = "", inner = ""] = field.split(".");
          expect(field in entityOf(kind).fields || inner in (entityOf(kind).lines?.[list]?.fields ?? {}), source).toBe(true);
        }
      }
    }
  });

  it("[S-19] of what was said in an approval no digest is left of content that is not all seen", () => {
    const lens = lensesOf(["order.lines.unitPrice"]).get("order");
    const run = (covers: readonly string[]) => JSON.stringify({ id: "k", flow: "approvalFlow/f", name: "F", by: "user/a", hash: "abc", covers, at: 0, nodes: [], said: [] });
    const said = { by: "user/a", at: 1, does: "submit", hash: "abc" } as unknown as FieldValue;
    expect(coversOf(entityOf("order"))).toContain("lines.unitPrice");
    expect(seenValue(lens, "log/approvals/k", said)).toEqual({ by: "user/a", at: 1, does: "submit" });
    expect(String(seenValue(lens, "approvalRun", run(["lines.unitPrice", "subject"])))).not.toContain("abc");
    expect(seenValue(lens, "approvalRun", run(["subject"]))).toBe(run(["subject"]));
    const row = { id: "order/1", approvalRun: run(["lines.unitPrice"]), approvals: [{ ...(said as object), key: "k" }], lines: [{ key: "l", added: { by: "user/a", at: 1 }, quantity: "2", unitPrice: "9" }] } as unknown as Row;
    const seen = JSON.stringify(seenRow(entityOf("order"), lens, row));
    expect(seen).not.toContain("abc");
    expect(seen).not.toContain("unitPrice\":\"9\"");
    expect(seen).toContain("\"quantity\":\"2\"");
  });
});
