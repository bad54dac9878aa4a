import { setImmediate } from "node:timers/promises";
import type { DocId } from "#domain/id.ts";
import { checkBase } from "./base.ts";
import type { CommitLog } from "./commit-log.ts";
import { createPending, type Pending } from "./pending.ts";
import type { Commit, Counters, Storage, StoredContent, StoredDocument } from "./storage.ts";

/** Commits of more content than this, in bytes, go into the tables at once: writing them twice would cost more than it saves. */
const LARGE = 1_000_000;
/** How long commits wait for others that change the same documents, in milliseconds. */
const WAIT = 5_000;
/** Parts that are put into the tables before everybody else gets their turn: what a handful of commits brings goes in at once. */
const AT_A_STRETCH = 10;
/** Turns of the others that a part waits for while they commit; where they never rest it is put in all the same. */
const TURNS = 10;
/** Once so many bytes, or commits, wait, the tables get them at once; while four times as much waits nobody commits. */
const MOST_BYTES = 32 * 1_048_576;
const MOST_COMMITS = 20_000;

/** Tables that commits are put into later than they are durable. */
export interface Tables {
  readonly storage: Storage;
  /** Stores without looking whether another came first. What is there already stays as it is. It need not be on the disk when it returns. */
  readonly store: (part: Commit) => void;
  readonly counters: () => Counters;
  /** Number of the newest entry of the history there. */
  readonly newest: () => number;
  /** The generation of the log up to which everything is in the tables. */
  readonly done: () => number;
  /** Notes it: it is on the disk when it returns, with all that was stored before. */
  readonly setDone: (generation: number) => void;
  readonly report: (error: unknown) => void;
}

/** Commits of more entries of the history than this go there at once, too. */
const MOST_ENTRIES = 2_000;

const weightOf = ({ documents }: Commit): number => documents.reduce((sum, { snapshot }) => sum + snapshot.length * 2, 0);

const goesOn = ({ history }: Commit, newest: number): boolean => history.every(({ no }, index) => no > (history[index - 1]?.no ?? newest));

/** Purges overwrite what they remove, in the tables; what devices put by is counted there; what does not fit is refused there. */
const isOrdinary = (commit: Commit, newest: number): boolean =>
  commit.purged.length === 0 && commit.reserved.length === 0 && commit.history.length <= MOST_ENTRIES && goesOn(commit, newest) && weightOf(commit) < LARGE;

const DAMAGED =
  "The files ending in .commits-a and .commits-b, which hold the last commits, are damaged: some between two others are missing. Bring back a copy of the workspace; to go on without the last commits instead, move both files away.";

const follows = ({ base }: Commit, { counters }: Commit): boolean => base.head === counters.head && base.history === counters.history;

/**
 * A storage whose commits are durable once they stand in a log, and are put into its tables afterwards, in pieces: a record that is edited ten times
 * in five seconds is written there once. Whatever is asked for sees the last commit: what is asked for all the time is found in memory, for everything
 * else the tables are completed first.
 */
