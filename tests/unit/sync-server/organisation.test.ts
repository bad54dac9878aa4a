import { describe, expect, it } from "vitest";
import { docId, recordId, type RecordId } from "#domain/id.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import type { SeedRecord } from "#sync-server/seed.ts";
import { createMemoryStorage } from "#sync-server/storage/memory.ts";
import { ACME, ANNA, BEN, BOLT, BOSS, COMPANY, createCompany, DEAL, MANAGER, OTHER, START } from "./company.ts";
import type { RawDevice } from "./raw-device.ts";

const EAST = recordId("department", "east");
const WEST = recordId("department", "west");
const user = (key: string) => recordId("user", key);
const SERVICE = user("service");
const HELPER = user("helper");
const PARTNER = user("partner");

const of = (id: RecordId, values: Readonly<Record<string, FieldValue>>): SeedRecord => ({ id, values, at: START - 500_000, by: BOSS });
const person = (id: RecordId, role: string, more: Readonly<Record<string, FieldValue>> = {}): SeedRecord => of(id, { name: id.slice(5), account: id.slice(5), role, ...more });

const companyWith = (...records: readonly SeedRecord[]) => createCompany(createMemoryStorage(), [...COMPANY, ...records]);

/** Which of these records a device holds, by key. */
const held = (device: RawDevice, ...records: readonly RecordId[]): readonly string[] => records.filter((record) => device.row(record) !== undefined).map((id) => id.slice(id.indexOf("/") + 1));

const edit = async (device: RawDevice, record: RecordId, values: Readonly<Record<string, FieldValue>>): Promise<string> => {
  const answer = await device.push(device.edit(docId(record), values));
  return answer.ok ? "ok" : `${answer.refusal.code}: ${answer.refusal.reason}`;
};

const bytesOf = (device: RawDevice): string => JSON.stringify(device.received, (_, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value));

