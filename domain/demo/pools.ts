import type { Instant } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import { movePath } from "#domain/policy/move.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { startOf } from "./calendar.ts";
import type { Customer } from "./customers.ts";
import type { DemoRecord, World } from "./record.ts";
import type { Staff, Team } from "./staff.ts";

const DAY = 86_400_000;

interface PoolPlan {
  readonly name: string;
  readonly remarks: string;
  readonly teams: readonly Team[];
  readonly managers: readonly string[];
  readonly limit: number;
  readonly waitDays: number;
  /** Customers in it, and customers held from it. */
  readonly free: number;
  readonly held: number;
  readonly reasons: readonly string[];
}

/** Each claims from its own region; the directors assign. */
const PLANS: readonly PoolPlan[] = [
  {
    name: "华东公海",
    remarks: "连续三十天未跟进或主动放弃的国内客户，由国内销售领取。",
    teams: ["shanghai", "delta"],
    managers: ["lin.yuhan", "chen.jiahe"],
    limit: 5,
    waitDays: 15,
    free: 18,
    held: 4,
    reasons: ["多次联系无人接听", "今年没有采购预算", "已选用其他品牌", "对方联系人离职，需求不明", "距离太远，转同事跟进更合适"],
  },
  {
    name: "해외 공개 풀",
    remarks: "한국·해외 고객 중 담당자가 반환한 고객입니다.",
    teams: ["korea", "overseas"],
    managers: ["park.sunghoon"],
    limit: 8,
    waitDays: 7,
    free: 12,
    held: 2,
    reasons: ["올해 투자 계획 없음", "담당자 퇴사로 연락이 끊김", "No budget this year", "Chose another supplier", "가격 차이가 커서 보류"],
  },
];

export interface Pooled {
  readonly records: readonly DemoRecord[];
  /** A customer's record with what its pool means for it. */
  readonly inPool: (record: DemoRecord) => DemoRecord;
}

/** Two pools, and customers that their owners gave up: most wait to be claimed, some have been. */
export const createPools = (world: World, staff: Staff, customers: readonly Customer[]): Pooled => {
  const dice = world.dice.fork("pools");
  const opened = startOf(world.begin) + 17 * 3_600_000;
  const changed = new Map<RecordId, (record: DemoRecord) => DemoRecord>();
  const isQuiet = ({ orders, openStage, individual, owner, since }: Customer): boolean => orders === 0 && openStage === 0 && !individual && owner.left === undefined && since < world.now - 90 * DAY;

  const records = PLANS.map((plan, index): DemoRecord => {
    const at = opened + index * 300_000;
    const id = world.idAt("pool", at);
    const people = plan.teams.flatMap((team) => staff.activeIn(team, world.now)).filter(({ role }) => role === "sales");
    const quiet = customers.filter((customer) => isQuiet(customer) && plan.teams.some((team) => team === customer.company.team));
    for (const [place, customer] of dice.sample(quiet, plan.free + plan.held).entries()) {
      const released = world.now - dice.int(9 * 24, 40 * 24) * 3_600_000;
      const holder = place < plan.free ? null : dice.pick(people.filter((person) => person !== customer.owner));
      const moves: Record<string, FieldValue> = { [movePath(world.keyAt(released))]: moveOf("release", customer.owner.id, released, { pool: id, from: customer.owner.id, reason: dice.pick(plan.reasons) }) };
      const claimed = released + dice.int(20, 150) * 3_600_000;
      if (holder) moves[movePath(world.keyAt(claimed))] = moveOf("claim", holder.id, claimed, { pool: id, to: holder.id });
      changed.set(customer.id, (record) => {
        const { owner: _owner, hotLevel: _hot, hotReason: _why, ...values } = record.values;
        return { ...record, values: { ...values, pool: id, ...(holder ? { owner: holder.id } : {}), ...moves } };
      });
    }
    const units = plan.teams.flatMap((team) => staff.unitOf(team) ?? []);
    const managers = staff.people.filter(({ account }) => plan.managers.includes(account));
    return {
      id,
      at,
      by: staff.boss.id,
      values: {
        name: plan.name,
        remarks: plan.remarks,
        limit: plan.limit,
        waitDays: plan.waitDays,
        ...Object.fromEntries(units.map((unit) => [`set/units/${unit}`, 1])),
        ...Object.fromEntries(managers.map((manager) => [`set/managers/${manager.id}`, 1])),
        created: { by: staff.boss.id, at },
      },
    };
  });
  return { records, inPool: (record) => changed.get(record.id)?.(record) ?? record };
};

const moveOf = (does: string, by: RecordId, done: Instant, more: Readonly<Record<string, string>>): FieldValue => ({ by, at: done, does, ...more, done });
