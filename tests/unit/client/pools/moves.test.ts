import { describe, expect, it } from "vitest";
import { CLAIM, isOffered, isOpenFor, moveEdit, withinLimits } from "#client/pools/moves.ts";
import { moveSentence } from "#client/pools/move-words.ts";
import { createFill, type Message } from "#client/i18n/message.ts";
import { messages as en } from "#client/i18n/messages/en.ts";
import { createFormats } from "#client/i18n/format.ts";
import { refusalSentence } from "#client/scenes/attention/refusal-words.ts";
import { recordId, type Key, type RecordId } from "#domain/id.ts";
import type { LogRow, Row } from "#domain/schema/entity.ts";

const [EAST, WEST] = [recordId("pool", "east"), recordId("pool", "west")];
const [ME, WANG] = [recordId("user", "me"), recordId("user", "wang")];
const KEY = "k000000000000001" as Key;
const AT = Date.UTC(2026, 10, 22, 10, 12);
const row = (values: object): Row => ({ id: recordId("customer", "acme"), ...values }) as Row;
const wish = { key: KEY, by: ME, at: AT, does: "claim" };
const pools = { member: [EAST, WEST] as readonly RecordId[], manages: [WEST] as readonly RecordId[] };
const fill = createFill("en");
const words = {
  t: (key: keyof typeof en, params?: Parameters<typeof fill>[1]) => fill(en[key], params),
  find: (key: string, params?: Parameters<typeof fill>[1]) => fill((en as Readonly<Record<string, Message>>)[key] ?? key, params),
  formats: () => createFormats("en"),
};
const nameOf = (id: string): string => ({ [EAST]: "East", [WANG]: "Wang", [ME]: "Me" })[id] ?? "?";

describe("what is offered for records of pools", () => {
  it("[CU-63] what is free is claimed, what is held released, and nothing twice while it waits", () => {
    const [free, held, waiting] = [row({ pool: EAST }), row({ pool: EAST, owner: WANG }), row({ pool: EAST, moves: [wish] })];
    expect([free, held, waiting, row({}), row({ pool: EAST, deleted: { by: ME, at: AT } })].map((one) => isOpenFor(one, "claim"))).toEqual([true, false, false, false, false]);
    expect([free, held, waiting].map((one) => isOpenFor(one, "release"))).toEqual([false, true, false]);
  });

  it("[CU-62] [CU-63] members claim, managers assign and take back, whoever gives a record away releases it", () => {
    const offered = (values: object, gives = false) => (["claim", "assign", "release"] as const).filter((does) => isOffered(row(values), does, pools, gives));
    expect(offered({ pool: EAST })).toEqual(["claim"]);
    expect(offered({ pool: WEST })).toEqual(["claim", "assign"]);
    expect(offered({ pool: recordId("pool", "other") })).toEqual([]);
    expect([offered({ pool: WEST, owner: WANG }), offered({ pool: EAST, owner: WANG }), offered({ owner: ME }, true)]).toEqual([["release"], [], ["release"]]);
  });

  it("[CU-56] a record goes back to its own pool, whichever was chosen for those that have none", () => {
    const release = { does: "release", pool: WEST, to: null, reason: "quiet" } as const;
    const entries = [row({ pool: EAST, owner: ME }), row({ owner: ME })].map((one) => Object.values(moveEdit(one, release, KEY, ME, AT).values)[0]);
    expect(entries).toEqual([EAST, WEST].map((pool) => ({ by: ME, at: AT, does: "release", pool, reason: "quiet" })));
    expect(Object.values(moveEdit(row({ pool: EAST }), CLAIM, KEY, ME, AT).values)).toEqual([{ by: ME, at: AT, does: "claim" }]);
  });

  it("[CU-59] more claims than the pool allows are not asked for", () => {
    const rows = [1, 2, 3, 4].map((n) => row({ id: recordId("customer", `c${n}`), pool: n === 3 ? WEST : EAST }));
    const left = withinLimits(rows, (pool) => (pool === EAST ? 3 : null), () => 1);
    expect(left.map(({ id }) => id)).toEqual([1, 2, 3].map((n) => recordId("customer", `c${n}`)));
  });

  it("[M-04] [W-01] the loser of two claims reads who has it since when; a limit and a day are told too", () => {
    const said = (reason: string, told: number | { by: RecordId; at: number }) => refusalSentence(words, { code: "invalid", reason, doc: null, path: null, told }, nameOf);
    expect(said("held", { by: WANG, at: AT })).toMatch(/^Wang took it \(.*2026.*\)\. The first to reach the server has it\.$/);
    expect(said("poolFull", 5)).toContain("allows 5 per person");
    expect(said("tooSoon", AT)).toContain("2026");
  });

  it("[CU-65] the timeline says who claimed, released and took back", () => {
    const done = (values: object): string => moveSentence(words, nameOf, { key: KEY, by: ME, at: AT, pool: EAST, done: AT, ...values } as unknown as LogRow);
    expect([done({ does: "claim", to: ME }), done({ does: "release", from: ME }), done({ does: "release", from: WANG }), done({ does: "assign", to: WANG })]).toEqual([
      "claimed it from East",
      "released it into East",
      "took it back from Wang into East",
      "assigned it to Wang, from East",
    ]);
  });
});
