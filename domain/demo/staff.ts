import type { Instant } from "#domain/clock.ts";
import { recordId, type RecordId } from "#domain/id.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { addDays, officeMoment, startOf, workdayFrom } from "./calendar.ts";
import { createStructure } from "./organisation.ts";
import { demoLogo } from "./logo.ts";
import type { DemoRecord, World } from "./record.ts";
import { tableIn } from "./vocabulary/lines.ts";

export type Language = "zh" | "ko" | "en";
export type Team = "shanghai" | "delta" | "korea" | "overseas";

export interface Person {
  readonly id: RecordId;
  readonly account: string;
  readonly name: string;
  readonly role: string;
  readonly department: string;
  readonly joined: Instant;
  readonly left: Instant | undefined;
  /** How well this person closes: 1 is average. */
  readonly skill: number;
  /** Share of the team's customers. */
  readonly load: number;
}

/** Key, name, department above, region. */
const DEPARTMENTS = tableIn(`
company|东澜工业科技（上海）有限公司||上海
domestic|国内销售中心|company|华东
shanghai|上海销售部|domestic|上海及外埠
delta|江浙皖销售部|domestic|江苏、浙江、安徽
international|国际业务中心|company|海外
korea|한국영업팀|international|대한민국
overseas|Overseas Sales|international|Asia Pacific, Europe, Americas
service|客户服务部|company|
finance|财务部|company|
warehouse|仓储物流部|company|上海松江
`);

/** Account, name, role, department, mobile, rights, skill, load, days after the beginning, days before the end that one left. */
const STAFF = tableIn(`
gu.mingyuan|顾明远|boss|company|13816205718|admin,cost,credit,products,export,import,purge,exportReports,allReports,lookUp|1|0|0|
lin.yuhan|林雨涵|director|domestic|13917364025|cost,credit,export,import,exportReports,allReports,lookUp|1.15|0.3|0|
park.sunghoon|박성훈|director|international|15800617342|cost,credit,export,import,exportReports,allReports,lookUp|1.1|0.3|0|
chen.jiahe|陈嘉禾|manager|shanghai|13764820951|credit,export,import,exportReports,allReports,lookUp|1.1|0.7|0|
shen.liqun|沈立群|manager|delta|13915541287|credit,export,import,exportReports,allReports,lookUp|1.05|0.8|0|
kim.yujin|김유진|manager|korea|010-4417-2856|credit,export,import,exportReports,allReports,lookUp|1.15|0.7|0|
daniel.whitaker|Daniel Whitaker|manager|overseas|13122758640|credit,export,import,exportReports,allReports,lookUp|1|1|0|
wang.siqi|王思齐|sales|shanghai|13661894320||1.3|1.3|0|
zhao.xiaotong|赵晓彤|sales|shanghai|18621573904||1.05|1.2|0|
xu.haoran|徐浩然|sales|shanghai|15921480672||0.8|1|0|
zhou.kexin|周可欣|sales|shanghai|17302186451||0.9|0.8|320|
qian.zhendong|钱振东|sales|delta|13862093175||1.2|1.3|0|
wu.jiayi|吴佳怡|sales|delta|18051126739||1|1.1|0|
zheng.kai|郑凯|sales|delta|15206274918||0.75|0.9|0|
lee.dohyun|이도현|sales|korea|010-9238-6641||1.2|1.2|0|
choi.subin|최수빈|sales|korea|010-3375-1908||1|1|0|
jung.minjae|정민재|sales|korea|010-7726-4053||0.8|0.8|410|
emily.carter|Emily Carter|sales|overseas|13524906187||1.05|1.2|0|
olivia.he|何梓涵|sales|overseas|18917650342||0.95|1|0|
peng.lei|彭磊|sales|delta|13776018254||0.85|0|0|245
sun.wanting|孙婉婷|service|service|13482759061||1|0|0|
xu.huifang|许慧芳|finance|finance|13601937528|cost,credit,export|1|0|0|
ma.jianguo|马建国|warehouse|warehouse|13585620417|products|1|0|0|
`);

/** Accounts worth trying, from the widest view to the narrowest. */
export const DEMO_SIGN_INS: readonly { readonly account: string; readonly name: string; readonly role: string }[] = [
  "gu.mingyuan",
  "lin.yuhan",
  "kim.yujin",
  "wang.siqi",
  "lee.dohyun",
  "emily.carter",
  "xu.huifang",
  "ma.jianguo",
].map((wanted) => {
  const [account = "", name = "", role = ""] = STAFF.find(([account]) => account === wanted) ?? [];
  return { account, name, role };
});

