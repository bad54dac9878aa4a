import type { KeySource, RecordId } from "#domain/id.ts";
import type { Clock } from "#domain/clock.ts";
import { touchesAccess } from "#domain/policy/touches.ts";
import type { ImportPlan } from "#domain/transfer/import-plan.ts";
import type { BulkApi, CommitProblem, Edit } from "#workers/replica/api.ts";
import { createGate } from "./gate.ts";
import { importEdits, type ImportEdit } from "./import-edits.ts";
import { createImportJournal, type ImportEntry, type StoredPortion } from "./import-journal.ts";

/** A record that the rules or the person's rights do not allow. */
export interface RefusedRecord {
  readonly lines: readonly number[];
  readonly problem: CommitProblem;
}

export interface ImportOutcome {
  readonly entry: ImportEntry;
  readonly refused: readonly RefusedRecord[];
  /** Set when the device's storage failed: the rest waits and can be continued. */
  readonly failed: CommitProblem | null;
}

/** What takes an import back, and how much of it others have changed since. */
export interface ImportUndone {
  readonly skipped: number;
  readonly problem: CommitProblem | null;
}

export interface RunProgress {
  readonly done: number;
  readonly total: number;
}

export interface StartRequest {
  readonly plan: ImportPlan;
  readonly file: string;
  readonly kind: string;
  readonly me: RecordId;
  readonly rejected: number;
}

export interface ImportRuns {
  readonly list: () => Promise<readonly ImportEntry[]>;
  readonly start: (request: StartRequest, onProgress: (progress: RunProgress) => void) => Promise<ImportOutcome>;
  readonly proceed: (id: string, onProgress: (progress: RunProgress) => void) => Promise<ImportOutcome | null>;
  readonly undo: (id: string, onProgress: (progress: RunProgress) => void) => Promise<ImportUndone>;
  /** Everything that takes the import back, for one step of the page's undo. */
  readonly undoEdits: (id: string) => Promise<readonly Edit[]>;
  /** Of what is left of an import, or of what takes it back, that which can change who may do what. */
  readonly accessEdits: (id: string, which: "left" | "undo") => Promise<readonly Edit[]>;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly cancel: () => void;
}

export interface RunDeps {
  readonly clock: Clock;
  readonly keys: KeySource;
  /** One import at a time in all tabs; `held` tells whether one is being written anywhere. */
  readonly lock: { readonly hold: <T>(work: () => Promise<T>) => Promise<T>; readonly held: () => Promise<boolean> };
}

/** Records of one portion: one durable write and one refresh of what is on screen. */
const PORTION = 200;

const portionsOf = (edits: readonly ImportEdit[]): readonly (readonly ImportEdit[])[] =>
  Array.from({ length: Math.ceil(edits.length / PORTION) }, (_, at) => edits.slice(at * PORTION, (at + 1) * PORTION));

/** The edits that can change who may do what. */
export const reachingAccess = (edits: readonly Edit[]): readonly Edit[] => edits.filter(({ record, values }) => touchesAccess(record, Object.keys(values)));

const isCreate = ({ values }: Edit): boolean => values["created"] !== undefined && values["created"] !== null;

/**
 * Writes imports portion by portion. Every portion is kept on the device before the first is written, so that an import whose
 * tab was closed goes on where it stopped: writing a portion twice changes nothing.
 */
