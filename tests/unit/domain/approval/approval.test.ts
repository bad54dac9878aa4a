import * as fc from "#tests/properties.ts";
import { describe, expect, it } from "vitest";
import { resettled } from "#domain/approval/decide.ts";
import { broughtIn, heldBackIn } from "#domain/approval/bring-in.ts";
import { saidPath } from "#domain/approval/said.ts";
import { coversOf, isCovered } from "#domain/approval/content.ts";
import { contentHash } from "#domain/approval/content-hash.ts";
import { flowFor, flowsIn } from "#domain/approval/flow.ts";
import { flowNeeded } from "#domain/approval/flow-needed.ts";
import { moved } from "#domain/approval/order.ts";
import { flowProblems } from "#domain/approval/check.ts";
import { deniedByApproval } from "#domain/approval/rules.ts";
import { nodeOf, pendingIn, runOf, saidOf, stateOf } from "#domain/approval/run.ts";
import { entityOf, findEntity } from "#domain/entities/registry.ts";
import { recordId } from "#domain/id.ts";
import type { Values } from "#domain/record/change.ts";
import type { Row } from "#domain/schema/entity.ts";
import { logOf } from "#domain/schema/read.ts";
import { applied, createCase, flowRow, flows, LINE, nextKey, order, organisation, row, TEAM, user, type Person, type Step } from "./approving.ts";

const ORDERS = entityOf("order");
const people = (of: string) => user(of);
const company = organisation(TEAM, { directors: ["ben", "cat"] });
const start = (steps: readonly Step[], discount = "20", org = company) => createCase(order(discount), flows(steps), org);

describe("which flow", () => {
  it("[K-01] a record goes through the first flow, by name, whose condition it meets", () => {
    const rows = [flowRow([{ approvers: "as:boss" }], { name: "B" }), { ...flowRow([{ approvers: "lead" }], { name: "A", condition: "total>1000" }), id: "approvalFlow/other" as never }];
    const both = flowsIn(rows, findEntity);
    expect(flowFor(both, order("20"))?.name).toBe("B");
    expect(flowFor(both, order("20", { manualTotal: "1000.01" }))?.name).toBe("A");
    expect(flowFor(both, order("10"))).toBeNull();
  });

  it("[K-01] flows are tried by their places, those without one last and by name in the order of code units; moving one gives all of its kind a place", () => {
    const named = (name: string, place?: number) => ({ ...flowRow([{ approvers: "lead" }], { name, ...(place === undefined ? {} : { place }) }), id: recordId("approvalFlow", name) });
    const rows = ["b", "Z", "ä", "a"].map((name) => named(name));
    const order = (some: readonly Row[]) => flowsIn(some, findEntity).map(({ name }) => name);
    expect(order([...rows, named("y", 2), named("x", 7)])).toEqual(["y", "x", "Z", "a", "b", "ä"]);
    const places = new Map<string, number>(moved(rows, recordId("approvalFlow", "ä"), -1).map(({ id, place }) => [id, place]));
    expect(order(rows.map((one) => ({ ...one, place: places.get(one.id) ?? null })))).toEqual(["Z", "a", "ä", "b"]);
    expect(moved(rows, recordId("approvalFlow", "Z"), -1)).toEqual([]);
    expect(moved([named("a", 1), named("b", 2), named("c", 3)], recordId("approvalFlow", "b"), 1)).toEqual([{ id: "approvalFlow/c", place: 2 }, { id: "approvalFlow/b", place: 3 }]);
  });

  it("[K-01] one that is switched off, deleted, without steps, or not to be read, applies to nothing", () => {
    const mark = { by: user("boss"), at: 1 };
    for (const more of [{ disabled: mark }, { deleted: mark }, { condition: "nonsense>>" }, { condition: "owner=me" }]) expect(flowFor(flows([{ approvers: "lead" }], more), order("20"))).toBeNull();
    expect(flowFor(flows([]), order("20"))).toBeNull();
  });

  it("[K-02] what its conditions read is covered besides what it names, of derived figures what they are made of", () => {
    const [flow] = flows([{ approvers: "lead", condition: "total>50000" }], { "set/covers/order.remarks": 1, "set/covers/customer.name": 1 });
    expect(flow?.covers).toEqual(["lines.discount", "lines.quantity", "lines.unitPrice", "manualTotal", "remarks"]);
  });
});

