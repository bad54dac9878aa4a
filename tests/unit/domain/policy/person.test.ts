import { describe, expect, it } from "vitest";
import { customer } from "#domain/entities/customer/customer.ts";
import { ENTITIES, findEntity } from "#domain/entities/registry.ts";
import { facetsOfOwned, isOwnedKind, OWNED_KIND_NAMES } from "#domain/entities/owned-kinds.ts";
import { recordId, type RecordId } from "#domain/id.ts";
import { organisationOf } from "#domain/policy/organisation.ts";
import { personIn, personOf, type Person } from "#domain/policy/person.ts";
import { DEFAULT_ROLES } from "#domain/policy/role.ts";
import { scopesOf } from "#domain/policy/scope.ts";
import { parseCriteria, rulesIn } from "#domain/policy/sharing.ts";
import { whyReads } from "#domain/policy/why.ts";
import { facetsOf } from "#domain/record/path.ts";
import type { Row } from "#domain/schema/entity.ts";
import { user } from "#domain/entities/user/user.ts";

const id = (kind: string, key: string): RecordId => recordId(kind, key);
const mark = { by: id("user", "boss"), at: 1 };

const rows: Readonly<Record<string, readonly Row[]>> = {
  user: [
    { id: id("user", "lead"), role: "manager", department: "department/east", rights: ["credit"] },
    { id: id("user", "anna"), role: "sales", department: "department/east" },
    { id: id("user", "ben"), role: "sales", department: "department/west" },
    { id: id("user", "aide"), role: "sales", assists: ["user/lead"] },
    { id: id("user", "gone"), role: "boss", disabled: mark },
  ],
  department: [
    { id: id("department", "east"), parent: "department/west" },
    { id: id("department", "west"), parent: "department/east" },
  ],
  group: [
    { id: id("group", "a"), users: ["user/ben"], groups: ["group/b"] },
    { id: id("group", "b"), users: [], groups: ["group/a"] },
  ],
  sharingRule: [{ id: id("sharingRule", "r"), of: "customer", level: "write", owners: ["user/anna"], groups: ["group/b"] }],
};
const rowsOf = (kind: string) => rows[kind] ?? [];
const scopes = (owner: string, more: Partial<Row> = {}) => scopesOf(customer, null, { id: id("customer", "x"), owner, ...more } as Row, { parent: () => [], rules: rulesIn(organisationOf(rowsOf), findEntity).scopesOf });

describe("what a person is given", () => {
  it("[S-10] names where each scope comes from", () => {
    const reasons = (who: string, of: readonly string[]) => {
      const person = personOf(id("user", who), rowsOf);
      return person ? whyReads(person, of).map(({ reason, via, write }) => `${reason} ${via ?? "-"} ${write ? "write" : "read"}`) : [];
    };
    expect(reasons("anna", scopes("user/anna"))).toEqual(["own - write"]);
    expect(reasons("lead", scopes("user/anna"))).toEqual(["role user/anna write"]);
    expect(reasons("aide", scopes("user/anna"))).toEqual(["assistant user/lead read"]);
    expect(reasons("ben", scopes("user/anna"))).toEqual(["rule sharingRule/r write"]);
    expect(reasons("ben", scopes("user/lead", { readerGroups: ["group/b"] }))).toEqual(["group group/b read"]);
    expect(reasons("ben", scopes("user/lead"))).toEqual([]);
  });

  it("[S-04] [S-05] [S-06] comes to assistants of the kinds that they may read themselves, facets also by their own right", () => {
    const withAide = (aide: Partial<Row>) => personOf(id("user", "aide"), (kind) => (kind === "jobFunction" ? [{ id: id("jobFunction", "f"), may: ["contact.read"] }] : kind === "user" ? [...rowsOf("user").filter(({ id: one }) => one !== "user/aide"), { id: id("user", "aide"), role: "sales", ...aide } as Row] : rowsOf(kind)));
    const credit = scopesOf(customer, "credit", { id: id("customer", "x"), owner: id("user", "ben") }, { parent: () => [], rules: () => [] });
    const reads = (aide: Partial<Row>, scope: readonly string[]) => whyReads(withAide(aide) as Person, scope).map(({ reason }) => reason);
    expect(reads({ assists: ["user/lead"] }, scopes("user/anna"))).toEqual(["assistant"]);
    expect(reads({ assists: ["user/lead"], functions: ["jobFunction/f"] }, scopes("user/anna"))).toEqual([]);
    expect(reads({ assists: ["user/ben"] }, credit)).toEqual([]);
    expect(reads({ assists: ["user/ben"], rights: ["credit"] }, credit)).toEqual(["assistant"]);
  });

  it("[S-07] [S-12] reaches whoever leads somebody in a group that a record is shared with", () => {
    const grants = (more: Partial<Row>) => {
      const lead = personOf(id("user", "lead"), rowsOf);
      return lead ? whyReads(lead, scopes("user/nobody", more)).map(({ reason, via, write }) => `${reason} ${via ?? "-"} ${write ? "write" : "read"}`) : [];
    };
    expect(grants({ sharedGroups: ["group/b"] })).toEqual(["role user/ben write"]);
    expect(grants({ readerGroups: ["group/b"] })).toEqual(["role user/ben read"]);
  });

  it("[S-12] [S-04] leads everybody by a role that shows and changes everything, also where a job function keeps kinds away", () => {
    const person = personOf(id("user", "boss"), (kind) => (kind === "user" ? [{ id: id("user", "boss"), role: "boss", functions: ["jobFunction/f"] }] : kind === "jobFunction" ? [{ id: id("jobFunction", "f"), may: ["contact.read", "contact.create"] }] : []));
    expect(person?.leadsAll).toBe(true);
  });

  it("[S-03] [S-07] is found although departments and groups name each other in circles", () => {
    const organisation = organisationOf(rowsOf);
    expect([...organisation.below(["department/east"])].sort()).toEqual(["department/east", "department/west"]);
    const ben = organisation.user("user/ben");
    expect(ben && [...organisation.groupsOf(ben)].sort()).toEqual(["group/a", "group/b"]);
  });

  it("[S-01] [OG-08] is nothing for somebody disabled or unknown", () => {
    expect(personIn(id("user", "gone"), organisationOf(rowsOf))).toMatchObject({ active: false, grants: [] });
    expect(personOf(id("user", "nobody"), rowsOf)).toBe(null);
  });
});

describe("the policy's lists", () => {
  it("[S-04] [OG-32] have every owned kind and its facets", () => {
    const owned = ENTITIES.filter(({ access }) => access.kind === "owned");
    expect(owned.map(({ kind }) => kind).sort()).toEqual([...OWNED_KIND_NAMES].sort());
    for (const entity of owned) expect(isOwnedKind(entity.kind) && [...facetsOfOwned(entity.kind)].sort()).toEqual([...facetsOf(entity)].sort());
  });

  it("[S-01] [OG-05] [OG-06] have every default role", () => {
    expect(Object.keys(DEFAULT_ROLES).sort()).toEqual(user.fields.role.options.map((option) => option.id).sort());
  });
});

it.each([
  ["category=vip and region~上海", "ok"],
  ["revenue >= 1000", "ok"],
  ["owner=me", "relative"],
  ["created > today-30", "relative"],
  ["daysSinceFollowUp > 3", "notStored"],
  ["creditLimit > 3", "notStored"],
  ["colour=red", "unknownField"],
  ["category=", "syntax"],
])("[S-08] the criteria %s of a sharing rule: %s", (text, outcome) => {
  const parsed = parseCriteria(text, customer);
  expect(parsed.ok ? "ok" : parsed.error.reason).toBe(outcome);
});
