import { describe, expect, it } from "vitest";
import { loadPinyin } from "#workers/replica/pinyin.ts";
import { opportunity } from "#domain/entities/opportunity/opportunity.ts";
import { queryRows, type Query } from "#domain/query/query.ts";
import { createTotals } from "#domain/query/totals.ts";
import type { Condition, Filter, Row, Sort } from "#domain/schema/entity.ts";
import { isDeleted } from "#domain/schema/read.ts";
import { answersOf, naiveThrough } from "./answers-of.ts";
import { contextOf, createDice, createMemorySource, mark, ME, rowOf } from "./memory-source.ts";

type Dice = ReturnType<typeof createDice>;

const pinyin = await loadPinyin();

const AMOUNTS = [null, "0", "1", "2.5", "-3.1", "100.25", "12345678901234567.89", "12345678901234567.9"];
const NAMES = ["上海中锐", "重庆", "Äpfel", "apfel", "Zebra 9", "zebra 10", "", "삼성", null];
const DAYS = [null, "2026-11-20", "2026-11-21", "2026-11-22", "2026-12-01", "2025-11-22"];

const randomDeal = (dice: Dice): Row =>
  rowOf("opportunity", String(dice.below(50)), {
    subject: dice.pick(NAMES),
    externalNo: dice.pick([null, "A-1", "13", "a1"]),
    stage: dice.pick(["won", "lost", "proposal", "unheard", null]),
    expectedAmount: dice.pick(AMOUNTS),
    probability: dice.pick([null, "50", "12.5"]),
    expectedSignDate: dice.pick(DAYS),
    customer: dice.pick([null, "customer/gone", `customer/${dice.below(6)}`]),
    owner: dice.pick([null, ME, "user/other"]),
    contacts: dice.pick([[], ["contact/1"], ["contact/2", "contact/1"]]),
    created: dice.pick([null, mark("2026-11-20"), mark("2026-11-22", "user/other" as typeof ME), mark("2026-11-01")]),
    ...(dice.next() < 0.2 ? { deleted: mark("2026-11-21") } : {}),
  });

const randomOther = (dice: Dice): Row =>
  dice.pick([
    () => rowOf("customer", String(dice.below(6)), { name: dice.pick(NAMES), sector: dice.pick(["x", "y", null]), owner: dice.pick([ME, null]), created: dice.pick([null, mark("2026-11-02")]) }),
    () => rowOf("user", "other", { name: dice.pick(["O", "P", "阿宝"]), department: dice.pick(["department/e", "department/w"]) }),
    () => rowOf("department", "e", { name: dice.pick(["East", "Centre"]) }),
    () => rowOf("contact", dice.pick(["1", "2"]), { name: dice.pick(["Bo", "An"]) }),
  ])();

const FIELDS = ["subject", "stage", "expectedAmount", "probability", "expectedSignDate", "customer", "owner", "created", "created.by", "created.at", "contacts", "contacts.name", "owner.department", "owner.department.name", "customer.name", "customer.daysSinceFollowUp", "daysInStage", "forecastAmount", "linesTotal", "id", "nothing"];
const IS = ["equals", "not", "in", "contains", "starts", "above", "atLeast", "below", "atMost", "empty", "filled", "within"] as const;
const VALUES = ["1", "2.5", "0", "1.00001", 2, "won", "proposal", "a", "上", "zebra", "me", "user/other", "customer/1", "East", "department/e", "2026-11-21", "opportunity/3", null, { days: 0 }, { days: -2 }, { days: 30 }, { period: "month" }, { period: "year", back: 1 }, ["1", "100.25"], ["won", "lost"], ["2026-11-20", "2026-11-22"], ["me", "user/other"], []] as const;

const randomCondition = (dice: Dice): Condition => ({ field: dice.pick(FIELDS), is: dice.pick(IS), value: dice.pick(VALUES) });

const randomFilter = (dice: Dice, depth = 2): Filter => {
  const roll = depth === 0 ? 1 : dice.next();
  const parts = () => Array.from({ length: 1 + dice.below(3) }, () => randomFilter(dice, depth - 1));
  if (roll < 0.2) return { all: parts() };
  if (roll < 0.4) return { any: parts() };
  return roll < 0.5 ? { not: randomFilter(dice, depth - 1) } : randomCondition(dice);
};

const randomSort = (dice: Dice): readonly Sort[] => Array.from({ length: dice.below(3) }, () => ({ by: dice.pick(FIELDS), ...(dice.next() < 0.5 ? { down: true as const } : {}) }));

