import { describe, expect, it } from "vitest";
import { createKeySource, recordId, type RecordId } from "#domain/id.ts";
import { err, ok } from "#domain/result.ts";
import { openSheaf, valuesAt } from "#domain/record/sheaf.ts";
import type { Row } from "#domain/schema/entity.ts";
import type { ImportPlan } from "#domain/transfer/import-plan.ts";
import type { BulkApi, CommitProblem, Edit } from "#workers/replica/api.ts";
import { createImportRuns } from "#workers/transfer/import-run.ts";

const me = recordId("user", "admin");
const clock = { now: () => 1_700_000_000_000 };

/** A replica that keeps records and local values in memory, and refuses or fails where it is told to. */
const createDevice = () => {
  const rows = new Map<RecordId, Record<string, unknown>>();
  const local = new Map<string, string>();
  let commits = 0;
  const device = {
    rows,
    local,
    refuses: (_edit: Edit): CommitProblem | null => null,
    failsAt: Infinity,
    room: Infinity,
    onCommit: () => {},
    count: () => commits,
  };
  const api: BulkApi = {
    allRows: async () => [],
    result: async () => [],
    rows: async (ids) => ids.flatMap((id) => (rows.has(id) ? [{ id, ...rows.get(id) } as unknown as Row] : [])),
    getLocal: async (name) => local.get(name) ?? null,
    setLocal: async (values) => {
      const entries = Object.entries(values);
      if (entries.some(([, value]) => value !== null) && local.size + entries.length > device.room) return false;
      for (const [name, value] of entries) {
        if (value === null) local.delete(name);
        else local.set(name, value);
      }
      return true;
    },
    commit: async (edits) => {
      commits += 1;
      device.onCommit();
      if (commits >= device.failsAt) return err({ type: "StorageFailed", problem: "quota" });
      const refused = edits.map((edit) => device.refuses(edit)).find((problem) => problem !== null);
      if (refused) return err(refused);
      const undo: Edit[] = [];
      const skipped: { record: RecordId; path: string }[] = [];
      for (const { record, values, expect: expected } of edits) {
        const row = rows.get(record) ?? {};
        const before = { ...row };
        for (const [path, value] of Object.entries(values)) {
          if (expected && path in expected && JSON.stringify(row[path] ?? null) !== JSON.stringify(expected[path])) skipped.push({ record, path });
          else row[path] = value;
        }
        if (!rows.has(record)) undo.unshift({ record, values: { deleted: { by: me, at: 1 } }, expect: { deleted: null } });
        else if (values["name"] !== undefined && before["name"] !== values["name"]) undo.unshift({ record, values: { name: before["name"] as string }, expect: { name: values["name"] } });
        rows.set(record, row);
      }
      return ok({ tx: "t" as never, undo, skipped });
    },
    bringIn: async (bytes) => {
      const sheaf = openSheaf(bytes);
      const edits = sheaf.records.map((record, at): Edit => ({ record, values: valuesAt(sheaf, at) }));
      const refused = edits.flatMap((edit, at) => {
        const problem = device.refuses(edit);
        return problem ? [{ at, problem }] : [];
      });
      const out = new Set(refused.map(({ at }) => at));
      const written = await api.commit(edits.filter((_, at) => !out.has(at)));
      return written.ok ? ok({ refused, undo: written.value.undo }) : written;
    },
  };
  return { device, api };
};

const planOf = (count: number): ImportPlan => ({
  creates: Array.from({ length: count }, (_, at) => ({ id: recordId("customer", `c${at}`), kind: "customer", lines: [at + 2], values: { name: `Customer ${at}`, created: { by: me, at: 1 } } })),
  references: [],
  updates: [],
  issues: [],
  duplicates: [],
  matches: [],
  skipped: [],
  unchanged: [],
  rows: count,
});

const runsOn = (api: BulkApi, held = false) =>
  createImportRuns(api, { clock, keys: createKeySource(clock, { bytes: (size) => new Uint8Array(size).fill(7) }), lock: { hold: (work) => work(), held: async () => held }, sizes: { fresh: 200, changed: 200 } });

const request = (plan: ImportPlan) => ({ plan, file: "customers.csv", kind: "customer", me, rejected: 0 });
const silent = (): void => {};
const alive = (rows: ReadonlyMap<RecordId, Record<string, unknown>>): number => [...rows.values()].filter((row) => !row["deleted"]).length;

