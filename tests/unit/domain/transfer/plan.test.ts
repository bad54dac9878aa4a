import { describe, expect, it } from "vitest";
import { linesOf } from "#domain/schema/read.ts";
import type { ImportMap } from "#domain/transfer/import-map.ts";
import { createPlanner, planInPieces } from "#domain/transfer/plan.ts";
import { companyKey, phoneKey } from "#domain/transfer/normalise.ts";
import { nameColumns } from "#domain/transfer/sheet.ts";
import { id, ME, NOW, planInput, planOf, row, rowsOfPlan, sheet } from "./planning.ts";

const customers = (more: Partial<ImportMap> = {}): ImportMap => ({
  version: 1,
  entity: "customer",
  columns: [
    { heading: "name", to: "name" },
    { heading: "phone", to: "phone" },
    { heading: "revenue", to: "revenue" },
  ],
  ...more,
});

describe("planning new records", () => {
  it("[I-06] gives values, defaults, mark and owner", () => {
    const plan = planOf(customers(), sheet(["name", "phone", "revenue"], [" Acme ", "", "1,200.50"]));
    expect(plan.creates.map(({ id, kind, lines, values }) => ({ id, kind, lines, values }))).toEqual([
      {
        id: expect.stringMatching(/^customer\/[0-9a-z]{16}$/) as string,
        kind: "customer",
        lines: [2],
        values: { name: "Acme", revenue: "1200.5", type: "company", category: "potential", stage: "contacted", owner: ME, created: { by: ME, at: NOW } },
      },
    ]);
    expect([plan.issues, plan.skipped]).toEqual([[], []]);
  });

  it("[I-03] a faulty cell keeps its row out and is reported with line, column, text and limit", () => {
    const plan = planOf(customers(), sheet(["name", "phone", "revenue"], ["A", "", "12,34"], ["", "1", "5"], ["C", "", "-1"], ["D".repeat(201), "", "1"], ["E", "", ""]));
    expect(plan.creates.map((record) => record.values["name"])).toEqual(["E"]);
    expect(plan.issues).toEqual([
      { level: "error", line: 2, column: "revenue", to: "revenue", reason: "separators", text: "12,34" },
      { level: "error", line: 3, column: "name", to: "name", reason: "required", text: "" },
      { level: "error", line: 4, column: "revenue", to: "revenue", reason: "tooSmall", text: "-1", limit: 0 },
      { level: "error", line: 5, column: "name", to: "name", reason: "tooLong", text: `${"D".repeat(200)}…`, limit: 200 },
    ]);
    expect(plan.skipped.map(({ line, why }) => [line, why])).toEqual([[2, "fault"], [3, "fault"], [4, "fault"], [5, "fault"]]);
  });

  it("[I-03] with skipCell the rest of the row comes in, unless what is required fails", () => {
    const plan = planOf(customers({ faulty: "skipCell" }), sheet(["name", "phone", "revenue"], ["A", "1", "x"], ["", "2", "5"]));
    expect(plan.creates.map((record) => [record.values["name"], record.values["revenue"]])).toEqual([["A", undefined]]);
    expect(plan.issues.map((issue) => issue.line)).toEqual([2, 3]);
  });

  it("[I-03] a row whose cells may stand in the wrong columns is left out; a stray quote is only noted", () => {
    const file = sheet(["name", "phone", "revenue"], ["A", "1", "1"], ["B", "2", "2"]);
    const rows = [{ ...file.rows[0]!, fault: { code: "tooManyFields", limit: 3 } as const }, { ...file.rows[1]!, fault: { code: "strayQuote" } as const }];
    const plan = planOf(customers(), { ...file, rows });
    expect(plan.creates).toHaveLength(1);
    expect(plan.issues.map(({ level, reason }) => [level, reason])).toEqual([["error", "tooManyFields"], ["notice", "strayQuote"]]);
  });

  it("[I-06] a file that lacks a heading of the map is refused as a whole", () => {
    expect(createPlanner(customers(), nameColumns(["name"]), planInput())).toMatchObject({ ok: false, error: { code: "unknownHeading", text: "phone" } });
  });
});

