import { describe, expect, it } from "vitest";
import { ENTITIES } from "#domain/entities/registry.ts";
import { recordId } from "#domain/id.ts";
import { referring } from "#domain/query/referring.ts";
import type { Row } from "#domain/schema/entity.ts";

const id = (kind: string, n: number) => recordId(kind, `000000000000000${n}`);
const user = id("user", 1);
const mark = { by: user, at: 1 };
const acme = id("customer", 1);

const ROWS: Readonly<Record<string, readonly Row[]>> = {
  customer: [{ id: acme }, { id: id("customer", 2), parent: acme }],
  contact: [{ id: id("contact", 1), customers: [acme] }],
  opportunity: [{ id: id("opportunity", 1), customer: acme }, { id: id("opportunity", 2), customer: acme, deleted: mark }, { id: id("opportunity", 3), customer: id("customer", 2) }],
  order: [{ id: id("order", 1), customer: acme, lines: [{ key: "1", added: mark, product: id("product", 1) }, { key: "2", added: mark, product: id("product", 1) }] }],
};
const ask = (to: string, ...records: string[]) => referring(new Set(records), to, ENTITIES, (kind) => ROWS[kind] ?? []);

describe("records that refer to others", () => {
  it("[CU-24] fields, sets and lines count, once per record and without the recycle bin", () => {
    expect(ask("customer", acme)).toEqual([
      { kind: "customer", count: 1 },
      { kind: "contact", count: 1 },
      { kind: "opportunity", count: 1 },
      { kind: "order", count: 1 },
    ]);
    expect(ask("product", id("product", 1))).toEqual([{ kind: "order", count: 1 }]);
  });

  it("[CU-24] records that go together do not count for each other", () => {
    expect(ask("customer", acme, id("customer", 2)).map(({ kind }) => kind)).toEqual(["contact", "opportunity", "order"]);
    expect(ask("contact", id("contact", 1))).toEqual([]);
  });
});
