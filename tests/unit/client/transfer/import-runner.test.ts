import { describe, expect, it } from "vitest";
import { recordId } from "#domain/id.ts";
import type { Replica } from "#client/replica/replica-context.tsx";
import { createImportRunner } from "#client/transfer/import-runner.ts";
import type { Edit } from "#workers/replica/api.ts";
import type { ImportEntry } from "#workers/transfer/import-journal.ts";

const ADA: Edit = { record: recordId("user", "ada"), values: { role: "boss" } };
const ENTRY: ImportEntry = { id: "one", at: 1, file: "users.csv", kind: "user", state: "stopped", total: 2, done: 1, created: 0, updated: 1, rejected: 0, portions: 1 };

/** A page on which a person answers `meant`, and a worker that notes what it is asked to do. */
const createPage = (meant: boolean) => {
  const asked: (readonly Edit[])[] = [];
  const done: string[] = [];
  const replica = { me: () => ({ id: recordId("user", "admin") }), isMeant: async (edits: readonly Edit[]) => (asked.push(edits), meant), dropStep: () => {}, addStep: () => {} } as unknown as Replica;
  const outcome = { entry: ENTRY, refused: [], failed: null };
  const importer = {
    accessEdits: async () => [ADA],
    accessEditsOf: async (_id: string, which: string) => [{ ...ADA, values: { role: which } }],
    start: async () => (done.push("start"), outcome),
    proceed: async () => (done.push("proceed"), outcome),
    undo: async () => (done.push("undo"), { skipped: 0, problem: null }),
    undoEdits: async () => [],
    imports: async () => [],
  };
  return { asked, done, runner: createImportRunner(replica, async () => importer as never) };
};

describe("an import that changes who may do what", () => {
  it("[S-11] is written, continued and taken back only once its effect was shown and is meant", async () => {
    const { asked, done, runner } = createPage(false);
    await runner.start("users.csv", "Import", false);
    await runner.proceed(ENTRY, "Import");
    expect(await runner.undo(ENTRY)).toBeNull();
    expect([done, runner.progress()]).toEqual([[], null]);
    expect(asked.map(([edit]) => edit?.values["role"])).toEqual(["boss", "left", "undo"]);
  });

  it("[S-11] goes on as any other once it is meant", async () => {
    const { done, runner } = createPage(true);
    await runner.start("users.csv", "Import", false);
    await runner.proceed(ENTRY, "Import");
    expect(await runner.undo(ENTRY)).toEqual({ skipped: 0, problem: null });
    expect(done).toEqual(["start", "proceed", "undo"]);
  });
});
