import type { Instant } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { addDays, officeMoment, workdayFrom } from "./calendar.ts";
import type { DemoRecord, World } from "./record.ts";
import type { Staff } from "./staff.ts";

type Values = Readonly<Record<string, FieldValue>>;

const members = (set: string, ids: readonly string[]): Values => Object.fromEntries(ids.map((id) => [`set/${set}/${id}`, 1]));

/** What the company set up before its people: regions across the departments, a role and a job function of its own. */
export interface Structure {
  readonly records: readonly DemoRecord[];
  /** What it means for the user of an account. */
  readonly placeOf: (account: string) => Values;
}

export const createStructure = (world: World, by: RecordId, next: () => Instant): Structure => {
  const make = (kind: string, values: Values): DemoRecord => {
    const at = next();
    return { id: world.idAt(kind, at), values: { ...values, created: { by, at } }, at, by };
  };
  const region = make("dimension", { name: "销售大区" });
  const east = make("department", { name: "华东大区", dimension: region.id });
  const asia = make("department", { name: "亚太大区", dimension: region.id });
  const coordinator = make("role", { name: "大区协调员", data: "dimension", dimension: region.id, readOnly: { by, at: asia.at }, addressBook: "all" });
  const desk = make("jobFunction", {
    name: "仓储发货",
    ...members("may", ["order.read", "order.change", "customer.read", "contact.read"]),
    ...members("readOnly", ["order.customer", "order.paidAmount"]),
  });
  const places: Readonly<Record<string, Values>> = {
    "ma.jianguo": { [`set/functions/${desk.id}`]: 1 },
    "qian.zhendong": { [`set/units/${east.id}`]: 1 },
    "wu.jiayi": { [`set/units/${east.id}`]: 1 },
    "choi.subin": { [`set/units/${asia.id}`]: 1 },
    "olivia.he": { [`set/units/${asia.id}`]: 1 },
  };
  return { records: [region, east, asia, coordinator, desk], placeOf: (account) => places[account] ?? {} };
};

/** Who works together across departments, and what is shared between them. */
export const createAlliances = (world: World, staff: Staff): readonly DemoRecord[] => {
  const dice = world.dice.fork("alliances");
  const by = staff.boss.id;
  let day = addDays(world.today, -240);
  const make = (kind: string, values: Values): DemoRecord => {
    day = workdayFrom(addDays(day, dice.int(4, 40)));
    const at = officeMoment(day, dice);
    return { id: world.idAt(kind, at), values: { ...values, created: { by, at } }, at, by };
  };
  const idsOf = (...accounts: readonly string[]): readonly string[] => staff.people.filter(({ account }) => accounts.includes(account)).map(({ id }) => id);
  return [
    make("group", { name: "特价审批", purpose: "process", ...members("users", idsOf("gu.mingyuan", "lin.yuhan", "park.sunghoon", "xu.huifang")) }),
    make("group", {
      name: "工博会展台小组",
      purpose: "team",
      remarks: "每年九月的上海工博会，跨部门值台。",
      ...members("users", idsOf("wang.siqi", "lee.dohyun", "emily.carter", "qian.zhendong")),
    }),
    make("sharingRule", {
      name: "한국 VIP 고객을 해외영업과 공유",
      of: "customer",
      level: "read",
      criteria: "category=vip",
      ...members("owners", idsOf("lee.dohyun", "choi.subin")),
      ...members("users", idsOf("daniel.whitaker")),
    }),
  ];
};
