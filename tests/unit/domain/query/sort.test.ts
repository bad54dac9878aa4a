import { describe, expect, it } from "vitest";
import { opportunity } from "#domain/entities/opportunity/opportunity.ts";
import type { Row, Sort } from "#domain/schema/entity.ts";
import { queryRows } from "#domain/query/query.ts";
import { findColumn } from "#domain/query/column.ts";
import { collate } from "#domain/query/collated.ts";
import { textOrderOf } from "#domain/query/text-order.ts";
import { createTextRanks } from "#domain/query/text-ranks.ts";
import { answersOf } from "./answers-of.ts";
import { contextOf, createDice, createMemorySource, mark, rowOf } from "./memory-source.ts";

const source = createMemorySource([
  rowOf("customer", "z", { name: "阿里" }),
  rowOf("customer", "a", { name: "重庆" }),
  rowOf("customer", "m", { name: "北京" }),
]);
const context = contextOf(source);
const order = (rows: readonly Row[], ...sort: readonly Sort[]): string =>
  queryRows({ kind: "opportunity", sort }, rows, context).map(({ id }) => id.split("/")[1]).join("");

describe("sort", () => {
  it("Chinese text sorts by pinyin under zh-CN and numbers inside text by value", () => {
    const names = ["张三", "李四", "阿宝", "王五", "陈六"];
    const rows = names.map((subject, at) => rowOf("opportunity", String(at), { subject }));
    expect(order(rows, { by: "subject" })).toBe("24130");
    expect(order(["SO-10", "SO-9"].map((subject, at) => rowOf("opportunity", String(at), { subject })), { by: "subject" })).toBe("10");
  });

  it("decimals sort exactly, past what a double tells apart", () => {
    const amounts = ["9007199254740993", "10", "9007199254740992", "9.5", "-3"];
    const rows = amounts.map((expectedAmount, at) => rowOf("opportunity", String(at), { expectedAmount }));
    expect(order(rows, { by: "expectedAmount" })).toBe("43120");
    expect(order(rows, { by: "expectedAmount", down: true })).toBe("02134");
  });

  it("options sort as defined, references by title, absent last in both directions", () => {
    const rows = [
      rowOf("opportunity", "1", { stage: "won", customer: "customer/z" }),
      rowOf("opportunity", "2", { stage: "prospecting", customer: "customer/a" }),
      rowOf("opportunity", "3"),
      rowOf("opportunity", "4", { stage: "negotiation", customer: "customer/m" }),
    ];
    expect(order(rows, { by: "stage" })).toBe("2413");
    expect(order(rows, { by: "stage", down: true })).toBe("1423");
    expect(order(rows, { by: "customer" })).toBe("1423");
    expect(order(rows, { by: "customer", down: true })).toBe("2413");
  });

  it("several keys: the next one decides among equals, then the order of creation", () => {
    const rows = [
      rowOf("opportunity", "4", { type: "new", expectedAmount: "1" }),
      rowOf("opportunity", "2", { type: "new", expectedAmount: "2" }),
      rowOf("opportunity", "1", { type: "renewal", expectedAmount: "2" }),
      rowOf("opportunity", "3", { type: "new", expectedAmount: "1" }),
    ];
    expect(order(rows, { by: "type" }, { by: "expectedAmount", down: true })).toBe("2341");
  });

  it("[OP-02] the list sorts by customer, type, owner, sign date, amount, probability, stage and days in stage", () => {
    const rows = [
      rowOf("opportunity", "1", { expectedSignDate: "2026-12-01", probability: "9", created: mark("2026-11-20") }),
      rowOf("opportunity", "2", { expectedSignDate: "2026-02-01", probability: "80", created: mark("2026-11-01") }),
    ];
    expect(order(rows, { by: "expectedSignDate" })).toBe("21");
    expect(order(rows, { by: "probability" })).toBe("12");
    expect(order(rows, { by: "daysInStage", down: true })).toBe("21");
    const columns = ["customer", "type", "owner", "expectedSignDate", "expectedAmount", "probability", "stage", "daysInStage"];
    expect(columns.map((by) => findColumn(opportunity, by, context)?.path)).toEqual(columns);
  });

  it("[CU-07] customers sort by number, stage, category, owner and created date", () => {
    const rows = [
      rowOf("customer", "1", { customerNo: "C10", stage: "lost", category: "vip", owner: "user/a", created: mark("2026-03-01") }),
      rowOf("customer", "2", { customerNo: "C9", stage: "contacted", category: "potential", owner: "user/b", created: mark("2026-02-01") }),
    ];
    const people = createMemorySource([rowOf("user", "a", { name: "Zoe" }), rowOf("user", "b", { name: "Adam" })]);
    for (const by of ["customerNo", "stage", "category", "owner", "created"]) {
      expect(queryRows({ kind: "customer", sort: [{ by }] }, rows, contextOf(people)).map(({ id }) => id), by).toEqual(["customer/2", "customer/1"]);
    }
  });

  it("slots in order and rows compared one by one agree on random rows", () => {
    const dice = createDice(7);
    const subjects = ["", "Äpfel", "apfel", "Zebra", "上海", "北京", "item 2", "item 10", "서울"];
    const amounts = [null, "0", "-1.5", "1.05", "12345678901234567.89", "12345678901234567.9"];
    for (let round = 0; round < 40; round += 1) {
      const rows = Array.from({ length: 60 }, (_, at) =>
        rowOf("opportunity", String(at).padStart(3, "0"), {
          subject: dice.pick(subjects) + (dice.next() < 0.2 ? String(dice.below(50)) : ""),
          expectedAmount: dice.pick(amounts),
          stage: dice.pick(["won", "proposal", null]),
          customer: dice.pick(["customer/z", "customer/a", "customer/gone", null]),
        }),
      );
      const sort = [{ by: dice.pick(["subject", "customer"]) }, { by: dice.pick(["expectedAmount", "stage"]), ...(dice.next() < 0.5 ? { down: true as const } : {}) }];
      const full = createMemorySource([...rows].reverse());
      const both = { ...context, row: (id: string) => full.row(id) ?? source.row(id) };
      expect(answersOf(full, () => both).answers.rows({ kind: "opportunity", sort }, both)).toEqual(queryRows({ kind: "opportunity", sort }, rows, both));
    }
  });

  it("many texts at once sort as the collation compares them, whatever number they end in", () => {
    const heads = ["", "SO-", "SO-2026-", "SO-2026-1x", "abc", "ABC", "abç", "abc-", "abc 7 ", "a\u0301", "á", "重", "重庆", "沈", "沈阳", "沈阳 第", "서울", "서", "5월 ", "５", "٣", "第", "-", " ", "\u0000"];
    const numbers = ["", "0", "00", "1", "01", "7", "07", "10", "007", "999999999999999", "9999999999999999", "10000000000000000000", "5x", "5x12"];
    for (const locale of ["zh-CN", "ko-KR", "en-US"]) {
      const { compare } = textOrderOf(locale);
      const dice = createDice(11);
      for (let round = 0; round < 60; round += 1) {
        const alone = heads[round];
        const some = alone === undefined ? Array.from({ length: 1 + dice.below(6) }, () => dice.pick(heads)) : [alone];
        const texts = Array.from({ length: dice.below(80) }, () => dice.pick(some) + (dice.next() < 0.5 ? dice.pick(numbers) : String(dice.below(2_000))));
        const { order, level } = collate(texts, compare);
        expect([...order].sort((a, b) => a - b)).toEqual([...texts.keys()]);
        for (let at = 1; at < order.length; at += 1) {
          const [before, text] = [texts[order[at - 1]!]!, texts[order[at]!]!];
          expect(compare(before, text), `${locale}: ${before} then ${text}`).toBe(level[at] === 1 ? 0 : -1);
        }
      }
    }
  });

  it("ranks of texts learnt one by one keep the order of the collation", () => {
    const { compare } = textOrderOf("en");
    const ranks = createTextRanks("en");
    const dice = createDice(3);
    const learnt: (string | null)[] = [];
    for (let at = 0; at < 600; at += 1) {
      const text = `${dice.pick(["a", "A", "ä", "m", "z", "上"])}${at % 7 === 0 ? dice.below(1000) : "x".repeat(at % 90)}`;
      learnt[dice.next() < 0.3 ? dice.below(learnt.length + 1) : learnt.length] = dice.next() < 0.1 ? null : text;
      const now = ranks.of(learnt);
      const one = dice.below(learnt.length);
      const other = dice.below(learnt.length);
      const [a, b] = [learnt[one] ?? null, learnt[other] ?? null];
      if (a !== null && b !== null) expect(Math.sign((now[one] ?? 0) - (now[other] ?? 0)), `${a} ${b}`).toBe(Math.sign(compare(a, b)));
      else expect(Number.isNaN(now[a === null ? one : other])).toBe(true);
    }
  });
});
