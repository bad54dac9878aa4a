import type { AttentionItem, Overtaken } from "#workers/replica/api.ts";
import { findEntity } from "#domain/entities/registry.ts";
import { kindOf, recordOf, type DocId, type Key } from "#domain/id.ts";
import { isHidden } from "#domain/policy/lens.ts";
import type { Answers, Refusal } from "#domain/protocol/down/answers.ts";
import type { Entry, Page } from "#domain/protocol/down/page.ts";
import type { Welcome } from "#domain/protocol/down/welcome.ts";
import type { Tx } from "#domain/protocol/up/push.ts";
import { titleOf } from "#domain/schema/read.ts";
import type { Core, Store } from "./core.ts";
import type { PendingTx } from "./outbox.ts";
import { contentCode, needContentCode } from "./content-code.ts";
import { awaitsAnswers, closure, effectOf, proseOfTx } from "./refusal.ts";
import { findOvertaken } from "./overtaken.ts";
import { asideOperation, meetRelay, type Aside } from "./restored.ts";
import { createRun } from "./run.ts";
import type { Acknowledged } from "./segments.ts";
import type { PendingDoc, StoredTx } from "./storage/storage.ts";
import { weigh } from "./hand-in.ts";

/** How often one change is written anew before it goes to its author instead. */
const STALE_LIMIT = 5;

export interface Exchange {
  readonly welcome: (message: Welcome) => Promise<"welcome" | "stranger">;
  readonly page: (message: Page) => Promise<"stored" | "again">;
  readonly answers: (message: Answers) => Promise<void>;
  readonly take: (count: number, bytes: number) => readonly Tx[];
  readonly tooLarge: (id: Key) => void;
  /** The connection is gone, or this tab has just become the leader. */
  readonly lost: (all: boolean) => void;
  /** Takes what `path` names out of what waits for a document, as if it had never been asked for, unless an answer is on its way. */
  readonly withdraw: (doc: DocId, isWish: (path: string) => boolean) => Promise<void>;
  /** Puts transactions aside to be written anew before they are sent. */
  readonly renew: (txs: readonly PendingTx[]) => Promise<void>;
}

export interface ExchangeHooks {
  /** What was typed in open rooms, as transactions, before their documents are written anew. Within `exclusive`. */
  readonly drain: (docs: ReadonlySet<DocId>) => Promise<void>;
  readonly pump: () => void;
  /** Values of this device do not stand at the relay. */
  readonly overtaken: (items: readonly Overtaken[]) => void;
}

/** The change was not judged: its update stands on something the relay does not have, or under ids it does not accept. */
const isMatterOfForm = ({ code, reason }: Refusal): boolean => code === "stale" || reason === "usedClock" || reason === "foreignClient";

const failure = (problem: string): never => {
  throw new Error(`storage failed: ${problem}`);
};