describe("writing an import", () => {
  it("[I-04] everything is written in portions, with progress to the end", async () => {
    const { device, api } = createDevice();
    const seen: number[] = [];
    const outcome = await runsOn(api).start(request(planOf(450)), ({ done }) => seen.push(done));
    expect(outcome.entry).toMatchObject({ state: "finished", created: 450, updated: 0, done: 450, total: 450 });
    expect(seen).toEqual([200, 400, 450]);
    expect(device.rows.size).toBe(450);
  });

  it("[I-04] the whole import is undone, and only once", async () => {
    const { device, api } = createDevice();
    const runs = runsOn(api);
    const { entry } = await runs.start(request(planOf(450)), silent);
    expect(await runs.undo(entry.id, silent)).toEqual({ skipped: 0, problem: null });
    expect(alive(device.rows)).toBe(0);
    expect((await runs.list())[0]?.state).toBe("undone");
    const commits = device.count();
    await runs.undo(entry.id, silent);
    expect(device.count()).toBe(commits);
  });

  it("[S-11] tells what of it can change who may do what: of what is left to write, and of what takes back what was written", async () => {
    const { device, api } = createDevice();
    const runs = runsOn(api);
    const users = Array.from({ length: 3 }, (_, at) => ({ id: recordId("user", `u${at}`), kind: "user", lines: [at + 2], values: { name: `User ${at}`, created: { by: me, at: 1 } } }));
    const renamed = { id: recordId("user", "old"), kind: "user", lines: [9], changes: [{ path: "name", from: "A", to: "B" }] };
    device.onCommit = () => {
      if (device.count() === 1) runs.cancel();
    };
    const plan: ImportPlan = { ...planOf(250), references: users, updates: [renamed as never] };
    const { entry } = await runs.start({ ...request(plan), kind: "user" }, silent);
    expect(entry.state).toBe("stopped");
    const records = async (which: "left" | "undo") => (await runs.accessEdits(entry.id, which)).map(({ record }) => record);
    expect(await records("left")).toEqual([]);
    expect(await records("undo")).toEqual(users.map(({ id }) => id).reverse());
  });

  it("[I-04] what a cancelled import has written stays listed and can be undone", async () => {
    const { device, api } = createDevice();
    const runs = runsOn(api);
    device.onCommit = () => {
      if (device.count() === 2) runs.cancel();
    };
    const { entry } = await runs.start(request(planOf(1_000)), silent);
    expect(entry).toMatchObject({ state: "stopped", done: 400 });
    await runs.undo(entry.id, silent);
    expect(device.rows.size).toBe(400);
    expect(alive(device.rows)).toBe(0);
  });

  it("[I-04] a device without room for what is to be written writes nothing, says so, and can begin afresh", async () => {
    const { device, api } = createDevice();
    const runs = runsOn(api);
    device.room = 1;
    expect(await runs.start(request(planOf(450)), silent)).toMatchObject({ entry: { state: "interrupted", done: 0, portions: 0 }, failed: { type: "StorageFailed", problem: "quota" } });
    expect(device.rows.size).toBe(0);
    expect(device.local.size).toBe(0);
    expect(await runs.list()).toEqual([]);
    device.room = Infinity;
    expect((await runs.start(request(planOf(450)), silent)).entry).toMatchObject({ state: "finished", done: 450 });
  });

  it("[I-04] a paused import waits until it is resumed", async () => {
    const { device, api } = createDevice();
    const runs = runsOn(api);
    let atPause = 0;
    device.onCommit = () => {
      if (device.count() !== 1) return;
      runs.pause();
      setTimeout(() => {
        atPause = device.count();
        runs.resume();
      }, 20);
    };
    const { entry } = await runs.start(request(planOf(600)), silent);
    expect(atPause).toBe(1);
    expect(entry.state).toBe("finished");
  });

  it("[I-04] an import whose tab was closed says how far it got and goes on without writing anything twice", async () => {
    const { device, api } = createDevice();
    device.failsAt = 3;
    await runsOn(api).start(request(planOf(1_000)), silent);
    device.failsAt = Infinity;
    const index = JSON.parse(device.local.get("imports") ?? "[]") as { state: string }[];
    device.local.set("imports", JSON.stringify(index.map((entry) => ({ ...entry, state: "running" }))));

    const later = runsOn(api);
    const [entry] = await later.list();
    expect(entry).toMatchObject({ state: "interrupted", done: 400, total: 1_000 });
    const outcome = await later.proceed(entry?.id ?? "", silent);
    expect(outcome?.entry).toMatchObject({ state: "finished", done: 1_000, created: 1_000 });
    expect(device.rows.size).toBe(1_000);
  });

  it("[I-04] an import that an app of before has begun is finished as it was planned, and undone", async () => {
    const { device, api } = createDevice();
    const edits = Array.from({ length: 3 }, (_, at): Edit => ({ record: recordId("customer", `c${at}`), values: { name: `Customer ${at}`, created: { by: me, at: 1 } } }));
    const undo = edits.map(({ record }): Edit => ({ record, values: { deleted: { by: me, at: 1 } }, expect: { deleted: null } })).reverse();
    const entry = { id: "before", at: 1, file: "customers.csv", kind: "customer", state: "interrupted", total: 3, done: 0, created: 0, updated: 0, rejected: 0, portions: 1 };
    device.local.set("import:before:0", JSON.stringify({ todo: edits, undo, created: 0, updated: 0 }));
    device.local.set("imports", JSON.stringify([entry]));
    const runs = runsOn(api);
    expect((await runs.proceed("before", silent))?.entry).toMatchObject({ state: "finished", created: 3 });
    expect(device.rows.get(recordId("customer", "c1"))).toMatchObject({ name: "Customer 1" });
    await runs.undo("before", silent);
    expect(alive(device.rows)).toBe(0);
  });

  it("[I-04] what is to be written is kept until it is, and what takes it back stays short", async () => {
    const { device, api } = createDevice();
    const runs = runsOn(api);
    const kept: number[] = [];
    device.onCommit = () => kept.push([...device.local.keys()].filter((name) => name.startsWith("import-sheaf:")).length);
    const { entry } = await runs.start(request(planOf(450)), silent);
    expect(kept[0]).toBe(3);
    expect([...device.local.keys()].sort()).toEqual([0, 1, 2].map((at) => `import:${entry.id}:${at}`).concat("imports").sort());
    expect(device.local.get(`import:${entry.id}:0`)?.length).toBeLessThan(200 * 20);
  });

  it("[I-04] an import that another tab is writing is not called interrupted", async () => {
    const { device, api } = createDevice();
    await runsOn(api).start(request(planOf(10)), silent);
    device.local.set("imports", (device.local.get("imports") ?? "").replace("finished", "running"));
    expect((await runsOn(api, true).list())[0]?.state).toBe("running");
  });

  it("[I-04] undoing an interrupted import does not make the records that it never wrote", async () => {
    const { device, api } = createDevice();
    device.failsAt = 2;
    const runs = runsOn(api);
    const { entry, failed } = await runs.start(request(planOf(500)), silent);
    expect(failed).toEqual({ type: "StorageFailed", problem: "quota" });
    expect(entry.state).toBe("interrupted");
    device.failsAt = Infinity;
    await runs.undo(entry.id, silent);
    expect(device.rows.size).toBe(200);
    expect(alive(device.rows)).toBe(0);
  });

  it("[I-03] a record that is not allowed keeps out itself alone, with its line", async () => {
    const { device, api } = createDevice();
    const denied = recordId("customer", "c7");
    device.refuses = ({ record }) => (record === denied ? { type: "Denied", reason: "disabled" } : null);
    const outcome = await runsOn(api).start(request(planOf(50)), silent);
    expect(outcome.refused).toEqual([{ lines: [9], problem: { type: "Denied", reason: "disabled" } }]);
    expect(outcome.entry).toMatchObject({ state: "finished", created: 49 });
  });

  it("[I-04] an update that a colleague has changed since is left alone by undo", async () => {
    const { device, api } = createDevice();
    const first = recordId("customer", "x");
    const second = recordId("customer", "y");
    device.rows.set(first, { name: "Old 1" });
    device.rows.set(second, { name: "Old 2" });
    const updates = [first, second].map((id, at) => ({ id, kind: "customer", lines: [at + 2], changes: [{ path: "name", from: `Old ${at + 1}`, to: `New ${at + 1}` }] }));
    const runs = runsOn(api);
    const { entry } = await runs.start(request({ ...planOf(0), updates }), silent);
    expect(entry).toMatchObject({ created: 0, updated: 2 });
    device.rows.set(second, { name: "By a colleague" });
    expect((await runs.undo(entry.id, silent)).skipped).toBe(1);
    expect([device.rows.get(first)?.["name"], device.rows.get(second)?.["name"]]).toEqual(["Old 1", "By a colleague"]);
  });
});