describe("[K-01] [K-08] a flow with a condition before one without", () => {
  const other = (more: Values = {}) => ({ ...flowRow([{ approvers: "user/ben" }], { name: "2 Others", condition: null, "set/covers/order.paymentMethod": 1, ...more }), id: recordId("approvalFlow", "others") });
  const both = flowsIn([other(), flowRow([{ approvers: "as:boss" }], { name: "1 Large", condition: "total>100000" })], findEntity);
  const QUANTITY = `line/lines/${LINE}/quantity`;

  it("what the earlier reads is covered by the later, so that what the later approved does not grow to what the earlier asks for", () => {
    expect(both.map(({ name, covers }) => [name, covers.includes("lines.quantity"), covers.includes("paymentMethod")])).toEqual([["1 Large", true, false], ["2 Others", true, true]]);
    const run = createCase(order("20"), both, company);
    run.say("ann", { does: "submit" });
    run.say("ben", { does: "approve" });
    expect(stateOf(run.row())).toBe("approved");
    expect(deniedByApproval({ entity: ORDERS, before: run.row(), after: run.row(), changes: [{ path: QUANTITY, to: "1000000" }], person: user("ann"), mayChange: true, administers: false, flows: both })?.reason).toBe("approvedContent");
  });

  it("an approval by another flow than the one that applies does not count", () => {
    const run = createCase(order("20"), both.filter(({ name }) => name === "2 Others").map((flow) => ({ ...flow, covers: ["paymentMethod"] })), company);
    run.say("ann", { does: "submit" });
    run.say("ben", { does: "approve" });
    expect(flowNeeded(both, run.row())).toBeNull();
    expect(flowNeeded(both, { ...run.row(), manualTotal: "200000" })?.name).toBe("1 Large");
  });

  it("flows of other kinds have nothing to do with it", () => {
    const expenses = { ...flowRow([{ approvers: "lead" }], { name: "0", of: "expense", condition: "amount>5" }), id: recordId("approvalFlow", "expenses") };
    expect(flowsIn([expenses, other()], findEntity).map(({ covers }) => covers)).toEqual([["amount"], ["paymentMethod"]]);
  });
});

describe("content", () => {
  const covers = ["lines.discount", "lines.product", "manualTotal"];

  it("[K-02] the hash is the same in whatever order the content was written, and another for any other covered content", () => {
    const keys = ["b", "a", "c"].map((first) => `${first}${nextKey().slice(1)}`);
    const made = fc.array(fc.tuple(fc.constantFrom(...keys), fc.integer({ min: 0, max: 99 })), { maxLength: 3 });
    fc.assert(
      fc.property(made, fc.boolean(), (lines, reversed) => {
        const unique = [...new Map(lines)];
        const paths = unique.flatMap(([key, discount]) => [[`line/lines/${key}`, { by: user("ann"), at: 1 }] as const, [`line/lines/${key}/discount`, String(discount)] as const]);
        const one = row(order("0").id, Object.fromEntries(paths));
        const two = row(order("0").id, Object.fromEntries(reversed ? [...paths].reverse() : paths));
        expect(contentHash(covers, one)).toBe(contentHash([...covers].reverse(), { ...two, remarks: "other", orderStatus: "confirmed" }));
        for (const [key, discount] of unique) {
          const changed = row(order("0").id, Object.fromEntries([...paths, [`line/lines/${key}/discount`, String(discount + 1)]]));
          expect(contentHash(covers, changed)).not.toBe(contentHash(covers, one));
        }
        expect(contentHash(covers, { ...one, manualTotal: "1" })).not.toBe(contentHash(covers, one));
        expect(contentHash(covers, { ...one, id: "order/two" as never })).not.toBe(contentHash(covers, one));
      }),
    );
  });

  it("[K-03] a change is of covered content exactly when the hash can differ by it", () => {
    expect(["manualTotal", `line/lines/${LINE}`, `line/lines/${LINE}/discount`].map((path) => isCovered(covers, path))).toEqual([true, true, true]);
    expect(["remarks", `line/lines/${LINE}/deliveredQuantity`, "orderStatus", "set/readers/user/x"].map((path) => isCovered(covers, path))).toEqual([false, false, false, false]);
  });

  it("[K-02] nothing is coverable that the relay keeps, a number, a facet, or who has the record", () => {
    expect(coversOf(ORDERS)).not.toEqual(expect.arrayContaining(["approval"]));
    for (const name of ["approval", "approvers", "orderNo", "orderStatus", "owner", "readers", "created"]) expect(coversOf(ORDERS)).not.toContain(name);
    expect(coversOf(entityOf("customer"))).not.toContain("creditLimit");
  });
});

