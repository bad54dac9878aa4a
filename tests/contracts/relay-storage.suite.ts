import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { docId, recordId, type DocId, type Key, type RecordId } from "#domain/id.ts";
import type { HistoryEntry } from "#domain/protocol/down/history.ts";
import type { LogFilter } from "#domain/protocol/up/ask-log.ts";
import { hlcOf } from "#domain/record/hlc.ts";
import type { SignInSession } from "#sync-server/storage/entrance.ts";
import { EMPTY_COMMIT, FIRST_DEVICE, FREE, type Commit, type Counters, type Storage, type StoredDocument } from "#sync-server/storage/storage.ts";
import { verifyChain } from "#sync-server/storage/verify-chain.ts";

const ANNA = recordId("user", "anna");
const KEY = "0abcdefgh0000000" as Key;
const END = Number.MAX_SAFE_INTEGER;

const document = (id: DocId, seq: number, scopes: readonly string[], more: Partial<StoredDocument> = {}): StoredDocument => ({
  doc: id,
  seq,
  snapshot: Uint8Array.of(1, 2, seq),
  row: { id: id as string as RecordId, name: `row ${seq} 好 😀` },
  scopes,
  clocks: { name: hlcOf(seq) },
  ...more,
});

const [A, B, C] = ["a", "b", "c"].map((key) => docId(recordId("customer", key))) as [DocId, DocId, DocId];

const START: Counters = { head: 0, history: 0, series: {} };

/** Where a storage keeps its content: opened again, it finds what was committed. */
export interface Place {
  readonly open: () => Storage | Promise<Storage>;
  readonly dispose: () => void | Promise<void>;
}

