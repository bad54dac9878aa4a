import type { DocId, Key, RecordId } from "#domain/id.ts";
import { EMPTY_COMMIT, type Commit, type Counters, type KeptAnswer, type StoredDocument } from "./storage.ts";

/** What is put into the tables at one stretch. Fewer would be written to the same pages more often. */
const AT_ONCE = { documents: 25, history: 250, answers: 500 } as const;

/** Commits that are durable and not in the tables yet: what they say together, the last word on each document and number. */
export interface Pending {
  readonly add: (commit: Commit) => void;
  readonly document: (doc: DocId) => StoredDocument | undefined;
  readonly answer: (tx: Key) => KeptAnswer | undefined;
  readonly holder: (kind: string, number: string) => RecordId | undefined;
  readonly counters: () => Counters | null;
  /** Number of its last entry of the history; null when it has none. */
  readonly newest: () => number | null;
  /** Whether something of it concerns these tables. */
  readonly has: (what: "links" | "writers" | "used" | "answers") => boolean;
  readonly commits: () => number;
  /** The same as commits of a bounded size, to be stored in this order. Each may be stored again. */
  readonly parts: () => readonly Commit[];
}

const chunks = <T>(list: readonly T[], size: number): readonly (readonly T[])[] => Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));

export const createPending = (): Pending => {
  const documents = new Map<DocId, StoredDocument>();
  const left = new Map<string, Commit["left"][number]>();
  const links = new Map<RecordId, Commit["links"][number]>();
  const history: Commit["history"][number][] = [];
  const prolonged = new Map<number, Commit["prolonged"][number]>();
  const answers = new Map<Key, KeptAnswer>();
  const numbers = new Map<string, Commit["numbers"][number]>();
  const used = new Map<number, Commit["used"][number]>();
  const writers: Commit["writers"][number][] = [];
  let base: Counters | null = null;
  let counters: Counters | null = null;
  let count = 0;

  return {
    add: (commit) => {
      count += 1;
      base ??= commit.base;
      counters = commit.counters;
      for (const document of commit.documents) documents.set(document.doc, document);
      for (const one of commit.left) left.set(`${one.scope} ${one.doc}`, one);
      for (const one of commit.links) links.set(one.child, one);
      for (const one of commit.history) history.push(one);
      for (const one of commit.prolonged) prolonged.set(one.no, one);
      for (const one of commit.answers) if (!answers.has(one.tx)) answers.set(one.tx, one);
      for (const one of commit.numbers) numbers.set(`${one.kind}/${one.number}`, one);
      for (const one of commit.used) used.set(one.device, { device: one.device, used: Math.max(one.used, used.get(one.device)?.used ?? 0) });
      for (const one of commit.writers) writers.push(one);
    },
    document: (doc) => documents.get(doc),
    answer: (tx) => answers.get(tx),
    holder: (kind, number) => numbers.get(`${kind}/${number}`)?.record,
    counters: () => counters,
    newest: () => history.at(-1)?.no ?? null,
    has: (what) => ({ links: links.size > 0, writers: writers.length > 0, used: used.size > 0, answers: answers.size > 0 })[what],
    commits: () => count,
    parts: () => {
      if (base === null || counters === null) return [];
      let reached: Counters = base;
      const part = (content: Partial<Commit>): Commit => ({ ...EMPTY_COMMIT, base: reached, counters: reached, ...content });
      const parts: Commit[] = [];
      for (const some of chunks(history, AT_ONCE.history)) {
        // The count of entries goes with the entries: whoever reads the tables meanwhile finds as many as it says.
        reached = { ...reached, history: some.at(-1)?.no ?? reached.history };
        parts.push(part({ history: some }));
      }
      for (const some of chunks([...prolonged.values()], AT_ONCE.history)) parts.push(part({ prolonged: some }));
      for (const some of chunks([...answers.values()], AT_ONCE.answers)) parts.push(part({ answers: some }));
      for (const some of chunks([...left.values()], AT_ONCE.history)) parts.push(part({ left: some }));
      for (const some of chunks([...documents.values()], AT_ONCE.documents)) parts.push(part({ documents: some }));
      parts.push({ ...part({ links: [...links.values()], numbers: [...numbers.values()], used: [...used.values()], writers }), counters });
      return parts;
    },
  };
};