describe("the organisation, as the relay enforces it", () => {
  it("[S-01] [OG-05] [OG-21] a role shows own records, the department's, those below or all; assistants change nothing of it", async () => {
    const SUB = recordId("department", "sub");
    const roles = { own: user("r1"), department: user("r2"), below: user("r3"), assistant: user("r4") };
    const CODE = recordId("customer", "code");
    const { device } = await companyWith(
      of(SUB, { name: "Sub", parent: EAST }),
      person(user("subby"), "sales", { department: SUB }),
      of(CODE, { name: "Code", owner: user("subby") }),
      person(roles.own, "sales", { department: EAST }),
      person(roles.department, "assistantManager", { department: EAST }),
      person(roles.below, "director", { department: EAST }),
      person(roles.assistant, "assistantDirector", { department: EAST }),
    );
    const seen = async (id: RecordId) => held(await device(id), ACME, BOLT, CODE);
    expect(await seen(roles.own)).toEqual([]);
    expect(await seen(roles.department)).toEqual(["acme"]);
    expect(await seen(roles.below)).toEqual(["acme", "code"]);
    expect(await seen(roles.assistant)).toEqual(["acme", "code"]);
    expect(await seen(BOSS)).toEqual(["acme", "bolt", "code"]);
    expect(await edit(await device(roles.below), CODE, { phone: "2" })).toBe("ok");
    expect(await edit(await device(roles.assistant), CODE, { phone: "3" })).toBe("denied: notYours");
    expect(await edit(await device(roles.department), ACME, { phone: "3" })).toBe("denied: notYours");
  });

  it("[S-01] [OG-30] a role of the company's own takes the place of the default one, and gives it back when deleted", async () => {
    const SEER = recordId("role", "seer");
    const { device } = await companyWith(of(SEER, { name: "Auditor", data: "all", readOnly: { by: BOSS, at: START }, addressBook: "all" }));
    const [boss, ben] = [await device(BOSS), await device(BEN)];
    expect(held(ben, ACME, BOLT)).toEqual([]);
    expect(await edit(boss, BEN, { customRole: SEER })).toBe("ok");
    expect(held(ben, ACME, BOLT)).toEqual(["acme", "bolt"]);
    expect(await edit(ben, BOLT, { phone: "1" })).toBe("denied: notYours");
    expect(await edit(boss, SEER, { data: "department" })).toBe("ok");
    expect(held(ben, ACME, BOLT)).toEqual(["acme"]);
    expect(await edit(boss, SEER, { deleted: { by: BOSS, at: START } })).toBe("ok");
    expect(held(ben, ACME, BOLT)).toEqual([]);
  });

  it("[S-02] [OG-06] [CS-01] service reads every customer and what belongs to it, and changes none", async () => {
    const { device } = await companyWith(person(SERVICE, "service"), of(recordId("contact", "kim"), { name: "Kim", owner: ANNA, [`set/customers/${ACME}`]: 1 }));
    const service = await device(SERVICE);
    expect(held(service, ACME, BOLT, DEAL, recordId("contact", "kim"))).toEqual(["acme", "bolt", "kim"]);
    expect(await edit(service, ACME, { phone: "1" })).toBe("denied: notYours");
  });

  it("[S-03] [OG-20] units of a dimension cut across departments", async () => {
    const [REGION, SOUTH, ROLE] = [recordId("dimension", "region"), recordId("department", "south"), recordId("role", "region")];
    const { device } = await companyWith(
      of(REGION, { name: "Region" }),
      of(SOUTH, { name: "South", dimension: REGION }),
      of(ROLE, { name: "Region head", data: "dimension", dimension: REGION, addressBook: "all" }),
      person(user("head"), "sales", { customRole: ROLE, department: EAST, [`set/units/${SOUTH}`]: 1 }),
    );
    const [boss, head] = [await device(BOSS), await device(user("head"))];
    expect(held(head, ACME, BOLT)).toEqual([]);
    await edit(boss, OTHER, { [`set/units/${SOUTH}`]: 1 });
    expect(held(head, ACME, BOLT)).toEqual(["bolt"]);
  });

  it("[S-04] [OG-22] a job function keeps kinds away, refuses what it does not allow, and makes fields read only", async () => {
    const WORK = recordId("jobFunction", "work");
    const { device } = await companyWith(
      of(WORK, { name: "Desk", "set/may/customer.read": 1, "set/may/customer.change": 1, "set/may/contact.read": 1, "set/readOnly/customer.category": 1, "set/features/cost": 1 }),
    );
    const [boss, anna] = [await device(BOSS), await device(ANNA)];
    expect(held(anna, ACME, DEAL)).toEqual(["acme", "deal"]);
    expect(anna.held.get(docId(recordId("product", "pump"), "cost"))).toBeUndefined();
    expect(await edit(boss, ANNA, { [`set/functions/${WORK}`]: 1 })).toBe("ok");
    expect(held(anna, ACME, DEAL)).toEqual(["acme"]);
    expect(anna.held.get(docId(recordId("product", "pump"), "cost"))).toBeDefined();
    expect(await edit(anna, ACME, { phone: "7" })).toBe("ok");
    expect(await edit(anna, ACME, { category: "vip" })).toBe("denied: readOnly");
    expect(await edit(anna, ACME, { deleted: { by: ANNA, at: START } })).toBe("denied: mayNotDelete");
    expect(await edit(anna, recordId("customer", anna.keys.next()), { name: "New", owner: ANNA, created: { by: ANNA, at: START } })).toBe("denied: mayNotCreate");
    const MORE = recordId("jobFunction", "more");
    await edit(boss, MORE, { name: "More", created: { by: BOSS, at: START }, "set/may/opportunity.read": 1, "set/may/customer.create": 1 });
    await edit(boss, ANNA, { [`set/functions/${MORE}`]: 1 });
    expect(held(anna, ACME, DEAL)).toEqual(["acme", "deal"]);
    expect(await edit(anna, DEAL, { remarks: "x" })).toBe("denied: mayNotChange");
    expect(await edit(anna, ACME, { category: "vip" })).toBe("ok");
  });

  it("[S-05] credit terms go to those who read the customer and have the right, and to nobody else, not a byte", async () => {
    const SECRET = "only 30 days, never more";
    const { device } = await companyWith();
    const [boss, anna, manager] = [await device(BOSS), await device(ANNA), await device(MANAGER)];
    expect(await edit(boss, MANAGER, { "set/rights/credit": 1 })).toBe("ok");
    expect(await edit(boss, OTHER, { "set/rights/credit": 1 })).toBe("ok");
    const facet = docId(ACME, "credit");
    const answer = await manager.push(manager.edit(facet, { creditInfo: SECRET }));
    expect(answer.ok).toBe(true);
    expect(manager.held.get(facet)).toBeDefined();
    expect((await anna.push(anna.edit(facet, { creditInfo: "mine" }))).ok).toBe(false);
    const other = await device(OTHER);
    expect((await other.push(other.edit(facet, { creditInfo: "theirs" }))).ok).toBe(false);
    for (const outside of [anna, other]) expect(bytesOf(outside)).not.toContain(SECRET);
    await edit(boss, ACME, { owner: OTHER });
    expect(manager.gone.has(facet)).toBe(true);
    expect(bytesOf(other)).toContain(SECRET);
  });

  it("[S-06] [OG-25] an assistant reads what the manager reads and changes nothing, until it ends", async () => {
    const { device } = await companyWith(person(HELPER, "sales", { [`set/assists/${MANAGER}`]: 1 }), person(user("second"), "sales", { [`set/assists/${HELPER}`]: 1 }));
    const [boss, helper, second] = [await device(BOSS), await device(HELPER), await device(user("second"))];
    expect(held(helper, ACME, BOLT)).toEqual(["acme"]);
    expect(helper.held.get(docId(recordId("product", "pump"), "cost"))).toBeDefined();
    expect(held(second, ACME)).toEqual([]);
    expect(await edit(helper, ACME, { phone: "4" })).toBe("denied: notYours");
    expect((await helper.push(helper.edit(docId(recordId("product", "pump"), "cost"), { cost: "1" }))).ok).toBe(false);
    await edit(boss, MANAGER, { disabled: { by: BOSS, at: START } });
    expect(held(helper, ACME)).toEqual([]);
  });

  it("[S-07] [OG-26] [OG-28] a record shared with a group reaches everybody in it, by department and by group within", async () => {
    const [INNER, OUTER] = [recordId("group", "inner"), recordId("group", "outer")];
    const { device } = await companyWith(of(INNER, { name: "Inner", purpose: "public", [`set/units/${WEST}`]: 1 }), of(OUTER, { name: "Outer", purpose: "public", [`set/groups/${INNER}`]: 1 }));
    const [anna, boss, other] = [await device(ANNA), await device(BOSS), await device(OTHER)];
    expect(await edit(anna, ACME, { [`set/readerGroups/${OUTER}`]: 1 })).toBe("ok");
    expect(held(other, ACME)).toEqual(["acme"]);
    expect(await edit(other, ACME, { phone: "5" })).toBe("denied: notYours");
    expect(await edit(anna, ACME, { [`set/sharedGroups/${OUTER}`]: 1 })).toBe("ok");
    expect(await edit(other, ACME, { phone: "5" })).toBe("ok");
    expect(await edit(other, ACME, { [`set/sharedWith/${BEN}`]: 1 })).toBe("denied: notOwner");
    await edit(boss, INNER, { [`set/groups/${OUTER}`]: 1 });
    await edit(boss, INNER, { [`set/units/${WEST}`]: null });
    expect(held(other, ACME)).toEqual([]);
  });

  it("[S-08] [OG-27] a sharing rule gives the records of owners, or those that meet criteria, as rule and records change", async () => {
    const [BY, IF] = [recordId("sharingRule", "by"), recordId("sharingRule", "if")];
    const { device, relay } = await companyWith();
    const [boss, anna, ben, other] = [await device(BOSS), await device(ANNA), await device(BEN), await device(OTHER)];
    /** The rule's own commits come after that of the change. */
    const settled = async () => {
      for (let turn = 0; turn < 4; turn += 1) await relay.read(async () => undefined);
    };
    const created = { by: BOSS, at: START };
    await edit(boss, BY, { name: "West to Ben", of: "customer", level: "read", created, [`set/ownerUnits/${WEST}`]: 1, [`set/users/${BEN}`]: 1 });
    await settled();
    expect(held(ben, ACME, BOLT)).toEqual(["bolt"]);
    expect(await edit(ben, BOLT, { phone: "6" })).toBe("denied: notYours");
    await edit(boss, OTHER, { department: EAST });
    await settled();
    expect(held(ben, ACME, BOLT)).toEqual([]);
    await edit(boss, OTHER, { department: WEST });
    await settled();
    await edit(boss, BY, { level: "write" });
    expect(await edit(ben, BOLT, { phone: "6" })).toBe("ok");

    await edit(boss, IF, { name: "VIP", of: "customer", level: "read", created, criteria: "category=vip", [`set/units/${WEST}`]: 1 });
    await settled();
    expect(held(other, ACME)).toEqual([]);
    await edit(anna, ACME, { category: "vip" });
    expect(held(other, ACME)).toEqual(["acme"]);
    await edit(anna, ACME, { category: "agent" });
    expect(held(other, ACME)).toEqual([]);
    await edit(boss, IF, { criteria: "category=agent" });
    await settled();
    expect(held(other, ACME)).toEqual(["acme"]);
    await edit(boss, IF, { disabled: { by: BOSS, at: START } });
    expect(held(other, ACME)).toEqual([]);
    expect(await edit(boss, IF, { disabled: null, criteria: "created.at > today" })).toBe("ok");
    await settled();
    expect(held(other, ACME)).toEqual([]);
  });

  it("[S-09] [OG-24] a partner finds only the people of the own units", async () => {
    const AGENCY = recordId("department", "agency");
    const { device } = await companyWith(
      of(AGENCY, { name: "Agency", external: { by: BOSS, at: START } }),
      person(PARTNER, "partner", { department: AGENCY, external: { by: BOSS, at: START } }),
      person(user("mate"), "partner", { department: AGENCY, external: { by: BOSS, at: START } }),
    );
    const [partner, anna] = [await device(PARTNER), await device(ANNA)];
    expect(held(partner, PARTNER, user("mate"), ANNA, BOSS, ACME)).toEqual(["partner", "mate"]);
    expect(held(anna, PARTNER, BOSS)).toEqual(["partner", "boss"]);
  });
});
