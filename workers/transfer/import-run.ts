import type { KeySource, RecordId } from "#domain/id.ts";
import type { Clock } from "#domain/clock.ts";
import { touchesAccess } from "#domain/policy/touches.ts";
import { openSheaf, valuesAt, type Sheaf } from "#domain/record/sheaf.ts";
import type { ImportPlan } from "#domain/transfer/import-plan.ts";
import type { BulkApi, CommitProblem, Edit } from "#workers/replica/api.ts";
import { createGate } from "./gate.ts";
import { importPortions, measurePlan, type ImportPortion, type PortionSizes } from "./import-edits.ts";
import { createImportJournal, type ImportEntry } from "./import-journal.ts";

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
  /** What takes a portion of the import back, for one step of the page's undo; nothing of one that has not been written. */
  readonly undoEdits: (id: string, at: number) => Promise<readonly Edit[]>;
  /** Of what is left of an import, or of what takes it back, that which can change who may do what. */
  readonly accessEdits: (id: string, which: "left" | "undo") => Promise<readonly Edit[]>;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly cancel: () => void;
}

export interface RunDeps {
  readonly clock: Clock;
  readonly keys: KeySource;
  readonly sizes?: PortionSizes;
  /** One import at a time in all tabs; `held` tells whether one is being written anywhere. */
  readonly lock: { readonly hold: <T>(work: () => Promise<T>) => Promise<T>; readonly held: () => Promise<boolean> };
}

/** One durable write and one refresh of what is on screen; between two of them others are answered. */
const PORTION: PortionSizes = { fresh: 1_000, changed: 200 };
/** Records that are taken back at once. */
const TAKEN_BACK = 200;

/** The edits that can change who may do what. */
const reachingAccess = (edits: readonly Edit[]): readonly Edit[] => edits.filter(({ record, values }) => touchesAccess(record, Object.keys(values)));

const isCreate = ({ shapes, shapeOf }: Sheaf, at: number): boolean => (shapes[shapeOf[at] ?? 0] ?? []).some(({ head }) => head === "created");

/** What of a portion is needed to write it. */
type Planned = ImportPortion;

/** Of each record of a portion, whether it is new. */
const freshOf = (sheaf: Uint8Array, planned: Planned | undefined): readonly boolean[] => {
  if (planned) return planned.lines.map(() => planned.fresh);
  const opened = openSheaf(sheaf);
  return opened.records.map((_, at) => isCreate(opened, at));
};

const editsOf = (bytes: Uint8Array | null): readonly Edit[] => {
  if (!bytes) return [];
  const sheaf = openSheaf(bytes);
  return sheaf.records.map((record, at) => ({ record, values: valuesAt(sheaf, at) }));
};

const inPieces = (edits: readonly Edit[]): readonly (readonly Edit[])[] => Array.from({ length: Math.ceil(edits.length / TAKEN_BACK) }, (_, at) => edits.slice(at * TAKEN_BACK, (at + 1) * TAKEN_BACK));

/** What takes a portion back, as it was prepared, or as writing it has found. */
const undoOf = (prepared: readonly Edit[], found: readonly Edit[]): readonly Edit[] => {
  if (found.length === 0) return prepared;
  const byRecord = new Map(found.map((edit) => [edit.record, edit]));
  return prepared.map((edit) => byRecord.get(edit.record) ?? edit);
};

/**
 * Writes imports portion by portion. Every portion is kept on the device before the first is written, so that an import whose
 * tab was closed goes on where it stopped: writing a portion twice changes nothing.
 */