describe("updating existing records", () => {
  const known = row("customer", "a1", { name: "Acme", phone: "123", remarks: "old", owner: ME });
  const input = () => planInput({ customer: [known] });

  it("[I-06] changes only mapped cells that are filled and differ", () => {
    const plan = planOf(customers({ key: ["name"] }), sheet(["name", "phone", "revenue"], ["ACME", "", "5"]), input());
    expect(plan.creates).toEqual([]);
    expect(plan.updates).toEqual([
      { id: known.id, kind: "customer", lines: [2], changes: [{ path: "name", from: "Acme", to: "ACME" }, { path: "revenue", from: null, to: "5" }] },
    ]);
    expect(planOf(customers({ key: ["name"] }), sheet(["name", "phone", "revenue"], ["Acme", "123", ""]), input())).toMatchObject({ updates: [], unchanged: [2] });
  });

  it("[I-06] leaves existing records alone, or makes others, when told so", () => {
    const file = sheet(["name", "phone", "revenue"], ["Acme", "9", ""]);
    expect(planOf(customers({ key: ["name"], existing: "skip" }), file, input())).toMatchObject({ creates: [], updates: [], skipped: [{ line: 2, why: "exists" }] });
    expect(planOf(customers({ key: ["name"], existing: "create" }), file, input()).creates).toHaveLength(1);
  });

  it("[I-06] a record is also found by its own id, and an unknown id is a fault", () => {
    const map = customers({ columns: [{ heading: "ID", to: "id" }, { heading: "name", to: "name" }] });
    expect(planOf(map, sheet(["ID", "name"], [known.id, "Acme 2"]), input()).updates[0]?.changes).toEqual([{ path: "name", from: "Acme", to: "Acme 2" }]);
    expect(planOf(map, sheet(["ID", "name"], ["customer/zz", "X"]), input()).issues).toMatchObject([{ reason: "unknownId", text: "customer/zz" }]);
  });
});

describe("references", () => {
  const map: ImportMap = {
    version: 1,
    entity: "opportunity",
    columns: [
      { heading: "subject", to: "subject" },
      { heading: "customer", to: "customer" },
      { heading: "owner", to: "owner" },
    ],
  };
  const acme = row("customer", "a1", { name: "Acme GTX Pro", customerNo: "C-7" });
  const kim = row("user", "k1", { name: "Kim", account: "kim" });
  const input = () => planInput({ customer: [acme], user: [kim] });
  const file = (...rows: string[][]) => sheet(["subject", "customer", "owner"], ...rows);

  it("[I-06] are found by title, by number and by account", () => {
    const plan = planOf(map, file(["A", "Acme GTX Pro", "Kim"], ["B", "C-7", "kim"]), input());
    expect(plan.creates.map((record) => [record.values["customer"], record.values["owner"]])).toEqual([[acme.id, kim.id], [acme.id, kim.id]]);
    expect([plan.matches, plan.references]).toEqual([[], []]);
  });

  it("[I-06] a name written otherwise is matched and reported once with its rows, or not at all when told so", () => {
    const rows = [["A", "acme ＧＴＸPro", ""], ["B", "acme ＧＴＸPro", ""]];
    expect(planOf(map, file(...rows), input()).matches).toEqual([{ column: "customer", kind: "customer", text: "acme ＧＴＸPro", id: acme.id, title: "Acme GTX Pro", rows: 2 }]);
    const exact = { ...map, columns: map.columns.map((column) => (column.to === "customer" ? { ...column, match: "exact" as const } : column)) };
    expect(planOf(exact, file(...rows), input()).references.map((record) => record.values["name"])).toEqual(["acme ＧＴＸPro"]);
  });

  it("[I-06] a missing customer is made once, a missing person keeps the row out, and no orphan stays behind", () => {
    const plan = planOf(map, file(["A", "New Co", ""], ["B", "New Co", ""], ["C", "Only here", "Nobody"]), input());
    expect(plan.references.map((record) => [record.kind, record.values["name"], record.values["category"]])).toEqual([["customer", "New Co", "potential"]]);
    expect(new Set(plan.creates.map((record) => record.values["customer"]))).toEqual(new Set([plan.references[0]?.id]));
    expect(plan.issues).toMatchObject([{ line: 4, column: "owner", reason: "unknownReference", text: "Nobody" }]);
  });

  it("[I-06] a customer made for a row belongs to whom the first row that names it belongs, else to whoever imports", () => {
    const plan = planOf(map, file(["A", "New Co", "Kim"], ["B", "New Co", ""], ["C", "Other Co", ""]), input());
    expect(plan.references.map(({ values }) => [values["name"], values["owner"]])).toEqual([["New Co", kim.id], ["Other Co", ME]]);
  });

  it("[I-06] two records of one name are never chosen between", () => {
    const twins = planInput({ customer: [row("customer", "b1", { name: "Twin" }), row("customer", "b2", { name: "Twin" })] });
    expect(planOf(map, file(["A", "Twin", ""]), twins).issues).toMatchObject([{ reason: "ambiguousReference" }]);
  });

  it("[I-06] a parent further down the file is found", () => {
    const parents: ImportMap = { version: 1, entity: "customer", columns: [{ heading: "n", to: "name" }, { heading: "p", to: "parent", missing: "refuse" }] };
    const plan = planOf(parents, sheet(["n", "p"], ["Child", "Mother"], ["Mother", ""], ["Lost", "Nowhere"]));
    const [child, mother] = plan.creates;
    expect(child?.values["parent"]).toBe(mother?.id);
    expect(plan.creates).toHaveLength(2);
    expect(plan.issues).toMatchObject([{ line: 4, reason: "unknownReference" }]);
  });

  it("[I-06] several names in one cell become members of a set", () => {
    const contacts: ImportMap = { version: 1, entity: "contact", columns: [{ heading: "n", to: "name" }, { heading: "c", to: "customers" }] };
    const plan = planOf(contacts, sheet(["n", "c"], ["Kim", "Acme GTX Pro；Beta、Gamma"]), input());
    expect(rowsOfPlan(plan, "contact")[0]?.["customers"]).toEqual([acme.id, ...plan.references.map((record) => record.id)]);
    expect(plan.references).toHaveLength(2);
  });
});