/** The higher, the more somebody decides alone. */
const RANKS: Readonly<Record<string, number>> = { boss: 9, director: 7, manager: 5, finance: 4, service: 3, warehouse: 3 };

const MAIL_DOMAIN = "donglan-industrial.cn";

export interface Staff {
  readonly people: readonly Person[];
  readonly boss: Person;
  /** People of a department, those who left included. */
  readonly of: (department: string) => readonly Person[];
  /** Who of `department` may own or write something at `at`. */
  readonly activeIn: (department: string, at: Instant) => readonly Person[];
  /** The department of a team. */
  readonly unitOf: (department: string) => RecordId | undefined;
  readonly records: readonly DemoRecord[];
}

export const createStaff = (world: World): Staff => {
  const dice = world.dice.fork("staff");
  const opening = startOf(world.begin) + 9 * 3_600_000;
  let tick = opening;
  const next = () => (tick += dice.int(70_000, 260_000));

  const departmentIds = new Map<string, RecordId>();
  const bossId = world.idAt("user", opening);
  const drafts = STAFF.map(([account = "", name = "", role = "", department = "", mobile = "", rights = "", skill, load, after = "0", before = ""]) => {
    const joined = after === "0" ? 0 : officeMoment(workdayFrom(addDays(world.begin, Number(after))), dice);
    const left = before === "" ? undefined : officeMoment(workdayFrom(addDays(world.today, -Number(before))), dice);
    return { account, name, role, department, mobile, rights, skill: Number(skill), load: Number(load), joined, left };
  });

  const departments = DEPARTMENTS.map(([key = "", name = "", parent = "", region = ""]): DemoRecord => {
    const at = parent === "" ? opening : next();
    const id = world.idAt("department", at);
    departmentIds.set(key, id);
    const above = departmentIds.get(parent);
    const values: Record<string, FieldValue> = { name, created: { by: bossId, at } };
    if (above) values.parent = above;
    if (region !== "") values.region = region;
    return { id, values, at, by: bossId };
  });

  const structure = createStructure(world, bossId, next);
  const people: Person[] = [];
  const users = drafts.map((draft): DemoRecord => {
    const isBoss = draft.role === "boss";
    const at = isBoss ? opening : draft.joined || next();
    const id = isBoss ? bossId : world.idAt("user", at);
    people.push({ ...draft, id, joined: at });
    const values: Record<string, FieldValue> = {
      name: draft.name,
      account: draft.account,
      role: draft.role,
      rank: RANKS[draft.role] ?? 2,
      mobile: draft.mobile,
      email: `${draft.account}@${MAIL_DOMAIN}`,
      created: { by: bossId, at },
      ...structure.placeOf(draft.account),
    };
    const department = departmentIds.get(draft.department);
    if (department) values.department = department;
    if (draft.left) values.disabled = { by: bossId, at: draft.left };
    for (const right of draft.rights.split(",")) if (right !== "") values[`set/rights/${right}`] = 1;
    return { id, values, at, by: bossId };
  });

  const workspace: DemoRecord = {
    id: recordId("workspace", "main"),
    values: {
      name: "东澜工业科技（上海）有限公司",
      shortName: "东澜工业",
      logo: demoLogo(),
      country: "CN",
      language: "zh-CN",
      currency: "CNY",
      fiscalYearStart: 1,
      phone: "+86 21 5550 1860",
      address: "上海市浦东新区东澜路 188 号 6 楼",
      zone: "Asia/Shanghai",
      pricePlaces: 2,
      account: "donglan",
      applied: "demo",
      activated: opening,
      created: { by: bossId, at: opening },
    },
    at: opening,
    by: bossId,
  };
  const boss = people.find((person) => person.role === "boss");
  if (!boss) throw new Error("the staff has no boss");
  const of = (department: string) => people.filter((person) => person.department === department);
  return {
    people,
    boss,
    of,
    unitOf: (department) => departmentIds.get(department),
    activeIn: (department, at) => of(department).filter((person) => person.joined <= at && (person.left === undefined || at < person.left)),
    records: [workspace, ...departments, ...structure.records, ...users],
  };
};
