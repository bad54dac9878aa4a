import { describe, expect, it } from "vitest";
import { recordId } from "#domain/id.ts";
import { personOf } from "#domain/policy/person.ts";
import { ownerScope } from "#domain/policy/scope.ts";
import { mayWrite, type Denied } from "#domain/policy/write.ts";
import { projectPaths } from "#domain/record/project.ts";
import { defineEntity, type Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";

const visit = defineEntity({
  kind: "visit",
  icon: "map-pin",
  title: "place",
  access: { kind: "owned" },
  appendOnly: true,
  fields: { place: { kind: "text", required: true }, seen: { kind: "mark" } },
  lines: { samples: { fields: { count: { kind: "integer" } } } },
  logs: { calls: { details: { note: { kind: "text" } } } },
  list: { columns: ["place"], sort: [{ by: "place" }] },
  form: [{ id: "basic", fields: ["place"] }],
});

const ANNA = recordId("user", "anna");
const VISIT = recordId("visit", "1");
const KEY = "k000000000000001";
const mark = { by: ANNA, at: 1 };
const person = personOf(ANNA, (kind) => (kind === "user" ? [{ id: ANNA, role: "sales" }] : []));
if (!person) throw new Error("Anna is not there");

/** The reason why Anna may not make these changes to a visit of hers; null when she may. */
const reason = (values: Readonly<Record<string, FieldValue>>, before: Row | null): Denied["reason"] | null => {
  const scope = ownerScope(ANNA);
  const changes = Object.entries(values).map(([path, to]) => ({ path, from: null, to, at: "0" as never }));
  const after = projectPaths(visit, VISIT, Object.entries({ owner: ANNA, ...values }));
  const verdict = mayWrite({ entity: visit, facet: null, person, before: before ? { row: before, scopes: [scope] } : null, after, changes });
  return verdict.ok ? null : verdict.error.reason;
};

describe("records that are only added to", () => {
  const whole = { place: "Ulm", created: mark, [`line/samples/${KEY}`]: mark, [`line/samples/${KEY}/count`]: 1, [`log/calls/${KEY}`]: { ...mark, note: "x" } };
  const row: Row = { id: VISIT, place: "Ulm", owner: ANNA };

  it("[G-11] take fields, lines and log entries when they are made", () => expect(reason(whole, null)).toBe(null));

  it.each([
    ["a field", { place: "Bonn" }],
    ["a mark", { seen: mark }],
    ["a line", { [`line/samples/${KEY}`]: mark }],
    ["the end of a line", { [`line/samples/${KEY}`]: null }],
    ["a field of a line", { [`line/samples/${KEY}/count`]: 2 }],
    ["a log entry", { [`log/calls/${KEY}`]: { ...mark, note: "y" } }],
  ])("[G-11] take %s no more afterwards", (_, values) => expect(reason(values, row)).toBe("appendOnly"));

  it("[G-11] go into the recycle bin, come back and change hands", () => {
    expect([reason({ deleted: mark }, row), reason({ deleted: null }, row), reason({ owner: recordId("user", "ben") }, row)]).toEqual([null, null, null]);
  });

  it("[G-11] keep who made them", () => expect([reason({ created: mark }, row), reason({ created: null }, row)]).toEqual(["fixed", "fixed"]));
});

it("a kind that not everyone reads has no facet: its readers would not be those of the record", () => {
  const { kind, icon, title, list, form } = visit;
  const cost = { kind: "money", facet: "cost" } as const;
  const define = (access: "owned" | "personal") => () => defineEntity({ kind, icon, title, list, form, access: { kind: access }, fields: { place: { kind: "text" }, cost } });
  expect(define("owned")).toThrow("visit.cost");
  expect(define("personal")).toThrow("visit.cost");
  expect(() => defineEntity({ kind, icon, title, list, form, access: { kind: "everyone", right: "products" }, fields: { place: { kind: "text" }, cost } })).not.toThrow();
});