describe("rows of one key", () => {
  const map: ImportMap = {
    version: 1,
    entity: "order",
    key: ["orderNo"],
    columns: [
      { heading: "no", to: "orderNo" },
      { heading: "no", to: "subject" },
      { heading: "customer", to: "customer" },
      { heading: "product", to: "lines.product" },
      { heading: "qty", to: "lines.quantity" },
      { heading: "price", to: "lines.unitPrice" },
    ],
  };
  const file = sheet(["no", "customer", "product", "qty", "price"], ["1", "A", "Bolt", "2", "3"], ["1", "A", "Nut", "", "1.5"], ["2", "B", "Bolt", "1", "3"], ["1", "A", "Bolt", "5", "3"]);

  it("[I-06] are one record with a line each", () => {
    const plan = planOf(map, file);
    const orders = rowsOfPlan(plan, "order");
    expect(plan.creates.map((record) => record.lines)).toEqual([[2, 3, 5], [4]]);
    expect(linesOf(orders[0]!, "lines").map((line) => line["quantity"])).toEqual(["2", "1", "5"]);
  });

  it("[I-03] with skipCell a line that lacks its product stays out, and the rest of its record comes in", () => {
    const rows = [["1", "A", "Bolt", "2", "3"], ["1", "A", "", "7", "3"], ["2", "B", "", "1", "3"]] as const;
    const plan = planOf({ ...map, faulty: "skipCell" }, sheet(["no", "customer", "product", "qty", "price"], ...rows));
    expect(rowsOfPlan(plan, "order").map((order) => [order["orderNo"], linesOf(order, "lines").map((line) => line["quantity"])])).toEqual([["1", ["2"]], ["2", []]]);
    expect(plan.issues.filter(({ to }) => to === "lines.product").map(({ line, reason }) => [line, reason])).toEqual([[3, "required"], [4, "required"]]);
  });

  it("[I-06] imported again, the n-th line of a product is the same line", () => {
    const first = planOf(map, file);
    const world = Object.fromEntries(["order", "customer", "product"].map((kind) => [kind, rowsOfPlan(first, kind)]));
    expect(planOf(map, file, planInput(world))).toMatchObject({ creates: [], updates: [], references: [] });
    const dearer = { ...file, rows: file.rows.map((each) => ({ ...each, cells: each.cells.with(4, "9") })) };
    const changes = planOf(map, dearer, planInput(world)).updates.flatMap((update) => update.changes);
    expect(changes.map((change) => [change.from, change.to])).toEqual([["3", "9"], ["1.5", "9"], ["3", "9"], ["3", "9"]]);
  });

  it("[I-06] that contradict each other keep the first and say so", () => {
    const plan = planOf(map, sheet(["no", "customer", "product", "qty", "price"], ["1", "A", "Bolt", "1", "1"], ["1", "B", "Nut", "1", "1"]));
    expect(plan.issues).toMatchObject([{ level: "notice", line: 3, reason: "conflictInFile" }]);
  });
});

