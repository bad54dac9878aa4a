import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { entityOf } from "#domain/entities/registry.ts";
import type { Row } from "#domain/schema/entity.ts";
import { LOCALES, type Locale } from "#domain/schema/words.ts";
import { exportCsv, exportRejected } from "#domain/transfer/export-csv.ts";
import { guardFormula, unguardFormula } from "#domain/transfer/formula-guard.ts";
import { isKnownHeading } from "#domain/transfer/headings.ts";
import { autoMap } from "#domain/transfer/mapping.ts";
import type { SheetRow } from "#domain/transfer/sheet.ts";
import { sharedData } from "#tests/shared-data.ts";
import { ME, NOW, planInput, planOf, row } from "#tests/unit/domain/transfer/planning.ts";
import { inspectCsv, readCsv } from "#workers/transfer/read-csv.ts";

const me = row("user", "me", { name: "Me", account: "me" });

const exported = (kind: string, columns: readonly string[], rows: readonly Row[], known: readonly Row[] = [], locale: Locale = "en"): Blob => {
  const byId = new Map([me, ...known, ...rows].map((each) => [each.id as string, each]));
  const context = { now: NOW, today: "2026-11-22", offsetMinutes: 480, row: (id: string) => byId.get(id) };
  return new Blob([...exportCsv({ entity: entityOf(kind), columns, rows, locale, context })]);
};

const readBack = async (file: Blob) => {
  const found = await inspectCsv(file, {}, isKnownHeading);
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  const rows: SheetRow[] = [];
  const read = await readCsv(file, found.value.dialect, { onRows: (piece) => void rows.push(...piece) });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return { columns: found.value.columns, rows };
};

/** The changes that importing an export of `rows` would make to records that have lost all their fields. */
const roundTrip = async (kind: string, columns: readonly string[], rows: readonly Row[], known: readonly Row[] = [], locale: Locale = "en") => {
  const file = await readBack(exported(kind, ["id", ...columns], rows, known, locale));
  const entity = entityOf(kind);
  const { map } = autoMap(entity, file.columns, file.rows);
  const bare = rows.map(({ id }) => ({ id }));
  const existing = Object.fromEntries(["user", "customer", "contact", "product", "opportunity", "followUp"].map((each) => [each, each === kind ? bare : [me, ...known].filter(({ id }) => id.startsWith(`${each}/`))]));
  const plan = planOf(map, file, planInput(existing));
  expect(plan.issues).toEqual([]);
  return plan.updates.map(({ id, changes }) => ({ id, ...Object.fromEntries(changes.filter(({ path }) => !path.startsWith("log/")).map(({ path, to }) => [path, to])) }));
};