export const createImportRuns = (replica: BulkApi, { clock, keys, lock, sizes = PORTION }: RunDeps): ImportRuns => {
  const journal = createImportJournal(replica);
  const gate = createGate();

  /** Writes what is left of an import. `planned` is at hand only while its plan is. */
  const write = async (id: string, planned: readonly Planned[], onProgress: (progress: RunProgress) => void): Promise<ImportOutcome | null> => {
    const entry = await journal.find(id);
    if (!entry) return null;
    const refused: RefusedRecord[] = [];
    let created = 0;
    let updated = 0;
    let state: ImportEntry["state"] = "finished";
    let failed: CommitProblem | null = null;
    if (entry.state !== "running") await journal.change(id, { state: "running" });
    /** What the journal is writing: the next portion is written meanwhile. */
    let noted: Promise<void> = Promise.resolve();
    for (let at = 0; at < entry.portions && failed === null; at++) {
      if (!(await gate.pass())) {
        state = "stopped";
        break;
      }
      const portion = await portionAt(id, at, planned[at]);
      if (!portion) continue;
      if (!portion.sheaf) {
        created += portion.created;
        updated += portion.updated;
        continue;
      }
      const outcome = await replica.bringIn(portion.sheaf);
      if (!outcome.ok) {
        failed = outcome.error;
        break;
      }
      const isFresh = freshOf(portion.sheaf, planned[at]);
      const out = new Set(outcome.value.refused.map((one) => one.at));
      for (const one of outcome.value.refused) refused.push({ lines: planned[at]?.lines[one.at] ?? [], problem: one.problem });
      const fresh = isFresh.filter((made, place) => made && !out.has(place)).length;
      const changed = isFresh.length - out.size - fresh;
      created += fresh;
      updated += changed;
      const counts = { created, updated, done: created + updated };
      await noted;
      noted = journal.setPortion(id, at, { left: false, undo: undoOf(portion.undo, outcome.value.undo), created: fresh, updated: changed }, counts);
      onProgress({ done: counts.done, total: entry.total });
    }
    await noted;
    if (failed) state = "interrupted";
    const ended = { state, created, updated, done: created + updated };
    await journal.change(id, ended);
    return { entry: { ...entry, ...ended }, refused, failed };
  };

  /** A portion with what is to be written of it, null once it is. */
  const portionAt = async (id: string, at: number, planned: Planned | undefined) => {
    if (planned) return { ...planned, created: 0, updated: 0 };
    const portion = await journal.portion(id, at);
    return portion && { ...portion, sheaf: portion.left ? await journal.sheaf(id, at) : null };
  };

  const run = (id: string, planned: readonly Planned[], onProgress: (progress: RunProgress) => void): Promise<ImportOutcome | null> => {
    gate.open();
    return lock.hold(() => write(id, planned, onProgress));
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
      const planned: Planned[] = [];
      const noticing = function* () {
        for (const portion of importPortions(plan, me, clock.now(), sizes)) {
          planned.push(portion);
          yield portion;
        }
      };
      const entry: ImportEntry = { id: keys.next(), at: clock.now(), file, kind, state: "running", done: 0, created: 0, updated: 0, rejected, ...measurePlan(plan, sizes) };
      const kept = await lock.hold(() => journal.begin(entry, noticing()));
      if (!kept) return { entry: { ...entry, state: "interrupted", portions: 0 }, refused: [], failed: { type: "StorageFailed", problem: "quota" } };
      const outcome = await run(entry.id, planned, onProgress);
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
          for (const edits of inPieces(await existing(portion.undo))) {
            const outcome = await replica.commit(edits);
            if (!outcome.ok) return { skipped, problem: outcome.error };
            skipped += new Set(outcome.value.skipped.map(({ record }) => record)).size;
          }
          await journal.setPortion(id, at, null);
        }
        onProgress({ done: entry.portions - at, total: entry.portions });
      }
      await journal.change(id, { state: "undone" });
      return { skipped, problem: null };
    },
    undoEdits: async (id, at) => {
      const portion = await journal.portion(id, at);
      return portion && !portion.left ? portion.undo : [];
    },
    accessEdits: async (id, which) => {
      const entry = await journal.find(id);
      const edits: Edit[] = [];
      for (let at = 0; at < (entry?.portions ?? 0); at++) {
        const portion = await journal.portion(id, at);
        if (which === "undo") edits.push(...reachingAccess(portion?.undo ?? []));
        else if (portion?.left) edits.push(...reachingAccess(editsOf(await journal.sheaf(id, at))));
      }
      return which === "left" ? edits : existing(edits);
    },
    pause: gate.pause,
    resume: gate.resume,
    cancel: gate.cancel,
  };
};
