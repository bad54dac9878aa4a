import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { docId, recordId } from "#domain/id.ts";
import { createSqliteStorage } from "#sync-server/storage/sqlite.ts";
import type { Storage } from "#sync-server/storage/storage.ts";
import { err } from "#domain/result.ts";
import { createMemoryStorage } from "#workers/replica/storage/memory.ts";
import type { ReplicaStorage } from "#workers/replica/storage/storage.ts";
import { openPage } from "./replica-page.ts";
import { ANN, attentionOf, BEN, BOSS, createWorld, key, rowOf, stateOf } from "./replica-world.ts";

const deal = recordId("opportunity", key(1));
const other = recordId("opportunity", key(2));
const customer = recordId("customer", key(3));

describe("a relay restored from an older copy", () => {
  let folder = "";
  let open: Storage[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tidebook-restored-"));
    open = [];
  });
  afterEach(async () => {
    for (const storage of open) await storage.close();
    rmSync(folder, { recursive: true });
  });

  const at = (name: string): Storage => {
    const storage = createSqliteStorage(join(folder, name));
    open.push(storage);
    return storage;
  };

  /** A world whose relay was copied once everybody was in step; `lose` puts the copy in its place. */
  const setUp = async (storage: ReplicaStorage = createMemoryStorage()) => {
    const first = at("live.sqlite");
    const world = await createWorld(first);
    await world.seed(deal, { subject: "First", owner: ANN, stage: "prospecting", budget: "1" });
    await world.seed(other, { subject: "Other", owner: BEN, [`set/sharedWith/${ANN}`]: 1, stage: "prospecting" });
    const ann = await world.device(ANN, { storage });
    const boss = await world.device(BOSS, { seed: 9 });
    await world.pass();
    await first.close();
    open = [];
    copyFileSync(join(folder, "live.sqlite"), join(folder, "copy.sqlite"));
    await world.restart(at("live.sqlite"));
    await world.pass(10_000);
    return { world, ann, boss, lose: () => world.restart(at("copy.sqlite")) };
  };

  it("[F-13] what a device had acknowledged is handed in again: fields, records and changes that wait", async () => {
    const { world, ann, boss, lose } = await setUp();
    await ann.replica.commit([{ record: deal, values: { subject: "Second", budget: null } }]);
    await ann.replica.commit([{ record: customer, values: { name: "Made after the copy" } }]);
    await world.pass();
    const number = (await rowOf(ann.replica, customer))?.customerNo;
    expect(number).toMatch(/^C-/);
    ann.online(false);
    await ann.replica.commit([{ record: deal, values: { expectedAmount: "7" } }]);
    boss.online(false);
    await lose();
    await world.pass(5_000);
    ann.online(true);
    await world.pass(60_000);
    boss.online(true);
    await world.pass(60_000);
    for (const { replica } of [ann, boss]) {
      const row = await rowOf(replica, deal);
      expect(row).toMatchObject({ subject: "Second", expectedAmount: "7" });
      expect(row?.budget).toBeUndefined();
      expect(await rowOf(replica, customer)).toMatchObject({ name: "Made after the copy", customerNo: number, owner: ANN });
      expect(stateOf(replica)).toMatchObject({ kind: "saved", waiting: 0, attention: 0 });
    }
    const [stored] = await world.relay.storage.documents([docId(deal)]);
    expect(stored?.row).toMatchObject({ subject: "Second", expectedAmount: "7" });
  });

  it("[F-13] [S-20] what a device was not shown is not handed in as if it had been cleared", async () => {
    const { world, ann, boss, lose } = await setUp();
    const junior = recordId("jobFunction", key(7));
    const may = Object.fromEntries(["read", "create", "change"].map((action) => [`set/may/opportunity.${action}`, 1]));
    await boss.replica.commit([{ record: junior, values: { name: "Junior", ...may, "set/hidden/opportunity.budget": 1 } }]);
    await boss.replica.commit([{ record: ANN, values: { [`set/functions/${junior}`]: 1 } }]);
    await world.pass();
    await ann.replica.commit([{ record: deal, values: { subject: "Second" } }]);
    await world.pass();
    expect((await rowOf(ann.replica, deal))?.budget).toBeUndefined();
    ann.online(false);
    boss.online(false);
    await lose();
    await world.pass(5_000);
    ann.online(true);
    await world.pass(60_000);
    expect(await rowOf(ann.replica, deal)).toMatchObject({ subject: "Second", budget: "1" });
    boss.online(true);
    await world.pass(60_000);
    expect(await rowOf(boss.replica, deal)).toMatchObject({ subject: "Second", budget: "1" });
    expect(attentionOf(ann.replica).flatMap(({ docs }) => docs.flatMap(({ changes }) => changes.map(({ path }) => path)))).not.toContain("budget");
  });

  it("[F-13] a device notices although the relay has gone past its position meanwhile, and what was changed since stands", async () => {
    const { world, ann, boss, lose } = await setUp();
    await ann.replica.commit([{ record: deal, values: { subject: "Lost", budget: "5" } }]);
    await world.pass();
    ann.online(false);
    boss.online(false);
    await lose();
    // The boss's device has seen the lost change too; a third one makes the relay go on before anybody comes back.
    const third = await world.device(BOSS, { seed: 12 });
    await world.pass(5_000);
    for (const subject of ["A", "B", "C", "Since"]) {
      await third.replica.commit([{ record: deal, values: { subject } }]);
      await world.pass();
    }
    ann.online(true);
    await world.pass(60_000);
    boss.online(true);
    await world.pass(60_000);
    for (const { replica } of [ann, boss, third]) {
      expect(await rowOf(replica, deal)).toMatchObject({ subject: "Since", budget: "5" });
      expect(stateOf(replica)).toMatchObject({ kind: "saved", waiting: 0 });
    }
  });

  it("[F-13] what the person may not hand in, and long text, is named in the tray", async () => {
    const { world, ann, boss, lose } = await setUp();
    const page = await openPage(ann.replica, docId(deal));
    page.type("Words after the copy");
    await ann.replica.flush();
    await boss.replica.commit([{ record: other, values: { owner: BOSS } }]);
    await world.pass();
    boss.online(false);
    await lose();
    await world.pass(60_000);
    expect(stateOf(ann.replica)).toMatchObject({ kind: "saved", waiting: 0 });
    const items = attentionOf(ann.replica);
    expect(items.map(({ text }) => text)).toContain("Words after the copy");
    expect(items.flatMap(({ docs }) => docs.flatMap(({ changes }) => changes.map(({ path, to }) => [path, to])))).toContainEqual(["owner", BOSS]);
    expect(await rowOf(ann.replica, other)).toMatchObject({ owner: BEN });
    boss.online(true);
    await world.pass(60_000);
    expect(await rowOf(ann.replica, other)).toMatchObject({ owner: BOSS });
    expect(page.closes).toContain(4409);
  });

  it("[F-13] stopped while it reads the feed again, a device still has what was set aside", async () => {
    const disk = createMemoryStorage();
    let alive = true;
    /** The power goes right after the device has set its lost documents aside. */
    const mortal: ReplicaStorage = {
      ...disk,
      close: () => undefined,
      write: async (operations, durability) => {
        if (!alive) return err("lost");
        alive = !operations.some((operation) => operation.table === "meta" && "key" in operation && operation.key === "aside");
        return disk.write(operations, durability);
      },
    };
    const { world, ann, boss, lose } = await setUp(mortal);
    await ann.replica.commit([{ record: deal, values: { subject: "Second" } }]);
    await world.pass();
    boss.online(false);
    await lose();
    await world.pass(10_000);
    expect(alive).toBe(false);
    expect(await disk.get("meta", "aside")).toBeDefined();
    ann.replica.stop();
    const again = await world.device(ANN, { storage: disk, seed: 31 });
    await world.pass(60_000);
    expect(await rowOf(again.replica, deal)).toMatchObject({ subject: "Second" });
    expect(stateOf(again.replica)).toMatchObject({ kind: "saved", waiting: 0, attention: 0 });
    expect(await disk.get("meta", "aside")).toBeUndefined();
    const [stored] = await world.relay.storage.documents([docId(deal)]);
    expect(stored?.row).toMatchObject({ subject: "Second" });
  });
});