export const createAhead = ({ storage, store, counters: tables, newest, done, setDone, report }: Tables, log: CommitLog): Storage => {
  let fresh = createPending();
  /** What is being put into the tables, as far as it is not there. */
  let moving: { readonly pending: Pending; readonly parts: readonly Commit[]; next: number } | null = null;
  let timer: NodeJS.Timeout | null = null;
  let mover: Promise<void> | null = null;
  let last: Promise<unknown> = Promise.resolve();
  /** Counters of the tables, once they were read. */
  let stored: Counters | null = null;
  let appended = 0;
  /** The last generation of the log that has ended. */
  let ended = 0;
  let closing = false;

  /** Stores the next part of what is moved; false when there is none left. */
  const storeNext = (): boolean => {
    const part = moving?.parts[moving.next];
    if (!moving || !part) {
      moving = null;
      return false;
    }
    store(part);
    moving.next += 1;
    if (moving.next === moving.parts.length) moving = null;
    return moving !== null;
  };

  const begin = (): void => {
    moving = fresh.commits() === 0 ? null : { pending: fresh, parts: fresh.parts(), next: 0 };
    stored = fresh.counters() ?? stored;
    fresh = createPending();
  };

  const storeRest = (): void => {
    for (let more = moving !== null; more; ) more = storeNext();
  };

  const isBehind = (): boolean => moving !== null || fresh.commits() > 0;

  /** Completes the tables at once. */
  const complete = (): void => {
    storeRest();
    begin();
    storeRest();
  };

  /** Completes the tables, by what is committed meanwhile too, with everybody else's turn between the pieces where it takes long. */
  const completing = async (): Promise<void> => {
    for (let parts = 1; isBehind(); parts += 1) {
      if (moving === null) begin();
      else storeNext();
      if (parts % AT_A_STRETCH === 0) await setImmediate();
    }
  };

  const note = (generation: number): void => {
    if (generation > done()) setDone(generation);
  };

  /** Ends the present generation of the log. */
  const endGeneration = (): number => (ended = log.turn());

  /** Completes the tables and lets go of the log: what is written into the tables next is not written over by it after a crash. */
  const settle = async (): Promise<void> => {
    await completing();
    note(endGeneration());
  };

  const counters = (): Counters => fresh.counters() ?? moving?.pending.counters() ?? (stored ??= tables());

  const turn = <T>(job: () => Promise<T> | T): Promise<T> => {
    const result = last.then(job);
    last = result.catch(() => undefined);
    return result;
  };

  /** Resolves once everybody had their turn and nobody committed in it. */
  const quiet = async (): Promise<void> => {
    for (let turns = 0, before = -1; before !== appended && turns < TURNS; turns += 1) {
      before = appended;
      await setImmediate();
    }
  };

  /** Puts what is there into the tables, each piece when it keeps nobody waiting, and lets go of its part of the log. */
  const move = async (): Promise<void> => {
    const generation = await turn(() => {
      // What an attempt that failed has left: its file is written over from here on.
      storeRest();
      note(ended);
      begin();
      return endGeneration();
    });
    const mine = moving;
    for (let more = mine !== null; more; more = moving === mine && storeNext()) await quiet();
    note(generation);
  };

  const moveSoon = (): void => {
    if (mover) return;
    if (timer) clearTimeout(timer);
    timer = null;
    mover = move()
      .catch(report)
      .finally(() => {
        mover = null;
        // What was committed meanwhile, or did not go in.
        if (isBehind()) later();
      });
  };

  const later = (): void => {
    if (timer || mover || closing) return;
    timer = setTimeout(() => {
      timer = null;
      moveSoon();
    }, WAIT);
    timer.unref();
  };

  const commit = async (given: Commit): Promise<void> => {
    if (!isOrdinary(given, fresh.newest() ?? moving?.pending.newest() ?? newest())) {
      await settle();
      stored = null;
      await storage.commit(given);
      if (given.purged.length > 0) log.erase();
      return;
    }
    checkBase(counters(), given.base);
    if (log.size() > 4 * MOST_BYTES) await settle();
    log.append(given);
    appended += 1;
    fresh.add(given);
    if (log.size() > MOST_BYTES || fresh.commits() > MOST_COMMITS) moveSoon();
    else later();
  };

  const found = <T>(look: (pending: Pending) => T | undefined): T | undefined => look(fresh) ?? (moving ? look(moving.pending) : undefined);
  const waits = (what: Parameters<Pending["has"]>[0]): boolean => fresh.has(what) || moving?.pending.has(what) === true;

  /** Answers from complete tables. */
  const completed =
    <Given extends readonly unknown[], T>(ask: (...given: Given) => Promise<T>, needed: () => boolean = () => true): ((...given: Given) => Promise<T>) =>
    (...given) => (isBehind() && needed() ? completing().then(() => ask(...given)) : ask(...given));

  /** Documents that wait are taken from memory, the others from the tables, in the order asked for. */
  const ofDocuments =
    <T extends StoredContent>(ask: (ids: readonly DocId[]) => Promise<readonly T[]>, as: (document: StoredDocument) => T) =>
    async (ids: readonly DocId[]): Promise<readonly T[]> => {
      const waiting = new Map(ids.flatMap((id) => {
        const document = found((pending) => pending.document(id));
        return document ? [[id, as(document)] as const] : [];
      }));
      if (waiting.size === 0) return ask(ids);
      const stored = new Map((await ask(ids.filter((id) => !waiting.has(id)))).map((document) => [document.doc, document]));
      return ids.flatMap((id) => waiting.get(id) ?? stored.get(id) ?? []);
    };

  const left = log.read(done());
  const [first] = left;
  // Tables of an older copy know nothing of what came after them; the log is then of another past.
  if (first && first.base.head <= tables().head && first.base.history <= tables().history) {
    if (!left.every((commit, at) => at === 0 || follows(commit, left[at - 1]!))) throw new Error(DAMAGED);
    for (const one of left) fresh.add(one);
  }
  complete();
  note(endGeneration() - 1);
  // Something of it may have been purged from the tables since.
  log.erase();

  return {
    ...storage,
    counters: async () => counters(),
    documents: ofDocuments(storage.documents, (document) => document),
    contents: ofDocuments(storage.contents, (document): StoredContent => document),
    answers: async (ids) => {
      const known = ids.flatMap((id) => found((pending) => pending.answer(id)) ?? []);
      if (known.length === 0) return storage.answers(ids);
      const there = new Set(known.map(({ tx }) => tx));
      return [...known, ...(await storage.answers(ids.filter((id) => !there.has(id))))];
    },
    holderOf: async (kind, number) => found((pending) => pending.holder(kind, number)) ?? storage.holderOf(kind, number),
    reservationOf: async (kind, number) => (found((pending) => pending.holder(kind, number)) === undefined ? storage.reservationOf(kind, number) : null),
    childrenOf: completed(storage.childrenOf, () => waits("links")),
    writers: completed(storage.writers, () => waits("writers")),
    device: completed(storage.device, () => waits("used")),
    dropAnswers: completed(storage.dropAnswers, () => waits("answers")),
    ofKind: completed(storage.ofKind),
    feed: completed(storage.feed),
    countFeed: completed(storage.countFeed),
    reservedFor: completed(storage.reservedFor),
    reproject: completed(storage.reproject),
    history: completed(storage.history),
    log: completed(storage.log),
    changedSince: completed(storage.changedSince),
    since: completed(storage.since),
    links: completed(storage.links),
    commit: (given) => turn(() => commit(given)),
    close: async () => {
      closing = true;
      if (timer) clearTimeout(timer);
      await mover;
      await turn(() => {
        complete();
        note(endGeneration());
        log.erase();
      });
      await storage.close();
    },
  };
};
