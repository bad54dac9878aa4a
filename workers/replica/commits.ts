import type * as Y from "yjs";
import type { BroughtIn, CommitProblem, Committed, Edit, StorageProblem } from "#workers/replica/api.ts";
import { dayOf } from "#domain/clock.ts";
import { findEntity } from "#domain/entities/registry.ts";
import { kindOf, type DocId, type RecordId } from "#domain/id.ts";
import type { Denied } from "#domain/policy/write.ts";
import type { Change, Values } from "#domain/record/change.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { Core } from "./core.ts";
import type { OfficialNumbers } from "./official-numbers.ts";
import { contentCode, findContentCode, needContentCode } from "./content-code.ts";
import { FROM_REPLICA, RESTING } from "./documents.ts";
import type { PlanContext, PlannedRecord } from "./plan.ts";
import type { PageBatch } from "./rooms.ts";
import type { PendingDoc, StoredTx } from "./storage/storage.ts";

export interface Commits {
  readonly commit: (edits: readonly Edit[]) => Promise<Result<Committed, CommitProblem>>;
  readonly bringIn: (sheaf: Uint8Array) => Promise<Result<BroughtIn, CommitProblem>>;
  readonly mayWrite: (record: RecordId, values: Values) => Promise<Result<true, Denied>>;
  /** Makes a transaction of what was typed into an open document. Within `exclusive`. */
  readonly page: (batch: PageBatch) => Promise<Result<true, StorageProblem>>;
}