const randomQuery = (dice: Dice): Query => ({
  kind: "opportunity",
  ...(dice.next() < 0.8 ? { filter: randomFilter(dice) } : {}),
  ...(dice.next() < 0.8 ? { sort: randomSort(dice) } : {}),
  ...(dice.next() < 0.2 ? { search: dice.pick(["s", "sh", "a", "z 1", "1", "", "--", "ㅅ", "上"]) } : {}),
});

describe("answers over columns", () => {
  it("are those of looking at every row, for any question after any changes", () => {
    for (let seed = 1; seed <= 5; seed += 1) {
      const dice = createDice(seed);
      const source = createMemorySource(Array.from({ length: 40 }, () => randomDeal(dice)));
      for (let at = 0; at < 10; at += 1) source.put(randomOther(dice));
      const context = contextOf(source, { locale: dice.pick(["zh-CN", "en", "ko"]), offsetMinutes: dice.pick([0, 480, -300]) });
      const { answers } = answersOf(source, () => context, pinyin);
      for (let step = 0; step < 150; step += 1) {
        const roll = dice.next();
        if (roll < 0.1) source.remove(`opportunity/${dice.below(50)}`);
        else if (roll < 0.15) source.remove(`customer/${dice.below(6)}`);
        else if (roll < 0.3) source.put(randomOther(dice));
        else if (roll < 0.5) source.put(...Array.from({ length: 1 + dice.below(4) }, () => randomDeal(dice)));
        const query = randomQuery(dice);
        const rows = [...source.rows("opportunity")];
        const expected = queryRows(query, rows, context, naiveThrough(opportunity, source, pinyin));
        const slots = answers.slots(query, context);
        const { id } = answers.facts("opportunity", context);
        expect(Array.from(slots, id), `seed ${seed} step ${step} ${JSON.stringify(query)}`).toEqual(expected.map((row) => row.id));
        const sums = createTotals(["expectedAmount", "forecastAmount", "linesTotal"], opportunity, context);
        for (const row of expected) sums.take(row, 1);
        expect(answers.totals(["expectedAmount", "forecastAmount", "linesTotal"], slots, "opportunity", context).totals()).toEqual(sums.totals());
        expect(expected.every((row) => !isDeleted(row))).toBe(true);
      }
    }
  });

  it("are the same when asked again and again while records come, go and change", () => {
    const dice = createDice(9);
    const many = (count: number): readonly Row[] =>
      Array.from({ length: count }, () => {
        const key = String(dice.below(900));
        return { ...randomDeal(dice), ...rowOf("opportunity", key, { subject: dice.pick(["上海", "Äpfel", "SO-", "重庆 "]) + (dice.next() < 0.1 ? "" : dice.below(2_000)), contacts: [`contact/${dice.below(2_000)}`], customer: `customer/${dice.below(2_000)}` }) };
      });
    const customers = (count: number): readonly Row[] => Array.from({ length: count }, () => rowOf("customer", String(dice.below(2_000)), { name: dice.pick(NAMES), sector: dice.pick(["x", "y"]) }));
    const source = createMemorySource([...many(900), ...customers(2_000)]);
    const context = contextOf(source);
    const { answers } = answersOf(source, () => context, pinyin);
    const filters: readonly Filter[] = [
      { field: "subject", is: "contains", value: "1" },
      { field: "subject", is: "starts", value: "äpfel" },
      { field: "subject", is: "above", value: "重" },
      { field: "contacts", is: "equals", value: "contact/7" },
      { field: "customer.name", is: "contains", value: "z" },
    ];
    const sorts: readonly (readonly Sort[])[] = [[{ by: "subject" }], [{ by: "customer" }, { by: "expectedAmount", down: true }], [{ by: "expectedAmount", down: true }], [{ by: "daysInStage" }, { by: "subject", down: true }]];
    for (let step = 0; step < 120; step += 1) {
      const roll = dice.next();
      if (roll < 0.1) source.remove(`opportunity/${dice.below(900)}`);
      else if (roll < 0.2) source.put(...customers(20));
      else if (roll < 0.9) source.put(...many(roll < 0.25 ? 400 : 1 + dice.below(3)));
      const query: Query = { kind: "opportunity", filter: dice.pick(filters), sort: dice.pick(sorts) };
      expect(answers.rows(query, context), `step ${step} ${JSON.stringify(query)}`).toEqual(queryRows(query, [...source.rows("opportunity")], context));
    }
  });
});
