import { describe, expect, it } from "vitest";
import { docId, recordId } from "#domain/id.ts";
import type { HistoryEntry } from "#domain/protocol/down/history.ts";
import { rewind } from "#domain/record/rewind.ts";
import type { FieldValue } from "#domain/schema/field.ts";

const ANN = recordId("user", "ann");
const entry = (no: number, path: string, from: FieldValue, to: FieldValue, more: Partial<HistoryEntry> = {}): HistoryEntry => ({ no, doc: docId(recordId("customer", "a")), path, from, to, by: ANN, device: 1, at: no * 10, received: no * 10, outcome: "kept", ...more });
const then = (now: Readonly<Record<string, FieldValue>>, entries: readonly HistoryEntry[], at: number) => {
  const found = rewind(Object.entries(now), entries.toReversed(), at);
  return found && Object.fromEntries(found);
};

describe("rewinding a document", () => {
  const entries = [entry(1, "name", null, "A"), entry(2, "name", "A", "B"), entry(3, "set/tags/x", null, 1), entry(4, "name", "B", null)];

  it("[T-05] undoes what was made later, newest first, and nothing else", () => {
    const now = { "set/tags/x": 1, phone: "1" };
    expect(then(now, entries, 40)).toEqual(now);
    expect(then(now, entries, 39)).toEqual({ ...now, name: "B" });
    expect(then(now, entries, 20)).toEqual({ phone: "1", name: "B" });
    expect(then(now, entries, 19)).toEqual({ phone: "1", name: "A" });
    expect(then(now, entries, 0)).toEqual({ phone: "1" });
  });

  it("[T-05] goes by when changes were made, not by when they arrived", () => {
    const late = [entry(1, "name", "A", "B", { at: 50 }), entry(2, "phone", null, "1", { at: 20 })];
    expect(then({ name: "B", phone: "1" }, late, 30)).toEqual({ name: "A", phone: "1" });
  });

  it("[T-05] passes over changes that never stood, and over texts", () => {
    const odd = [entry(1, "name", "A", "lost", { outcome: "superseded" }), entry(2, "prose/notes", null, null), entry(3, "name", "A", "B", { outcome: "replaced" })];
    expect(then({ name: "B" }, odd, 5)).toEqual({ name: "A" });
  });

  it("[T-05] a record did not exist before it was created, whether the history or its mark says so", () => {
    expect(then({ created: null, name: "A" }, [entry(2, "created", null, { by: ANN, at: 20 })], 19)).toBe(null);
    expect(then({ created: { by: ANN, at: 20 } }, [], 19)).toBe(null);
    expect(then({ created: { by: ANN, at: 20 } }, [], 20)).not.toBe(null);
  });
});