/** Local changes on their way into the outbox: planned, written to their documents, stored, then visible. */
export const createCommits = (core: Core, leading: () => boolean, official: Pick<OfficialNumbers, "take">): Commits => {
  const { deps, documents, outbox, keys, lease } = core;

  const contextFor = (me: RecordId, number: PlanContext["number"]): PlanContext => ({
    me,
    now: deps.clock.now(),
    today: dayOf(deps.clock.now(), deps.offsetMinutes()),
    person: core.person(),
    row: core.rows.row,
    rules: contentCode().rulesOf(core),
    flows: contentCode().flowsOf(core),
    key: keys.next,
    tick: core.clock().tick,
    number,
  });

  /** Numbers of the new records of a commit: those that the device holds, then labels `~1`, `~2` … counted per kind on this device. */
  const numbersFor = async (edits: readonly Edit[]): Promise<Result<PlanContext["number"], CommitProblem>> => {
    const wanted = new Map<string, number>();
    for (const { record } of edits) {
      const kind = kindOf(record);
      if (findEntity(kind)?.number && !core.rows.row(record)) wanted.set(kind, (wanted.get(kind) ?? 0) + 1);
    }
    const next = new Map<string, number>();
    const held = new Map<string, string[]>();
    for (const [kind, count] of wanted) {
      const own = await official.take(kind, count);
      held.set(kind, [...own]);
      if (own.length === count) continue;
      const first = await core.storage.take(`numbers:${kind}`, count - own.length, 1);
      // A label seen twice on one device does less harm than a record that cannot be made.
      if (!first.ok && first.error !== "quota") return err({ type: "StorageFailed", problem: first.error });
      next.set(kind, first.ok ? first.value : 1);
    }
    return ok((kind) => {
      const own = held.get(kind)?.shift();
      if (own !== undefined) return own;
      const number = next.get(kind) ?? 1;
      next.set(kind, number + 1);
      return `~${number}`;
    });
  };

  const write = (planned: PlannedRecord, loaded: ReadonlyMap<DocId, Y.Doc>): StoredTx => ({
    id: keys.next(),
    docs: [...planned.docs].flatMap(([doc, changes]): readonly PendingDoc[] => {
      const target = loaded.get(doc);
      if (!target) return [];
      target.clientID = lease.writer();
      const update = contentCode().writeChanges(target, changes, FROM_REPLICA);
      target.clientID = RESTING;
      return [{ doc, changes, update, origin: "fields" }];
    }),
  });

  const commit = async (edits: readonly Edit[]): Promise<Result<Committed, CommitProblem>> => {
    const me = core.me();
    if (!me) return err({ type: "Denied", reason: "disabled" });
    if (deps.viewing) return err({ type: "Denied", reason: "viewing" });
    const code = await findContentCode();
    if (!code) return err({ type: "NotFetched" });
    const numbers = await numbersFor(edits);
    if (!numbers.ok) return numbers;
    const planned = code.planEdits(edits, contextFor(me.id, numbers.value));
    if (!planned.ok) return planned;
    const { records, skipped } = planned.value;
    if (records.length === 0) return ok({ tx: keys.next(), undo: [], skipped });
    const loaded = await documents.load(records.flatMap(({ docs }) => [...docs.keys()]));
    const txs = records.map((record) => write(record, loaded));
    const stored = await core.append({ at: deps.clock.now(), by: me.id, txs, leased: lease.device() !== null });
    if (!stored.ok) {
      await core.unload(txs.flatMap((tx) => tx.docs.map(({ doc }) => doc)));
      return err({ type: "StorageFailed", problem: stored.error });
    }
    return ok({ tx: txs[0]?.id ?? keys.next(), undo: records.map(({ undo }) => undo).reverse(), skipped });
  };

  /** The last transaction of a document when it came from a page too and was never handed in: typing goes on in it. */
  const openTx = (doc: DocId) => {
    const last = outbox.ofDoc(doc).at(-1);
    const [part] = last?.docs ?? [];
    // Another tab's connection may be sending it at this moment.
    if (!leading()) return null;
    const only = last?.docs.length === 1 && part?.origin === "page" && last.progress.is === "new" && last.leased;
    return only && last && part ? { tx: last, part } : null;
  };

  const mergeChanges = (before: readonly Change[], after: readonly Change[]): readonly Change[] => {
    const merged = new Map(before.map((change) => [change.path, change]));
    for (const change of after) merged.set(change.path, { ...change, from: merged.get(change.path)?.from ?? change.from });
    return [...merged.values()];
  };

  return {
    commit: (edits) => core.exclusive(() => commit(edits)),
    bringIn: async (sheaf) => {
      const code = await findContentCode();
      return code ? code.bringIn(core, { contextFor, commit }, sheaf) : err({ type: "NotFetched" });
    },
    mayWrite: async (record, values) => {
      const { mayPlan } = await needContentCode();
      const me = core.me();
      if (deps.viewing) return err({ type: "Denied", reason: "viewing" });
      return me ? mayPlan(record, values, contextFor(me.id, () => "~")) : err({ type: "Denied", reason: "disabled" });
    },
    page: async ({ doc, update, proses, fields, texts }) => {
      const me = core.me();
      if (!me || deps.viewing) return ok(true);
      const { tick } = core.clock();
      const changes: readonly Change[] = [
        ...[...fields].map(([path, { from, to }]) => ({ path, from, to, at: tick() })),
        ...proses.map((path) => ({ path, from: null, to: null, at: tick() })),
      ];
      const open = openTx(doc);
      if (open) {
        const part: PendingDoc = {
          doc,
          origin: "page",
          update: contentCode().mergeUpdates([open.part.update, update]),
          changes: mergeChanges(open.part.changes, changes),
          texts: { ...open.part.texts, ...texts },
        };
        const merged = outbox.plan(new Set(), new Map([[open.tx, { id: open.tx.id, docs: [part] }]]));
        return core.store({ outbox: merged }, "strict");
      }
      const tx: StoredTx = { id: keys.next(), docs: [{ doc, update, changes, origin: "page", texts }] };
      const stored = await core.append({ at: deps.clock.now(), by: me.id, txs: [tx], leased: lease.device() !== null });
      return stored.ok ? ok(true) : stored;
    },
  };
};
