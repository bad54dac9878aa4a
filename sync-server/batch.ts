import { completedLate, handoverValues, resettled, standingValues } from "#domain/approval/decide.ts";
import { lastApproverOf } from "#domain/approval/run.ts";
import type { Instant } from "#domain/clock.ts";
import { docId, facetOf, recordOf, type DocId, type RecordId } from "#domain/id.ts";
import type { Scope } from "#domain/policy/scope.ts";
import type { Refusal, RelayReason } from "#domain/protocol/down/answers.ts";
import { CLIENT_IDS, leaseOf } from "#domain/protocol/down/welcome.ts";
import type { DocChange } from "#domain/protocol/up/push.ts";
import type { Change } from "#domain/record/change.ts";
import { patchRow } from "#domain/record/patch-row.ts";
import { facetsOf, type Path } from "#domain/record/path.ts";
import { projecting } from "#domain/record/project-document.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import type { Directory } from "./directory.ts";
import { deciding, standing, type DocState, type Verdict, type Writer } from "./gate/gate.ts";
import { encodingState } from "./gate/state.ts";
import { isProvisional } from "#domain/record/official-number.ts";
import { createApproving } from "./approving.ts";
import { inPieces, type Breathe } from "./breath.ts";
import { createChronicle } from "./chronicle.ts";
import { completeWish } from "./completing.ts";
import type { Holdings } from "./holdings.ts";
import { createMoving } from "./moving.ts";
import { createNumbering } from "./numbering.ts";
import type { NameIndex } from "./names.ts";
import type { ProseLog } from "./prose-log.ts";
import { createScoping } from "./scoping.ts";
import { claimsOf, type Claim } from "./unique.ts";
import { FIRST_DEVICE, type Commit, type Counters, type Storage, type StoredDocument } from "./storage/storage.ts";
import { StorageUnreachable } from "./storage/unreachable.ts";
import { applyingUpdate, DIFF_ABOVE, markOfWorking, projectingRow, takingBack, writeAsRelay, type Mark, type Working, type Workings } from "./working.ts";

/** Largest document, encoded, in bytes: with its row it still fits into one frame. */
export const MAX_DOCUMENT = 400_000;
/** Documents of one transaction, together. */
const MAX_TOGETHER = 800_000;
/** What an entry of the history weighs, as bytes of documents: it takes about as long to write. */
const ENTRY = 200;

/** One document as it came out of a commit, with what each reader needs to have it. */
export interface Published {
  readonly doc: DocId;
  readonly seq: number;
  /** Scopes before the commit; none for a new document. */
  readonly before: readonly Scope[];
  /** Null when the record was purged. */
  readonly after: StoredDocument | null;
  /** What was added since position `base`, where the document's state vector was `vector`, for large documents. */
  readonly diff: { readonly base: number; readonly vector: Uint8Array; readonly bytes: Uint8Array } | null;
}

/** One transaction as a writer hands it in. `changes` null: the relay finds the words itself. */
export interface Submitted {
  readonly docs: readonly { readonly doc: DocId; readonly update: Uint8Array; readonly changes: DocChange["changes"] | null }[];
}

export interface Batch {
  /**
   * The gate for one transaction. What it accepts is part of the batch; nothing is durable yet. Resolves with the documents it changed.
   * Rejects when taking in what was accepted failed half way: then the whole batch, and what is in memory, are of no use any more.
   */
  readonly submit: (tx: Submitted, writer: Writer) => Promise<Result<ReadonlySet<DocId>, Refusal>>;
  /** Gives documents the scopes that they have by now. */
  readonly settle: (docs: readonly DocId[]) => Promise<void>;
  /** Puts official numbers by for a device; answers all that it holds. */
  readonly reserve: (entity: Entity, device: number) => Promise<readonly string[]>;
  /** Asks those whose decision running approvals are by now. `by`: who changed the organisation; where that is not known the history names the last approver. */
  readonly reask: (records: readonly RecordId[], by: RecordId | null) => Promise<void>;
  /** Completes what was said in approvals before the relay completed any of it. */
  readonly completeLate: (records: readonly RecordId[]) => Promise<void>;
  readonly purge: (record: RecordId, by: RecordId) => Promise<boolean>;
  /** Keeps in the history of `person` that `viewer` sees what they see. */
  readonly noteViewing: (person: RecordId, viewer: RecordId) => void;
  /** Encodes everything and gives positions. */
  readonly finish: () => Promise<{ readonly commit: Commit; readonly published: readonly Published[]; readonly seqOf: (docs: ReadonlySet<DocId>) => number }>;
  /** About how much it will write, as bytes of documents. */
  readonly weight: () => number;
  readonly touched: () => ReadonlySet<DocId>;
}