/** What passes between this device and the relay, as changes of the replica. Only the leading tab runs it. */
export const createExchange = (core: Core, hooks: ExchangeHooks): Exchange => {
  const { segments, outbox, lease, keys } = core;
  const run = createRun(core.deps.log);
  /** Documents under a refused or stale transaction: nothing new is sent for them until they are written anew. */
  const held = new Set<DocId>();
  let refused: { readonly doc: DocId; readonly changes: PendingDoc["changes"] }[] = [];
  const reasons = new Map<DocId, Refusal>();
  const attempts = new Map<Key, number>();
  /** What the relay lost: while it is there, nothing is written anew or handed in for its documents. */
  let aside: Aside | null = null;
  /** The run of the relay that is spoken to. */
  let start: string | null = null;

  const itemOf = (tx: PendingTx, refusal: Refusal, text: string | null): AttentionItem => ({
    tx: tx.id,
    at: tx.at,
    refusal,
    text,
    docs: tx.docs.map(({ doc, changes }) => {
      const entity = findEntity(kindOf(doc));
      const row = core.rows.row(recordOf(doc));
      const lens = core.person()?.lenses.get(kindOf(doc));
      return { doc, changes: changes.map((change) => (isHidden(lens, change.path) ? { ...change, from: null } : change)), title: entity && row ? titleOf(entity, row) : recordOf(doc) };
    }),
  });

  const acknowledge = async (entries: readonly Entry[]): Promise<readonly Acknowledged[] | null> => {
    const diffs = entries.flatMap((entry) => ("diff" in entry ? [entry.doc] : []));
    if (entries.some((entry) => "diff" in entry || ("snapshot" in entry && entry.row === null))) await needContentCode();
    const bases = diffs.length > 0 ? await segments.snapshots(diffs) : new Map<DocId, Uint8Array>();
    const found: Acknowledged[] = [];
    for (const entry of entries) {
      if ("gone" in entry) continue;
      if ("snapshot" in entry) {
        const { doc, seq, snapshot } = entry;
        found.push({ doc, seq, row: entry.row ?? contentCode().projectStored({ doc, row: { id: recordOf(doc) }, snapshot }), snapshot });
        continue;
      }
      const base = bases.get(entry.doc);
      if (!base || (segments.seq(entry.doc) ?? -1) < entry.base) return null;
      found.push({ doc: entry.doc, seq: entry.seq, row: entry.row, snapshot: contentCode().applyDiff(base, entry.diff) });
    }
    return found;
  };

  const forgetting = async (gone: readonly DocId[], put: readonly AttentionItem[]): Promise<Required<Pick<Store, "attention" | "more">>> =>
    gone.length === 0 ? { attention: { put, deleted: [] }, more: [] } : (await needContentCode()).forget(core, gone, put);

  const judged = (doc: DocId, except: ReadonlySet<PendingTx>): boolean =>
    outbox.ofDoc(doc).every((tx) => tx.progress.is === "durable" || except.has(tx));

  const tellOvertaken = (acknowledged: Iterable<PendingTx>): void => {
    const items = findOvertaken(acknowledged, outbox, core.rows);
    if (items.length > 0) hooks.overtaken(items);
  };

  const storePage = async (page: Page): Promise<"stored" | "again"> => {
    const entries = await acknowledge(page.entries);
    if (!entries) {
      // A diff without its base: the feed is taken up again from the start, whole documents then.
      const reset = await core.store({ feed: { ...core.feed(), cursor: 0, scopes: [], start } });
      return reset.ok ? "again" : failure(reset.error);
    }
    const settled = new Set(outbox.all().filter(({ progress }) => progress.is === "durable" && progress.seq <= page.cursor));
    const goneNow = new Set(page.entries.flatMap((entry) => ("gone" in entry ? [entry.doc] : [])));
    const back = new Set(entries.map((entry) => entry.doc));
    const wanted = new Set([...goneNow, ...core.feed().leaving.filter((doc) => !back.has(doc))]);
    const gone = [...wanted].filter((doc) => judged(doc, settled));
    const leaving = [...wanted].filter((doc) => !gone.includes(doc));
    const waiting = aside ? { ...aside, docs: aside.docs.filter(({ doc }) => !goneNow.has(doc)).map((one) => (back.has(one.doc) ? { ...one, sent: true } : one)) } : null;
    // Shown otherwise than before: what the device has of it is put away like what it may no longer read, before the new form is there.
    const anew = page.entries.flatMap((entry) => ("anew" in entry && entry.anew && segments.seq(entry.doc) !== undefined ? [entry.doc] : []));
    if (anew.length > 0) await hooks.drain(new Set(anew));
    const forgotten = await forgetting([...gone, ...anew], []);
    const change: Store = {
      segments: await segments.plan(entries, gone, anew),
      rebuilt: anew,
      attention: forgotten.attention,
      outbox: outbox.plan(settled, new Map()),
      feed: { cursor: page.cursor, scopes: page.scopes ?? core.feed().scopes, leaving, start, at: core.deps.clock.now(), forms: core.feed().forms + Math.sign(anew.length) },
      more: [...forgotten.more, ...asideOperation(waiting)],
      contents: entries.map(({ doc, snapshot }) => [doc, snapshot] as const),
    };
    const stored = await core.store(change);
    if (!stored.ok) return failure(stored.error);
    tellOvertaken(settled);
    const compaction = await segments.planCompaction();
    if (compaction) await core.store({ segments: compaction });
    aside = waiting;
    if (aside && !page.more) await bringBack(aside);
    return "stored";
  };

  /** The device has all that the relay has: what the relay lost is handed in again, or named. */
  const bringBack = async (lost: Aside): Promise<void> => {
    const { storeRestored } = await needContentCode();
    const done = await storeRestored(core, lost);
    if (!done.ok) failure(done.error);
    aside = null;
    await writeAnew();
  };

  /** Changes of what is set aside wait: those handed in before may be lost with it, those since stand on it. */
  const holdAside = ({ docs }: Aside): void => {
    for (const { doc } of docs) held.add(doc);
    setAside(outbox.all());
  };

  const hold = (tx: PendingTx): void => {
    for (const { doc } of tx.docs) held.add(doc);
  };

  const setAside = (txs: readonly PendingTx[]): void => {
    for (const tx of txs) {
      tx.progress = { is: "rewrite" };
      hold(tx);
    }
  };

  /** Takes note of a refusal; answers the tray's item, or null when the change is only to be written anew. */
  const refuse = (tx: PendingTx, refusal: Refusal): AttentionItem | null => {
    hold(tx);
    const tries = (attempts.get(tx.id) ?? 0) + 1;
    if (isMatterOfForm(refusal) && tries <= STALE_LIMIT) {
      attempts.set(tx.id, tries);
      tx.progress = { is: "stale" };
      return null;
    }
    attempts.delete(tx.id);
    refused.push(...tx.docs);
    for (const { doc } of tx.docs) reasons.set(doc, refusal);
    return itemOf(tx, refusal, proseOfTx(tx, core.documents.cached));
  };

  const storeAnswers = async ({ answers }: Answers): Promise<void> => {
    const removed = new Set<PendingTx>();
    const put: AttentionItem[] = [];
    for (const answer of answers) {
      const tx = outbox.find(answer.tx);
      if (!tx) continue;
      if (answer.ok) {
        attempts.delete(tx.id);
        tx.progress = { is: "durable", seq: answer.seq };
        if (answer.seq <= core.feed().cursor) removed.add(tx);
        continue;
      }
      const item = refuse(tx, answer.refusal);
      if (!item) continue;
      put.push(item);
      removed.add(tx);
    }
    await finish(removed, put);
  };

  /** Documents that go once nothing of them waits any more, as part of the write that removes the last of it, and what comes to the tray. */
  const departures = async (removed: ReadonlySet<PendingTx>, put: readonly AttentionItem[]): Promise<{ readonly gone: readonly DocId[]; readonly change: Store }> => {
    const { leaving } = core.feed();
    const gone = leaving.filter((doc) => judged(doc, removed));
    const forgotten = await forgetting(gone, put);
    if (gone.length === 0) return { gone, change: { attention: forgotten.attention } };
    const feed = { ...core.feed(), leaving: leaving.filter((doc) => !gone.includes(doc)) };
    return { gone, change: { feed, segments: await segments.plan([], gone), ...forgotten } };
  };

  const finish = async (removed: ReadonlySet<PendingTx>, put: readonly AttentionItem[]): Promise<void> => {
    const left = await departures(removed, put);
    const change: Store = { outbox: outbox.plan(removed, new Map()), ...left.change };
    if (removed.size > 0 || put.length > 0 || left.gone.length > 0) {
      const stored = await core.store(change, put.length > 0 ? "strict" : "relaxed");
      if (!stored.ok) failure(stored.error);
      tellOvertaken([...removed].filter(({ progress }) => progress.is === "durable"));
    }
    await writeAnew();
  };

  /** Writes held documents anew once the relay owes no answer about them. */
  const writeAnew = async (): Promise<void> => {
    if (held.size === 0 || aside) return;
    let docs = closure(outbox, held);
    if (awaitsAnswers(outbox, docs)) return;
    const { rebuild } = await needContentCode();
    await hooks.drain(docs);
    docs = closure(outbox, held);
    const renewed = await lease.renew();
    if (!renewed.ok) failure(renewed.error);
    const oldIds = new Map(outbox.all().map((tx) => [tx, tx.id]));
    const { replaced, stranded } = rebuild(docs, await segments.snapshots([...docs]), outbox, lease.writer(), keys.next, effectOf(refused));
    const put = stranded.filter(({ text, tx }) => text !== "" || !replaced.has(tx)).flatMap(({ tx, text }) => {
      const reason = tx.docs.map(({ doc }) => reasons.get(doc)).find(Boolean);
      // A change that is no change any more has reached its end.
      return text === "" ? [] : [{ ...itemOf(tx, reason ?? { code: "stale", reason: "refusedBefore", doc: null, path: null }, text), tx: replaced.has(tx) ? keys.next() : tx.id }];
    });
    const removed = new Set(stranded.map(({ tx }) => tx).filter((tx) => !replaced.has(tx)));
    for (const [tx, stored] of replaced) carryAttempts(oldIds.get(tx), stored);
    const left = await departures(removed, put);
    const rebuilt = [...docs].filter((doc) => !left.gone.includes(doc));
    const stored = await core.store({ outbox: outbox.plan(removed, replaced), rebuilt, ...left.change }, "strict");
    if (!stored.ok) failure(stored.error);
    held.clear();
    refused = [];
    reasons.clear();
    hooks.pump();
  };

  const carryAttempts = (before: Key | undefined, { id }: StoredTx): void => {
    const tries = before === undefined ? undefined : attempts.get(before);
    if (before === undefined || tries === undefined || before === id) return;
    attempts.delete(before);
    attempts.set(id, tries);
  };

  return {
    welcome: (message) =>
      core.exclusive(async () => {
        const me = core.me();
        if (me && me.id !== message.person) return "stranger";
        const known = core.device();
        if (known?.number !== message.device || known.key !== message.deviceKey) {
          const device = { number: message.device, key: message.deviceKey };
          const stored = await core.store({ more: [{ table: "meta", key: "device", put: device }] }, "strict");
          if (!stored.ok) failure(stored.error);
          core.setDevice(device);
        }
        const adopted = await lease.adopt(message.device, message.used);
        if (!adopted.ok) failure(adopted.error);
        ({ start } = message);
        const met = await meetRelay(core, message);
        if (!met.ok) return failure(met.error);
        aside = met.value;
        if (aside) {
          holdAside(aside);
          return "welcome";
        }
        // Under another number the relay knows nothing of what this device wrote: every update is of a foreign lease.
        const foreign = known !== null && known.number !== message.device;
        setAside(outbox.all().filter(({ leased, progress }) => progress.is !== "durable" && (foreign || !leased)));
        await writeAnew();
        return "welcome";
      }),
    page: (message) => core.exclusive(() => storePage(message)),
    answers: (message) => core.exclusive(() => storeAnswers(message)),
    take: (count, bytes) => {
      const taken: Tx[] = [];
      const blocked = new Set<DocId>();
      let weight = 0;
      for (const tx of outbox.all()) {
        if (taken.length >= count || weight >= bytes) break;
        const { is } = tx.progress;
        if (is === "sent" || is === "durable") continue;
        const waits = is === "stale" || is === "rewrite" || !tx.leased || (is === "new" && tx.docs.some(({ doc }) => held.has(doc) || blocked.has(doc)));
        if (waits) {
          for (const { doc } of tx.docs) blocked.add(doc);
          continue;
        }
        const up = { id: tx.id, docs: tx.docs.map(({ doc, update, changes }) => ({ doc, update, changes: [...changes] })) };
        weight += weigh(up);
        tx.progress = { is: "sent" };
        taken.push(up);
      }
      return taken;
    },
    tooLarge: (id) => {
      const refusal: Refusal = { code: "tooLarge", reason: "frame", doc: null, path: null };
      run("tooLarge", () => core.exclusive(() => storeAnswers({ type: "answers", answers: [{ tx: id, ok: false, refusal }] })));
    },
    lost: (all) => {
      for (const tx of outbox.all()) if (tx.progress.is === "sent" || (all && tx.progress.is !== "durable")) tx.progress = { is: "unknown" };
      if (!all) return;
      held.clear();
      refused = [];
      reasons.clear();
    },
    withdraw: (doc, isWish) =>
      core.exclusive(async () => {
        const waits = ({ progress, docs }: PendingTx): boolean => progress.is !== "sent" && progress.is !== "durable" && docs.some((part) => part.doc === doc && part.changes.some(({ path }) => isWish(path)));
        const taken = new Set(outbox.ofDoc(doc).filter(waits));
        if (taken.size === 0) return;
        for (const tx of taken) {
          hold(tx);
          attempts.delete(tx.id);
          refused.push(...tx.docs);
        }
        await finish(taken, []);
      }),
    renew: (txs) =>
      core.exclusive(async () => {
        setAside(txs);
        await writeAnew();
      }),
  };
};