export const createImportRuns = (replica: BulkApi, { clock, keys, lock }: RunDeps): ImportRuns => {
  const journal = createImportJournal(replica);
  const gate = createGate();

  /** One record that is not allowed keeps out itself, not its portion. */
  const commitEach = async (edits: readonly Edit[], linesOf: (at: number) => readonly number[], refused: RefusedRecord[]) => {
    const undo: Edit[] = [];
    const written: Edit[] = [];
    for (const [at, edit] of edits.entries()) {
      const outcome = await replica.commit([edit]);
      if (outcome.ok) {
        undo.unshift(...outcome.value.undo);
        written.push(edit);
      } else if (outcome.error.type === "StorageFailed") return { undo, written, failed: outcome.error };
      else refused.push({ lines: linesOf(at), problem: outcome.error });
    }
    return { undo, written, failed: null };
  };

  const commitPortion = async (edits: readonly Edit[], linesOf: (at: number) => readonly number[], refused: RefusedRecord[]) => {
    const outcome = await replica.commit(edits);
    if (outcome.ok) return { undo: outcome.value.undo, written: edits, failed: null };
    if (outcome.error.type === "StorageFailed") return { undo: [], written: [], failed: outcome.error };
    return commitEach(edits, linesOf, refused);
  };

  const note = async (id: string, at: number, portion: StoredPortion, counts: Partial<ImportEntry>): Promise<void> => {
    await journal.setPortion(id, at, portion);
    await journal.change(id, counts);
  };

  /** Writes what is left of an import. `lines` is known only while its plan is at hand. */
  const write = async (id: string, lines: readonly (readonly number[])[], onProgress: (progress: RunProgress) => void): Promise<ImportOutcome | null> => {
    const entry = await journal.find(id);
    if (!entry) return null;
    const refused: RefusedRecord[] = [];
    let created = 0;
    let updated = 0;
    let state: ImportEntry["state"] = "finished";
    let failed: CommitProblem | null = null;
    await journal.change(id, { state: "running" });
    /** What the journal is writing: the next portion is committed meanwhile. */
    let noted: Promise<void> = Promise.resolve();
    for (let at = 0; at < entry.portions && failed === null; at++) {
      if (!(await gate.pass())) {
        state = "stopped";
        break;
      }
      const portion = await journal.portion(id, at);
      if (!portion) continue;
      if (!portion.todo) {
        created += portion.created;
        updated += portion.updated;
        continue;
      }
      const outcome = await commitPortion(portion.todo, (n) => lines[at * PORTION + n] ?? [], refused);
      failed = outcome.failed;
      if (failed) break;
      const fresh = outcome.written.filter(isCreate).length;
      const changed = outcome.written.length - fresh;
      created += fresh;
      updated += changed;
      const counts = { created, updated, done: created + updated };
      await noted;
      noted = note(id, at, { todo: null, undo: outcome.undo.length > 0 ? outcome.undo : portion.undo, created: fresh, updated: changed }, counts);
      onProgress({ done: counts.done, total: entry.total });
    }
    await noted;
    if (failed) state = "interrupted";
    const ended = { state, created, updated, done: created + updated };
    await journal.change(id, ended);
    return { entry: { ...entry, ...ended }, refused, failed };
  };

  const run = (id: string, lines: readonly (readonly number[])[], onProgress: (progress: RunProgress) => void): Promise<ImportOutcome | null> => {
    gate.open();
    return lock.hold(() => write(id, lines, onProgress));
  };

  /** A portion that may not have been written has records that do not exist: taking those back would make them. */
  const existing = async (edits: readonly Edit[]): Promise<readonly Edit[]> => {
    const there = new Set((await replica.rows(edits.map(({ record }) => record))).map((row) => row.id));
    return edits.filter(({ record }) => there.has(record));
  };

  return {
    list: async () => {
      const entries = await journal.list();
      if (!entries.some(({ state }) => state === "running") || (await lock.held())) return entries;
      return entries.map((entry) => (entry.state === "running" ? { ...entry, state: "interrupted" as const } : entry));
    },
    start: async ({ plan, file, kind, me, rejected }, onProgress) => {
      const edits = importEdits(plan, me, clock.now());
      const portions = portionsOf(edits);
      const entry: ImportEntry = { id: keys.next(), at: clock.now(), file, kind, state: "running", total: edits.length, done: 0, created: 0, updated: 0, rejected, portions: portions.length };
      const stored = portions.map((portion): StoredPortion => ({ todo: portion.map(({ edit }) => edit), undo: portion.map(({ undo }) => undo).reverse(), created: 0, updated: 0 }));
      const kept = await lock.hold(() => journal.begin(entry, stored));
      if (!kept) return { entry: { ...entry, state: "interrupted", portions: 0 }, refused: [], failed: { type: "StorageFailed", problem: "quota" } };
      const outcome = await run(entry.id, edits.map(({ lines }) => lines), onProgress);
      return outcome ?? { entry, refused: [], failed: null };
    },
    proceed: (id, onProgress) => run(id, [], onProgress),
    undo: async (id, onProgress) => {
      const entry = await journal.find(id);
      if (!entry) return { skipped: 0, problem: null };
      let skipped = 0;
      for (let at = entry.portions - 1; at >= 0; at--) {
        const portion = await journal.portion(id, at);
        if (portion) {
          const outcome = await replica.commit(await existing(portion.undo));
          if (!outcome.ok) return { skipped, problem: outcome.error };
          skipped += new Set(outcome.value.skipped.map(({ record }) => record)).size;
          await journal.setPortion(id, at, null);
        }
        onProgress({ done: entry.portions - at, total: entry.portions });
      }
      await journal.change(id, { state: "undone" });
      return { skipped, problem: null };
    },
    undoEdits: async (id) => {
      const entry = await journal.find(id);
      const edits: Edit[] = [];
      for (let at = (entry?.portions ?? 0) - 1; at >= 0; at--) {
        const portion = await journal.portion(id, at);
        if (portion && !portion.todo) edits.push(...portion.undo);
      }
      return edits;
    },
    accessEdits: async (id, which) => {
      const entry = await journal.find(id);
      const edits: Edit[] = [];
      for (let at = 0; at < (entry?.portions ?? 0); at++) {
        const portion = await journal.portion(id, at);
        edits.push(...reachingAccess((which === "left" ? portion?.todo : portion?.undo) ?? []));
      }
      return which === "left" ? edits : existing(edits);
    },
    pause: gate.pause,
    resume: gate.resume,
    cancel: gate.cancel,
  };
};