describe("possible duplicates", () => {
  it("[I-08] are seen in the file and among existing records, past legal forms, width and country codes", () => {
    const input = planInput({ customer: [row("customer", "a1", { name: "한국전자 주식회사" }), row("customer", "a2", { name: "X", phone: "+86 138-0000-1111" })] });
    const plan = planOf(customers(), sheet(["name", "phone", "revenue"], ["㈜한국전자", "", ""], ["Acme, Inc.", "", ""], ["ＡＣＭＥ", "", ""], ["Other", "13800001111", ""], ["Alone", "", ""]), input);
    expect(plan.duplicates.map(({ line, fields, twin }) => [line, fields, twin.title, twin.line])).toEqual([
      [2, ["name"], "한국전자 주식회사", null],
      [4, ["name"], "Acme, Inc.", 3],
      [5, ["phone"], "X", null],
    ]);
    expect(plan.creates).toHaveLength(5);
  });

  it("[I-08] are left out, made, or turned into an update as the user chooses", () => {
    const input = planInput({ customer: [row("customer", "a1", { name: "Acme" })] }, { choices: { 2: { update: "customer/a1" }, 3: "create" } });
    const plan = planOf(customers({ duplicates: "skip" }), sheet(["name", "phone", "revenue"], ["Acme Ltd", "", "7"], ["ACME", "", ""], ["acme", "", ""]), input);
    expect([plan.updates.length, plan.creates.length, plan.skipped]).toEqual([1, 1, [{ line: 4, why: "duplicate" }]]);
  });

  it("[I-08] the same number is the same record: it is updated, or left out where an earlier row has it; a name is asked about", () => {
    const map: ImportMap = { version: 1, entity: "product", columns: ["productNo", "name", "model"].map((to) => ({ heading: to, to })) };
    const world = { product: [row("product", "p1", { productNo: "P-1", name: "Pump", model: "A" })] };
    const file = sheet(["productNo", "name", "model"], ["p-1", "Pump, new", "A"], ["P-2", "Valve", "B"], ["P-2", "Valve 2", "C"], ["", "Pump", "A"]);
    const asked = planOf(map, file, planInput(world));
    expect(asked.duplicates.map(({ line, does, open }) => [line, does, open])).toEqual([[2, "update", false], [4, "skip", false], [5, "create", true]]);
    expect(asked.updates.map(({ id, changes }) => [id, changes.map(({ path, to }) => [path, to])])).toEqual([["product/p1", expect.arrayContaining([["name", "Pump, new"]])]]);
    expect([asked.creates.length, asked.skipped]).toEqual([2, [{ line: 4, why: "duplicate" }]]);
    const told = planOf({ ...map, duplicates: "create" }, file, planInput(world));
    expect(told.duplicates.map(({ does, open }) => [does, open])).toEqual(Array.from({ length: 3 }, () => ["create", false]));
    const chosen = planOf(map, file, planInput(world, { choices: { 5: "create" } }));
    expect(chosen.duplicates.filter(({ open }) => open)).toEqual([]);
    const kept = planOf({ ...map, existing: "skip" }, file, planInput(world));
    expect(kept.updates).toEqual([]);
  });

  it("[I-08] the keys leave out what does not tell companies and telephones apart", () => {
    expect(new Set(["上海科技有限公司", "上海科技股份有限公司", "上海 科技"].map(companyKey)).size).toBe(1);
    expect(new Set(["Müller GmbH", "MÜLLER", "Müller GmbH & Co. KG".replace(" & Co. KG", "")].map(companyKey)).size).toBe(1);
    expect(companyKey("Ltd")).toBe("ltd");
    expect(new Set(["+82 10-1234-5678", "010-1234-5678", "0082 10 1234 5678"].map(phoneKey)).size).toBe(1);
  });
});

