import { beforeAll, describe, expect, it } from "vitest";
import { docId, type RecordId } from "#domain/id.ts";
import { encodeFrame } from "#domain/protocol/frame.ts";
import { BEN, createCompany } from "#tests/unit/sync-server/company.ts";
import { canaries, COMPANY_WITH_HIDDEN, look, noHits, PEOPLE } from "./canaries.ts";
import { createCompanyReplica } from "./company-replica.ts";
import type { RawDevice } from "#tests/unit/sync-server/raw-device.ts";

const devices = new Map<RecordId, RawDevice>();
let [hits, kept] = [noHits(), noHits()];

beforeAll(async () => {
  const company = await createCompany(undefined, [...COMPANY_WITH_HIDDEN, ...canaries.map(({ seed }) => seed)]);
  const { device } = company;
  for (const person of PEOPLE) devices.set(person, await device(person));
  // Everybody asks for everything, and tries to change it: the answers are looked through as well.
  for (const one of devices.values()) {
    for (const [index, { record }] of canaries.entries()) {
      if (index % 10 !== 0) continue;
      one.send({ type: "askHistory", request: index, record, before: null, limit: 200 });
      one.send({ type: "watch", docs: [docId(record)] });
      one.send({ type: "push", txs: [{ id: one.keys.next(), docs: [one.edit(docId(record), { created: { by: BEN, at: 1 } })] }] });
      await one.settled();
    }
  }
  const seen = new Map<RecordId, string>();
  for (const [person, one] of devices) {
    const frames = one.received.map((message) => Buffer.from(encodeFrame(message)).toString("latin1"));
    const rows = [...one.held.values()].map(({ row }) => JSON.stringify(row));
    seen.set(person, [...frames, ...rows].join("\n"));
  }
  hits = look(seen);
  const traces = new Map<RecordId, string>();
  for (const [index, person] of PEOPLE.entries()) {
    const { replica, traces: tracesOf } = await createCompanyReplica(company, person, index);
    for (const { record } of canaries.filter((_, at) => at % 10 === 0)) await replica.history(record).catch(() => undefined);
    traces.set(person, await tracesOf());
    replica.stop();
  }
  kept = look(traces);
}, 120_000);

describe("canaries", () => {
  it("[F-01] [G-11] [V-01] [S-17] of a thousand secrets in records, facets and hidden fields of all kinds none reaches anybody who may not read it, in any frame", () => {
    expect(hits.other).toEqual([]);
  });

  it("[F-01] each secret reaches everybody who may", () => {
    expect(hits.permitted).toBe(canaries.reduce((sum, { permitted }) => sum + permitted.size, 0));
  });

  it("[F-01] [D-07] none stands in any table that the devices of others keep, or in what they log, and all in those of whoever may read it", () => {
    expect(kept.other).toEqual([]);
    expect(kept.permitted).toBe(canaries.reduce((sum, { permitted }) => sum + permitted.size, 0));
  });
});
