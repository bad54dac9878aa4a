import * as Y from "yjs";
import type { Flow } from "#domain/approval/flow.ts";
import type { Instant } from "#domain/clock.ts";
import { docId, type RecordId } from "#domain/id.ts";
import { isHidden, seenValue } from "#domain/policy/lens.ts";
import type { Person } from "#domain/policy/person.ts";
import type { Right } from "#domain/policy/right.ts";
import { meet, type Scope } from "#domain/policy/scope.ts";
import { mayWrite } from "#domain/policy/write.ts";
import { sameValue, type Change } from "#domain/record/change.ts";
import { fieldsOf, valueAt } from "#domain/record/document.ts";
import { clampHlc, hlcOf, type Hlc } from "#domain/record/hlc.ts";
import { missingFields } from "#domain/record/missing.ts";
import { checkPath } from "#domain/record/check-path.ts";
import { prosePath, type Path } from "#domain/record/path.ts";
import { patchRow } from "#domain/record/patch-row.ts";
import { projectingPaths } from "#domain/record/project.ts";
import type { InPieces } from "#domain/pieces.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import type { Refusal } from "#domain/protocol/down/answers.ts";
import { MAX_UPDATE } from "#domain/protocol/parts.ts";
import { readUpdate, scanningUpdate, type Scan } from "./scan.ts";
import { scanPlain } from "./scan-plain.ts";
import { settle, type Settled } from "./settle.ts";

/** A document as it stands when the gate looks at it. `row` is null while the relay has never had it. */
export interface DocState {
  readonly entity: Entity;
  readonly record: RecordId;
  readonly facet: Right | null;
  readonly doc: Y.Doc;
  readonly row: Row | null;
  readonly scopes: readonly Scope[];
  /** The record itself, as it stands; null while the relay has never had it. For a facet that is not what `row` and `scopes` say. */
  readonly main: { readonly row: Row; readonly scopes: readonly Scope[] } | null;
  readonly clocks: Readonly<Record<Path, Hlc>>;
}

/** Who writes, with rights as they are now. */
export interface Writer {
  readonly person: Person;
  readonly device: number;
  /** What to add to the device's clock to have the relay's. */
  readonly offset: number;
  /** Writes with other definitions than the relay's: what only the relay's require of a new record it cannot know. */
  readonly older?: boolean;
  readonly mayUse: (client: number) => boolean;
}

/** What approvals are judged by, as it is now. */
export interface Approving {
  readonly flows: () => readonly Flow[];
}

export interface Incoming {
  readonly update: Uint8Array;
  /** The update in words; null when the writer speaks Yjs alone and the relay finds the words itself. */
  readonly changes: readonly Change[] | null;
}

/** The update is good. What stands after it, path by path, and what it means. */
export interface Verdict {
  /** What is to be applied. */
  readonly update: Uint8Array;
  readonly settled: readonly Settled[];
  readonly proses: readonly Path[];
  readonly clients: ReadonlyMap<number, number>;
  /** False when nothing in it changes anything. */
  readonly changes: boolean;
}

/** Changes that are looked at before everybody else gets their turn. */
const PIECE = 500;

const isProse = (path: Path): boolean => path.startsWith("prose/");

/** What stands of settled changes. */
export const standing = (settled: readonly Settled[]): Record<Path, FieldValue> => {
  const values: Record<Path, FieldValue> = {};
  for (const { path, stands } of settled) values[path] = stands;
  return values;
};

/** One change per path: from what the writer saw first to what the writer left there. */
const byPath = (changes: readonly Change[]): ReadonlyMap<Path, Change> => {
  const found = new Map<Path, Change>();
  for (const change of changes) {
    const first = found.get(change.path);
    found.set(change.path, first ? { ...change, from: first.from } : change);
  }
  return found;
};

/** Whether the update does what `changes` say, all of it and nothing else. Names the path where they part. */
const disagreement = (scan: Scan, changes: ReadonlyMap<Path, Change>): Path | null => {
  for (const path of [...scan.written.keys(), ...scan.removed, ...scan.proses]) if (!changes.has(path)) return path;
  for (const { path, to } of changes.values()) {
    if (isProse(path)) {
      if (!scan.proses.has(path) && !scan.lost) return path;
    } else if (scan.written.has(path)) {
      if (!sameValue(to, scan.written.get(path) as FieldValue)) return path;
    } else if (to !== null || (!scan.removed.has(path) && !scan.outdated.has(path))) return path;
  }
  return null;
};

/** The words of an update that came without: made now, by the relay's clock. */
const wordsOf = (state: DocState, scan: Scan, at: Hlc): readonly Change[] => {
  const words = (path: Path, to: FieldValue): Change => ({ path, from: valueAt(state.doc, path), to, at });
  return [
    ...[...scan.written].map(([path, to]) => words(path, to as FieldValue)),
    ...[...scan.removed].map((path) => words(path, null)),
    ...[...scan.proses].map((path): Change => ({ path, from: null, to: null, at })),
  ];
};

