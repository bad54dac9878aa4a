import { describe, expect, it } from "vitest";
import { docId, recordId } from "#domain/id.ts";
import { TABLES } from "#workers/replica/storage/storage.ts";
import { openPage } from "./replica-page.ts";
import { ANN, BEN, BOSS, createWorld, key, rowOf, stateOf } from "./replica-world.ts";

const [ours, theirs] = [recordId("customer", key(1)), recordId("customer", key(2))];
const deal = recordId("opportunity", key(1));

describe("a replica of what somebody else sees", () => {
  it("[S-15] it has the person's records and rights, follows them live and over a break, takes nothing in, and stores nothing", async () => {
    const world = await createWorld();
    await world.seed(ours, { name: "Ours", owner: ANN });
    await world.seed(theirs, { name: "Theirs", owner: BEN });
    await world.seed(deal, { subject: "Deal", customer: ours, owner: ANN });
    const ann = await world.device(ANN);
    const view = await world.device(BOSS, { viewing: ANN, seed: 8 });
    await world.pass();
    expect(stateOf(view.replica).kind).toBe("saved");
    expect([(await rowOf(view.replica, ours))?.["name"], await rowOf(view.replica, theirs)]).toEqual(["Ours", undefined]);
    expect(await view.replica.commit([{ record: ours, values: { phone: "9" } }])).toEqual({ ok: false, error: { type: "Denied", reason: "viewing" } });
    expect(await view.replica.mayWrite(ours, { phone: "9" })).toMatchObject({ ok: false, error: { reason: "viewing" } });
    const page = await openPage(view.replica, docId(deal));
    page.type("typed while viewing");
    const purging = view.replica.purge(ours);
    await world.pass();
    expect(await purging).toEqual({ ok: false, error: { type: "Denied" } });
    expect(await view.replica.signIn("boss", "secret")).toMatchObject({ ok: false });

    view.online(false);
    await ann.replica.commit([{ record: ours, values: { phone: "2" } }]);
    await world.pass();
    view.online(true);
    await world.pass(10_000);
    expect((await rowOf(view.replica, ours))?.["phone"]).toBe("2");
    expect(stateOf(view.replica)).toMatchObject({ kind: "saved", waiting: 0, attention: 0 });
    for (const table of TABLES) expect(await view.storage.entries(table)).toEqual([]);
    const [stored] = await world.relay.storage.documents([docId(deal)]);
    expect(JSON.stringify(stored?.row)).not.toContain("typed while viewing");
  });

  it("[S-15] without the right there is no view", async () => {
    const world = await createWorld();
    const view = await world.device(BEN, { viewing: ANN });
    await world.pass();
    expect(await view.replica.start()).toBeNull();
  });
});
