import type { Remote } from "comlink";
import { describe, expect, it } from "vitest";
import { WORKSPACE } from "#domain/entities/workspace/workspace.ts";
import { recordId, type RecordId } from "#domain/id.ts";
import { createKeptAnswers, isKept, type KeptAnswers } from "#client/replica/kept-answers.ts";
import type { KeptStorage } from "#client/replica/kept-store.ts";
import type { Taken } from "#client/replica/picture.ts";
import type { ListResult, Me, ReplicaApi, SyncState } from "#workers/replica/api.ts";

type Api = Remote<ReplicaApi>;

const ANN: Me = { id: recordId("user", "ann"), name: "Ann" };
const BEN: Me = { id: recordId("user", "ben"), name: "Ben" };
const ACME = recordId("customer", "acme");
const QUERY = { kind: "customer" };
const DAY = 86_400_000;

const storageOf = (): KeptStorage & { readonly all: ReadonlyMap<string, string> } => {
  const all = new Map<string, string>();
  return {
    all,
    getItem: (key) => all.get(key) ?? null,
    setItem: (key, value) => void all.set(key, value),
    removeItem: (key) => void all.delete(key),
    key: (at) => [...all.keys()][at] ?? null,
    get length() {
      return all.size;
    },
  };
};

const listed = (...names: readonly string[]): ListResult => ({ count: names.length, first: 0, rows: names.map((name) => ({ id: recordId("customer", name), name })), totals: {}, pageTotals: {} }) as unknown as ListResult;

/** A worker that answers when it is told to. */
const workerOf = () => {
  const asked: { readonly name: string; readonly given: readonly unknown[] }[] = [];
  const calls: ((...answer: unknown[]) => void)[] = [];
  const titles = new Map<RecordId, string | null>([[ACME, "Acme"]]);
  const follow = (name: string) => async (...given: unknown[]) => {
    asked.push({ name, given });
    calls.push(given.find((one) => typeof one === "function") as (...answer: unknown[]) => void);
    return { stop: () => undefined };
  };
  const plain = (name: string, answer: unknown) => async (...given: unknown[]) => {
    asked.push({ name, given });
    return answer;
  };
  const api = {
    ...Object.fromEntries(["list", "row", "rights", "board", "report", "funnel", "watchState", "titles"].map((name) => [name, follow(name)])),
    titlesOf: plain("titlesOf", titles),
    getLocal: plain("getLocal", "left"),
    setLocal: plain("setLocal", true),
    signOut: plain("signOut", { ok: true, value: true }),
    signIn: plain("signIn", { ok: true, value: BEN }),
  } as unknown as Api;
  return { api, asked, answer: (at: number, ...answer: unknown[]) => calls[at]?.(...answer) };
};

const company = { id: WORKSPACE, offlineDays: 14 };
const state = (part: Partial<SyncState>): SyncState => ({ access: "open", lastContact: null, ...part }) as SyncState;

const device = () => {
  const storage = storageOf();
  let now = 1_000 * DAY;
  let picture: Taken | null = null;
  const started = (build = "one"): KeptAnswers & { readonly idle: () => void } => {
    const work: (() => void)[] = [];
    const kept = createKeptAnswers({ storage, clock: { now: () => now }, build, idle: (one) => void work.push(one), rest: (one) => void work.push(one), picture: () => picture });
    return { ...kept, idle: () => {
      while (work.length > 0) work.shift()?.();
    } };
  };
  return { storage, started, pass: (time: number) => (now += time), look: (at: string, markup: string) => (picture = { address: at, picture: markup === "" ? null : { look: "", styles: [], markup } }), pictures: () => [...storage.all].flatMap(([key, text]) => (key.includes("picture ") ? [JSON.parse(text) as { readonly answer: { readonly from: number; readonly until: number; readonly markup: string } }] : [])) };
};

/** A start of the page, with a worker that has said that Ann is there. */
const working = (home: ReturnType<typeof device>) => {
  const kept = home.started();
  const worker = workerOf();
  const api = kept.over(worker.api);
  kept.confirm(ANN);
  return { kept, worker, api };
};