/** The row as it will be: what stands of the changes over what is there. Prose is that of before. */
const rowAfter = function* ({ entity, record, facet, doc, row }: DocState, settled: readonly Settled[]): InPieces<Row> {
  const patched = row && patchRow(entity, facet, row, standing(settled));
  if (patched) return patched;
  const paths = new Map(fieldsOf(doc).entries());
  for (const { path, stands } of settled) paths.set(path, stands);
  const proses = Object.keys(entity.prose ?? {}).flatMap((name) => (row?.[name] === undefined ? [] : [[name, row[name]]]));
  yield;
  return { ...(Object.fromEntries(proses) as Partial<Row>), ...(yield* projectingPaths(entity, record, paths)) };
};

/**
 * Steps 2 to 5 of the gate for one document: scan, agreement of update and words, schema, policy, and which edit is the later one.
 * Pure: nothing is applied; nor may anything be while it rests. What it accepts can be applied without leaving anything pending.
 */
export const deciding = function* (state: DocState, incoming: Incoming, writer: Writer, approving: Approving, now: Instant): InPieces<Result<Verdict, Refusal>> {
  const { entity, record, facet, row } = state;
  const doc = docId(record, facet);
  const refuse = (code: Refusal["code"], reason: string, path: Path | null = null): Result<never, Refusal> => {
    const lens = writer.person.lenses.get(entity.kind);
    const shows = path !== null && !isProse(path) && row !== null && meet(state.scopes, writer.person.reads) && !isHidden(lens, path);
    return err({ code, reason, doc, path, ...(shows ? { current: seenValue(lens, path, valueAt(state.doc, path)) } : {}) });
  };
  if (incoming.update.length > MAX_UPDATE) return refuse("tooLarge", "update");
  const proses = facet === null ? new Set(Object.keys(entity.prose ?? {}).map(prosePath)) : new Set<Path>();
  const update = incoming.changes === null ? yield* withoutKnown(state.doc, incoming.update) : incoming.update;
  yield;
  const scanned = yield* scanningSafely(state.doc, update, proses, writer.mayUse);
  if (!scanned.ok) return refuse(scanned.error.code, scanned.error.reason);
  const scan = scanned.value;
  yield;
  const nothing = scan.written.size === 0 && scan.removed.size === 0 && scan.proses.size === 0;
  if (incoming.changes === null && nothing && scan.clients.size === 0) {
    return ok({ update, settled: [], proses: [], clients: scan.clients, changes: false });
  }

  const changes = byPath(incoming.changes ?? wordsOf(state, scan, hlcOf(now)));
  yield;
  const parted = disagreement(scan, changes);
  if (parted !== null) return refuse("malformed", "disagrees", parted);
  let looked = 0;
  for (const { path, to } of changes.values()) {
    looked += 1;
    if (looked % PIECE === 0) yield;
    const checked = checkPath(entity, facet, path, to);
    if (!checked.ok) return refuse("invalid", checked.error.reason, path);
  }

  yield;
  const settled: Settled[] = [];
  for (const change of changes.values()) {
    if (isProse(change.path)) continue;
    const at = clampHlc(change.at, writer.offset, now, writer.device);
    settled.push(settle(change, at, valueAt(state.doc, change.path), state.clocks[change.path]));
  }
  yield;
  const after = yield* rowAfter(state, settled);
  const missing = facet === null && !writer.older ? missingFields(entity, row, after)[0] : undefined;
  if (missing) return refuse("invalid", missing.reason, missing.path);
  yield;
  const effective = [...changes.values()].map((change) =>
    isProse(change.path) ? change : { ...change, from: valueAt(state.doc, change.path) },
  );
  const allowed = mayWrite({ entity, facet, person: writer.person, before: state.main, after, changes: effective, flows: approving.flows() });
  if (!allowed.ok) return refuse("denied", allowed.error.reason, allowed.error.path ?? null);

  return ok({ update, settled, proses: [...changes.keys()].filter(isProse), clients: scan.clients, changes: true });
};

/** A stock client sends again what it sent while it was connecting. Bytes that cannot be read are left for the scan to refuse. */
const withoutKnown = function* (doc: Y.Doc, update: Uint8Array): InPieces<Uint8Array> {
  if (!readUpdate(update).ok) return update;
  yield;
  try {
    return Y.diffUpdate(update, Y.encodeStateVector(doc));
  } catch {
    return update;
  }
};

/** A scan of hostile bytes may exhaust the stack; that is one more way of being malformed. */
const scanningSafely: typeof scanningUpdate = function* (doc, update, proses, mayUse) {
  try {
    const plain = scanPlain(doc, update, mayUse);
    return plain ? ok(plain) : yield* scanningUpdate(doc, update, proses, mayUse);
  } catch {
    return err({ code: "malformed", reason: "undecodable" });
  }
};
