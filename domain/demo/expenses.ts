import type { Customer } from "./customers.ts";
import { addDays, localDay, officeMoment, workdayFrom } from "./calendar.ts";
import type { DemoRecord, World } from "./record.ts";
import type { Staff } from "./staff.ts";

/** What is laid out: subject, category, from, to. Their languages stand below, in the same order. */
const SUBJECTS: readonly (readonly [string, string, number, number])[] = [
  ["高铁往返及住宿（拜访{customer}）", "travel", 480, 1_900],
  ["{customer}现场调试差旅", "travel", 900, 4_200],
  ["与{customer}采购团队用餐", "hospitality", 320, 1_600],
  ["客户礼盒（{customer}）", "gift", 260, 980],
  ["样机运输与展位搭建", "exhibition", 1_800, 6_400],
  ["{customer} 본사 방문 교통비", "travel", 300, 1_200],
  ["Taxi and lunch, visit to {customer}", "travel", 180, 760],
];

const LANGUAGES: readonly string[] = ["zh", "zh", "zh", "zh", "zh", "ko", "en"];

/** Of so many days. */
const DAYS = 140;

/** `count` expenses of those who sell, in the months since they are approved; the newest are not paid back yet. */
export const createExpenses = (world: World, staff: Staff, customers: readonly Customer[], count: number): readonly DemoRecord[] => {
  const dice = world.dice.fork("expenses");
  const sellers = staff.people.filter(({ role, left }) => left === undefined && ["sales", "manager", "director"].includes(role));
  const days = Array.from({ length: count }, () => dice.int(1, DAYS)).sort((a, b) => b - a);
  return days.map((ago, index): DemoRecord => {
    const day = workdayFrom(addDays(world.today, -ago));
    const at = Math.min(officeMoment(day, dice), world.now - 3_600_000 - index);
    const own = customers.filter(({ owner, language, since }) => since < at && sellers.includes(owner) && SUBJECTS.some((_, place) => LANGUAGES[place] === language));
    const customer = dice.pick(own);
    const fitting = SUBJECTS.filter((_, place) => LANGUAGES[place] === customer.language);
    const [subject, category, from, to] = dice.pick(fitting);
    return {
      id: world.idAt("expense", at),
      at,
      by: customer.owner.id,
      values: {
        subject: subject.replace("{customer}", customer.company.short),
        category,
        amount: String(dice.int(from, to)),
        date: localDay(at),
        customer: customer.id,
        status: ago > 9 ? "paid" : "open",
        owner: customer.owner.id,
        created: { by: customer.owner.id, at },
      },
    };
  });
};
