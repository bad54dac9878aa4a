import * as Y from "yjs";
import type { Instant } from "#domain/clock.ts";
import { docId, kindOf, type DocId, type RecordId } from "#domain/id.ts";
import { entityOf, findEntity } from "#domain/entities/registry.ts";
import type { Right } from "#domain/policy/right.ts";
import { parentsOf, scopesOf, type Scope, type ScopeSources } from "#domain/policy/scope.ts";
import { organisationOf } from "#domain/policy/organisation.ts";
import { rulesIn } from "#domain/policy/sharing.ts";
import { RELAY_CLIENT_ID } from "#domain/protocol/down/welcome.ts";
import { createDocument, fieldsOf, writeProse } from "#domain/record/document.ts";
import { facetOfPath, type Path } from "#domain/record/path.ts";
import { projectDocument } from "#domain/record/project-document.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { formatNumber, isProvisional, seriesOf } from "#domain/record/official-number.ts";
import { claimsOf } from "./unique.ts";
import { EMPTY_COMMIT, type Commit, type Counters, type StoredDocument } from "./storage/storage.ts";

/** A record whose content is trusted: made by the relay's own generator, or by the operator. */
export interface SeedRecord {
  readonly id: RecordId;
  readonly values: Readonly<Record<Path, FieldValue>>;
  /** Paragraphs of plain text by name of the prose. */
  readonly prose?: Readonly<Record<string, readonly string[]>>;
  readonly at: Instant;
  readonly by: RecordId;
}

interface Made {
  readonly id: DocId;
  readonly facet: Right | null;
  readonly snapshot: Uint8Array;
  readonly row: Row;
}

const makeDocument = (entity: Entity, record: SeedRecord, facet: Right | null, values: readonly (readonly [Path, FieldValue])[]): Made => {
  const id = docId(record.id, facet);
  const doc = createDocument(id, RELAY_CLIENT_ID);
  doc.transact(() => {
    const map = fieldsOf(doc);
    for (const [path, value] of values) map.set(path, value);
    if (facet === null) for (const [name, paragraphs] of Object.entries(record.prose ?? {})) writeProse(doc, name, paragraphs);
  });
  return { id, facet, snapshot: Y.encodeStateAsUpdate(doc), row: projectDocument(entity, record.id, doc, facet) };
};

const makeDocuments = (record: SeedRecord, number: { readonly path: Path; readonly value: string } | null): readonly Made[] => {
  const entity = entityOf(kindOf(record.id));
  const byFacet = new Map<Right | null, (readonly [Path, FieldValue])[]>([[null, []]]);
  const values = { created: { by: record.by, at: record.at }, ...record.values, ...(number ? { [number.path]: number.value } : {}) };
  for (const [path, value] of Object.entries(values)) {
    if (value === null) continue;
    const facet = facetOfPath(entity, path);
    const list = byFacet.get(facet);
    if (list) list.push([path, value]);
    else byFacet.set(facet, [[path, value]]);
  }
  return [...byFacet].map(([facet, list]) => makeDocument(entity, record, facet, list));
};

/** Gives official numbers in the order of the records; numbers that records bring along stand. */
const createNumbering = (counters: Counters, records: readonly SeedRecord[]) => {
  const series: Record<string, number> = { ...counters.series };
  const taken = new Map<string, Commit["numbers"][number]>();
  const take = (kind: string, number: string, record: RecordId) => taken.set(`${kind}/${number}`, { kind, number, record });
  for (const { id, values } of records) {
    const field = entityOf(kindOf(id)).number?.field;
    const given = field === undefined ? null : (values[field] ?? null);
    if (!isProvisional(given)) take(kindOf(id), String(given), id);
  }
  const claim = (entity: Entity, record: RecordId, row: Row) => {
    for (const { kind, number } of claimsOf(entity, record, row)) take(kind, number, record);
  };
  const next = ({ id, values, at }: SeedRecord) => {
    const { number, kind } = entityOf(kindOf(id));
    if (!number || !isProvisional(values[number.field] ?? null)) return null;
    const name = seriesOf(number, at);
    for (;;) {
      const count = (series[name] ?? 0) + 1;
      series[name] = count;
      const value = formatNumber(number, name, count);
      if (taken.has(`${kind}/${value}`)) continue;
      take(kind, value, id);
      return { path: number.field, value };
    }
  };
  return { next, claim, series: () => series, taken: () => [...taken.values()] };
};

/** One commit that writes `records` as they are. The history has one line for each. */
export const seedCommit = (counters: Counters, records: readonly SeedRecord[]): Commit => {
  const numbering = createNumbering(counters, records);
  const made = records.map((record) => ({ record, documents: makeDocuments(record, numbering.next(record)) }));
  const mains = new Map(made.map(({ record, documents }) => [record.id, documents[0]?.row ?? { id: record.id }]));
  const scopes = new Map<string, readonly Scope[]>();
  const scopesOfRecord = (record: string): readonly Scope[] => {
    const known = scopes.get(record);
    if (known) return known;
    const row = mains.get(record as RecordId);
    if (!row) return [];
    scopes.set(record, []);
    const found = scopesOf(entityOf(kindOf(record)), null, row, sources);
    scopes.set(record, found);
    return found;
  };

  const sources: ScopeSources = { parent: scopesOfRecord, rules: rulesIn(organisationOf((kind) => [...mains.values()].filter(({ id }) => kindOf(id) === kind)), findEntity).scopesOf };

  let seq = counters.head;
  let no = counters.history;
  const documents: StoredDocument[] = [];
  const history: Commit["history"][number][] = [];
  const links: Commit["links"][number][] = [];
  for (const { record, documents: parts } of made) {
    const entity = entityOf(kindOf(record.id));
    for (const { id, facet, snapshot, row } of parts) {
      seq += 1;
      const own = facet === null ? scopesOfRecord(record.id) : scopesOf(entity, facet, mains.get(record.id) ?? row, sources);
      documents.push({ doc: id, seq, snapshot, row, scopes: own, clocks: {} });
    }
    const row = mains.get(record.id) ?? { id: record.id };
    numbering.claim(entity, record.id, row);
    const parents = parentsOf(entity, row);
    if (parents.length > 0) links.push({ child: record.id, parents });
    no += 1;
    const mark = { by: record.by, at: record.at };
    history.push({ no, doc: docId(record.id), path: "created", from: null, to: mark, ...mark, device: 0, received: record.at, outcome: "kept" });
  }
  return {
    ...EMPTY_COMMIT,
    base: counters,
    counters: { head: seq, history: no, series: numbering.series() },
    documents,
    history,
    links,
    numbers: numbering.taken(),
  };
};