/** What every storage of the relay does. */
export const relayStorageSuite = (name: string, place: () => Place | Promise<Place>): void => {
  describe(`relay storage: ${name}`, () => {
    let where: Place;
    let storage: Storage;
    let base: Counters = START;

    beforeEach(async () => {
      base = START;
      where = await place();
      storage = await where.open();
    });
    afterEach(async () => {
      await storage.close();
      await where.dispose();
    });

    const commit = async (to: number, content: Partial<Commit>): Promise<void> => {
      const counters = content.counters ?? { ...base, head: to };
      await storage.commit({ ...EMPTY_COMMIT, base, counters, ...content });
      base = counters;
    };
    const feed = (scopes: readonly string[], after = 0, upTo = END, limit = 100) => storage.feed({ scopes, after, upTo }, limit);

    it("[V-01] makes rows anew once for each signature, all of them, and moves nothing", async () => {
      await commit(3, { documents: [document(A, 1, ["all"]), document(B, 2, ["all"]), document(C, 3, ["all"])] });
      const seen: DocId[] = [];
      const rowOf = ({ doc, row }: StoredDocument) => {
        seen.push(doc);
        return doc === B ? row : { ...row, name: `new ${doc}` };
      };
      expect(await storage.reproject(5, rowOf)).toBe(2);
      expect(seen.toSorted()).toEqual([A, B, C]);
      expect(await storage.reproject(5, rowOf)).toBe(0);
      expect(seen).toHaveLength(3);
      const [a, b] = await storage.documents([A, B]);
      expect([a?.row.name, a?.seq, a?.snapshot, b?.row.name]).toEqual([`new ${A}`, 1, document(A, 1, []).snapshot, document(B, 2, []).row.name]);
      expect((await storage.counters()).head).toBe(3);
      await expect(
        storage.reproject(6, ({ doc, row }) => {
          if (doc === C) throw new Error("unreadable");
          return { ...row, name: "half" };
        }),
      ).rejects.toThrow("unreadable");
      expect((await storage.documents([A]))[0]?.row.name).toBe(`new ${A}`);
    });

    it("is empty at first", async () => {
      expect(await storage.counters()).toEqual({ head: 0, history: 0, series: {} });
      expect(await storage.documents([A])).toEqual([]);
      expect(await feed(["all"])).toEqual([]);
    });

    it("gives back documents as they were committed, in the order asked for, without those it lacks", async () => {
      const facet = docId(recordId("product", "p"), "cost");
      await commit(3, { documents: [document(A, 1, ["x"]), document(facet, 2, []), document(B, 3, ["y"], { clocks: {} })] });
      expect(await storage.documents([B, C, A, facet])).toEqual([document(B, 3, ["y"], { clocks: {} }), document(A, 1, ["x"]), document(facet, 2, [])]);
      expect((await storage.ofKind("customer")).map(({ doc }) => doc).sort()).toEqual([A, B]);
      expect(await storage.ofKind("product")).toEqual([]);
    });

    it("keeps what was committed when it is opened again", async () => {
      await commit(1, { documents: [document(A, 1, ["x"])], counters: { head: 1, history: 4, series: { C: 7, "SO-2026": 2 } } });
      await storage.close();
      storage = await where.open();
      expect(await storage.counters()).toEqual({ head: 1, history: 4, series: { C: 7, "SO-2026": 2 } });
      expect(await storage.documents([A])).toEqual([document(A, 1, ["x"])]);
    });

    it("[F-15] refuses a commit that was built on other counters, and stores nothing of it", async () => {
      await commit(1, { documents: [document(A, 1, ["x"])] });
      await commit(1, { counters: { head: 1, history: 0, series: { C: 10 } }, reserved: [{ kind: "customer", number: "C-000001", device: 7 }] });
      const late = { ...EMPTY_COMMIT, counters: { ...base, head: 2 }, documents: [document(B, 2, ["x"])] };
      for (const wrong of [START, { ...base, series: {} }, { ...base, series: { C: 9 } }, { ...base, history: 1 }]) {
        await expect(storage.commit({ ...late, base: wrong })).rejects.toThrow("another commit came first");
      }
      expect(await storage.documents([B])).toEqual([]);
      expect(await storage.counters()).toEqual({ head: 1, history: 0, series: { C: 10 } });
    });

    it("feeds each document once, at its newest position, in order", async () => {
      await commit(2, { documents: [document(A, 1, ["x", "y"]), document(B, 2, ["y"])] });
      await commit(3, { documents: [document(A, 3, ["x", "y"])] });
      expect(await feed(["x", "y", "z"])).toEqual([{ doc: B, seq: 2, gone: false }, { doc: A, seq: 3, gone: false }]);
      expect(await feed(["x", "y"], 2)).toEqual([{ doc: A, seq: 3, gone: false }]);
      expect(await feed(["x", "y"], 0, 2)).toEqual([{ doc: B, seq: 2, gone: false }]);
      expect(await feed(["x", "y"], 0, END, 1)).toEqual([{ doc: B, seq: 2, gone: false }]);
      expect(await storage.countFeed({ scopes: ["x", "y"], after: 0, upTo: END })).toBe(2);
    });

    it("feeds a long range in order, a few at a time, as it stands at its end", async () => {
      const doc = (at: number) => docId(recordId("customer", `k${at}`));
      const many = Array.from({ length: 9_000 }, (_, at) => document(doc(at), at + 1, at % 3 === 0 ? ["x", "y"] : ["x"], { snapshot: Uint8Array.of(0, 0) }));
      await commit(9_000, { documents: many });
      // Some leave one scope or both, at once or later, and some come back.
      const [stays, goes, returns] = [doc(0), doc(3), doc(6)];
      await commit(9_001, { documents: [document(stays, 9_001, ["x"])], left: [{ scope: "y", doc: stays, seq: 9_001 }] });
      await commit(9_002, { documents: [document(goes, 9_002, ["z"])], left: [{ scope: "x", doc: goes, seq: 9_002 }, { scope: "y", doc: goes, seq: 9_002 }] });
      await commit(9_003, { left: [{ scope: "x", doc: returns, seq: 9_003 }, { scope: "y", doc: returns, seq: 9_003 }] });
      await commit(18_000, { documents: [document(returns, 18_000, ["x"])] });
      const found: { readonly doc: DocId; readonly seq: number; readonly gone: boolean }[] = [];
      for (let after = 0, part = await feed(["x", "y"], after, END, 1_000); part.length > 0; part = await feed(["x", "y"], after, END, 1_000)) {
        found.push(...part);
        after = part.at(-1)?.seq ?? END;
      }
      const unmoved = many.filter((one) => ![stays, goes, returns].includes(one.doc)).map((one) => ({ doc: one.doc, seq: one.seq, gone: false }));
      expect(found.filter(({ doc: one }) => one !== returns)).toEqual([...unmoved, { doc: stays, seq: 9_001, gone: false }, { doc: goes, seq: 9_002, gone: true }]);
      expect(found.at(-1)).toEqual({ doc: returns, seq: 18_000, gone: false });
      expect(new Set(found.map(({ doc: one }) => one)).size).toBe(9_000);
      expect((await feed(["y"], 1, 8_999, 3)).map(({ seq }) => seq)).toEqual([10, 13, 16]);
    });

    it("gives contents as documents have them, in the same order, and passes over what it does not have", async () => {
      await commit(3, { documents: [document(A, 1, ["x", "y"]), document(B, 2, ["y"])] });
      const contents = await storage.contents([B, C, A]);
      expect(contents.map(({ doc, seq, scopes }) => ({ doc, seq, scopes }))).toEqual([{ doc: B, seq: 2, scopes: ["y"] }, { doc: A, seq: 1, scopes: ["x", "y"] }]);
      expect(contents.map(({ snapshot }) => [...snapshot])).toEqual([[1, 2, 2], [1, 2, 1]]);
      expect(await storage.contents([])).toEqual([]);
    });

    it("feeds departures, except to those who still have the document by another scope", async () => {
      await commit(1, { documents: [document(A, 1, ["x", "y"])] });
      await commit(2, { documents: [document(A, 2, ["y"])], left: [{ scope: "x", doc: A, seq: 2 }] });
      expect(await feed(["x"])).toEqual([{ doc: A, seq: 2, gone: true }]);
      expect(await feed(["x", "y"])).toEqual([{ doc: A, seq: 2, gone: false }]);
      await commit(3, { documents: [document(A, 3, ["y"])] });
      expect(await feed(["x", "y"])).toEqual([{ doc: A, seq: 3, gone: false }]);
      expect(await storage.countFeed({ scopes: ["x"], after: 0, upTo: END })).toBe(0);
      await commit(4, { documents: [document(A, 4, ["x", "y"])] });
      expect(await feed(["x"])).toEqual([{ doc: A, seq: 4, gone: false }]);
    });

    it("purges documents, links and history, and remembers that it did", async () => {
      const a = A as string as RecordId;
      const entry = { doc: A, path: "name", from: null, to: "x", by: ANNA, device: 1, at: 5, received: 6, outcome: "kept" } as const;
      await commit(1, { documents: [document(A, 1, ["x"])], history: [{ ...entry, no: 1 }], links: [{ child: a, parents: [B as string as RecordId] }] });
      const left = [{ scope: "x", doc: A, seq: 2 }];
      await commit(2, { purged: [{ record: a, docs: [A] }], left, history: [{ ...entry, no: 2, path: "purged" }] });
      expect(await storage.documents([A])).toEqual([]);
      expect(await storage.isPurged(a)).toBe(true);
      expect(await storage.isPurged(B as string as RecordId)).toBe(false);
      expect(await storage.childrenOf(B as string as RecordId)).toEqual([]);
      expect((await storage.history([A], null, 9)).map(({ no }) => no)).toEqual([2]);
      expect(await feed(["x"])).toEqual([{ doc: A, seq: 2, gone: true }]);
    });

    it("[R-08] a purge leaves no value of its record in answers that were kept, and no writers of its documents", async () => {
      const refusal = { code: "invalid", reason: "taken", doc: A, path: "name", current: "a secret", told: "another" } as const;
      const kept = (tx: string, doc: DocId) => ({ tx: tx as Key, person: ANNA, device: 7, at: 5, answer: { tx: tx as Key, ok: false, refusal: { ...refusal, doc } } }) as const;
      const [ofA, ofB] = [kept("0abcdefgh0000001", A), kept("0abcdefgh0000002", B)];
      await commit(1, { documents: [document(A, 1, ["x"])], answers: [ofA, ofB], writers: [{ doc: A, client: 4_000_000_000, person: ANNA }] });
      await commit(2, { purged: [{ record: A as string as RecordId, docs: [A] }] });
      expect((await storage.answers([ofA.tx, ofB.tx])).map(({ answer }) => answer)).toEqual([
        { tx: ofA.tx, ok: false, refusal: { code: "invalid", reason: "taken", doc: A, path: "name" } },
        ofB.answer,
      ]);
      expect([...(await storage.writers(A))]).toEqual([]);
    });

    it("keeps links as last given", async () => {
      const [a, b, c] = [A, B, C] as string[] as [RecordId, RecordId, RecordId];
      await commit(1, { links: [{ child: a, parents: [b, c] }, { child: c, parents: [b] }] });
      expect(await storage.childrenOf(b)).toEqual([a, c]);
      await commit(2, { links: [{ child: a, parents: [c] }] });
      expect([await storage.childrenOf(b), await storage.childrenOf(c)]).toEqual([[c], [a]]);
    });

    it("pages through history newest first, over several documents, and prolongs entries", async () => {
      const entry = (no: number, doc: DocId) => ({ no, doc, path: "p", from: { by: ANNA, at: 1 }, to: "好", by: ANNA, device: FIRST_DEVICE, at: no, received: no, outcome: "replaced" }) as const;
      await commit(1, { history: [entry(1, A), entry(2, B), entry(3, A), entry(4, C)] });
      expect(await storage.history([A, B], null, 2)).toEqual([entry(3, A), entry(2, B)]);
      expect(await storage.history([A, B], 2, 9)).toEqual([entry(1, A)]);
      await commit(2, { prolonged: [{ no: 3, at: 50, received: 51 }] });
      expect(await storage.history([A], null, 1)).toEqual([{ ...entry(3, A), at: 50, received: 51 }]);
    });

    const line = (no: number, doc: DocId, more: Partial<HistoryEntry> = {}): HistoryEntry => ({ no, doc, path: "name", from: null, to: `value ${no}`, by: ANNA, device: FIRST_DEVICE, at: no * 10, received: no * 10 + 1, outcome: "kept", ...more });
    const audit = (newest = 0, noted: string | null = null) => verifyChain(storage.links, { newest, head: noted });

    it("[T-01] chains its history, whatever commits the entries came in and however writing goes on", async () => {
      expect(await audit()).toEqual({ entries: 0, erased: 0, head: "0".repeat(64), misfit: null });
      await commit(1, { history: [line(1, A), line(2, B, { path: "prose/body", to: null })] });
      const noted = (await audit()).head;
      await commit(2, { history: [line(5, C)], prolonged: [{ no: 2, at: 500, received: 501 }] });
      const found = await audit(5, noted);
      expect(found).toMatchObject({ entries: 3, erased: 0, misfit: null });
      expect(found.head).not.toBe(noted);
      expect((await audit(6)).misfit).toEqual({ is: "cut", no: 5 });
      expect((await audit(5, "ab".repeat(32))).misfit).toEqual({ is: "headMissing" });
      await expect(commit(3, { history: [line(4, A)] })).rejects.toThrow("4 comes after 5");
    });

    it("[T-02] has nothing of a purged entry but number, digest and hash, and the chain still fits", async () => {
      const a = A as string as RecordId;
      await commit(1, { history: [line(1, A), line(2, B), line(3, A)] });
      const noted = (await audit()).head;
      await commit(2, { purged: [{ record: a, docs: [A] }], history: [line(4, A, { path: "purged", to: { by: ANNA, at: 40 } })] });
      expect(await audit(4, noted)).toMatchObject({ entries: 4, erased: 2, misfit: null });
      const gone = (await storage.links(0, 9)).filter(({ entry }) => entry === null);
      expect(gone.map((link) => Object.keys(link).sort())).toEqual([["digest", "entry", "hash", "no", "purge"], ["digest", "entry", "hash", "no", "purge"]]);
      await commit(3, { purged: [{ record: B as string as RecordId, docs: [B] }], history: [line(5, C)] });
      expect((await audit()).misfit).toEqual({ is: "erased", no: 2 });
    });

    it("[T-04] finds entries by person, kind, record, field and time within a range of numbers, newest first", async () => {
      const ben = recordId("user", "ben");
      const facet = docId(recordId("customer", "a"), "cost");
      const order = docId(recordId("order", "o"));
      await commit(1, { history: [line(1, A), line(2, facet, { path: "cost" }), line(3, order, { by: ben }), line(4, A, { path: "prose/body" })], prolonged: [{ no: 4, at: 90, received: 91 }] });
      const any = { by: null, kind: null, record: null, path: null, since: null, until: null };
      const numbers = async (filter: Partial<LogFilter>, from = 1, before = END, limit = 9) => (await storage.log({ ...any, ...filter }, { from, before }, limit)).map(({ no }) => no);
      expect(await numbers({})).toEqual([4, 3, 2, 1]);
      expect(await numbers({}, 2, 4)).toEqual([3, 2]);
      expect(await numbers({}, 1, END, 2)).toEqual([4, 3]);
      expect(await numbers({ by: ben })).toEqual([3]);
      expect(await numbers({ kind: "customer" })).toEqual([4, 2, 1]);
      expect(await numbers({ record: A as string as RecordId })).toEqual([4, 2, 1]);
      expect(await numbers({ path: "cost" })).toEqual([2]);
      expect(await numbers({ since: 20, until: 30 })).toEqual([3, 2]);
      expect(await numbers({ since: 80 })).toEqual([4]);
      await commit(2, { purged: [{ record: A as string as RecordId, docs: [A, facet] }] });
      expect(await numbers({})).toEqual([3]);
    });

    it("[T-06] names the records of a kind that were changed after an instant, and their entries", async () => {
      const [a, b, c] = [A, B, C] as string[] as [RecordId, RecordId, RecordId];
      const order = docId(recordId("order", "o"));
      await commit(1, { history: [line(1, C), line(2, docId(a, "cost")), line(3, A), line(4, B), line(5, order), line(6, A, { at: 15 })] });
      expect(await storage.changedSince("customer", 0, null, 9)).toEqual([a, b, c]);
      expect(await storage.changedSince("customer", 15, null, 9)).toEqual([a, b]);
      expect(await storage.changedSince("customer", 15, a, 9)).toEqual([b]);
      expect(await storage.changedSince("customer", 15, null, 1)).toEqual([a]);
      expect((await storage.since([A, docId(a, "cost")], 14)).map(({ no }) => no)).toEqual([6, 3, 2]);
      expect((await storage.since([A], 15)).map(({ no }) => no)).toEqual([3]);
    });

    it("keeps answers, numbers and the writers of a document", async () => {
      const kept = { tx: KEY, person: ANNA, device: FIRST_DEVICE, answer: { tx: KEY, ok: true, seq: 3 } as const, at: 9 };
      const refused = { tx: "0abcdefgh0000001" as Key, person: ANNA, device: FIRST_DEVICE, answer: { tx: "0abcdefgh0000001" as Key, ok: false, refusal: { code: "denied", reason: "notYours", doc: A, path: null } } as const, at: 9 };
      const numbers = [{ kind: "customer", number: "C-000001", record: A as string as RecordId }];
      await commit(1, { answers: [kept, refused], numbers, writers: [{ doc: A, client: 4_000_000_000, person: ANNA }] });
      expect(await storage.answers([refused.tx, "0abcdefgh0000002" as Key, KEY])).toEqual([refused, kept]);
      expect([await storage.holderOf("customer", "C-000001"), await storage.holderOf("order", "C-000001")]).toEqual([A, null]);
      expect([...(await storage.writers(A))]).toEqual([[4_000_000_000, ANNA]]);
      expect((await storage.writers(B)).size).toBe(0);
    });

    it("[R-10] numbers put by are a device's until a record has them, and free when given back", async () => {
      const reserved = ["C-000003", "C-000001", "C-000002"].map((number) => ({ kind: "customer", number, device: 7 }));
      await commit(1, { reserved: [...reserved, { kind: "order", number: "C-000001", device: 8 }] });
      await commit(2, { numbers: [{ kind: "customer", number: "C-000002", record: A as string as RecordId }] });
      expect(await storage.reservedFor("customer", 7)).toEqual(["C-000001", "C-000003"]);
      expect([await storage.reservationOf("customer", "C-000001"), await storage.reservationOf("customer", "C-000002"), await storage.reservationOf("order", "C-000001")]).toEqual([7, null, 8]);
      await storage.giveBack(7);
      expect([await storage.reservedFor("customer", 7), await storage.reservedFor("customer", FREE), await storage.reservedFor("order", 8)]).toEqual([[], ["C-000001", "C-000003"], ["C-000001"]]);
    });

    it("[G-01] forgets answers by device, id and age", async () => {
      const kept = (n: number, device: number, at: number) => {
        const tx = `0abcdefgh000000${n}` as Key;
        return { tx, person: ANNA, device, answer: { tx, ok: true, seq: n } as const, at };
      };
      const all = [kept(1, 7, 10), kept(2, 7, 10), kept(3, 7, 50), kept(4, 8, 10)] as const;
      const ids = all.map(({ tx }) => tx);
      const left = async () => (await storage.answers(ids)).map(({ answer }) => answer.tx);
      await commit(1, { answers: all });
      await storage.dropAnswers({ device: 7, below: all[1].tx }, 20);
      expect(await left()).toEqual([all[1].tx, all[2].tx, all[3].tx]);
      await storage.dropAnswers({ device: 7, below: null }, 20);
      expect(await left()).toEqual([all[2].tx, all[3].tx]);
      await storage.dropAnswers("all", 20);
      expect(await left()).toEqual([all[2].tx]);
    });

    it("[F-13] remembers its starts in order", async () => {
      await storage.addStart({ id: "one", head: 0 });
      await storage.addStart({ id: "two", head: 4 });
      expect(await storage.starts()).toEqual([{ id: "one", head: 0 }, { id: "two", head: 4 }]);
    });

    it("numbers devices above the range of random client ids, and remembers what they have used", async () => {
      const [one, two] = [await storage.addDevice("h1", ANNA), await storage.addDevice("h2", ANNA)];
      expect([one.device, two.device]).toEqual([FIRST_DEVICE, FIRST_DEVICE + 1]);
      await commit(1, { used: [{ device: one.device, used: 12 }] });
      await commit(2, { used: [{ device: one.device, used: 5 }] });
      await storage.saveDevice({ device: one.device, person: recordId("user", "ben"), granted: ["a", "b"], complete: ["a"] });
      expect(await storage.device(one.device)).toEqual({ device: one.device, keyHash: "h1", person: recordId("user", "ben"), used: 12, granted: ["a", "b"], complete: ["a"] });
      expect(await storage.device(7)).toBeNull();
    });

    it("keeps passwords and tokens; a token that is taken is taken once", async () => {
      await storage.saveCredential({ user: ANNA, hash: "one", mustChange: true, expires: 9 });
      await storage.saveCredential({ user: ANNA, hash: "two", mustChange: false, expires: null });
      expect(await storage.credential(ANNA)).toEqual({ user: ANNA, hash: "two", mustChange: false, expires: null });
      expect(await storage.credential(recordId("user", "ben"))).toBeNull();
      const token = (hash: string, expires: number, session: string | null = null) => ({ hash, kind: "session", user: ANNA, record: null, session, expires }) as const;
      for (const [hash, expires] of [["a", 10], ["b", 20], ["c", 30]] as const) await storage.addToken(token(hash, expires));
      expect(await storage.token("b")).toEqual(token("b", 20));
      expect([await storage.takeToken("b"), await storage.takeToken("b")]).toEqual([token("b", 20), null]);
      await storage.dropExpired(10);
      expect([await storage.token("a"), await storage.token("c")]).toEqual([null, token("c", 30)]);
      await storage.addToken(token("d", 30, "kept"));
      await storage.dropTokens(ANNA, "kept");
      expect([await storage.token("c"), await storage.token("d")]).toEqual([null, token("d", 30, "kept")]);
    });

    const session = (id: string, seen: number, user = ANNA): SignInSession => ({
      id, user, created: 1, seen, expires: 100, rotated: 1, settled: true, newest: `newest ${id}`, address: "10.0.0.1", agent: "browser",
    });

    it("[A-12] a session goes with everything that came of it", async () => {
      const { entrance } = storage;
      await entrance.addSession(session("one", 5));
      await entrance.addSession(session("two", 9));
      await entrance.saveSession("one", { seen: 12, settled: false });
      expect(await entrance.sessions(ANNA)).toEqual([{ ...session("one", 12), settled: false }, session("two", 9)]);
      expect(await entrance.sessions(recordId("user", "ben"))).toEqual([]);
      const token = (hash: string, of: string) => ({ hash, kind: "session", user: ANNA, record: null, session: of, expires: 50 }) as const;
      for (const [hash, of] of [["a", "one"], ["b", "one"], ["c", "two"]] as const) await storage.addToken(token(hash, of));
      await entrance.outdateSecrets("one", "b", 20);
      expect([(await storage.token("a"))?.expires, (await storage.token("b"))?.expires, (await storage.token("c"))?.expires]).toEqual([20, 50, 50]);
      const contact = { device: 4_096, person: ANNA, session: "one", first: 1, seen: 2, address: "10.0.0.1", agent: "browser", state: "holding" } as const;
      await entrance.saveContact(contact);
      await entrance.dropSession("one");
      expect([await entrance.session("one"), await storage.token("a"), await storage.token("c")]).toEqual([null, null, token("c", "two")]);
      expect(await entrance.contacts(null)).toEqual([{ ...contact, session: null }]);
      await storage.dropTokens(ANNA, "two");
      expect((await entrance.sessions(null)).map(({ id }) => id)).toEqual(["two"]);
      await storage.dropExpired(100);
      expect(await entrance.sessions(null)).toEqual([]);
    });

    it("[A-16] tries to sign in are kept in order, with those that repeat on one line", async () => {
      const { entrance } = storage;
      const login = { account: "anna", user: ANNA, name: "Anna", role: "sales", address: "10.0.0.1", agent: "browser" } as const;
      const first = await entrance.addLogin({ ...login, at: 5, result: "signedIn" });
      const second = await entrance.addLogin({ ...login, at: 7, user: null, name: null, role: null, result: "tooManyTries" });
      await entrance.repeatLogin(second, 8);
      expect((await entrance.logins(null, 0, 10)).map(({ no, at, times, user }) => [no, at, times, user])).toEqual([[second, 8, 2, null], [first, 5, 1, ANNA]]);
      expect(await entrance.logins(second, 0, 10)).toHaveLength(1);
      expect(await entrance.logins(null, 6, 10)).toHaveLength(1);
      expect(await entrance.logins(null, 0, 1)).toHaveLength(1);
    });

    it("[A-15] codes of a second factor are used up once", async () => {
      const { entrance } = storage;
      await entrance.saveSecondFactor({ user: ANNA, secret: "S", confirmed: true, lastStep: 0, recovery: ["x", "y"] });
      expect([await entrance.takeStep(ANNA, 4), await entrance.takeStep(ANNA, 4), await entrance.takeStep(ANNA, 3)]).toEqual([true, false, false]);
      expect([await entrance.takeRecovery(ANNA, "x"), await entrance.takeRecovery(ANNA, "x")]).toEqual([true, false]);
      expect(await entrance.secondFactor(ANNA)).toEqual({ user: ANNA, secret: "S", confirmed: true, lastStep: 4, recovery: ["y"] });
      await entrance.dropSecondFactor(ANNA);
      expect(await entrance.secondFactor(ANNA)).toBeNull();
    });

    it("[A-21] [A-22] passkeys are kept one of each id, up to a number, and used while their counter goes on", async () => {
      const { entrance } = storage;
      const ben = recordId("user", "ben");
      const passkey = (id: string, created: number, user = ANNA) =>
        ({ id, user, handle: "H", site: "crm.example", key: "K", counter: 0, transports: ["internal", "hybrid"], name: "Phone", created, used: null }) as const;
      expect([await entrance.addPasskey(passkey("b", 2), 2), await entrance.addPasskey(passkey("a", 1), 2), await entrance.addPasskey(passkey("c", 3), 2)]).toEqual([true, true, false]);
      expect([await entrance.addPasskey(passkey("a", 1, ben), 2), await entrance.addPasskey(passkey("d", 1, ben), 2)]).toEqual([false, true]);
      expect(await entrance.passkeys(ANNA)).toEqual([passkey("a", 1), passkey("b", 2)]);
      expect(await entrance.passkeyCounts()).toEqual(new Map([[ANNA, 2], [ben, 1]]));
      const uses: boolean[] = [];
      for (const counter of [0, 0, 4, 4, 3, 0, 5]) uses.push(await entrance.usePasskey("a", counter, 10 + uses.length));
      expect(uses).toEqual([true, true, true, false, false, false, true]);
      expect([await entrance.passkey("a"), await entrance.passkey("c")]).toEqual([{ ...passkey("a", 1), counter: 5, used: 16 }, null]);
      expect([await entrance.renamePasskey(ben, "b", "Mine"), await entrance.renamePasskey(ANNA, "b", "Mine")]).toEqual([false, true]);
      expect([await entrance.dropPasskey(ben, "a"), await entrance.dropPasskey(ANNA, "a")]).toEqual([false, true]);
      expect((await entrance.passkeys(ANNA)).map(({ name }) => name)).toEqual(["Mine"]);
      await entrance.dropPasskeys(ANNA);
      expect(await entrance.passkeyCounts()).toEqual(new Map([[ben, 1]]));
    });

    it("[A-17] devices that a person signs in with are known until they are forgotten, and not more of them than there may be", async () => {
      const { entrance } = storage;
      const device = (id: string, at: number) => ({ id, first: at, seen: at, address: "10.0.0.1", agent: "browser" });
      expect([await entrance.noteDevice(ANNA, device("a", 1), null), await entrance.noteDevice(ANNA, device("b", 2), 1)]).toEqual([true, false]);
      expect([await entrance.noteDevice(ANNA, device("b", 3), 2), await entrance.noteDevice(ANNA, device("a", 4), 0)]).toEqual([true, true]);
      expect(await entrance.knownDevices(ANNA)).toEqual([{ ...device("a", 1), seen: 4 }, device("b", 3)]);
      expect([await entrance.forgetDevice(ANNA, "b"), await entrance.forgetDevice(ANNA, "b")]).toEqual([true, false]);
      expect([(await entrance.knownDevices(ANNA)).map(({ id }) => id), await entrance.knownDevices(recordId("user", "nobody"))]).toEqual([["a"], []]);
    });

    it("[A-17] restrictions and invitations are kept by user", async () => {
      const restriction = { hours: [{ days: [1, 2], from: "08:00", to: "18:00" }], networks: ["10.0.0.0/8"], devices: 2, mobile: false };
      await storage.entrance.saveRestriction(ANNA, restriction);
      expect(await storage.entrance.restrictions()).toEqual(new Map([[ANNA, restriction]]));
      await storage.entrance.saveRestriction(ANNA, null);
      expect(await storage.entrance.restrictions()).toEqual(new Map());
      await storage.addToken({ hash: "i", kind: "invitation", user: ANNA, record: null, session: null, expires: 50 });
      expect([await storage.invitations(49), await storage.invitations(50)]).toEqual([new Map([[ANNA, 50]]), new Map()]);
      await storage.dropInvitations(ANNA);
      expect(await storage.token("i")).toBeNull();
    });
  });
};
