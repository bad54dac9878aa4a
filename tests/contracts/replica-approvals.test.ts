import { describe, expect, it } from "vitest";
import { flowsIn } from "#domain/approval/flow.ts";
import { pendingIn } from "#domain/approval/run.ts";
import { sayingValues, type Saying } from "#domain/approval/say.ts";
import { findEntity } from "#domain/entities/registry.ts";
import { recordId, type RecordId } from "#domain/id.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import type { Replica } from "#workers/replica/replica.ts";
import { ANN, BEN, BOSS, createWorld, rowOf, stateOf, type World } from "./replica-world.ts";

const key = (n: number): string => n.toString().padStart(16, "0");
const ORDER = recordId("order", key(1));
const FLOW = recordId("approvalFlow", key(1));
const mark = { by: BOSS, at: 1 };
const line = (list: string, n: number, values: Readonly<Record<string, FieldValue>>) => ({
  [`line/${list}/${key(n)}`]: mark,
  ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`line/${list}/${key(n)}/${name}`, value])),
});
const DISCOUNT = `line/lines/${key(1)}/discount`;

const company = async () => {
  const world = await createWorld();
  await world.seed(FLOW, { name: "Discounts", of: "order", condition: "lines.discount>10", ...line("nodes", 1, { approvers: BEN }) });
  await world.seed(ORDER, { subject: "Pumps", customer: recordId("customer", key(1)), owner: ANN, orderStatus: "draft", ...line("lines", 1, { product: recordId("product", key(1)), quantity: "2", unitPrice: "100", discount: "20" }) });
  const [ann, ben, boss] = [await world.device(ANN), await world.device(BEN, { seed: 8 }), await world.device(BOSS, { seed: 9 })];
  await world.pass();
  return { world, ann, ben, boss };
};

const say = async (world: World, replica: Replica, me: RecordId, what: Saying): Promise<string> => {
  const row = await rowOf(replica, ORDER);
  const flows = flowsIn(await replica.allRows("approvalFlow"), findEntity);
  const values = row && sayingValues(row, what, { me, now: world.time.now(), key: await replica.newKey() }, flows);
  if (!values) return "nothing to say";
  const done = await replica.commit([{ record: ORDER, values }]);
  if (done.ok) return "ok";
  return "reason" in done.error ? done.error.reason : done.error.type;
};

const reasonsOf = (replica: Replica): readonly string[] => {
  let reasons: readonly string[] = [];
  replica.attention((items) => (reasons = items.map(({ refusal }) => refusal.reason))).stop();
  return reasons;
};

const pendingOf = async (replica: Replica) => pendingIn((await rowOf(replica, ORDER)) ?? { id: ORDER }).map(({ does }) => does);
const approvalOf = async (replica: Replica) => (await rowOf(replica, ORDER))?.["approval"];

describe("[OG-29] approving on devices", () => {
  it("[K-10] approved without a network it is pending, never approved, on this device or any; it counts once it has arrived", async () => {
    const { world, ann, ben } = await company();
    expect(await say(world, ann.replica, ANN, { does: "submit" })).toBe("ok");
    expect([await pendingOf(ann.replica), await approvalOf(ann.replica)]).toEqual([["submit"], undefined]);
    await world.pass();
    expect([await pendingOf(ann.replica), await approvalOf(ann.replica)]).toEqual([[], "running"]);
    expect(await approvalOf(ben.replica)).toBe("running");

    ben.online(false);
    expect(await say(world, ben.replica, BEN, { does: "approve", note: "at the booth" })).toBe("ok");
    await world.pass(60_000);
    expect([await pendingOf(ben.replica), await approvalOf(ben.replica)]).toEqual([["approve"], "running"]);
    expect(await ann.replica.commit([{ record: ORDER, values: { orderStatus: "confirmed" } }])).toMatchObject({ ok: false, error: { reason: "needsApproval" } });

    ben.online(true);
    await world.pass(10_000);
    for (const { replica } of [ann, ben]) expect([await pendingOf(replica), await approvalOf(replica)]).toEqual([[], "approved"]);
    expect(await ann.replica.commit([{ record: ORDER, values: { orderStatus: "confirmed" } }])).toMatchObject({ ok: true });
    await world.pass();
    expect(stateOf(ann.replica)).toMatchObject({ kind: "saved", attention: 0 });
  });

  it("[K-10] what was decided offline about content that is no longer submitted is refused with its reason, and waits for its author", async () => {
    const { world, ann, ben } = await company();
    await say(world, ann.replica, ANN, { does: "submit" });
    await world.pass();
    ben.online(false);
    await say(world, ben.replica, BEN, { does: "approve" });
    await say(world, ann.replica, ANN, { does: "withdraw" });
    await world.pass();
    await ann.replica.commit([{ record: ORDER, values: { [DISCOUNT]: "60" } }]);
    await say(world, ann.replica, ANN, { does: "submit" });
    await world.pass();
    ben.online(true);
    await world.pass(10_000);
    expect(reasonsOf(ben.replica)).toEqual(["otherContent"]);
    expect([await approvalOf(ann.replica), await approvalOf(ben.replica)]).toEqual(["running", "running"]);
    expect((await rowOf(ben.replica, ORDER))?.["approvals"]).toHaveLength(3);
  });

  it("[K-03] [K-10] covered content changed offline while the record was being approved is refused; the device refuses it at once when it knows", async () => {
    const { world, ann, boss } = await company();
    boss.online(false);
    expect(await boss.replica.commit([{ record: ORDER, values: { [DISCOUNT]: "15" } }])).toMatchObject({ ok: true });
    await say(world, ann.replica, ANN, { does: "submit" });
    await world.pass();
    expect(await ann.replica.commit([{ record: ORDER, values: { [DISCOUNT]: "15" } }])).toMatchObject({ ok: false, error: { reason: "inApproval" } });
    expect(await ann.replica.mayWrite(ORDER, { approval: "approved" })).toMatchObject({ ok: false, error: { reason: "relayOnly" } });
    boss.online(true);
    await world.pass(10_000);
    expect(reasonsOf(boss.replica)).toEqual(["inApproval"]);
    const [sent] = ((await rowOf(boss.replica, ORDER))?.["lines"] ?? []) as readonly { readonly discount?: string }[];
    expect(sent?.discount).toBe("20");
  });

  it("[K-04] two who approve at once: the first counts, the other learns that it had ended", async () => {
    const { world, ann, ben, boss } = await company();
    await boss.replica.commit([{ record: FLOW, values: { [`line/nodes/${key(1)}/approvers`]: `${BEN} ${BOSS}` } }]);
    await world.pass();
    await say(world, ann.replica, ANN, { does: "submit" });
    await world.pass();
    ben.online(false);
    await say(world, ben.replica, BEN, { does: "approve" });
    expect(await say(world, boss.replica, BOSS, { does: "approve" })).toBe("ok");
    await world.pass();
    expect(await approvalOf(ann.replica)).toBe("approved");
    ben.online(true);
    await world.pass(10_000);
    expect(reasonsOf(ben.replica)).toEqual(["notRunning"]);
    expect(await approvalOf(ann.replica)).toBe("approved");
  });
});