describe("[OG-29] steps", () => {
  it("[K-04] any one of those asked passes a step, and the last step approves", () => {
    const run = start([{ approvers: "group/directors" }, { approvers: "as:boss" }]);
    expect(run.say("ann", { does: "submit" })).toBe("ok");
    expect(run.row()["approvers"]).toEqual([people("ben"), people("cat")]);
    expect(run.say("cat", { does: "approve" })).toBe("ok");
    expect(stateOf(run.row())).toBe("running");
    expect(run.row()["approvers"]).toEqual([people("boss")]);
    expect(run.say("ben", { does: "approve" })).toBe("notAsked");
    expect(run.say("boss", { does: "approve" })).toBe("ok");
    expect(stateOf(run.row())).toBe("approved");
    expect(run.row()["formerApprovers"]).toEqual([people("ben"), people("boss"), people("cat")]);
  });

  it("[K-04] where all must approve, each is asked until they have, and one rejection ends it", () => {
    const run = start([{ approvers: "user/ben user/cat user/dan", everyone: true }]);
    run.say("ann", { does: "submit" });
    expect(run.say("ben", { does: "approve" })).toBe("ok");
    expect(run.row()["approvers"]).toEqual([people("cat"), people("dan")]);
    expect(run.say("ben", { does: "approve" })).toBe("notAsked");
    expect(run.say("dan", { does: "reject", note: "too much" })).toBe("ok");
    expect(stateOf(run.row())).toBe("rejected");
    expect(run.row()["approvers"]).toEqual([]);
    expect(run.say("cat", { does: "approve" })).toBe("notRunning");
  });

  it("[K-04] who has approved is not asked again for the same content by a later step", () => {
    const run = start([{ approvers: "user/ben" }, { approvers: "user/ben user/cat", everyone: true }, { approvers: "user/cat" }]);
    run.say("ann", { does: "submit" });
    run.say("ben", { does: "approve" });
    expect(run.row()["approvers"]).toEqual([people("cat")]);
    run.say("cat", { does: "approve" });
    expect(stateOf(run.row())).toBe("approved");
  });

  it("[OG-23] [OG-31] [K-05] a rank branch: juniors come to their lead first, others to the boss at once", () => {
    const steps: readonly Step[] = [{ approvers: "lead", rankTo: 2 }, { approvers: "as:boss", rankFrom: 3 }, { approvers: "user/dan", condition: "lines.discount>30" }];
    const submit = (rank: number | undefined, discount: string) => {
      const org = organisation({ ...TEAM, ann: rank === undefined ? {} : { rank } });
      const run = start(steps, discount, org);
      expect(run.say("ann", { does: "submit" })).toBe("ok");
      return runOf(run.row())?.nodes.map(({ approvers }) => approvers.join());
    };
    expect(submit(undefined, "20")).toEqual(["lead"]);
    expect(submit(2, "20")).toEqual(["lead"]);
    expect(submit(3, "20")).toEqual(["as:boss"]);
    expect(submit(3, "31")).toEqual(["as:boss", "user/dan"]);
  });

  it("[K-05] a submission that no step is for is approved at once", () => {
    const run = start([{ approvers: "lead", rankFrom: 5 }]);
    run.say("ann", { does: "submit" });
    expect(stateOf(run.row())).toBe("approved");
  });
});

