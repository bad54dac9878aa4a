import type { AttentionItem, StorageProblem } from "#workers/replica/api.ts";
import { tellableFlows } from "#domain/approval/flow.ts";
import { isOfRelay } from "#domain/approval/rules.ts";
import type { Instant } from "#domain/clock.ts";
import { findEntity } from "#domain/entities/registry.ts";
import { facetOf, kindOf, recordOf, type DocId, type RecordId } from "#domain/id.ts";
import { isHidden } from "#domain/policy/lens.ts";
import type { Person } from "#domain/policy/person.ts";
import { mayWrite } from "#domain/policy/write.ts";
import { sameValue, type Change, type Values } from "#domain/record/change.ts";
import { fieldsOf, loadDocument, proseOf } from "#domain/record/document.ts";
import { hlcOf } from "#domain/record/hlc.ts";
import { facetOfDoc, isSigned, parsePath, prosePath, type Path } from "#domain/record/path.ts";
import { projectPaths } from "#domain/record/project.ts";
import { proseText } from "#domain/record/project-document.ts";
import type { Result } from "#domain/result.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { titleOf } from "#domain/schema/read.ts";
import { isMark } from "#domain/schema/mark.ts";
import type { Core } from "./core.ts";
import { flowsOf, rulesOf } from "./judging.ts";
import { localScopes } from "./local-scopes.ts";
import { overlay } from "./overlay.ts";
import { ASIDE, type Aside, type AsideDoc } from "./restored.ts";
import type { PendingDoc, StoredTx } from "./storage/storage.ts";
import { writeChanges } from "./writing.ts";

interface Restored {
  /** What is handed in again. */
  readonly txs: readonly StoredTx[];
  /** What cannot be: for the attention tray. */
  readonly items: readonly AttentionItem[];
  /** Documents that the relay does not have. */
  readonly unknown: readonly DocId[];
}

interface Wanted {
  readonly mine: readonly Change[];
  readonly others: readonly Change[];
}

/** Who acted is said by who hands in: marks of others are signed anew, what was logged by others stays theirs and is left out. */
const signed = (entity: Entity, path: Path, value: FieldValue, me: RecordId): FieldValue => {
  const signs = isSigned(entity, path) && parsePath(entity, path)?.at !== "log";
  return signs && isMark(value) && value.by !== me ? { ...value, by: me } : value;
};

const changesOf = (core: Core, entity: Entity, aside: AsideDoc, current: Values, at: Instant, me: RecordId): readonly Change[] => {
  const pending = new Set(core.outbox.ofDoc(aside.doc).flatMap((tx) => tx.docs.flatMap(({ doc, changes }) => (doc === aside.doc ? changes.map(({ path }) => path) : []))));
  const hidden = new Set([...(aside.hidden ?? []), ...(core.person()?.lenses.get(entity.kind) ?? [])]);
  const paths = [...new Set([...Object.keys(aside.values), ...Object.keys(current)])].filter((path) => !isHidden(hidden, path));
  return paths.flatMap((path): readonly Change[] => {
    const from = current[path] ?? null;
    const to = aside.values[path] ?? null;
    if (pending.has(path) || isOfRelay(entity, path) || sameValue(from, to) || (aside.sent && path === "created")) return [];
    return [{ path, from, to: signed(entity, path, to, me), at: hlcOf(at, core.device()?.number ?? 0) }];
  });
};

/** Parts changes into those that this person may make and those that somebody else must. */
const sort = (core: Core, entity: Entity, aside: AsideDoc, row: Row | undefined, changes: readonly Change[], person: Person): Wanted => {
  const record = recordOf(aside.doc);
  const before = row ? { row, scopes: localScopes({ row: core.rows.row, rules: rulesOf(core), me: person.id }, record) } : null;
  const may = (some: readonly Change[]): boolean => mayWrite({ entity, facet: facetOfDoc(entity, aside.doc), person, before, after: overlay(entity, record, row, [{ changes: some }]), changes: some, ...tellableFlows(flowsOf(core), entity.kind, person.lenses.get(entity.kind)) }).ok;
  if (!row) return may(changes) ? { mine: changes, others: [] } : { mine: [], others: changes };
  return { mine: changes.filter((change) => may([change])), others: changes.filter((change) => !may([change])) };
};

