import { expect, it } from "vitest";
import { recordId } from "#domain/id.ts";
import { organisationOf, type RowsOf } from "#domain/policy/organisation.ts";
import { personIn } from "#domain/policy/person.ts";
import type { Row } from "#domain/schema/entity.ts";

const DEPARTMENTS = 20;
const department = (at: number) => recordId("department", `d${at % DEPARTMENTS}`);

/** How often people's departments are looked at until it is known of everybody what they may do. */
const looksFor = (people: number): number => {
  let looks = 0;
  const users = Array.from({ length: people }, (_, at): Row => {
    const row = { id: recordId("user", `p${at}`), role: "sales" };
    return Object.defineProperty(row, "department", {
      get: () => {
        looks += 1;
        return department(at);
      },
    });
  });
  const named = (kind: string, more: Partial<Row>): readonly Row[] => Array.from({ length: 3 }, (_, at): Row => ({ id: recordId(kind, `n${at}`), units: [department(at)], groups: [recordId("group", "n0")], ...more }));
  const tables: Partial<Record<Parameters<RowsOf>[0], readonly Row[]>> = {
    user: users,
    department: Array.from({ length: DEPARTMENTS }, (_, at): Row => ({ id: department(at) })),
    group: named("group", { users: [recordId("user", "p1")], groups: [] }),
    sharingRule: named("sharingRule", { of: "customer" }),
    pool: named("pool", {}),
  };
  const organisation = organisationOf((kind) => tables[kind] ?? []);
  for (const { id } of users) expect(personIn(id, organisation)?.active).toBe(true);
  return looks;
};

it("[S-08] [M-01] what everybody may do is found by looking at each person a few times, not at everybody for each", () => {
  const [few, many] = [looksFor(100), looksFor(400)];
  expect(many).toBeLessThan(few * 6);
});
