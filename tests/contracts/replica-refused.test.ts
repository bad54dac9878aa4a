import { describe, expect, it } from "vitest";
import { docId, recordId } from "#domain/id.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { createDice } from "#tests/simulation/dice.ts";
import { openPage } from "./replica-page.ts";
import { ANN, attentionOf, BEN, BOSS, createWorld, deal, key, rowOf, stateOf } from "./replica-world.ts";

const RUNS = 50;
const HOUR = 3_600_000;
const deals = [1, 2].map(deal);
const FUNCTION = recordId("jobFunction", key(1));
/** Ben may write the first ones still; what he made of the others is refused. */
const OPEN = ["remarks", "competitors", "address"] as const;
const CLOSED = ["provider", "externalNo"] as const;

interface Made {
  readonly record: (typeof deals)[number];
  readonly values: Readonly<Record<string, FieldValue>>;
  readonly refused: boolean;
}

/** Two days of work without a network, in two records, while the boss takes some fields away and Ann goes on writing. */
const run = async (seed: number): Promise<{ readonly refused: number; readonly accepted: number }> => {
  const dice = createDice(seed);
  const world = await createWorld();
  for (const [n, deal] of deals.entries()) await world.seed(deal, { subject: `Deal ${n}`, owner: ANN, remarks: "r", provider: "p", [`set/sharedWith/${BEN}`]: 1 });
  const [boss, ann] = [await world.device(BOSS, { seed: 3 }), await world.device(ANN, { seed: 4 })];
  let ben = await world.device(BEN, { seed: 5 });
  const second = await world.device(BEN, { seed: 6 });
  await world.pass();

  ben.online(false);
  const made: Made[] = [];
  const words: string[] = [];
  const lines: string[] = [];
  /** What stands in the end: the latest of what was accepted. */
  const stands = new Map<string, FieldValue>();
  for (let step = 0; step < 14; step += 1) {
    world.time.skip(Math.round((0.5 + dice.next()) * 4 * HOUR));
    await world.pass();
    const record = dice.pick(deals);
    if (step === 4) {
      await boss.replica.commit([
        { record: FUNCTION, values: { name: "Sales", ...Object.fromEntries(CLOSED.map((field) => [`set/readOnly/opportunity.${field}`, 1])) } },
        { record: BEN, values: { [`set/functions/${FUNCTION}`]: 1 } },
      ]);
    }
    if (dice.chance(0.25)) {
      const path = dice.pick([...OPEN, ...CLOSED]);
      await ann.replica.commit([{ record, values: { [path]: `ann ${step}` } }]);
      stands.set(`${record} ${path}`, `ann ${step}`);
      continue;
    }
    if (dice.chance(0.2)) {
      const page = await openPage(ben.replica, docId(record));
      words.push(`word${step}x`);
      page.type(`word${step}x`);
      await world.pass();
      page.leave();
      continue;
    }
    const paths = dice.chance(0.4) ? [dice.pick(CLOSED), ...(dice.chance(0.5) ? [dice.pick(OPEN)] : [])] : [dice.pick(OPEN)];
    const values: Record<string, FieldValue> = Object.fromEntries(paths.map((path) => [path, `ben ${step} ${path}`]));
    const refused = paths.some((path) => (CLOSED as readonly string[]).includes(path));
    if (!refused && dice.chance(0.3)) {
      const line = await ben.replica.newKey();
      values[`line/lines/${line}`] = { by: BEN, at: world.time.now() };
      values[`line/lines/${line}/product`] = recordId("product", key(1));
      values[`line/lines/${line}/quantity`] = "2";
      lines.push(line);
    }
    expect(await ben.replica.commit([{ record, values }])).toMatchObject({ ok: true });
    made.push({ record, values, refused });
    if (!refused) for (const [path, value] of Object.entries(values)) if (!path.startsWith("line/")) stands.set(`${record} ${path}`, value);
  }
  if (dice.chance(0.5)) {
    ben.replica.stop();
    ben = await world.device(BEN, { storage: ben.storage, seed: 7 });
    ben.online(false);
  }
  // The first contacts break off after a few messages.
  for (const messages of [dice.below(3), dice.below(6)]) {
    ben.allow(messages);
    ben.online(true);
    await world.pass(dice.below(4_000));
    ben.online(false);
  }
  ben.allow(Number.POSITIVE_INFINITY);
  ben.online(true);
  await world.pass(60_000);

  expect(stateOf(ben.replica)).toMatchObject({ kind: "saved", waiting: 0 });
  const refused = made.filter((one) => one.refused);
  const wanted = attentionOf(ben.replica).map(({ docs, refusal }) => [refusal.reason, ...docs.flatMap(({ doc, changes }) => changes.map(({ path, to }) => `${doc} ${path} ${to as string}`))]);
  expect(wanted).toEqual(refused.map(({ record, values }) => ["readOnly", ...Object.entries(values).map(([path, to]) => `${record} ${path} ${to as string}`)]));
  const rows = await Promise.all(deals.map((deal) => rowOf(ben.replica, deal)));
  for (const { replica } of [ann, boss, second]) expect(await Promise.all(deals.map((deal) => rowOf(replica, deal)))).toEqual(rows);
  for (const [place, value] of stands) {
    const [record, path = ""] = place.split(" ");
    expect(rows.find((row) => row?.id === record)?.[path], `${seed}: ${place}`).toEqual(value);
  }
  const shown = rows.flatMap((row) => (row?.["lines"] ?? []) as readonly { readonly key: string; readonly quantity?: string }[]);
  expect(shown.map((line) => [line.key, line.quantity]).sort()).toEqual(lines.map((line) => [line, "2"]).sort());
  const prose = rows.map((row) => String(row?.["requirement"] ?? "")).join("\n");
  for (const word of words) expect(prose.split(word).length - 1, `${seed}: ${word}`).toBe(1);
  const history = await world.relay.storage.history(deals.map((deal) => docId(deal)), null, 500);
  for (const { record, values, refused: not } of made) {
    for (const [path, to] of Object.entries(values)) {
      if (path.startsWith("line/")) continue;
      expect(history.filter((entry) => entry.doc === docId(record) && entry.path === path && entry.to === to).length, `${seed}: ${path}`).toBe(not ? 0 : 1);
    }
  }
  return { refused: refused.length, accepted: made.length - refused.length };
};

describe("refused among accepted", () => {
  it(`[O-13] over ${RUNS} seeded spells of offline work, every accepted change stands everywhere, every refused one is listed, and nothing is doubled`, { timeout: 120_000 }, async () => {
    const total = { refused: 0, accepted: 0 };
    for (let seed = 1; seed <= RUNS; seed += 1) {
      const { refused, accepted } = await run(seed);
      total.refused += refused;
      total.accepted += accepted;
    }
    expect(total.refused).toBeGreaterThan(2 * RUNS);
    expect(total.accepted).toBeGreaterThan(2 * RUNS);
  });
});
