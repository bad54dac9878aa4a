import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { entityOf } from "#domain/entities/registry.ts";
import { matchHeading } from "#domain/transfer/headings.ts";
import { checkImportMap, parseImportMap } from "#domain/transfer/import-map.ts";
import { autoMap, headingSignature, suggestEntities } from "#domain/transfer/mapping.ts";
import { recogniseColumn } from "#domain/transfer/recognise.ts";
import { nameColumns } from "#domain/transfer/sheet.ts";
import { sharedData } from "#tests/shared-data.ts";
import { sheet } from "./planning.ts";

const to = (kind: string, headings: readonly string[]): (string | null)[] => headings.map((heading) => matchHeading(entityOf(kind), heading)?.to ?? null);

describe("headings", () => {
  it("[I-06] are known in the three languages and without regard to case, width and underscores", () => {
    expect(to("opportunity", ["商机主题", "예상 금액", "Expected amount", "ＳＴＡＧＥ", "close_value", "外部编号"])).toEqual([
      "subject", "expectedAmount", "expectedAmount", "stage", "expectedAmount", "externalNo",
    ]);
    expect(to("opportunity", ["nonsense", "", "*"])).toEqual([null, null, null]);
  });

  it("[I-06] of the Maven files", () => {
    expect(to("opportunity", ["opportunity_id", "sales_agent", "product", "account", "deal_stage", "engage_date", "close_date", "close_value"])).toEqual([
      "externalNo", "owner", "lines.product", "customer", "stage", "discoveredOn", "expectedSignDate", "expectedAmount",
    ]);
    expect(to("customer", ["account", "sector", "year_established", "revenue", "employees", "office_location", "subsidiary_of"])).toEqual([
      "name", "sector", "foundedYear", "revenue", "employees", "country", "parent",
    ]);
    expect(to("product", ["product", "series", "sales_price"])).toEqual(["name", "series", "listPrice"]);
    expect(to("user", ["sales_agent", "regional_office"])).toEqual(["name", "department"]);
  });

  const file = sharedData("import-templates/headings.json");
  it.skipIf(!file)("[I-06] of Pipedrive, HubSpot and OroCRM", () => {
    const known = JSON.parse(readFileSync(file ?? "", "utf8")) as {
      readonly pipedrive_official_sample_import: { readonly headings: readonly string[] };
      readonly hubspot_exports_as_seen_in_third_party_importer_tests: Readonly<Record<string, readonly string[]>>;
    };
    expect(to("opportunity", ["Deal - Title", "Deal - Value", "Organization - Name*", "Person - Name*", "Deal - Stage (pipeline)", "Deal - Expected close date", "Deal - Probability"])).toEqual([
      "subject", "expectedAmount", "customer", "contacts", "stage", "expectedSignDate", "probability",
    ]);
    const pipedrive = known.pipedrive_official_sample_import.headings;
    expect(to("contact", pipedrive.filter((heading) => /Person - (Name|Phone|Email \(Work)/.test(heading)))).toEqual(["name", "phone", "email"]);
    const hubspot = known.hubspot_exports_as_seen_in_third_party_importer_tests;
    const deals = to("opportunity", hubspot["deals"] ?? []);
    for (const field of ["externalNo", "subject", "stage", "expectedAmount", "expectedSignDate", "discoveredOn", "owner", "customer", "probability", "lostReason"]) expect(deals).toContain(field);
    expect(to("contact", ["Email", "Phone Number", "Contact owner", "Job Title", "Company Name"])).toEqual(["email", "phone", "owner", "jobTitle", "customers"]);
    expect(to("customer", ["Company name", "Website URL", "Company owner", "Industry"])).toEqual(["name", "website", "owner", "industry"]);
  });
});

describe("the automatic mapping", () => {
  it("[I-06] finds the kind of record from the headings", () => {
    const best = (headings: string[]): string | undefined => suggestEntities(nameColumns(headings))[0]?.kind;
    expect(best(["opportunity_id", "sales_agent", "product", "account", "deal_stage", "close_value"])).toBe("opportunity");
    expect(best(["account", "sector", "year_established", "revenue", "employees"])).toBe("customer");
    expect(best(["product", "series", "sales_price"])).toBe("product");
    expect(best(["姓名", "手机", "邮箱", "职务"])).toBe("contact");
    expect(best(["First Name", "Last Name", "Email", "Job Title"])).toBe("contact");
  });

  it("[I-06] takes formats from the column and sends a close date to both dates", () => {
    const { columns, rows } = sheet(["Deal Name", "Close Date", "Amount", "Stage"], ["A", "25/01/2024", "1.234,50", "Closed Won"], ["B", "03/02/2024", "2,5", "Proposal"]);
    const { map, lacking } = autoMap(entityOf("opportunity"), columns, rows);
    expect(map.columns).toEqual([
      { heading: "Deal Name", to: "subject" },
      { heading: "Close Date", to: "expectedSignDate", format: { date: "dmy" } },
      { heading: "Amount", to: "expectedAmount", format: { decimal: "," } },
      { heading: "Stage", to: "stage" },
      { heading: "Close Date", to: "closedOn", format: { date: "dmy" }, onlyClosed: true },
    ]);
    expect(lacking).toEqual([]);
    expect(checkImportMap(map).ok).toBe(true);
  });

  it("[I-06] makes a name where the file has none, and says what is lacking", () => {
    const pipeline = sheet(["opportunity_id", "product", "account"], ["1", "P", "A"]);
    expect(autoMap(entityOf("opportunity"), pipeline.columns, pipeline.rows).map.columns).toContainEqual({ template: "{product} · {account} · {opportunity_id}", to: "subject" });
    const agents = sheet(["sales_agent"], ["Moses Frase"]);
    expect(autoMap(entityOf("user"), agents.columns, agents.rows)).toMatchObject({ lacking: [], map: { columns: [{ to: "name" }, { to: "account", format: { style: "account" } }] } });
    const people = sheet(["First Name", "Last Name"], ["A", "B"]);
    expect(autoMap(entityOf("contact"), people.columns, people.rows).map.columns).toEqual([{ template: "{First Name} {Last Name}", to: "name" }]);
    const orders = sheet(["order no"], ["1"]);
    expect(autoMap(entityOf("order"), orders.columns, orders.rows).lacking).toEqual(["customer"]);
  });

  it("[I-06] goes by content where the heading says nothing, and points out content that differs", () => {
    const { columns, rows } = sheet(["name", "zzz", "birthday"], ["Kim", "kim@example.com", "soon"], ["Lee", "lee@example.com", "later"]);
    const { notes } = autoMap(entityOf("contact"), columns, rows);
    expect(notes.map((note) => [note.to, note.certainty, note.contentDiffers])).toEqual([
      ["name", "label", false],
      ["email", "content", false],
      ["birthday", "label", true],
    ]);
  });

  it("[I-06] lists the texts that are no option", () => {
    const { columns, rows } = sheet(["subject", "stage"], ["A", "赢单"], ["B", "수주"], ["C", "Won"], ["D", "Somewhere"]);
    expect(autoMap(entityOf("opportunity"), columns, rows).notes[1]?.unknownOptions).toEqual(["Somewhere"]);
  });

  it("[I-06] remembers by headings, not by their order", () => {
    expect(headingSignature(nameColumns(["A", "B c"]))).toBe(headingSignature(nameColumns(["b_C", "a"])));
  });
});

describe("what a column holds", () => {
  it.each([
    [["2024-01-02", "2024-02-03", ""], "day"],
    [["2024-01-02 10:00", "2024-02-03 11:00"], "instant"],
    [["12%", "5.5 %"], "percent"],
    [["1,200.00", "15"], "number"],
    [["a@b.com", "c@d.co.kr"], "email"],
    [["+86 138 0000 0000", "010-1234-5678"], "phone"],
    [["13800000000", "13900000001"], "phone"],
    [["https://a.com", "www.b.com"], "url"],
    [["yes", "no", "yes"], "mark"],
    [["Acme", "5 Ltd"], "text"],
    [["", " "], "empty"],
    [["20240105", "20241231"], "day"],
    [["1996", "2001"], "number"],
  ] as const)("[I-05] %j is %s", (values, content) => expect(recogniseColumn(values).content).toBe(content));
});

describe("the map file", () => {
  const map = { version: 1, entity: "opportunity", columns: [{ heading: "a", to: "subject" }] };
  it.each([
    ["{", "notJson", "map"],
    ["[]", "notMap", "map"],
    [JSON.stringify({ ...map, version: 2 }), "unknownVersion", "version"],
    [JSON.stringify({ ...map, entity: "deal" }), "unknownEntity", "entity"],
    [JSON.stringify({ ...map, columns: [{ heading: "a", to: "nope" }] }), "unknownTarget", "columns[0].to"],
    [JSON.stringify({ ...map, columns: [{ heading: "a", to: "created" }] }), "unknownTarget", "columns[0].to"],
    [JSON.stringify({ ...map, columns: [{ to: "subject" }] }), "noSource", "columns[0]"],
    [JSON.stringify({ ...map, columns: [...map.columns, ...map.columns] }), "twice", "columns[1].to"],
    [JSON.stringify({ ...map, columns: [{ heading: "a", to: "closedOn", format: { date: "ydm" } }] }), "badFormat", "columns[0].format"],
    [JSON.stringify({ ...map, key: ["externalNo"] }), "unknownKey", "key"],
    [JSON.stringify({ ...map, existing: "merge" }), "badValue", "existing"],
    [JSON.stringify({ ...map, also: [{ entity: "x" }] }), "unknownEntity", "also[0].entity"],
  ])("[I-07] %s is refused with its place", (json, code, at) => expect(parseImportMap(json)).toMatchObject({ ok: false, error: { code, at } }));

  it("[I-07] is read with or without a byte order mark", () => expect(parseImportMap(`\ufeff${JSON.stringify(map)}`)).toEqual({ ok: true, value: map }));
});