/** A start at which Ann is shown two customers, and what was shown is kept. */
const firstDay = async (home: ReturnType<typeof device>): Promise<void> => {
  const { kept, worker, api } = working(home);
  await api.watchState(() => undefined);
  worker.answer(0, state({ lastContact: 1_000 * DAY }));
  await api.row(WORKSPACE, () => undefined);
  worker.answer(1, company);
  await api.list(QUERY, ["name"], () => undefined, undefined, [0, 60]);
  worker.answer(2, listed("acme", "zeta"));
  await api.titlesOf([ACME]);
  await api.getLocal("list/customer");
  kept.idle();
};

const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe("what the last screen showed", () => {
  it("[D-20] is there at the next start before the worker answers, and gives way to its answer", async () => {
    const home = device();
    await firstDay(home);
    const kept = home.started();
    expect(kept.me).toEqual(ANN);
    const worker = workerOf();
    const api = kept.over(worker.api);
    const told: { readonly names: readonly string[]; readonly before: boolean }[] = [];
    await api.list(QUERY, ["name"], (result) => told.push({ names: result.rows.map((row) => String(row["name"])), before: isKept(result) }), undefined, [0, 90]);
    await tick();
    expect(told).toEqual([{ names: ["acme", "zeta"], before: true }]);
    expect(await api.titlesOf([ACME])).toEqual(new Map([[ACME, "Acme"]]));
    expect(await api.getLocal("list/customer")).toBe("left");
    expect(worker.asked.map(({ name }) => name)).toEqual(["list"]);
    worker.answer(0, listed("acme"));
    expect(told.at(-1)).toEqual({ names: ["acme"], before: false });
  });

  it("an answer of the worker that is there first is not followed by the older one", async () => {
    const home = device();
    await firstDay(home);
    const worker = workerOf();
    const told: string[] = [];
    const started = home.started().over(worker.api).list(QUERY, ["name"], (result) => told.push(String(result.count)), undefined, [0, 60]);
    worker.answer(0, listed("acme"));
    await started;
    await tick();
    expect(told).toEqual(["1"]);
  });

  it("answers neither another question, nor one about an earlier day, nor any once the worker has spoken", async () => {
    const home = device();
    await firstDay(home);
    const kept = home.started();
    const api = kept.over(workerOf().api);
    let told = 0;
    const count = (): void => void (told += 1);
    await api.list({ kind: "contact" }, ["name"], count);
    await api.list(QUERY, ["name", "phone"], count);
    await api.list(QUERY, ["name"], count, { kind: "customer", at: 5 });
    kept.confirm(ANN);
    await api.list(QUERY, ["name"], count);
    await tick();
    expect(told).toBe(0);
  });

  it("[D-20] is not shown by another build, nor on a device that was away for longer than its company allows, nor with the clock put back", async () => {
    const other = device();
    await firstDay(other);
    expect(other.started("two").me).toBeNull();
    expect(other.storage.all.size).toBe(0);
    const away = device();
    await firstDay(away);
    away.pass(13 * DAY);
    expect(away.started().me).toEqual(ANN);
    away.pass(DAY);
    expect(away.started().me).toBeNull();
    const back = device();
    await firstDay(back);
    back.pass(-1);
    expect(back.started().me).toBeNull();
  });

  it.each<readonly [string, (kept: KeptAnswers, api: Api, worker: ReturnType<typeof workerOf>) => unknown]>([
    ["signs out", (_, api) => api.signOut(false)],
    ["turns out not to be signed in", (kept) => kept.confirm(null)],
    ["is somebody else", (kept) => kept.confirm(BEN)],
    ["gives place to somebody else", (_, api) => api.signIn("ben", "tidebook")],
    [
      "is to see nothing more",
      async (_, api, worker) => {
        await api.watchState(() => undefined);
        worker.answer(0, state({ access: "wiped" }));
      },
    ],
  ])("[D-20] goes with a person who %s", async (_, leave) => {
    const home = device();
    await firstDay(home);
    const kept = home.started();
    const worker = workerOf();
    await leave(kept, kept.over(worker.api), worker);
    expect(home.storage.all.size).toBe(0);
  });

  it("[D-18] [D-20] what shows a record that is here no more goes, whether it went today or before the start", async () => {
    const home = device();
    await firstDay(home);
    const lists = (): number => [...home.storage.all.keys()].filter((key) => key.includes("shown list ")).length;
    const { kept, worker, api } = working(home);
    await api.titles(() => undefined);
    worker.answer(0, new Map([[ACME, "Acme"], [recordId("customer", "zeta"), "Zeta"]]));
    expect(lists()).toBe(1);
    await api.list({ kind: "customer", search: "a" }, [], () => undefined);
    worker.answer(1, listed("acme"));
    await api.list({ kind: "contact" }, [], () => undefined);
    worker.answer(2, listed("zeta"));
    worker.answer(0, new Map([[ACME, null]]));
    kept.idle();
    expect([...home.storage.all.keys()].filter((key) => key.includes("shown list "))).toEqual([expect.stringContaining("contact")]);

    const later = workerOf();
    await home.started().over(later.api).titles(() => undefined);
    later.answer(0, new Map([[ACME, "Acme"]]), true);
    expect(lists()).toBe(0);
  });

  it("[D-18] [D-20] names of records that are here no more go, also where no row of them was shown", async () => {
    const home = device();
    await firstDay(home);
    const later = workerOf();
    const kept = home.started();
    const api = kept.over(later.api);
    kept.confirm(ANN);
    await api.titles(() => undefined);
    // Zeta alone is left: Acme went while no tab was open.
    later.answer(0, new Map([[recordId("customer", "zeta"), "Zeta"]]), true);
    kept.idle();
    expect([...home.storage.all.values()].join()).not.toContain("Acme");

    const other = device();
    await firstDay(other);
    const { kept: third, worker, api: asked } = working(other);
    for (const key of other.storage.all.keys()) if (key.includes("shown ")) other.storage.removeItem(key);
    await asked.titles(() => undefined);
    worker.answer(0, new Map([[recordId("customer", "zeta"), "Zeta"]]), true);
    third.idle();
    expect([...other.storage.all.values()].join()).not.toContain("Acme");
  });

  it("[D-20] names that were not kept are asked for beside those that were, however long all the others take", async () => {
    const home = device();
    await firstDay(home);
    const ZETA = recordId("customer", "zeta");
    const worker = workerOf();
    Object.assign(worker.api, { titlesOf: async (records: readonly RecordId[]) => new Map(records.map((record) => [record, record === ZETA ? "Zeta" : null])) });
    const api = home.started().over(worker.api);
    const told = new Map<RecordId, string | null>();
    await api.titles((found) => found.forEach((title, record) => told.set(record, title)));
    expect(await api.titlesOf([ACME, ZETA])).toEqual(new Map([[ACME, "Acme"]]));
    await tick();
    expect(told).toEqual(new Map([[ZETA, "Zeta"]]));
  });

  it("[D-20] a record that has been renamed has its new name at the next start", async () => {
    const home = device();
    await firstDay(home);
    const { kept, worker, api } = working(home);
    await api.titles(() => undefined);
    worker.answer(0, new Map([[ACME, "Acme International"], [recordId("customer", "zeta"), "Zeta"]]), true);
    kept.idle();
    expect(await home.started().over(workerOf().api).titlesOf([ACME])).toEqual(new Map([[ACME, "Acme International"]]));
  });

  it("[D-20] figures of a report stand at the next start, for the same question alone, and go with any record that is here no more", async () => {
    const home = device();
    await firstDay(home);
    const { kept, worker, api } = working(home);
    const funnel = { stages: [{ stage: "open", count: 7 }] };
    await api.funnel({ kind: "opportunity" }, () => undefined, { owner: ANN.id });
    worker.answer(0, funnel);
    await api.funnel({ kind: "opportunity" }, () => undefined, { owner: BEN.id }, { kind: "opportunity", at: 5 });
    worker.answer(1, { stages: [] });
    kept.idle();

    const next = home.started();
    const other = next.over(workerOf().api);
    const told: unknown[] = [];
    const tell = (answer: unknown): void => void told.push(answer);
    await other.funnel({ kind: "opportunity" }, tell, { owner: BEN.id });
    await other.funnel({ kind: "opportunity" }, tell);
    await other.funnel({ kind: "opportunity" }, tell, { owner: ANN.id }, { kind: "opportunity", at: 5 });
    await tick();
    expect(told).toEqual([]);
    await other.funnel({ kind: "opportunity" }, tell, { owner: ANN.id });
    await tick();
    expect(told).toEqual([funnel]);
    expect(isKept(told[0] as object)).toBe(true);

    const figures = (): number => [...home.storage.all.keys()].filter((key) => key.includes("figures ")).length;
    expect(figures()).toBe(1);
    await api.titles(() => undefined);
    worker.answer(2, new Map([[recordId("opportunity", "seen nowhere"), null]]));
    expect(figures()).toBe(0);
  });

  it("[D-20] other rights leave nothing of what was shown under the old ones", async () => {
    const home = device();
    await firstDay(home);
    const { kept, worker, api } = working(home);
    await api.rights(() => undefined);
    worker.answer(0, { me: ANN.id, hidden: [] });
    kept.idle();
    const shown = (): number => [...home.storage.all.keys()].filter((key) => key.includes("shown ")).length;
    expect(shown()).toBe(1);
    worker.answer(0, { me: ANN.id, hidden: ["customer.phone"] });
    expect(shown()).toBe(0);
    expect(home.started().me).toEqual(ANN);
  });

  describe("how the screen looked", () => {
    const CARD = "customer/0mb4wqrd5t9yp00a" as RecordId;
    const seen = async (home: ReturnType<typeof device>): Promise<void> => {
      home.look("/customer", `<a href="/${CARD}">Acme</a>`);
      await firstDay(home);
    };

    it("[D-20] is kept by its address until the device is away for too long, and only what was shown last", async () => {
      const home = device();
      await seen(home);
      expect(home.pictures()).toMatchObject([{ answer: { markup: expect.stringContaining("Acme"), from: 1_000 * DAY, until: 1_014 * DAY } }]);
      const { kept, worker, api } = working(home);
      for (let at = 0; at < 20; at += 1) {
        home.pass(1);
        home.look(`/contact?page=${at}`, String(at));
        await api.list({ kind: "contact", search: String(at) }, [], () => undefined);
        worker.answer(at, listed("acme"));
        kept.idle();
      }
      expect(home.pictures().map(({ answer }) => Number(answer.markup)).toSorted((a, b) => a - b)).toEqual([16, 17, 18, 19]);
    });

    it("[D-20] is taken as the page is left, with what was just told, and goes where the screen is none that a start would show", async () => {
      const home = device();
      await seen(home);
      const { kept, worker, api } = working(home);
      await api.list(QUERY, ["name"], () => undefined);
      worker.answer(0, listed("zeta"));
      home.look("/customer", "Zeta");
      kept.flush();
      expect(home.pictures()).toMatchObject([{ answer: { markup: "Zeta" } }]);
      worker.answer(0, listed("acme"));
      home.look("/customer", "");
      kept.flush();
      expect(home.pictures()).toEqual([]);
    });

    it("[D-20] is not kept before the worker has said who is there", async () => {
      const home = device();
      await firstDay(home);
      home.look("/customer", "Acme");
      const kept = home.started();
      const worker = workerOf();
      await kept.over(worker.api).list(QUERY, ["name"], () => undefined);
      worker.answer(0, listed("acme"));
      kept.idle();
      expect(home.pictures()).toEqual([]);
    });

    it("[D-18] [D-20] goes as soon as anything may no longer be read, also what only it shows, and with other rights", async () => {
      const home = device();
      await seen(home);
      const gone = workerOf();
      await home.started().over(gone.api).titles(() => undefined);
      gone.answer(0, new Map([[ACME, "Acme"], [recordId("customer", "zeta"), "Zeta"]]), true);
      expect(home.pictures()).toEqual([]);

      const other = device();
      await seen(other);
      const { worker, api } = working(other);
      await api.titles(() => undefined);
      worker.answer(0, new Map([[ACME, "Acme"], [recordId("customer", "zeta"), "Zeta"], [CARD, "Card"]]), true);
      expect(other.pictures()).toHaveLength(1);
      worker.answer(0, new Map([[CARD, null]]));
      expect(other.pictures()).toEqual([]);
    });

    it("[D-20] goes when the device may be away for a shorter time, and is taken anew for that time", async () => {
      const home = device();
      await seen(home);
      const { kept, worker, api } = working(home);
      await api.row(WORKSPACE, () => undefined);
      worker.answer(0, { ...company, offlineDays: 2 });
      expect(home.pictures()).toEqual([]);
      kept.idle();
      worker.answer(0, { ...company, offlineDays: 2 });
      kept.idle();
      expect(home.pictures()).toMatchObject([{ answer: { until: 1_002 * DAY } }]);
    });

    it("[D-20] is not taken while the screen may still show what has just gone", async () => {
      const home = device();
      await seen(home);
      const { kept, worker, api } = working(home);
      await api.titles(() => undefined);
      await api.list(QUERY, ["name"], () => undefined);
      worker.answer(1, listed("acme"));
      worker.answer(0, new Map([[ACME, null]]));
      kept.idle();
      expect(home.pictures()).toEqual([]);
      worker.answer(1, listed("zeta"));
      kept.idle();
      expect(home.pictures()).toHaveLength(1);
    });

    it.each<readonly [string, (home: ReturnType<typeof device>, key: string) => boolean]>([
      ["makes room for answers", (home, key) => home.pictures().length > 0 || key.includes("picture ")],
      ["has room or is not there, and takes none of what the answers need", (_, key) => key.includes("picture ")],
    ])("[D-20] %s", async (_, isFull) => {
      const home = device();
      await seen(home);
      const { kept, worker, api } = working(home);
      const { setItem } = home.storage;
      home.storage.setItem = (key, value) => {
        if (isFull(home, key)) throw new DOMException("full", "QuotaExceededError");
        setItem(key, value);
      };
      await api.list(QUERY, ["name"], () => undefined);
      worker.answer(0, listed("acme"));
      kept.idle();
      expect(home.pictures()).toEqual([]);
      expect(home.started().me).toEqual(ANN);
    });

    it("[D-20] stays where a row names a record that its reader never could read", async () => {
      const home = device();
      home.look("/opportunity", '<div data-id="opportunity/0mb4wqrd5t9yp00b"><span>not visible to you</span></div>');
      await firstDay(home);
      const { kept, worker, api } = working(home);
      await api.list({ kind: "opportunity" }, ["customer"], () => undefined);
      worker.answer(0, { count: 1, first: 0, rows: [{ id: "opportunity/0mb4wqrd5t9yp00b", customer: CARD }], totals: {}, pageTotals: {} });
      kept.idle();
      const later = workerOf();
      await home.started().over(later.api).titles(() => undefined);
      later.answer(0, new Map([[ACME, "Acme"], [recordId("customer", "zeta"), "Zeta"], ["opportunity/0mb4wqrd5t9yp00b", "Deal"]]), true);
      expect(home.pictures()).toHaveLength(1);
      expect([...home.storage.all.keys()].filter((key) => key.includes("shown list "))).toHaveLength(2);
    });
  });

  it("[D-20] goes before signing out is done, and stays where changes wait and signing out is refused", async () => {
    const home = device();
    await firstDay(home);
    const { kept, worker, api } = working(home);
    let answer: (outcome: unknown) => void = () => undefined;
    Object.assign(worker.api, { signOut: () => new Promise((resolve) => (answer = resolve)) });
    await api.watchState(() => undefined);
    worker.answer(0, state({ waiting: 1 }));
    const refused = api.signOut(false);
    answer({ ok: false, error: { waiting: 1 } });
    await refused;
    expect(home.started().me).toEqual(ANN);
    const leaving = api.signOut(true);
    kept.flush();
    expect(home.storage.all.size).toBe(0);
    answer({ ok: true, value: true });
    await leaving;
    expect(home.storage.all.size).toBe(0);
  });

  it("[D-20] goes with a person who has to choose another password first", async () => {
    const home = device();
    await firstDay(home);
    home.started().confirm({ ...ANN, mustChangePassword: true });
    expect(home.storage.all.size).toBe(0);
  });

  it("[D-20] a tab of somebody who has left writes nothing into what was begun for another", async () => {
    const home = device();
    await firstDay(home);
    const [late, next] = [working(home), home.started()];
    await late.api.list(QUERY, ["name"], () => undefined);
    late.worker.answer(0, listed("acme"));
    next.confirm(BEN);
    const ben = next.over(workerOf().api);
    await ben.getLocal("list/customer");
    next.idle();
    const before = [...home.storage.all];
    late.kept.idle();
    expect([...home.storage.all]).toEqual(before);
    expect(before.length).toBeGreaterThan(0);
  });

  it("a tab does not write again what another tab has forgotten", async () => {
    const home = device();
    await firstDay(home);
    const [first, second] = [home.started(), home.started()];
    const worker = workerOf();
    const api = first.over(worker.api);
    first.confirm(ANN);
    await api.list(QUERY, ["name"], () => undefined);
    second.forget();
    worker.answer(0, listed("acme"));
    first.idle();
    await api.setLocal({ "list/customer": "moved" });
    expect(home.storage.all.size).toBe(0);
  });

  it("keeps the newest answers, none that is larger than a screen, and what a page sets as it closes", async () => {
    const home = device();
    await firstDay(home);
    const { kept, worker, api } = working(home);
    for (let at = 0; at < 60; at += 1) {
      await api.list({ kind: "customer", search: String(at) }, [], () => undefined);
      home.pass(1);
      worker.answer(at, listed("acme"));
      kept.idle();
    }
    await api.list({ kind: "contact" }, [], () => undefined);
    worker.answer(60, listed(...Array.from({ length: 300 }, (_, at) => `c${at}`)));
    kept.idle();
    const lists = [...home.storage.all.keys()].filter((key) => key.includes("shown list "));
    expect(lists.some((key) => key.includes('"59"'))).toBe(true);
    expect(lists.some((key) => key.includes('"3"'))).toBe(false);
    expect(lists.some((key) => key.includes("contact"))).toBe(false);
    expect(home.storage.all.size).toBeLessThan(46);
    await api.setLocal({ "list/customer": "moved" });
    expect(await home.started().over(workerOf().api).getLocal("list/customer")).toBe("moved");
  });

  it("[D-20] what came last is written when the page closes", async () => {
    const home = device();
    await firstDay(home);
    const { kept, worker, api } = working(home);
    await api.list(QUERY, ["name"], () => undefined);
    worker.answer(0, listed("acme"));
    kept.flush();
    const counts: number[] = [];
    await home.started().over(workerOf().api).list(QUERY, ["name"], (result) => counts.push(result.count));
    await tick();
    expect(counts).toEqual([1]);
  });

  it("[D-20] whoever signs in after somebody signed out finds their own screen at the next start", async () => {
    const home = device();
    await firstDay(home);
    const { kept, worker, api } = working(home);
    await api.signOut(false);
    await api.signIn("ben", "tidebook");
    await api.watchState(() => undefined);
    worker.answer(0, state({ lastContact: 1_000 * DAY }));
    await api.row(WORKSPACE, () => undefined);
    worker.answer(1, company);
    kept.idle();
    expect(home.started().me).toEqual(BEN);
  });

  it("storage that is full is given back, and nothing fails", async () => {
    const home = device();
    await firstDay(home);
    const { kept, worker, api } = working(home);
    home.storage.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    await api.list(QUERY, ["name"], () => undefined);
    worker.answer(0, listed("acme"));
    kept.idle();
    expect(home.storage.all.size).toBe(0);
    expect(await api.getLocal("list/customer")).toBe("left");
  });
});