/**
 * Plans what becomes of what was set aside, once the device has everything the relay has: values that this person may write are
 * handed in again, as of the moment this device last knew them, so that whatever was changed since stands; the rest, and long text, is named
 * in the tray. Within `exclusive`.
 */
const planRestored = async (core: Core, { at, docs }: Aside): Promise<Restored> => {
  const me = core.me();
  const person = core.person();
  const snapshots = await core.segments.snapshots(docs.filter(({ sent }) => sent).map(({ doc }) => doc));
  const parts = new Map<RecordId, PendingDoc[]>();
  const items: AttentionItem[] = [];
  for (const aside of docs) {
    const entity = findEntity(kindOf(aside.doc));
    if (!entity || !me) continue;
    const record = recordOf(aside.doc);
    const loaded = loadDocument(aside.doc, aside.sent ? (snapshots.get(aside.doc) ?? null) : null, core.lease.writer());
    const current = Object.fromEntries(fieldsOf(loaded).entries());
    const changes = changesOf(core, entity, aside, current, at, me.id);
    const row = aside.sent ? core.segments.row(aside.doc) : undefined;
    const { mine, others } = person ? sort(core, entity, aside, row, changes, person) : { mine: [], others: changes };
    const lens = person?.lenses.get(entity.kind);
    const texts = Object.entries(aside.texts).filter(([name, text]) => !isHidden(lens, prosePath(name)) && text !== "" && text !== proseText(proseOf(loaded, name)));
    if (mine.length > 0) {
      const list = parts.get(record) ?? [];
      list.push({ doc: aside.doc, changes: mine, update: writeChanges(loaded, mine, null), origin: "fields" });
      parts.set(record, list);
    }
    if (others.length > 0 || texts.length > 0) {
      const named = [...others, ...texts.map(([name]): Change => ({ path: prosePath(name), from: null, to: null, at: hlcOf(at) }))];
      const shown = core.rows.row(record) ?? projectPaths(entity, record, Object.entries(aside.values));
      items.push({
        tx: core.keys.next(),
        at: core.deps.clock.now(),
        refusal: { code: "stale", reason: "relayRestored", doc: aside.doc, path: null },
        text: texts.length === 0 ? null : texts.map(([, text]) => text).join("\n\n"),
        docs: [{ doc: aside.doc, changes: named, title: titleOf(entity, shown) }],
      });
    }
    loaded.destroy();
  }
  return {
    txs: [...parts.values()].map((of) => ({ id: core.keys.next(), docs: of.sort((a, b) => Number(facetOf(a.doc) !== null) - Number(facetOf(b.doc) !== null)) })),
    items,
    unknown: docs.filter(({ sent }) => !sent).map(({ doc }) => doc),
  };
};

/** Hands in again what was set aside, names the rest, and forgets it. Stopped in between, it hands the same in once more, which changes nothing. */
export const storeRestored = async (core: Core, aside: Aside): Promise<Result<true, StorageProblem>> => {
  const me = core.me();
  const { txs, items, unknown } = await planRestored(core, aside);
  if (txs.length > 0 && me) {
    const appended = await core.append({ at: core.deps.clock.now(), by: me.id, txs, leased: core.lease.device() !== null });
    if (!appended.ok) return appended;
  }
  const segments = await core.segments.plan([], unknown);
  const rebuilt = aside.docs.map(({ doc }) => doc);
  return core.store({ segments, attention: { put: items, deleted: [] }, rebuilt, more: [{ table: "meta", delete: ASIDE }] }, "strict");
};