describe("[OG-26] who approves", () => {
  it("[K-06] nobody approves what they submitted: where they alone are named, whoever leads them does", () => {
    const run = start([{ approvers: "user/ann" }]);
    run.say("ann", { does: "submit" });
    expect(run.row()["approvers"]).toEqual([people("lead")]);
    expect(run.say("ann", { does: "approve" })).toBe("notAsked");
    expect(run.say("lead", { does: "delegate", to: user("ann") })).toBe("badDelegate");
  });

  it("[K-06] what somebody submits whom nobody leads passes the steps that name them alone", () => {
    const run = createCase(order("20", { owner: user("boss") }), flows([{ approvers: "as:boss" }, { approvers: "user/dan" }]), company);
    run.say("boss", { does: "submit" });
    expect(runOf(run.row())).toMatchObject({ at: 1, nodes: [{ own: true }, {}] });
    expect(run.row()["approvers"]).toEqual([people("dan")]);
  });

  it("[K-06] nobody approves what is theirs, also where a colleague submits it: the owner is not asked, and nobody passes a decision on to them", () => {
    const org = organisation({ ...TEAM, chief: { role: "director", department: "company", rank: 7 } });
    const run = createCase(order("20", { owner: user("lead") }), flows([{ approvers: "user/lead as:manager" }]), org);
    expect(run.say("ann", { does: "submit" }, {}, true)).toBe("ok");
    expect(run.row()["approvers"]).toEqual([people("chief")]);
    expect(run.say("lead", { does: "approve" })).toBe("notAsked");
    expect(run.say("chief", { does: "delegate", to: user("lead") })).toBe("badDelegate");
    expect(run.say("chief", { does: "delegate", to: user("ann") })).toBe("badDelegate");
    expect(run.say("chief", { does: "approve" })).toBe("ok");
    expect(stateOf(run.row())).toBe("approved");
  });

  it("[K-05] [K-06] the rank and the superiors are those of the owner, and of the submitter where nobody owns the record", () => {
    const org = organisation({ ...TEAM, lead: { role: "manager", rank: 5 }, chief: { role: "director", department: "company" } });
    const asked = (owner: string | null, by: string, approvers: string, rankFrom?: number) => {
      const run = createCase(order("20", { owner: owner && user(owner) }), flows([{ approvers, ...(rankFrom === undefined ? {} : { rankFrom }) }]), org);
      run.say(by, { does: "submit" }, {}, true);
      return [stateOf(run.row()), run.row()["approvers"] ?? []];
    };
    expect(asked("lead", "ann", "lead")).toEqual(["running", [people("chief")]]);
    expect(asked("ann", "lead", "lead")).toEqual(["running", [people("chief")]]);
    expect(asked(null, "ann", "lead")).toEqual(["running", [people("lead")]]);
    expect(asked("lead", "ann", "user/dan", 5)).toEqual(["running", [people("dan")]]);
    expect(asked("ann", "lead", "user/dan", 5)).toEqual(["approved", []]);
  });

  it("[K-06] what belongs to somebody whom nobody leads does not pass because a colleague submits it", () => {
    const submit = (owner: string, by: string, more: Readonly<Record<string, Person>> = {}) => {
      const run = createCase(order("20", { owner: user(owner) }), flows([{ approvers: `user/${by}` }]), organisation({ boss: { role: "boss" }, ann: {}, ...more }));
      return [run.say(by, { does: "submit" }, {}, true), stateOf(run.row()), run.row()["approvers"] ?? []];
    };
    expect(submit("boss", "ann")).toEqual(["noApprover", null, []]);
    expect(submit("boss", "ann", { dan: { rights: ["admin"] } })).toEqual(["ok", "running", [people("dan")]]);
    expect(submit("boss", "boss")).toEqual(["ok", "approved", []]);
    expect(submit("ann", "boss")).toEqual(["ok", "approved", []]);
  });

  it("[K-06] [K-07] whose job functions do not let them read the kind is not asked, by name, as a superior, or by delegation", () => {
    const blind = (...who: readonly string[]) => organisation({ ...TEAM, ...Object.fromEntries(who.map((key) => [key, { ...TEAM[key], blind: true as const }])) });
    const ask = (approvers: string, ...who: readonly string[]) => {
      const run = start([{ approvers }], "20", blind(...who));
      return [run.say("ann", { does: "submit" }), run.row()["approvers"]];
    };
    expect(ask("user/ben user/cat", "ben")).toEqual(["ok", [people("cat")]]);
    expect(ask("user/ben", "ben")).toEqual(["ok", [people("lead")]]);
    expect(ask("lead", "lead")).toEqual(["ok", [people("boss")]]);
    const run = start([{ approvers: "user/ben" }], "20", blind("dan"));
    run.say("ann", { does: "submit" });
    expect(run.say("ben", { does: "delegate", to: user("dan") })).toBe("badDelegate");
    run.move(company);
    expect(run.say("ben", { does: "delegate", to: user("dan") })).toBe("ok");
    const standing = resettled(run.row(), blind("dan"));
    expect(standing && nodeOf(standing.run)?.asked).toEqual([people("ben")]);
  });

  it("[K-06] where those named are gone, whoever leads the submitter is asked, else the administrators, else it is not taken", () => {
    const steps = [{ approvers: "user/gone group/none" }];
    const ask = (org = company) => {
      const run = start(steps, "20", org);
      return [run.say("ann", { does: "submit" }), run.row()["approvers"]];
    };
    expect(ask()).toEqual(["ok", [people("lead")]]);
    expect(ask(organisation({ ann: {}, dan: { department: "west", rights: ["admin"] } }))).toEqual(["ok", [people("dan")]]);
    expect(ask(organisation({ ann: {}, dan: { department: "west" } }))).toEqual(["noApprover", undefined]);
  });

  it("[K-06] an approver who is disabled meanwhile is asked no more, and cannot hold up the others", () => {
    const run = start([{ approvers: "user/ben user/cat", everyone: true }]);
    run.say("ann", { does: "submit" });
    run.say("ben", { does: "approve" });
    const without = organisation({ ...TEAM, cat: { disabled: true } });
    const standing = resettled(run.row(), without);
    expect(standing?.state).toBe("approved");
    expect(resettled(run.row(), company)).toBeNull();
    run.move(without);
    expect(run.say("cat", { does: "approve" })).toBe("notAsked");
    if (standing) run.put(applied(run.row(), standing));
    expect(stateOf(run.row())).toBe("approved");
  });

  it("[K-13] where none of those named can decide, others are in a fixed order, and the run says who: leads of those named, of the owner, administrators, nobody", () => {
    const steps = [{ approvers: "user/dan" }];
    const west: Person = { role: "manager", department: "west" };
    const asked = (people: Readonly<Record<string, Person>>) => {
      const run = start(steps, "20", organisation(TEAM));
      run.say("ann", { does: "submit" });
      const standing = resettled(run.row(), organisation(people));
      const found = standing && nodeOf(standing.run);
      return [standing?.state, found?.asked, found?.instead];
    };
    const gone = { ...TEAM, dan: { department: "west", disabled: true as const } };
    expect(asked({ ...gone, wes: west })).toEqual(["running", [people("wes")], "above"]);
    expect(asked(gone)).toEqual(["running", [people("boss")], "above"]);
    const { dan: _dan, ...others } = TEAM;
    expect(asked(others)).toEqual(["running", [people("lead")], "lead"]);
    expect(asked({ ann: {}, ben: { rights: ["admin"] }, dan: { department: "west", disabled: true } })).toEqual(["running", [people("ben")], "admins"]);
    expect(asked({ ann: {}, ben: { office: true }, dan: { department: "west", disabled: true } })).toEqual(["running", [people("ben")], "admins"]);
    expect(asked({ ann: {}, ben: {}, dan: { department: "west", disabled: true } })).toEqual(["running", [], "nobody"]);
  });

  it("[K-13] of those who stand in for the ones named one is enough, also where all of these had to approve", () => {
    const run = start([{ approvers: "user/ben user/cat", everyone: true }]);
    run.say("ann", { does: "submit" });
    const without = organisation({ ...TEAM, deputy: { role: "manager" }, ben: { disabled: true }, cat: { disabled: true } });
    run.move(without);
    const standing = resettled(run.row(), without);
    if (standing) run.put(applied(run.row(), standing));
    expect(run.row()["approvers"]).toEqual([people("deputy"), people("lead")]);
    expect([run.say("deputy", { does: "approve" }), stateOf(run.row())]).toEqual(["ok", "approved"]);
  });

  it("[K-13] a step after which nobody can be asked takes the decision, and then says that it stands still", () => {
    const run = start([{ approvers: "user/ben" }, { approvers: "user/dan", everyone: true }]);
    run.say("ann", { does: "submit" });
    run.move(organisation({ ann: {}, ben: {}, dan: { department: "west", disabled: true } }));
    expect(run.say("ben", { does: "approve" })).toBe("ok");
    expect([stateOf(run.row()), runOf(run.row())?.at, runOf(run.row())?.nodes[1]?.instead, run.row()["approvers"]]).toEqual(["running", 1, "nobody", []]);
    run.move(company);
    expect(run.say("dan", { does: "approve" })).toBe("notAsked");
    const standing = resettled(run.row(), company);
    if (standing) run.put(applied(run.row(), standing));
    expect([runOf(run.row())?.nodes[1]?.instead, run.say("dan", { does: "approve" }), stateOf(run.row())]).toEqual([undefined, "ok", "approved"]);
  });

  it("[K-12] whose record it has been decides only where nobody else is left, never who has it or submitted it", () => {
    const asked = (who: string, former: readonly string[], org: Readonly<Record<string, Person>>, owner = "ann") => {
      const run = createCase({ ...order("20", { owner: user(owner) }), formerOwners: former.map(user) }, flows([{ approvers: who }]), organisation(org));
      const said = run.say("ann", { does: "submit" }, {}, true);
      return [said, run.row()["approvers"] ?? [], runOf(run.row())?.nodes[0]?.instead];
    };
    expect(asked("user/ben", ["ben"], TEAM)).toEqual(["ok", [people("lead")], "above"]);
    expect(asked("user/ben user/cat", ["ben"], TEAM)).toEqual(["ok", [people("cat")], undefined]);
    expect(asked("user/boss", ["boss"], { boss: { role: "boss" }, ann: {} })).toEqual(["ok", [people("boss")], "had"]);
    expect(asked("user/boss", ["boss", "ann"], { boss: { role: "boss" }, ann: {} })).toEqual(["ok", [people("boss")], "had"]);
    expect(asked("user/boss", ["boss"], { boss: { role: "boss" }, ann: {} }, "boss")).toEqual(["noApprover", [], undefined]);
  });

  it("[K-07] a decision is passed on, also further, and comes back when the colleague is gone", () => {
    const run = start([{ approvers: "user/ben" }]);
    run.say("ann", { does: "submit" });
    expect(run.say("ben", { does: "delegate", to: user("cat") })).toBe("ok");
    expect(run.row()["approvers"]).toEqual([people("cat")]);
    expect(run.say("ben", { does: "approve" })).toBe("notAsked");
    expect(run.say("cat", { does: "delegate", to: user("nobody") })).toBe("badDelegate");
    expect(run.say("cat", { does: "delegate", to: user("dan") })).toBe("ok");
    expect(run.row()["approvers"]).toEqual([people("dan")]);
    const standing = resettled(run.row(), organisation({ ...TEAM, dan: { disabled: true } }));
    expect(standing && nodeOf(standing.run)?.asked).toEqual([people("cat")]);
    expect(run.say("dan", { does: "delegate", to: user("ben") })).toBe("ok");
    expect(run.row()["approvers"]).toEqual([people("ben")]);
  });
});

