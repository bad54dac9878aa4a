import { describe, expect, it } from "vitest";
import { entityOf } from "#domain/entities/registry.ts";
import { docId, recordId } from "#domain/id.ts";
import type { HistoryEntry } from "#domain/protocol/down/history.ts";
import type { LogFilter } from "#domain/protocol/up/ask-log.ts";
import { logAsCsv, logLine, type LogCsv } from "#client/scenes/data-log/save-log.ts";
import { ruleOf } from "#client/scenes/data-log/log-words.ts";
import { messages } from "#client/i18n/messages/en.ts";

const ANN = recordId("user", "ann");
const ACME = recordId("customer", "acme");
const TITLES: Readonly<Record<string, string>> = { [ANN]: "Ann", [ACME]: "Acme" };
const words: LogCsv = { locale: "en", t: (key) => String(messages[key]), titleOf: (id) => TITLES[id] ?? null };
const entry = (more: Partial<HistoryEntry>): HistoryEntry => ({ no: 1, doc: docId(ACME), path: "name", from: "Old", to: "New", by: ANN, device: 4_097, at: Date.UTC(2026, 9, 1), received: 0, outcome: "kept", ...more });
const ANY: LogFilter = { by: null, kind: null, record: null, path: null, since: null, until: null };

describe("the data log as a file", () => {
  it("[CU-26] [T-04] a line says when, who, what, from what to what, on which device and by which rule", () => {
    expect(logLine(entry({}), words)).toBe("2026-10-01T00:00:00.000Z,Ann,Customer,Acme,Name,Old,New,4097,Stands as made\r\n");
    expect(logLine(entry({ path: "owner", from: ANN, to: null }), words)).toContain(",Owner,Ann,,");
    expect(logLine(entry({ path: "name", to: "=1+1" }), words)).toContain(",'=1+1,");
    expect(logLine(entry({ path: "purged", from: null, to: { by: ANN, at: 1 }, device: 0 }), words)).toContain(",Acme,,,,Relay,Removed for good");
  });

  it("[T-04] names the rule by which an entry stands as it does", () => {
    expect([entry({}), entry({ outcome: "superseded" }), entry({ outcome: "replaced" }), entry({ path: entityOf("customer").number?.field ?? "", from: "~1" }), entry({ path: "created" })].map(ruleOf)).toEqual(["log.rule.kept", "timeline.superseded", "timeline.replaced", "log.rule.number", "log.rule.created"]);
  });

  it("[T-04] is complete or not saved at all", async () => {
    const pages = [{ entries: [entry({})], next: 9 }, { entries: [], next: 5 }, { entries: [entry({ no: 4 })], next: null }];
    let at = 0;
    const file = await logAsCsv(async () => ({ ok: true, value: pages[at++] ?? { entries: [], next: null } }), ANY, words);
    expect((await file?.text())?.split("\r\n")).toHaveLength(4);
    expect(await logAsCsv(async (_filter, before) => (before === null ? { ok: true, value: { entries: [entry({})], next: 9 } } : { ok: false, error: "Offline" }), ANY, words)).toBe(null);
  });
});