export interface BatchDeps {
  readonly storage: Storage;
  readonly workings: Workings;
  readonly directory: Directory;
  readonly names: NameIndex;
  readonly holdings: Holdings;
  readonly counters: Counters;
  readonly prose: ProseLog;
  readonly now: Instant;
  readonly breathe: Breathe;
  /** Told of a submission that could not be judged. */
  readonly report: (what: string, error: unknown) => void;
}

/** Judging failed. The person may try again; nothing of it has happened. */
export const FAULT: Refusal = { code: "invalid", reason: "fault" satisfies RelayReason, doc: null, path: null };

interface Accepted {
  readonly working: Working;
  readonly verdict: Verdict;
  readonly isNew: boolean;
}

/** Of a document, in bytes; never less than it is. */
const sizeOf = ({ stored, journal }: Working): number => (stored?.snapshot.length ?? 0) + journal.reduce((sum, bytes) => sum + bytes.length, 0);

const tooHeavy = (size: number, doc: DocId): Refusal | null => (size > MAX_TOGETHER ? { code: "tooLarge", reason: "tooLarge", doc, path: null } : null);

export const createBatch = ({ storage, workings, directory, names, holdings, counters, prose, now, breathe, report }: BatchDeps): Batch => {
  const touched = new Map<DocId, Working>();
  const purged = new Map<RecordId, readonly Working[]>();
  const numbering = createNumbering(storage, counters, now);
  /** What the present transaction has changed so far: it counts for what comes after it in the same one. */
  let applied: readonly Working[] = [];
  const rules = [createMoving({ directory, holdings, touched: () => [...touched.values(), ...applied], now }), createApproving(directory, now)];
  const chronicle = createChronicle(counters.history, prose, now);
  const scoping = createScoping({ storage, workings, rules: directory.rules, hasRules: () => directory.rows("sharingRule").length > 0, names });
  const used = new Map<number, number>();
  const writers: Commit["writers"][number][] = [];
  let weight = 0;

  const encode = ({ doc }: Working, since?: Uint8Array): Promise<Uint8Array> => inPieces(encodingState(doc, since), breathe);

  const taken = (id: DocId, row: Row | null, path: Path): Refusal => ({
    code: "invalid",
    reason: "taken" satisfies RelayReason,
    doc: id,
    path,
    ...(row ? { current: (row[path] as FieldValue | undefined) ?? null } : {}),
  });

  /** The official number of a record that exists is not changed to that of another. */
  const checkNumber = async ({ entity, record, facet, row, id }: Working, verdict: Verdict, { device }: Writer): Promise<Refusal | null> => {
    if (facet !== null || row === null) return null;
    for (const { path, to, outcome } of verdict.settled) {
      if (outcome === "superseded" || typeof to !== "string" || path !== entity.number?.field) continue;
      if (isProvisional(to) || !(await numbering.isOpen(entity.kind, to, record, device))) return taken(id, row, path);
    }
    return null;
  };

  const claimsAt = ({ entity, record, facet, row }: Working): readonly Claim[] => (facet === null && row && !purged.has(record) ? claimsOf(entity, record, row) : []);

  /** Takes what this record alone may have. A value that its holder has given up is free. Names the path of one that is not. */
  const claim = async (working: Working): Promise<Path | null> => {
    for (const { path, kind, number, record } of claimsAt(working)) {
      const holder = await numbering.holderOf(kind, number);
      if (holder === record) continue;
      const other = holder === null ? null : await workings.load(docId(holder));
      if (other && claimsAt(other).some((held) => held.kind === kind && held.number === number)) return path;
      numbering.take(kind, number, record);
    }
    return null;
  };

  const judge = async (tx: Submitted, writer: Writer): Promise<Result<readonly Accepted[], Refusal>> => {
    const refuse = (code: Refusal["code"], reason: string, doc: DocId | null): Result<never, Refusal> => err({ code, reason, doc, path: null });
    const accepted: Accepted[] = [];
    const seen = new Set<DocId>();
    const mainFirst = [...tx.docs].sort((a, b) => Number(facetOf(a.doc) !== null) - Number(facetOf(b.doc) !== null));
    for (const { doc, update, changes } of mainFirst) {
      if (seen.has(doc)) return refuse("malformed", "sameDocumentTwice", doc);
      seen.add(doc);
      const working = await workings.load(doc);
      if (!working) return refuse("malformed", "unknownKind", doc);
      const isNew = working.row === null;
      if (purged.has(working.record) || (isNew && (await storage.isPurged(working.record)))) return refuse("invalid", "purged" satisfies RelayReason, doc);
      const record = working.facet === null ? working : await workings.load(docId(working.record));
      if (isNew && !record?.row && !seen.has(docId(working.record))) return refuse("invalid", "noRecord" satisfies RelayReason, doc);
      const main = record?.row ? { row: record.row, scopes: record.scopes } : null;
      const { entity, facet, row, scopes, clocks } = working;
      const state: DocState = { entity, record: working.record, facet, doc: working.doc, row, scopes, main, clocks };
      const decided = await inPieces(deciding(state, { update, changes: changes as readonly Change[] | null }, writer, directory, now), breathe);
      if (!decided.ok) return decided;
      const conflict = await checkNumber(working, decided.value, writer);
      if (conflict) return err(conflict);
      if (decided.value.changes) accepted.push({ working, verdict: decided.value, isNew });
    }
    return ok(accepted);
  };

  const apply = async ({ working, verdict, isNew }: Accepted, writer: Writer): Promise<Refusal | null> => {
    const refuse = (code: Refusal["code"], reason: string): Refusal => ({ code, reason, doc: working.id, path: null });
    const before = working.row;
    if (!(await inPieces(applyingUpdate(working, verdict.update), breathe))) return refuse("stale", "pending");
    const rest = breathe();
    if (rest) await rest;
    const stands = standing(verdict.settled);
    const clocks = { ...working.clocks };
    for (const settled of verdict.settled) clocks[settled.path] = settled.clock;
    working.clocks = clocks;
    writeAsRelay(working, stands);
    const completed = await completeWish(rules, working, verdict.settled, () => inPieces(projecting(working.entity, working.record, working.doc, working.facet), breathe));
    if (!completed.ok) return completed.error;
    const done = completed.value ? writeAsRelay(working, completed.value.values) : [];
    if (completed.value) writeAsRelay(working, { [completed.value.path]: completed.value.entry });
    const mayNumber = working.facet === null && (isNew || (working.entity.number?.field ?? "") in stands);
    const number = mayNumber ? await numbering.numberFor(working, isNew, writer.device) : null;
    const numbered = number ? writeAsRelay(working, { [number.path]: number.to }) : [];
    const patched = before && !completed.value && numbered.length === 0 && verdict.proses.length === 0 ? patchRow(working.entity, working.facet, before, stands) : null;
    if (patched) working.row = patched;
    else await inPieces(projectingRow(working), breathe);
    const handed = working.facet === null && working.entity.approvable && working.row ? writeAsRelay(working, handoverValues(before, working.row, directory.organisation())) : [];
    if (handed.length > 0) await inPieces(projectingRow(working), breathe);
    if (sizeOf(working) > MAX_DOCUMENT && (await encode(working)).length > MAX_DOCUMENT) return refuse("tooLarge", "tooLarge");
    const path = isNew || verdict.settled.some(({ path }) => working.entity.fields[path]?.unique) ? await claim(working) : null;
    if (path !== null) return taken(working.id, before, path);
    const who = { by: writer.person.id, device: writer.device };
    chronicle.told(working, verdict, isNew, writer, completed.value);
    chronicle.byRelay(working, done, who, completed.value?.entry.done);
    chronicle.byRelay(working, [...numbered, ...handed], who);
    return null;
  };

  const rescope = async (changed: readonly Working[]): Promise<void> => {
    for (const working of await scoping.rescope(changed, (record) => purged.has(record))) {
      if (!purged.has(working.record)) touched.set(working.id, working);
    }
  };

  const noteClients = (clients: ReadonlyMap<number, number>, doc: DocId, writer: Writer) => {
    for (const client of clients.keys()) {
      const device = leaseOf(client);
      if (device >= FIRST_DEVICE) used.set(device, Math.max(used.get(device) ?? 0, (client % CLIENT_IDS) + 1));
      else writers.push({ doc, client, person: writer.person.id });
    }
  };

  return {
    submit: async (tx, writer) => {
      const judged = await judge(tx, writer).catch((error: unknown) => {
        if (error instanceof StorageUnreachable) throw error;
        report("judging a submission failed", error);
        return err(FAULT);
      });
      if (!judged.ok) return judged;
      const marks: (readonly [Working, Mark])[] = judged.value.map(({ working }) => [working, markOfWorking(working)]);
      const forgetTold = chronicle.mark();
      const takeNumbersBack = numbering.mark();
      let size = 0;
      applied = [];
      for (const accepted of judged.value) {
        const failure = (await apply(accepted, writer)) ?? tooHeavy((size += sizeOf(accepted.working)), accepted.working.id);
        if (failure === null) {
          applied = [...applied, accepted.working];
          continue;
        }
        for (const [working, mark] of marks) await inPieces(takingBack(working, mark), breathe);
        takeNumbersBack();
        forgetTold();
        return err(failure);
      }
      for (const { working, verdict } of judged.value) {
        if (!touched.has(working.id)) weight += sizeOf(working);
        touched.set(working.id, working);
        noteClients(verdict.clients, working.id, writer);
        if (working.facet === null && working.row) directory.note(working.record, working.row, writer.person.id);
        scoping.follow(working);
      }
      const moved = judged.value.flatMap(({ working, verdict, isNew }) => (isNew || scoping.mayMove(working, verdict.settled) ? [working] : []));
      if (moved.length > 0) await rescope(moved);
      return ok(new Set(judged.value.map(({ working }) => working.id)));
    },

    settle: async (docs) => {
      const loaded = await Promise.all(docs.map(workings.load));
      await rescope(loaded.flatMap((working) => (working?.row ? [working] : [])));
    },

    reserve: numbering.reserve,

    reask: async (records, by) => {
      const changed: Working[] = [];
      for (const record of records) {
        const working = await workings.load(docId(record));
        const standing = working?.row && !purged.has(record) ? resettled(working.row, directory.organisation()) : null;
        if (!working?.row || !standing) continue;
        const written = writeAsRelay(working, standingValues(working.row, standing, null));
        await inPieces(projectingRow(working), breathe);
        chronicle.byRelay(working, written, { by: by ?? lastApproverOf(standing.run) ?? standing.run.by, device: 0 });
        touched.set(working.id, working);
        changed.push(working);
      }
      await rescope(changed);
    },

    completeLate: async (records) => {
      for (const record of records) {
        const working = await workings.load(docId(record));
        if (!working?.row || writeAsRelay(working, completedLate(working.row)).length === 0) continue;
        await inPieces(projectingRow(working), breathe);
        touched.set(working.id, working);
      }
    },

    purge: async (record, by) => {
      const main = await workings.load(docId(record));
      if (!main?.row || purged.has(record)) return false;
      const docs = [main];
      for (const facet of facetsOf(main.entity)) {
        const working = await workings.load(docId(record, facet));
        if (working?.row) docs.push(working);
      }
      purged.set(record, docs);
      for (const working of docs) touched.delete(working.id);
      directory.note(record, null, by);
      chronicle.note({ doc: main.id, path: "purged", from: null, to: { by, at: now }, by, device: 0, at: now });
      await rescope([main]);
      return true;
    },

    noteViewing: (person, viewer) => {
      chronicle.note({ doc: docId(person), path: "viewed", from: null, to: { by: viewer, at: now }, by: viewer, device: 0, at: now });
    },

    weight: () => weight + chronicle.entries().length * ENTRY,

    finish: async () => {
      let seq = counters.head;
      const documents: StoredDocument[] = [];
      const left: Commit["left"][number][] = [];
      const published: Published[] = [];
      const seqs = new Map<DocId, number>();
      for (const working of touched.values()) {
        const rest = breathe();
        if (rest) await rest;
        seq += 1;
        seqs.set(working.id, seq);
        const { stored, base } = working;
        const snapshot = working.journal.length > 0 || !stored ? await encode(working) : stored.snapshot;
        const after: StoredDocument = { doc: working.id, seq, snapshot, row: working.row ?? { id: working.record }, scopes: working.scopes, clocks: working.clocks };
        const diff = base && stored && snapshot.length > DIFF_ABOVE ? { base: stored.seq, vector: base, bytes: await encode(working, base) } : null;
        documents.push(after);
        for (const scope of stored?.scopes ?? []) if (!working.scopes.includes(scope)) left.push({ scope, doc: working.id, seq });
        published.push({ doc: working.id, seq, before: stored?.scopes ?? [], after, diff });
      }
      for (const docs of purged.values()) {
        for (const { id, stored } of docs) {
          if (!stored) continue;
          seq += 1;
          for (const scope of stored.scopes) left.push({ scope, doc: id, seq });
          published.push({ doc: id, seq, before: stored.scopes, after: null, diff: null });
        }
      }
      const commit: Commit = {
        base: counters,
        counters: { head: seq, history: chronicle.last(), series: numbering.series() },
        documents,
        left,
        purged: [...purged].map(([record, docs]) => ({ record, docs: docs.map(({ id }) => id) })),
        links: scoping.links().filter(({ child }) => !purged.has(child)),
        history: chronicle.entries().filter(({ doc, path }) => path === "purged" || !purged.has(recordOf(doc))),
        prolonged: chronicle.prolonged(),
        answers: [],
        numbers: numbering.taken(),
        reserved: numbering.reserved(),
        used: [...used].map(([device, offset]) => ({ device, used: offset })),
        writers,
      };
      const seqOf = (docs: ReadonlySet<DocId>) => Math.max(counters.head, ...[...docs].map((doc) => seqs.get(doc) ?? 0));
      return { commit, published, seqOf };
    },

    touched: () => new Set([...touched.keys(), ...[...purged.values()].flatMap((docs) => docs.map(({ id }) => id))]),
  };
};
