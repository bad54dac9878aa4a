import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { REPORTS } from "#domain/reports/catalogue.ts";
import { looseKey } from "#domain/transfer/normalise.ts";
import { recordId } from "#domain/id.ts";
import { EXIT } from "#sync-server/cli/exit.ts";
import type { ImportOutcome } from "#sync-server/cli/import-outcome.ts";
import { run } from "#sync-server/cli/run.ts";
import { createEmptyWorkspace } from "#sync-server/create-workspace.ts";
import { seedCommit } from "#sync-server/seed.ts";
import { systemClock, systemRandom, type Served } from "#sync-server/serve.ts";
import { createSqliteStorage } from "#sync-server/storage/sqlite.ts";
import { serveHere } from "#tests/served.ts";
import { mavenFigures, mavenFolder } from "#tests/maven.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PASSWORD = "a password of their own";
const SALES = recordId("user", "0000000000000sal");
const OTHER = recordId("user", "0000000000000oth");

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface Grouped {
  readonly groups: readonly { readonly by: Readonly<Record<string, string | null>>; readonly values: Readonly<Record<string, number | string | null>>; readonly records: number }[];
  readonly total: { readonly values: Readonly<Record<string, number | string | null>>; readonly records: number };
}

interface Listed {
  readonly count: number;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly totals: Readonly<Record<string, string>>;
}

let folder: string;
let served: Served;
let oneTime: string;

/** An empty workspace: its administrator, and two sales people with nothing but their own records. */
const start = async (): Promise<void> => {
  folder = mkdtempSync(join(tmpdir(), "tidebook-command-line-"));
  served = await serveHere({
    storage: createSqliteStorage(join(folder, "tidebook.sqlite")),
    prepare: async (relay, accounts) => {
      const [admin] = await createEmptyWorkspace({ relay, accounts, clock: systemClock, random: systemRandom });
      oneTime = admin?.password ?? "";
      const people = [
        [SALES, "Anna Sales", "anna"],
        [OTHER, "Otto Other", "otto"],
      ] as const;
      const records = people.map(([id, name, account]) => ({ id, values: { name, account, role: "sales" }, at: systemClock.now(), by: id }));
      await relay.seed((counters) => seedCommit(counters, records));
      for (const [id] of people) await accounts.setPassword(id, PASSWORD, false);
    },
  });
};

const stop = async (): Promise<void> => {
  await served.stop();
  rmSync(folder, { recursive: true });
};

const address = (): readonly string[] => ["--url", `http://127.0.0.1:${served.port}`];

/** Runs a command in this process; `heard` is told of everything on standard error. */
const tidebook = async (user: string, argv: readonly string[], env: Readonly<Record<string, string | undefined>> = {}, heard: (text: string) => void = () => undefined): Promise<Outcome> => {
  let out = "";
  let err = "";
  const code = await run([...argv, "--user", user, ...(argv.includes("--url") ? [] : address())], {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
      heard(text);
    },
    interactive: true,
    env: { TIDEBOOK_PASSWORD: PASSWORD, ...env },
    folder,
  });
  return { code, out, err };
};

const admin = (...argv: string[]): Promise<Outcome> => tidebook("admin", argv);
const anna = (...argv: string[]): Promise<Outcome> => tidebook("anna", argv);

const jsonOf = <T>({ code, out, err }: Outcome): T => {
  expect([code, err]).toEqual([EXIT.ok, expect.any(String)]);
  return JSON.parse(out) as T;
};

const save = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return name;
};

const CUSTOMERS = { version: 1, entity: "customer", key: ["name"], columns: [{ heading: "name", to: "name" }, { heading: "category", to: "category" }, { heading: "founded", to: "foundedYear" }] };

