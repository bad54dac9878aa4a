import { describe, expect, it } from "vitest";
import { createLiveQuery } from "#domain/query/live.ts";
import { queryRows, type Query } from "#domain/query/query.ts";
import type { Row } from "#domain/schema/entity.ts";
import { answersOf } from "./answers-of.ts";
import { contextOf, createDice, createMemorySource, mark, ME, rowOf, type MemorySource } from "./memory-source.ts";

const QUERIES: readonly Query[] = [
  { kind: "opportunity", sort: [{ by: "expectedAmount", down: true }, { by: "subject" }] },
  { kind: "opportunity", filter: { field: "stage", is: "not", value: "lost" }, sort: [{ by: "stage" }, { by: "customer" }] },
  { kind: "opportunity", filter: { field: "owner.department", is: "equals", value: "East" }, sort: [{ by: "customer.sector" }] },
  { kind: "opportunity", filter: { field: "customer", is: "contains", value: "a" } },
  { kind: "opportunity", deleted: true, sort: [{ by: "daysInStage" }] },
  { kind: "customer", sort: [{ by: "parent" }] },
  { kind: "opportunity", search: "a b", sort: [{ by: "subject" }] },
];

type Dice = ReturnType<typeof createDice>;

const randomDeal = (dice: Dice): Row =>
  rowOf("opportunity", String(dice.below(60)), {
    subject: dice.pick(["apple b", "上海", "b a", "zebra", ""]),
    stage: dice.pick(["won", "lost", "proposal"]),
    expectedAmount: dice.pick([null, "1", "2.5", "10"]),
    customer: `customer/${dice.below(6)}`,
    owner: dice.pick([ME, "user/other"]),
    created: mark(`2026-11-${String(1 + dice.below(20)).padStart(2, "0")}`),
    ...(dice.next() < 0.2 ? { deleted: mark("2026-11-21") } : {}),
  });

const act = (dice: Dice, source: MemorySource): void => {
  const roll = dice.next();
  if (roll < 0.15) source.remove(`opportunity/${dice.below(60)}`);
  else if (roll < 0.25) {
    source.put(rowOf("customer", String(dice.below(6)), { name: dice.pick(["Anna", "Bo", "上"]), sector: dice.pick(["x", "y"]), parent: `customer/${dice.below(6)}` }));
  } else if (roll < 0.3) source.put(rowOf("user", "other", { name: "O", department: dice.pick(["department/e", "department/w"]) }));
  else if (roll < 0.33) source.put(rowOf("department", "e", { name: dice.pick(["East", "Centre"]) }));
  else if (roll < 0.4) source.put(...Array.from({ length: dice.below(40) }, () => randomDeal(dice)));
  else source.put(randomDeal(dice));
};

describe("live query", () => {
  it("equals computing anew after any sequence of changes", () => {
    for (let seed = 1; seed <= 4; seed += 1) {
      const dice = createDice(seed);
      const source = createMemorySource(Array.from({ length: 40 }, () => randomDeal(dice)));
      const context = contextOf(source);
      const { answers } = answersOf(source, () => context);
      const lives = QUERIES.map((query) => createLiveQuery(source, answers, query, () => context));
      for (let step = 0; step < 120; step += 1) {
        act(dice, source);
        QUERIES.forEach((query, at) => {
          expect(lives[at]?.ids(), `seed ${seed} step ${step} query ${at}`).toEqual(queryRows(query, source.rows(query.kind), context).map(({ id }) => id));
        });
        lives.forEach((live, at) => expect(live.slice(0, live.size()), `rows of query ${at}`).toEqual(live.ids().map((id) => source.row(id))));
      }
    }
  });

  it("tells only of changes that matter to it", () => {
    const source = createMemorySource([rowOf("opportunity", "1", { stage: "won", customer: "customer/1" }), rowOf("customer", "1", { name: "Acme" })]);
    const context = () => contextOf(source);
    const live = createLiveQuery(source, answersOf(source, context).answers, { kind: "opportunity", filter: { field: "stage", is: "equals", value: "won" }, sort: [{ by: "customer" }] }, context);
    let told = 0;
    live.subscribe(() => {
      told += 1;
    });
    source.put(rowOf("product", "1", { name: "Pump" }));
    source.put(rowOf("customer", "1", { name: "Acme", phone: "1" }));
    source.put(rowOf("opportunity", "2", { stage: "lost" }));
    expect(told).toBe(0);
    source.put(rowOf("customer", "1", { name: "Zeta" }));
    source.put(rowOf("opportunity", "2", { stage: "won" }));
    expect(told).toBe(2);
    live.stop();
    source.put(rowOf("opportunity", "3", { stage: "won" }));
    expect(live.ids()).toHaveLength(2);
  });

  it("follows a new day when refreshed", () => {
    const source = createMemorySource([rowOf("opportunity", "1", { expectedSignDate: "2026-11-23" })]);
    let today = "2026-11-22";
    const context = () => contextOf(source, { today });
    const live = createLiveQuery(source, answersOf(source, context).answers, { kind: "opportunity", filter: { field: "expectedSignDate", is: "equals", value: { days: 0 } } }, context);
    expect(live.ids()).toEqual([]);
    today = "2026-11-23";
    live.refresh();
    expect(live.ids()).toEqual(["opportunity/1"]);
  });

  it("a searched list follows the index", () => {
    const source = createMemorySource();
    const context = () => contextOf(source);
    const live = createLiveQuery(source, answersOf(source, context).answers, { kind: "opportunity", search: "pump" }, context);
    source.put(rowOf("opportunity", "1", { subject: "Water pumps" }), rowOf("opportunity", "2", { subject: "Pump station" }));
    expect(live.ids()).toEqual(["opportunity/2", "opportunity/1"]);
  });
});
