import { completed, nextStanding } from "#domain/approval/decide.ts";
import { flowsIn, isHeld, type Flow } from "#domain/approval/flow.ts";
import { flowNeeded } from "#domain/approval/flow-needed.ts";
import { runOf, stateOf } from "#domain/approval/run.ts";
import { saidPath } from "#domain/approval/said.ts";
import { sayingValues, type Saying } from "#domain/approval/say.ts";
import type { Instant } from "#domain/clock.ts";
import { entityOf, findEntity } from "#domain/entities/registry.ts";
import { kindOf, type RecordId } from "#domain/id.ts";
import { organisationOf, type Organisation } from "#domain/policy/organisation.ts";
import { projectPaths } from "#domain/record/project.ts";
import type { Row } from "#domain/schema/entity.ts";
import type { FieldValue, LogEntry } from "#domain/schema/field.ts";
import { membersOf } from "#domain/schema/read.ts";
import { addDays, officeMoment, workdayFrom } from "./calendar.ts";
import type { Dice } from "./dice.ts";
import type { DemoRecord, World } from "./record.ts";
import type { Staff } from "./staff.ts";

/** The company has approved special prices for so many days. */
const SINCE_DAYS = 150;

const rowOf = ({ id, values }: DemoRecord): Row => projectPaths(entityOf(kindOf(id)), id, new Map(Object.entries(values)));

interface Drawn {
  readonly values: Readonly<Record<string, FieldValue>>;
  readonly covers: readonly string[];
  readonly steps: readonly Readonly<Record<string, FieldValue>>[];
}

const draw = (world: World, staff: Staff, { values, covers, steps }: Drawn): DemoRecord => {
  const at = officeMoment(workdayFrom(addDays(world.today, -SINCE_DAYS)), world.dice.fork(`approval flow ${String(values["of"])}`));
  const mark = { by: staff.boss.id, at };
  const nodes = steps.flatMap((step, index) => {
    const line = `line/nodes/${world.keyAt(at + index)}`;
    return [[line, mark] as const, ...Object.entries(step).map(([name, value]) => [`${line}/${name}`, value] as const)];
  });
  const covered = covers.map((name) => [`set/covers/${String(values["of"])}.${name}`, 1] as const);
  return { id: world.idAt("approvalFlow", at), at, by: staff.boss.id, values: { ...values, ...Object.fromEntries([...covered, ...nodes]), created: mark } };
};

/** Special prices: the seller's lead first, the group for special prices where they are steep, the boss where the order is large. */
const specialPrices = (group: RecordId): Drawn => ({
  values: { name: "订单特价审批", of: "order", condition: "lines.discount>8" },
  covers: ["manualTotal", "lines.product", "lines.quantity", "lines.unitPrice", "lines.discount"],
  steps: [
    { name: "直属主管", approvers: "lead", rankTo: 4 },
    { name: "特价审批", approvers: group, condition: "lines.discount>10" },
    { name: "总经理", approvers: "as:boss", condition: "total>100000" },
  ],
});

/** Expenses: a branch by rank, then those who pay. */
const EXPENSES: Drawn = {
  values: { name: "费用报销审批", of: "expense" },
  covers: ["subject", "category", "amount", "date", "customer"],
  steps: [
    { name: "直属主管", approvers: "lead", rankTo: 4 },
    { name: "总经理", approvers: "as:boss", rankFrom: 5 },
    { name: "总经理", approvers: "as:boss", rankTo: 4, condition: "amount>3000" },
    { name: "财务", approvers: "as:finance" },
  ],
};

const NOTES: Readonly<Record<string, readonly string[]>> = {
  submit: ["老客户，量比去年翻了一倍，申请按年度协议价执行。", "竞品报价更低，争取这一单。", "", ""],
  approve: ["同意，下不为例。", "同意。", "", ""],
};

/** An order as it stands after people said things about it. */
const spoken = (begun: DemoRecord, flows: readonly Flow[], organisation: Organisation, world: World, dice: Dice, end: "approved" | "waiting"): DemoRecord => {
  let record = begun;
  let at: Instant = begun.at + dice.int(300_000, 2_400_000);
  const say = (me: RecordId, saying: Saying): boolean => {
    const row = rowOf(record);
    const key = world.keyAt(at);
    const values = sayingValues(row, saying, { me, now: at, key }, flows);
    const entry = values && (Object.values(values)[0] as LogEntry);
    const standing = entry && nextStanding(row, { key, entry }, flows, organisation);
    if (!entry || !standing?.ok || !standing.value) return false;
    const done = completed(row, { key, entry }, standing.value, at);
    const written = Object.entries({ ...record.values, ...done.values, [saidPath(key)]: done.entry });
    record = { ...record, values: Object.fromEntries(written.filter(([, value]) => value !== null)) };
    at += dice.int(1_200_000, 9_000_000);
    return true;
  };
  const note = (of: string): string | null => dice.pick(NOTES[of] ?? []) || null;
  if (!say(begun.by, { does: "submit", note: note("submit") })) return begun;
  for (let steps = 0; steps < 8 && stateOf(rowOf(record)) === "running"; steps += 1) {
    const asked = membersOf(rowOf(record), "approvers");
    const [first] = asked;
    if (first === undefined || at >= world.now) break;
    if (end === "waiting" && ((runOf(rowOf(record))?.nodes.length ?? 0) < 2 || steps > 0)) break;
    if (!say(first as RecordId, { does: "approve", note: note("approve") })) break;
  }
  return record;
};

/** Drafts that wait for approval, at least. */
const WAITING = 3;
const STEEP = "12";

/** A draft whose seller has gone further down with the price of its first article. */
const cheaper = (record: DemoRecord): DemoRecord => {
  const line = Object.keys(record.values).find((path) => /^line\/lines\/[^/]+$/.test(path));
  return line === undefined ? record : { ...record, values: { ...record.values, [`${line}/discount`]: STEEP } };
};

export interface Approvals {
  readonly flows: readonly DemoRecord[];
  readonly orders: readonly DemoRecord[];
  readonly expenses: readonly DemoRecord[];
}

/** The approval flows of the company, and what went through them since: confirmed and paid records are approved, the newest others wait. */
export const createApprovals = (world: World, staff: Staff, group: RecordId, orders: readonly DemoRecord[], expenses: readonly DemoRecord[], organisation: readonly DemoRecord[]): Approvals => {
  const dice = world.dice.fork("approvals");
  const drawn = [draw(world, staff, specialPrices(group)), draw(world, staff, EXPENSES)];
  const flows = flowsIn(drawn.map(rowOf), findEntity);
  const begin = Math.max(...drawn.map(({ at }) => at));
  const rows = organisation.map(rowOf);
  const company = organisationOf((kind) => rows.filter(({ id }) => kindOf(id) === kind));
  const needs = (record: DemoRecord): boolean => record.at >= begin && record.values["orderStatus"] !== "cancelled" && flowNeeded(flows, rowOf(record)) !== null;
  const approve = (record: DemoRecord): DemoRecord =>
    needs(record) ? spoken(record, flows, company, world, dice, isHeld(entityOf(kindOf(record.id)), rowOf(record)) ? "approved" : "waiting") : record;
  const drafts = orders.filter((record) => record.at >= begin && record.values["orderStatus"] === "draft");
  const missing = WAITING - drafts.filter(needs).length;
  const lowered = new Set(drafts.filter((record) => !needs(record)).slice(-Math.max(0, missing) - 1, -1));
  return { flows: drawn, orders: orders.map((record) => approve(lowered.has(record) ? cheaper(record) : record)), expenses: expenses.map(approve) };
};
