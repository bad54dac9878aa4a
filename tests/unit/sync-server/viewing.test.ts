import * as encoding from "lib0/encoding";
import { describe, expect, it } from "vitest";
import { docId, type RecordId } from "#domain/id.ts";
import { issueView } from "#sync-server/viewing.ts";
import { ACME, ANNA, BEN, BOLT, BOSS, createCompany, DEAL, MANAGER, PUMP, type Company } from "./company.ts";
import { createRawDevice } from "./raw-device.ts";

const viewAs = async ({ relay, clock }: Company, viewer: RecordId, person: RecordId) => {
  const device = createRawDevice(relay, clock);
  const issued = await issueView(relay, viewer, person);
  if (!issued.ok) throw new Error(issued.error);
  await device.connect(person, { ticket: issued.value });
  return device;
};

/** An awareness update of one client, as y-protocols writes it. */
const presenceOf = (client: number): Uint8Array => {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarString(encoder, "{}");
  return encoding.toUint8Array(encoder);
};

const viewedBy = async ({ relay }: Company, person: RecordId) => (await relay.storage.history([docId(person)], null, 50)).filter(({ path }) => path === "viewed").map(({ by }) => by);

describe("seeing what another person sees", () => {
  it("[S-15] a viewer is sent exactly what the person is sent, live too, and it stands in the person's history", async () => {
    const company = await createCompany();
    const anna = await company.device(ANNA);
    const viewer = await viewAs(company, BOSS, ANNA);
    expect(viewer.welcome).toMatchObject({ person: ANNA, scopes: anna.welcome.scopes });
    expect([...viewer.held.keys()].sort()).toEqual([...anna.held.keys()].sort());
    expect([viewer.row(BOLT), viewer.held.get(docId(PUMP, "cost"))]).toEqual([undefined, undefined]);
    await anna.push(anna.edit(docId(ACME), { phone: "2" }));
    expect(viewer.row(ACME)?.["phone"]).toBe("2");
    expect(await viewedBy(company, ANNA)).toEqual([BOSS]);
  });

  it("[S-15] nothing comes from a viewer: no change, no command, no presence; two viewers do not end each other, nor the person", async () => {
    const company = await createCompany();
    const anna = await company.device(ANNA);
    const [viewer, second] = [await viewAs(company, BOSS, ANNA), await viewAs(company, BOSS, ANNA)];
    expect(await viewer.push(viewer.edit(docId(ACME), { phone: "9" }))).toMatchObject({ ok: false, refusal: { code: "denied", reason: "viewing" } });
    viewer.send({ type: "command", request: 1, do: { name: "purge", record: ACME } });
    viewer.send({ type: "command", request: 2, do: { name: "preview", rows: [] } });
    anna.send({ type: "watch", docs: [docId(DEAL)] });
    viewer.send({ type: "watch", docs: [docId(DEAL)] });
    await viewer.settled();
    const before = anna.received.length;
    viewer.send({ type: "presence", doc: docId(DEAL), update: presenceOf(viewer.client()) });
    await viewer.settled();
    expect(viewer.received.filter(({ type }) => type === "done")).toEqual([1, 2].map((request) => ({ type: "done", request, error: "viewing" })));
    expect(anna.received.slice(before)).toEqual([]);
    expect(anna.row(ACME)?.["phone"]).toBe("1");
    expect([viewer.closed, second.closed, anna.closed]).toEqual([null, null, null]);
    expect((await company.storage.history([docId(ACME)], null, 50)).map(({ path }) => path)).not.toContain("phone");
  });

  it("[S-15] only for administrators, with a ticket for one use, and only as long as the right lasts", async () => {
    const company = await createCompany();
    expect(await issueView(company.relay, MANAGER, ANNA)).toEqual({ ok: false, error: "denied" });
    const boss = await company.device(BOSS);
    const promoted = await boss.push(boss.edit(docId(BEN), { "set/rights/admin": 1 }));
    expect(promoted.ok).toBe(true);
    const issued = await issueView(company.relay, BEN, ANNA);
    if (!issued.ok) throw new Error(issued.error);
    const viewer = createRawDevice(company.relay, company.clock);
    await viewer.connect(ANNA, { ticket: issued.value });
    const again = createRawDevice(company.relay, company.clock);
    await again.connect(ANNA, { ticket: issued.value });
    expect(again.closed).toBe("signInAgain");
    const left = await issueView(company.relay, BEN, ANNA);
    await boss.push(boss.edit(docId(BEN), { "set/rights/admin": null }));
    expect(viewer.closed).toBe("forbidden");
    const late = createRawDevice(company.relay, company.clock);
    await late.connect(ANNA, { ticket: left.ok ? left.value : "" });
    expect(late.closed).toBe("forbidden");
    expect(await viewedBy(company, ANNA)).toEqual([BEN]);
  });
});