describe("content and state", () => {
  const judged = (before: ReturnType<typeof order> | null, after: ReturnType<typeof order>, ...paths: readonly string[]) =>
    deniedByApproval({ entity: ORDERS, before, after, changes: paths.map((path) => ({ path, to: "1" })), person: user("ann"), mayChange: true, administers: false, flows: flows([{ approvers: "user/ben" }]) })?.reason ?? "ok";

  it("[K-03] covered content is locked from the submission to its end, everything else is not", () => {
    const run = start([{ approvers: "user/ben" }]);
    const edit = (path: string) => judged(run.row(), run.row(), path);
    expect(edit(`line/lines/${LINE}/discount`)).toBe("ok");
    run.say("ann", { does: "submit" });
    expect([`line/lines/${LINE}/discount`, `line/lines/${LINE}`, "remarks", `line/lines/${LINE}/deliveredQuantity`].map(edit)).toEqual(["inApproval", "inApproval", "ok", "ok"]);
    run.say("ben", { does: "approve" });
    expect(edit(`line/lines/${LINE}/discount`)).toBe("approvedContent");
    expect(run.say("ann", { does: "submit" })).toBe("approvedContent");
    expect(run.say("ann", { does: "withdraw" })).toBe("ok");
    expect(stateOf(run.row())).toBe("withdrawn");
    expect(edit(`line/lines/${LINE}/discount`)).toBe("ok");
  });

  it("[K-02] what was said about other content, or another submission, is not taken", () => {
    const run = start([{ approvers: "user/ben" }]);
    expect(run.say("ann", { does: "submit" }, { hash: contentHash(["lines.discount"], order("99")) })).toBe("otherContent");
    run.say("ann", { does: "submit" });
    expect(run.say("ben", { does: "approve" }, { hash: "0".repeat(64) })).toBe("otherContent");
    expect(run.say("ben", { does: "approve" }, { run: nextKey() })).toBe("otherContent");
    run.put({ ...run.row(), lines: order("50")["lines"] });
    expect(run.say("ben", { does: "approve" })).toBe("otherContent");
  });

  it("[K-14] everybody together comments fifty times on one submission", () => {
    const run = start([{ approvers: "user/ben" }]);
    run.say("ann", { does: "submit" });
    for (let n = 0; n < 50; n += 1) expect(run.say(`reader${n % 5}`, { does: "comment", note: "x" }, {}, false)).toBe("ok");
    expect(run.say("ben", { does: "comment", note: "x" }, {}, false)).toBe("saidEnough");
    expect(run.say("ben", { does: "delegate", to: user("cat") })).toBe("ok");
    expect(run.say("cat", { does: "approve" })).toBe("ok");
  });

  it("[K-11] what this device has said is pending until it is completed, whatever its key, and told after what has arrived", () => {
    const run = start([{ approvers: "user/ben" }]);
    run.say("ann", { does: "submit" });
    run.say("ben", { does: "comment", note: "first" });
    const early = { key: "0".repeat(16), by: user("ann"), at: 0, does: "comment", run: "another", note: "mine" };
    run.put({ ...run.row(), approvals: [early, ...logOf(run.row(), "approvals")].reverse() });
    expect(pendingIn(run.row()).map(({ note }) => note)).toEqual(["mine"]);
    expect(saidOf(run.row()).map(({ does, note }) => note ?? does)).toEqual(["submit", "first", "mine"]);
  });

  it("[K-08] a record that a flow asks for is not confirmed before it is approved, nor reopened while it is", () => {
    const run = start([{ approvers: "user/ben" }]);
    const confirm = () => judged(run.row(), { ...run.row(), orderStatus: "confirmed" }, "orderStatus");
    expect(confirm()).toBe("needsApproval");
    expect(judged(null, order("20", { orderStatus: "completed" }), "orderStatus")).toBe("needsApproval");
    expect(judged(order("10"), order("10", { orderStatus: "confirmed" }), "orderStatus")).toBe("ok");
    run.say("ann", { does: "submit" });
    expect(confirm()).toBe("needsApproval");
    run.say("ben", { does: "approve" });
    expect(confirm()).toBe("ok");
    run.put({ ...run.row(), orderStatus: "confirmed" });
    expect(run.say("ann", { does: "withdraw" })).toBe("stillHeld");
  });

  it("[K-08] a confirmed record does not come to need approval; one confirmed before the flow was is not held up, but for its content", () => {
    const low = order("10", { orderStatus: "confirmed" });
    expect(judged(low, order("20", { orderStatus: "confirmed" }), `line/lines/${LINE}/discount`)).toBe("needsApproval");
    const old = order("20", { orderStatus: "confirmed" });
    expect(judged(old, { ...old, paidAmount: "5" }, "paidAmount")).toBe("ok");
    expect(judged(old, { ...old, orderStatus: "completed" }, "orderStatus")).toBe("ok");
    expect(judged(old, order("30", { orderStatus: "confirmed" }), `line/lines/${LINE}/discount`)).toBe("needsApproval");
    expect(judged(old, order("20", { orderStatus: "draft" }), "orderStatus")).toBe("ok");
  });

  it("[K-15] an administrator brings a new record in where only approved ones may be; nobody else does, and no record that exists", () => {
    const standing = flows([{ approvers: "user/ben" }]);
    const confirmed = order("20", { orderStatus: "confirmed" });
    const bring = (before: Row | null, after: Row, administers: boolean) =>
      deniedByApproval({ entity: ORDERS, before, after, changes: [{ path: "orderStatus", to: "confirmed" }, { path: saidPath(nextKey()), to: { by: user("ann"), at: 1, does: "bringIn" } }], person: user("ann"), mayChange: true, administers, flows: standing })?.reason ?? "ok";
    expect(bring(null, confirmed, true)).toBe("ok");
    expect(bring(null, confirmed, false)).toBe("mayNotBringIn");
    expect(bring(order("20"), confirmed, true)).toBe("mayNotBringIn");
    expect(bring(null, order("20"), true)).toBe("mayNotBringIn");
  });

  it("[K-15] an import has the word for those records alone that would be held back", () => {
    const standing = flows([{ approvers: "user/ben" }]);
    const record = (id: string, discount: string, orderStatus: string) => ({ id, kind: "order", lines: [2], values: { subject: "O", orderStatus, [`line/lines/${LINE}`]: { by: user("boss"), at: 1 }, [`line/lines/${LINE}/discount`]: discount } });
    const plan = { creates: [record("order/held", "20", "confirmed"), record("order/low", "5", "confirmed"), record("order/draft", "20", "draft")], references: [], updates: [], issues: [], duplicates: [], matches: [], skipped: [], unchanged: [], rows: 3 };
    expect(heldBackIn(plan, standing)).toBe(1);
    const brought = broughtIn(plan, standing, () => ({ me: user("boss"), now: 7, key: nextKey() }));
    expect(brought.creates.map(({ id, values }) => [id, Object.keys(values).filter((path) => path.startsWith("log/")).length])).toEqual([["order/held", 1], ["order/low", 0], ["order/draft", 0]]);
    expect(heldBackIn(plan, [])).toBe(0);
  });

  it("[K-09] nobody writes what the relay keeps", () => {
    for (const path of ["approval", "approvalRun", "set/approvers/user/ann", "set/formerApprovers/user/ann"]) expect(judged(order("20"), order("20"), path)).toBe("relayOnly");
  });
});