describe("exporting", () => {
  it("[E-01] is UTF-8 with BOM and CRLF, quotes after RFC 4180, in the user's words", async () => {
    const acme = row("customer", "a1", { name: 'A "B", C', category: "vip", owner: ME });
    const bytes = new Uint8Array(await exported("customer", ["name", "category", "owner"], [acme], [], "zh-CN").arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = new TextDecoder().decode(bytes);
    expect(text.split("\r\n")[1]).toMatch(/^"A ""B"", C",.+,Me$/);
    expect(text.endsWith("\r\n")).toBe(true);
  });

  for (const locale of LOCALES) {
    it(`[E-02] read back, every kind of value is what it was (${locale})`, async () => {
      const beta = row("customer", "b1", { name: "Beta; Co、x" });
      const kim = row("contact", "k1", { name: "김민수" });
      const deal = row("opportunity", "o1", {
        subject: " spaces kept ", customer: beta.id, stage: "negotiation", probability: "12.5", expectedAmount: "-0.5".replace("-", ""), expectedSignDate: "2026-02-03",
        owner: ME, contacts: [kim.id], remarks: "line one\nline \"two\"\ttab", budget: "1234567.89",
      });
      const columns = ["subject", "customer", "stage", "probability", "expectedAmount", "expectedSignDate", "owner", "contacts", "remarks", "budget"];
      const { contacts: _, ...rest } = deal as unknown as Record<string, unknown>;
      expect(await roundTrip("opportunity", columns, [deal], [beta, kim], locale)).toEqual([{ ...rest, [`set/contacts/${kim.id}`]: 1 }]);
      const person = row("contact", "p1", { name: "A", customers: [beta.id] });
      expect(await roundTrip("contact", ["name", "customers"], [person], [beta], locale)).toEqual([{ id: person.id, name: "A", [`set/customers/${beta.id}`]: 1 }]);
      const note = row("followUp", "f1", { content: "x", at: Date.parse("2026-01-02T03:04:05.678Z") });
      expect(await roundTrip("followUp", ["content", "at"], [note], [], locale)).toEqual([{ ...note }]);
    });
  }

  it("[E-02] a customer's money, whole numbers and options", async () => {
    const acme = row("customer", "c1", { name: "Acme", revenue: "-0", employees: 12, foundedYear: 1996, hotLevel: "high", creditLimit: "1000", country: "한국" });
    const given = { ...(acme as unknown as Record<string, unknown>), revenue: "0.01" } as unknown as Row;
    expect(await roundTrip("customer", ["name", "revenue", "employees", "foundedYear", "hotLevel", "creditLimit", "country"], [given])).toEqual([given]);
  });
});

const fixture = <T>(name: string): T => JSON.parse(readFileSync(new URL(`../../../fixtures/${name}.json`, import.meta.url), "utf8")) as T;

describe("formula injection", () => {
  const own = fixture<{ readonly formulas: readonly string[]; readonly harmless: readonly string[] }>("formulas");
  const file = sharedData("formula-injection/payloads.json");
  const payloads = file ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, string[]>) : {};
  const dangerous = [...own.formulas, ...(payloads["must_be_neutralised_on_csv_and_xlsx_export"] ?? [])];
  const harmless = [...own.harmless, ...(payloads["legitimate_values_that_must_survive_a_round_trip_unchanged"] ?? [])];

  it("[E-03] no cell of an export starts a formula", async () => {
    const rows = dangerous.map((remarks, n) => row("customer", `c${n}`, { name: `N${n}`, remarks }));
    const { rows: cells } = await readBack(exported("customer", ["name", "remarks"], rows));
    for (const each of cells) expect(each.cells[1]).not.toMatch(/^\s*[=+\-@＝＋－＠\t\r\n]/);
    expect(cells).toHaveLength(dangerous.length);
  });

  it("[E-03] payloads and look-alikes come back exactly", async () => {
    const texts = [...dangerous, ...harmless, "'quoted", "''=x", "'-5", "-5", "'", ""];
    for (const text of texts) expect(unguardFormula(guardFormula(text))).toBe(text);
    const rows = texts.filter((text) => text !== "").map((remarks, n) => row("customer", `c${n}`, { name: `N${n}`, remarks }));
    expect(await roundTrip("customer", ["name", "remarks"], rows)).toEqual(rows);
  });

  it("[E-03] negative numbers stay numbers", () => {
    expect(["-5", "-12.50", "-0", "-12%"].map(guardFormula)).toEqual(["-5", "-12.50", "-0", "-12%"]);
  });
});

describe("naughty strings", () => {
  const comeBack = async (strings: readonly string[]): Promise<void> => {
    const rows = strings.filter((text) => text !== "").map((remarks, n) => row("customer", `c${n}`, { name: `N${n}`, remarks }));
    expect(await roundTrip("customer", ["name", "remarks"], rows)).toEqual(rows);
  };

  it("[E-02] [W-02] come back exactly from export and import", () => comeBack(fixture<readonly string[]>("naughty")));

  const file = sharedData("blns/blns.json");
  it.skipIf(!file)("[E-02] so does the big list of them", async () => {
    const strings = JSON.parse(readFileSync(file ?? "", "utf8")) as readonly string[];
    expect(strings.length).toBeGreaterThan(500);
    await comeBack(strings);
  });
});

describe("rejected rows", () => {
  it("[E-04] are exported as they stand, with their reasons, and can be imported after correction", async () => {
    const file = await readBack(new Blob(["name,revenue\nA,1\nB,x\nC,1,2\n"]));
    const { map } = autoMap(entityOf("customer"), file.columns, file.rows);
    const plan = planOf(map, file);
    const text = [...exportRejected({ ...file, issues: plan.issues, heading: "Why", reasonOf: (issue) => `${issue.column ?? "row"}: ${issue.reason}` })].join("");
    expect(text).toBe("\ufeffname,revenue,Why\r\nB,x,revenue: notNumber\r\nC,1,\"row: tooManyFields; 2\"\r\n");
  });
});