describe("the command line", () => {
  beforeAll(start);
  afterAll(stop);

  it("says what each command takes, and what the exit codes mean, without a relay", async () => {
    for (const command of ["import", "list", "report", "export", "generate", "passwd"]) {
      const { code, out, err } = await anna(command, "--help");
      expect([code, err]).toEqual([EXIT.ok, ""]);
      expect(out).toContain(`tidebook ${command}`);
      expect(out).toContain("TIDEBOOK_PASSWORD");
      for (const number of Object.values(EXIT)) expect(out).toMatch(new RegExp(`^  ${number}  `, "m"));
    }
  });

  it("a one-time password opens nothing until another one is chosen", async () => {
    const first = await tidebook("admin", ["list", "user"], { TIDEBOOK_PASSWORD: oneTime });
    expect([first.code, first.out]).toEqual([EXIT.unreachable, ""]);
    expect(first.err).toContain("tidebook passwd");
    const weak = await tidebook("admin", ["passwd"], { TIDEBOOK_PASSWORD: oneTime, TIDEBOOK_NEW_PASSWORD: "12" });
    expect(weak.code).toBe(EXIT.usage);
    const changed = await tidebook("admin", ["passwd"], { TIDEBOOK_PASSWORD: oneTime, TIDEBOOK_NEW_PASSWORD: PASSWORD });
    expect([changed.code, changed.out]).toEqual([EXIT.ok, ""]);
    expect(jsonOf<Listed>(await admin("list", "user", "--json")).count).toBe(3);
  });

  it("a wrong password, a relay that is not there and a missing password each end with their own code", async () => {
    expect((await tidebook("anna", ["list", "customer"], { TIDEBOOK_PASSWORD: "wrong" })).code).toBe(EXIT.unreachable);
    expect((await anna("list", "customer", "--url", "http://127.0.0.1:9")).code).toBe(EXIT.unreachable);
    const { code, err } = await tidebook("anna", ["list", "customer"], { TIDEBOOK_PASSWORD: undefined });
    expect([code, err]).toEqual([EXIT.usage, expect.stringContaining("TIDEBOOK_PASSWORD")]);
  });

  it("a typing mistake ends with code 2 and says where", async () => {
    for (const [argv, said] of [
      [["lst"], "no command"],
      [["list", "customers"], "no kind"],
      [["list", "customer", "--wher", "x"], "--wher"],
      [["list", "customer", "--where", "name = "], "^"],
      [["list", "customer", "--where", "nmae = x"], "nmae"],
      [["list", "opportunity", "--where", "stage = wonn"], "prospecting, engaging"],
      [["list", "customer", "--columns", "nope"], "nope"],
      [["report", "--measure", "nope"], "nope"],
      [["report", "--measure", "count", "--by", "owner", "--period", "month"], "--period"],
      [["report", "nope"], "nope"],
    ] as const) {
      const { code, out, err } = await anna(...argv);
      expect([argv, code, out]).toEqual([argv, EXIT.usage, ""]);
      expect(err).toContain(said);
    }
  });

  it("a file that cannot be read, a map that does not fit and a column that does not exist: one line each that says what is wrong", async () => {
    mkdirSync(join(folder, "a-folder"));
    save("good.csv", "name\nAlpha\n");
    save("nothing.csv", "");
    save("badmap.json", JSON.stringify({ ...CUSTOMERS, columns: [{ heading: "name", to: "nmae" }] }));
    save("otherhead.json", JSON.stringify({ version: 1, entity: "customer", columns: [{ heading: "title", to: "name" }] }));
    for (const [argv, said] of [
      [["import", "none.csv", "--as", "customer"], "no such file"],
      [["import", "a-folder", "--as", "customer"], "this is a folder"],
      [["import", "nothing.csv", "--as", "customer"], "The file is empty."],
      [["import", "nothing.csv", "--as", "customer", "--locale", "ko"], "파일이 비어 있습니다."],
      [["import", "good.csv", "--as", "customer", "--map", "none.json"], "no such file"],
      [["import", "good.csv", "--as", "customer", "--map", "a-folder"], "this is a folder"],
      [["import", "good.csv", "--as", "customer", "--map", "badmap.json"], 'columns[0].to "nmae" is not a field of this kind'],
      [["import", "good.csv", "--as", "customer", "--map", "badmap.json", "--locale", "zh-CN"], "不是该类型的字段"],
      [["import", "good.csv", "--as", "customer", "--map", "otherhead.json"], 'columns "title" is not a heading of the file'],
      [["import", "good.csv", "--as", "custmer"], "there is no kind"],
      [["import", "good.csv", "--as", "customer", "--dry-run", "--rejected", "a-folder"], "cannot be written: this is a folder"],
      [["export", "customer", "--csv", "-o", "no/such/folder.csv"], "cannot be written"],
      [["list", "customer", "--sort", "nmae"], "it has id, name"],
      [["list", "customer", "--locale", "fr"], "choose one of en, zh-CN, ko"],
      [["list", "customer", "--limit", "-1"], "--limit -1: give a whole number"],
      [["list", "customer", "--url", "nowhere"], "--url nowhere: give an address"],
      [["list"], "Name a kind"],
    ] as const) {
      const { code, out, err } = await admin(...argv);
      expect([argv, code, out]).toEqual([argv, EXIT.usage, ""]);
      expect(err).toContain(said);
      expect([argv, err.trim().split("\n").length]).toEqual([argv, 1]);
    }
  });

  it("headings and reasons are in the language asked for, and a single problem is one", async () => {
    const file = save("one-fault.csv", "name,employees\nZeta,many\n");
    const map = save("one-fault.map.json", JSON.stringify({ version: 1, entity: "customer", columns: [{ heading: "name", to: "name" }, { heading: "employees", to: "employees" }] }));
    const run = (...more: string[]): Promise<Outcome> => admin("import", file, "--as", "customer", "--map", map, "--dry-run", "--rejected", "faults.csv", ...more);
    const english = await run();
    expect([english.code, english.err]).toEqual([EXIT.rejected, expect.stringContaining("1 problem;")]);
    expect(english.err).toContain("employees: not a number");
    const korean = await run("--locale", "ko");
    expect(korean.err).toContain("숫자가 아닙니다");
    expect(readFileSync(join(folder, "faults.csv"), "utf8")).toContain("name,employees,이유");
    const json = JSON.parse((await run("--locale", "zh-CN", "--json")).out) as ImportOutcome;
    expect(json.rejected[0]?.message).toContain("不是数字");
    expect((await admin("list", "customer", "--columns", "name,owner.department", "--locale", "zh-CN")).out).toMatch(/^客户名称 +负责人, 部门/);
    expect((await admin("report", "funnel", "--locale", "ko")).out).toMatch(/^단계 +건수/);
    expect((await admin("report", "--measure", "count,avg(expectedAmount)", "--by", "expectedSignDate", "--locale", "en")).out).toMatch(/^Expected sign date \(Month\) +Number +Expected amount \(Average\)/);
  });

  it("importing and exporting need their rights, and margins the right to see costs", async () => {
    const file = save("three.csv", "name\nAlpha\n");
    for (const argv of [["import", file, "--as", "customer"], ["export", "customer", "--csv"], ["report", "margin"], ["list", "product", "--columns", "cost"], ["list", "order", "--where", "lines.product.cost > 1"]]) {
      const { code, out, err } = await anna(...argv);
      expect([argv, code, out]).toEqual([argv, EXIT.rights, ""]);
      expect(err).toContain("Anna Sales may not");
    }
  });

  it("faulty rows are rejected with line and reason, the others are in, and the rejected ones can be had as a file", async () => {
    save("customers.map.json", JSON.stringify(CUSTOMERS));
    const file = save("customers.csv", "name,category,founded\nAcme,VIP,1999\nBeta,no such,2001\nGamma,Potential,199x\nDelta,,\n");
    const first = await admin("import", file, "--as", "customer", "--map", "customers.map.json", "--rejected", "rejected.csv", "--json");
    expect(first.code).toBe(EXIT.rejected);
    const outcome = JSON.parse(first.out) as ImportOutcome;
    expect(outcome.created).toEqual({ customer: 2 });
    expect(outcome.rejected.map(({ line, column, reason, by }) => [line, column, reason, by])).toEqual([
      [3, "category", "notOption", "file"],
      [4, "founded", "notNumber", "file"],
    ]);
    expect(readFileSync(join(folder, "rejected.csv"), "utf8").split("\r\n").slice(0, 3)).toEqual([
      "\ufeffname,category,founded,Reason",
      expect.stringContaining("Beta,no such,2001,"),
      expect.stringContaining("Gamma,Potential,199x,"),
    ]);
    const { rows } = jsonOf<Listed>(await admin("list", "customer", "--sort", "name", "--columns", "name,category,foundedYear,owner", "--json"));
    expect(rows).toEqual([
      { id: expect.any(String), name: "Acme", category: "vip", foundedYear: 1999, owner: { id: expect.any(String), title: "Administrator" } },
      { id: expect.any(String), name: "Delta", category: expect.anything(), foundedYear: null, owner: { id: expect.any(String), title: "Administrator" } },
    ]);
  });

  it("a dry run writes nothing, and a second import changes nothing", async () => {
    const file = save("again.csv", "name,category,founded\nAcme,VIP,1999\nEpsilon,,2005\n");
    const args = ["import", file, "--as", "customer", "--map", "customers.map.json", "--json"];
    const dry = jsonOf<ImportOutcome>(await admin(...args, "--dry-run"));
    expect([dry.created, dry.unchanged]).toEqual([{ customer: 1 }, 1]);
    expect(jsonOf<Listed>(await admin("list", "customer", "--where", "name=Epsilon", "--json")).count).toBe(0);
    expect(jsonOf<ImportOutcome>(await admin(...args)).created).toEqual({ customer: 1 });
    const again = jsonOf<ImportOutcome>(await admin(...args));
    expect([again.created, again.updated, again.unchanged]).toEqual([{}, {}, 2]);
  });

  it("what the user may not write is rejected with its rows, together with what refers to it", async () => {
    await admin("import", save("users.csv", "name,account,rights\nImma Importer,imma,import\n"), "--as", "user");
    await served.accounts.setPassword(served.relay.directory.findAccount("imma") ?? SALES, PASSWORD, false);
    const map = { version: 1, entity: "opportunity", columns: [{ heading: "deal", to: "subject" }, { heading: "owner", to: "owner" }, { heading: "product", to: "lines.product" }] };
    save("deals.map.json", JSON.stringify(map));
    const file = save("deals.csv", "deal,owner,product\nMine,Imma Importer,\nTheirs,Otto Other,\nUnknown goods,Imma Importer,Widget\n");
    const { code, out } = await tidebook("imma", ["import", file, "--as", "opportunity", "--map", "deals.map.json", "--json"]);
    expect(code).toBe(EXIT.rejected);
    const outcome = JSON.parse(out) as ImportOutcome;
    expect(outcome.created).toEqual({ opportunity: 1 });
    expect(outcome.rejected.map(({ line, reason, by }) => [line, reason, by])).toEqual([
      [3, "notOwner", "rights"],
      [4, "needsRight", "rights"],
      [4, "refersToRejected", "rights"],
    ]);
    const theirs = jsonOf<Listed>(await tidebook("otto", ["list", "opportunity", "--json"]));
    expect(theirs.count).toBe(0);
  });

  it("lists are filtered, sorted, cut and totalled; each user sees their own", async () => {
    save("opportunities.map.json", JSON.stringify({ version: 1, entity: "opportunity", columns: [{ heading: "s", to: "subject" }, { heading: "a", to: "expectedAmount" }, { heading: "d", to: "expectedSignDate" }, { heading: "o", to: "owner" }, { heading: "st", to: "stage" }] }));
    const rows = ["One,100.10,2026-01-15,Anna Sales,Won", "Two,200.20,2026-02-15,Anna Sales,Lost", "Three,300.30,2026-04-15,Otto Other,Won"];
    const file = save("opportunities.csv", `s,a,d,o,st\n${rows.join("\n")}\n`);
    expect((await admin("import", file, "--as", "opportunity", "--map", "opportunities.map.json")).code).toBe(EXIT.ok);
    const all = jsonOf<Listed>(await admin("list", "opportunity", "--where", "expectedAmount>0", "--sort", "-expectedAmount", "--columns", "subject,expectedAmount,owner.account", "--limit", "2", "--json"));
    expect([all.count, all.rows.map(({ subject }) => subject), all.totals]).toEqual([3, ["Three", "Two"], { expectedAmount: "600.6" }]);
    expect(all.rows[0]?.["owner.account"]).toBe("otto");
    const own = jsonOf<Listed>(await anna("list", "opportunity", "--where", "stage=Won and owner=me", "--json"));
    expect(own.rows.map(({ subject, stage }) => [subject, stage])).toEqual([["One", "won"]]);
    const table = await anna("list", "opportunity", "--columns", "subject,expectedAmount");
    expect(table.out).toContain("2 opportunities, Expected amount 300.3");
    expect(table.out).toMatch(/^Subject +Expected amount\n/);
  });

  it("[RP-24] any measure by any dimension and period, of the kind that has them", async () => {
    const quarters = jsonOf<Grouped>(await admin("report", "--measure", "count,expectedAmount,avg(expectedAmount)", "--by", "expectedSignDate,owner", "--period", "quarter", "--filter", "expectedAmount>0", "--json"));
    expect(quarters.groups.map(({ by, values }) => [by, values])).toEqual([
      [{ expectedSignDate: "2026-Q1", owner: "Anna Sales" }, { count: 2, expectedAmount: "300.3", "avg(expectedAmount)": "150.15" }],
      [{ expectedSignDate: "2026-Q2", owner: "Otto Other" }, { count: 1, expectedAmount: "300.3", "avg(expectedAmount)": "300.3" }],
    ]);
    expect(quarters.total.values).toEqual({ count: 3, expectedAmount: "600.6", "avg(expectedAmount)": "200.2" });
    const kind = jsonOf<{ kind: string } & Grouped>(await admin("report", "--measure", "count", "--by", "foundedYear", "--json"));
    expect([kind.kind, kind.total.values.count]).toEqual(["customer", 3]);
    const narrowed = jsonOf<Grouped>(await admin("report", "--measure", "count", "--owner", "Anna Sales", "--from", "2026-02-01", "--on", "expectedSignDate", "--json"));
    expect(narrowed.total.values.count).toBe(1);
    const choices = jsonOf<{ reports: string[]; kinds: { kind: string; measures: { id: string }[] }[] }>(await admin("report", "--list", "--json"));
    expect(choices.reports).toEqual(["margin", ...REPORTS.map(({ id }) => id)]);
    for (const name of ["winRateBySource", "ordersByMonth", "customersByStage"]) expect(await admin("report", name, "--from", "2026-01-01", "--json"), name).toMatchObject({ code: 0 });
    expect(choices.kinds.find((each) => each.kind === "opportunity")?.measures).toContainEqual({ id: "winRate", kind: "percent" });
  });

  it("[RP-19] forecast and margin", async () => {
    const forecast = jsonOf<{ total: { count: number; amount: string } }>(await anna("report", "forecast", "--json"));
    expect(forecast.total).toMatchObject({ count: 0, amount: "0" });
    expect(jsonOf<Grouped>(await admin("report", "margin", "--by", "month", "--json")).total.records).toBe(0);
  });

  it("export writes what import reads, safe against formulas", async () => {
    save("evil.map.json", JSON.stringify({ version: 1, entity: "customer", columns: [{ heading: "name", to: "name" }] }));
    await admin("import", save("evil.csv", 'name\n"=HYPERLINK(""http://evil"")"\n'), "--as", "customer", "--map", "evil.map.json");
    const { code, out, err } = await admin("export", "customer", "--csv", "--where", "name ^= '=H' or name = Acme", "--columns", "id,name,category", "--sort", "name");
    expect([code, err]).toEqual([EXIT.ok, expect.stringContaining("2 records exported\n")]);
    expect(out.startsWith("\ufeffID,")).toBe(true);
    expect(out).toContain(`"'=HYPERLINK(""http://evil"")"`);
    save("exported.csv", out);
    const back = jsonOf<ImportOutcome>(await admin("import", "exported.csv", "--as", "customer", "--json"));
    expect([back.created, back.updated, back.unchanged]).toEqual([{}, {}, 2]);
  });

  it("sample records go in as the user's own work", async () => {
    const made = jsonOf<{ created: Record<string, number>; refused: unknown[] }>(await admin("generate", "--records", "300", "--seed", "7", "--json"));
    const { product = 0, ...records } = made.created;
    expect([Object.values(records).reduce((sum, count) => sum + count, 0), product > 0, made.refused]).toEqual([300, true, []]);
    const again = jsonOf<{ created: Record<string, number> }>(await admin("generate", "--records", "300", "--seed", "7", "--json"));
    expect(again.created).toEqual({});
    const own = jsonOf<{ refused: unknown[] }>(await anna("generate", "--records", "40", "--seed", "8", "--json"));
    expect(own.refused).toEqual([]);
  });
});