it("[K-04] however people decide, an approval is reached only with the approvals that its steps ask for, of people other than the submitter", () => {
  const names = ["ann", "ben", "cat", "dan", "lead", "boss"];
  const step = fc.record({ approvers: fc.subarray(["user/ben", "user/cat", "user/ann", "as:boss", "lead", "group/directors"], { minLength: 1 }), everyone: fc.boolean() });
  const act = fc.tuple(fc.constantFrom(...names), fc.constantFrom("approve" as const, "delegate" as const, "comment" as const, "reject" as const), fc.constantFrom(...names));
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), fc.array(act, { maxLength: 25 }), (steps, acts) => {
      const run = createCase(order("20"), flows(steps.map(({ approvers, everyone }) => ({ approvers: approvers.join(" "), ...(everyone ? { everyone: true as const } : {}) }))), company);
      expect(run.say("ann", { does: "submit" })).toBe("ok");
      for (const [who, does, to] of acts) run.say(who, { does, to: user(to) }, {}, false);
      const known = runOf(run.row());
      if (!known) throw new Error("no run");
      expect(flowNeeded(flows(steps.map(({ approvers }) => ({ approvers: approvers.join(" ") }))), run.row()) === null).toBe(stateOf(run.row()) === "approved");
      for (const node of known.nodes) expect(node.approved).not.toContain(user("ann"));
      for (const node of known.nodes.slice(0, known.at)) expect(node.own === true || (node.everyone && !node.instead ? node.asked.every((id) => node.approved.includes(id)) : node.approved.length > 0)).toBe(true);
      expect(stateOf(run.row()) === "approved").toBe(known.at === known.nodes.length);
    }),
    { numRuns: 200 },
  );
});