describe("stages", () => {
  const map: ImportMap = {
    version: 1,
    entity: "opportunity",
    columns: [
      { heading: "s", to: "subject" },
      { heading: "stage", to: "stage" },
      { heading: "date", to: "closedOn", onlyClosed: true },
    ],
  };
  const file = sheet(["s", "stage", "date"], ["A", "赢单", "2026-03-01"], ["B", "제안·견적", "2026-03-01"]);

  it("[I-06] bring their probability and one entry of history; the closing day counts only when closed", () => {
    const [won, open] = rowsOfPlan(planOf(map, file), "opportunity");
    expect([won?.["probability"], won?.["closedOn"], open?.["probability"], open?.["closedOn"]]).toEqual(["100", "2026-03-01", "60", undefined]);
    expect(won?.["advances"]).toMatchObject([{ by: ME, at: Date.parse("2026-03-01T12:00:00Z"), stage: "won", probability: "100" }]);
    expect(open?.["advances"]).toMatchObject([{ at: NOW, stage: "proposal" }]);
  });

  it("[I-06] a date that the file leaves empty stays empty, one that it does not have is today's", () => {
    const dated: ImportMap = { version: 1, entity: "opportunity", columns: [{ heading: "s", to: "subject" }, { heading: "d", to: "discoveredOn" }] };
    expect(planOf(dated, sheet(["s", "d"], ["A", ""])).creates[0]?.values).toMatchObject({ discoveredOn: null });
    expect(planOf(map, file).creates[0]?.values["discoveredOn"]).toMatch(/^2026-/);
  });

  it("[I-06] an update that moves the stage is an advance, one that does not is none", () => {
    const known = row("opportunity", "o1", { subject: "A", externalNo: "1", stage: "proposal", probability: "60" });
    const keyed: ImportMap = { version: 1, entity: "opportunity", key: ["externalNo"], columns: [{ heading: "n", to: "externalNo" }, { heading: "stage", to: "stage" }] };
    const changes = planOf(keyed, sheet(["n", "stage"], ["1", "won"]), planInput({ opportunity: [known] })).updates[0]?.changes ?? [];
    expect(changes.map((change) => change.path.replace(/[0-9a-z]{16}$/, ""))).toEqual(["stage", "status", "commitment", "probability", "closedOn", "log/advances/"]);
    expect(planOf(keyed, sheet(["n", "stage"], ["1", "proposal"]), planInput({ opportunity: [known] })).updates).toEqual([]);
  });
});

describe("large files", () => {
  const size = 100_000;
  const headings = ["no", "name", "customer", "stage", "amount", "date", "closed", "source", "budget", "remarks", "provider", "address"];
  const map: ImportMap = {
    version: 1,
    entity: "opportunity",
    key: ["externalNo"],
    columns: ["externalNo", "subject", "customer", "stage", "expectedAmount", "expectedSignDate", "closedOn", "source", "budget", "remarks", "provider", "address"].map((to, at) => ({ heading: headings[at] ?? "", to })),
  };
  const rows = Array.from({ length: size }, (_, n) => ({
    line: n + 2,
    cells: [`N${n}`, `Deal ${n}`, `Customer ${n % 5000}`, n % 2 ? "Won" : "Proposal", `${n},000.50`.slice(-10).replace(/^,/, ""), "2024-05-06", "2024-06-07", "Referral", "1000", "some text", "Kim", "Street 1"].map(String),
  }));

  it("[I-04] 100,000 rows of 12 columns are planned in pieces, with progress", { timeout: 120_000 }, async () => {
    const planner = createPlanner(map, nameColumns(headings), planInput());
    if (!planner.ok) throw new Error("not planned");
    const seen: number[] = [];
    const plan = await planInPieces(planner.value, rows, { yieldNow: () => Promise.resolve(), onProgress: (done) => void seen.push(done) });
    expect(plan?.creates.length).toBeGreaterThan(90_000);
    expect(plan?.references).toHaveLength(5000);
    expect(seen).toHaveLength(200);
  });

  it("[I-04] planning stops when it is cancelled", async () => {
    const planner = createPlanner(map, nameColumns(headings), planInput());
    if (!planner.ok) throw new Error("not planned");
    let done = 0;
    expect(await planInPieces(planner.value, rows, { yieldNow: () => Promise.resolve(), onProgress: (rows) => void (done = rows), isCancelled: () => done >= 1000 })).toBeNull();
    expect(done).toBe(1000);
  });
});

describe("identity", () => {
  it("[I-06] keys of the same import never repeat", () => {
    const plan = planOf(customers(), sheet(["name", "phone", "revenue"], ...Array.from({ length: 500 }, (_, n) => [`N${n}`, "", ""])));
    expect(new Set(plan.creates.map((record) => record.id)).size).toBe(500);
    expect(id("customer", "x")).toBe("customer/x");
  });
});