describe("a relay that goes away for good", () => {
  beforeAll(start);
  afterAll(() => rmSync(folder, { recursive: true }));

  it("[O] ends a command with its own code once it has been silent for too long", async () => {
    let stopping: Promise<void> | null = null;
    await tidebook("admin", ["passwd"], { TIDEBOOK_PASSWORD: oneTime, TIDEBOOK_NEW_PASSWORD: PASSWORD });
    const { code, out, err } = await tidebook("admin", ["generate", "--records", "3000", "--seed", "5", "--timeout", "1"], {}, (text) => {
      if (text.includes("written")) stopping ??= served.stop();
    });
    expect([stopping === null, code, out]).toEqual([false, EXIT.unfinished, ""]);
    await stopping;
    expect(err).toMatch(/[1-9]\d* changes are not acknowledged/);
  });
});


const FILES = [
  ["sales_teams", "user"],
  ["products", "product"],
  ["accounts", "customer"],
  ["sales_pipeline", "opportunity"],
] as const;

describe.skipIf(!mavenFolder)("a real pipeline, imported by the built command line", () => {
  const place = join(ROOT, "dist", `command-line-${process.pid}`);

  /** Runs the built program as a process of its own. */
  const program = (argv: readonly string[]): Promise<Outcome> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [join(place, "tidebook.js"), ...argv, "--user", "admin", ...address()], {
        cwd: folder,
        env: { ...process.env, TIDEBOOK_PASSWORD: PASSWORD },
        stdio: ["ignore", "pipe", "pipe"],
      });
      let out = "";
      let err = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        out += text;
      });
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        err += text;
      });
      child.once("error", reject);
      child.once("close", (code) => resolve({ code: code ?? -1, out, err }));
    });

  const outcomes: Record<string, ImportOutcome> = {};

  beforeAll(async () => {
    await start();
    await tidebook("admin", ["passwd"], { TIDEBOOK_PASSWORD: oneTime, TIDEBOOK_NEW_PASSWORD: PASSWORD });
    await build({ root: ROOT, configFile: join(ROOT, "vite.config.ts"), mode: "relay", logLevel: "error", build: { outDir: place } });
    for (const [name, kind] of FILES) {
      const map = join(ROOT, "tests", "fixtures", "crm-maven", `${name}.map.json`);
      outcomes[name] = jsonOf<ImportOutcome>(await program(["import", `${mavenFolder}/${name}.csv`, "--as", kind, "--map", map, "--json"]));
    }
    console.warn(`sales_pipeline imported: ${outcomes.sales_pipeline?.rowsPerSecond} rows/s to acknowledged`);
  }, 300_000);
  afterAll(async () => {
    await stop();
    rmSync(place, { recursive: true, force: true });
  });

  const won = async (by: string): Promise<Grouped> => jsonOf<Grouped>(await program(["report", "--measure", "count,expectedAmount", "--by", by, "--filter", "stage=won", "--json"]));
  const amounts = ({ groups }: Grouped, by: string) => Object.fromEntries(groups.map((group) => [looseKey(group.by[by] ?? ""), Number(group.values.expectedAmount)]));
  const loosened = (of: Readonly<Record<string, number>>) => Object.fromEntries(Object.entries(of).map(([name, value]) => [looseKey(name), value]));

  it("[I-09] every row is in and acknowledged", () => {
    expect(Object.values(outcomes).map(({ rejected }) => rejected)).toEqual([[], [], [], []]);
    expect(outcomes.sales_pipeline?.created).toEqual({ opportunity: 8800 });
    expect(outcomes.sales_pipeline?.matches).toEqual([expect.objectContaining({ text: "GTXPro", title: "GTX Pro", rows: 1480 })]);
  });

  it("[I-09] the funnel has the deals per stage", async () => {
    const { stages } = jsonOf<{ stages: { name: string; count: number }[] }>(await program(["report", "funnel", "--json"]));
    const counts = Object.fromEntries(stages.filter(({ count }) => count > 0).map(({ name, count }) => [name, count]));
    expect(counts).toEqual(mavenFigures().stages);
  });

  it("[I-09] won deals and amount per office", async () => {
    const { groups } = await won("owner.department");
    const offices = groups.map(({ by, values }) => [by["owner.department"], { deals: values.count, amount: Number(values.expectedAmount) }]);
    expect(Object.fromEntries(offices)).toEqual(mavenFigures().won_by_office);
  });

  it("[I-09] won amount per product and per sector, and in all", async () => {
    expect(amounts(await won("lines.product"), "lines.product")).toEqual(loosened(mavenFigures().won_by_product));
    const sectors = await won("customer.sector");
    expect(Object.fromEntries(sectors.groups.map(({ by, values }) => [by["customer.sector"], Number(values.expectedAmount)]))).toEqual(mavenFigures().won_by_sector);
    expect(sectors.total.values.expectedAmount).toBe(String(mavenFigures().won_total));
  });

  it("[I-09] the win rate, to two decimals", async () => {
    const { total } = jsonOf<Grouped>(await program(["report", "--measure", "winRate", "--json"]));
    expect(total.values.winRate).toBe(mavenFigures().win_rate_pct);
  });

  it("[I-09] imported again, nothing is created and nothing changes", async () => {
    const map = join(ROOT, "tests", "fixtures", "crm-maven", "sales_pipeline.map.json");
    const again = jsonOf<ImportOutcome>(await program(["import", `${mavenFolder}/sales_pipeline.csv`, "--as", "opportunity", "--map", map, "--json"]));
    expect([again.created, again.updated, again.unchanged]).toEqual([{}, {}, 8800]);
  });
});