it("[K-05] [K-06] who draws a flow is told what is odd about it", () => {
  const problems = (steps: readonly Step[], more = {}, org = company) => flowProblems(flowRow(steps, more), ORDERS, org).map((problem) => [problem.reason, ...("step" in problem ? [problem.step] : []), ...("approver" in problem ? [problem.approver] : []), ...("column" in problem ? [problem.column] : [])].join(" "));
  expect(problems([{ approvers: "lead" }, { approvers: "user/ben as:boss group/directors" }])).toEqual([]);
  expect(problems([], { condition: null })).toEqual(["empty"]);
  expect(problems([{ approvers: "lead" }], { condition: null, disabled: { by: user("boss"), at: 1 } })).toEqual(["off", "nothing"]);
  expect(problems([{ approvers: "" }, { approvers: "lead user/gone role/none", rankFrom: 5, rankTo: 4, condition: "nonsense>>" }], { condition: ">" })).toEqual(["condition", "nobody 1", "stepCondition 2", "ranks 2", "gone 2 user/gone", "gone 2 role/none"]);
  expect(problems([{ approvers: "user/ben" }], {}, organisation({ ben: { blind: true } }))).toEqual(["gone 1 user/ben"]);
  expect(problems([{ approvers: "lead", condition: "owner=user/ann" }], { condition: "orderStatus=draft and lines.discount>10" })).toEqual(["unlocked orderStatus", "unlocked owner"]);
});
