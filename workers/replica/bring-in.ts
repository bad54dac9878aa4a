import type { BroughtIn, CommitProblem, Edit } from "#workers/replica/api.ts";
import { findEntity } from "#domain/entities/registry.ts";
import { docId, kindOf, type RecordId } from "#domain/id.ts";
import { openSheaf, valuesAt, type Sheaf } from "#domain/record/sheaf.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { Core } from "./core.ts";
import type { PlanContext } from "./plan.ts";
import { planSheaf } from "./plan-sheaf.ts";
import { keepOpen } from "./sheaf-txs.ts";

export interface BringInParts {
  readonly contextFor: (me: RecordId, number: PlanContext["number"]) => PlanContext;
  /** Writes edits as one commit does. Within `exclusive`. */
  readonly commit: (edits: readonly Edit[]) => Promise<Result<{ readonly undo: readonly Edit[] }, CommitProblem>>;
}

/** Fewer than these are written one by one: they may have official numbers that the device holds. */
const WORTH = 20;

/** Records brought in by the hundred: new ones in one packed record of the outbox, the others as any commit writes them. */
export const bringIn = (core: Core, { contextFor, commit }: BringInParts, bytes: Uint8Array): Promise<Result<BroughtIn, CommitProblem>> => {
  const { deps, documents, outbox, keys, lease, rows, segments, storage } = core;

  const isNew = (record: RecordId): boolean => {
    const doc = docId(record);
    return rows.row(record) === undefined && !outbox.has(doc) && segments.seq(doc) === undefined && documents.cached(doc) === undefined;
  };

  /** Labels `~1`, `~2` … for new records without a number, a stretch of each kind's taken beforehand. */
  const labelsFor = async (sheaf: Sheaf): Promise<Result<PlanContext["number"], CommitProblem>> => {
    const counts = new Map<string, number>();
    for (const record of sheaf.records) if (findEntity(kindOf(record))?.number) counts.set(kindOf(record), (counts.get(kindOf(record)) ?? 0) + 1);
    const next = new Map<string, number>();
    for (const [kind, count] of counts) {
      const first = await storage.take(`numbers:${kind}`, count, 1);
      if (!first.ok && first.error !== "quota") return err({ type: "StorageFailed", problem: first.error });
      next.set(kind, first.ok ? first.value : 1);
    }
    return ok((kind) => {
      const number = next.get(kind) ?? 1;
      next.set(kind, number + 1);
      return `~${number}`;
    });
  };

  /** Writes the new ones; answers positions of what is left to be written one by one. */
  const writeNew = async (sheaf: Sheaf, me: RecordId): Promise<Result<readonly number[], CommitProblem>> => {
    const everything = sheaf.records.map((_, at) => at);
    if (sheaf.records.length < WORTH) return ok(everything);
    const labels = await labelsFor(sheaf);
    if (!labels.ok) return labels;
    const planned = planSheaf(sheaf, { ...contextFor(me, labels.value), isNew });
    if (planned.sheaf.count() === 0) return ok(planned.rest);
    const made = planned.sheaf.finish();
    keepOpen(made);
    const ids = made.records.map(() => keys.next());
    const stored = await core.append({ at: deps.clock.now(), by: me, txs: [], sheaf: { ids, client: lease.writer(), at: core.clock().tick(), bytes: made.bytes }, leased: lease.device() !== null });
    return stored.ok ? ok(planned.rest) : err({ type: "StorageFailed", problem: stored.error });
  };

  const bring = async (sheaf: Sheaf): Promise<Result<BroughtIn, CommitProblem>> => {
    const me = core.me();
    if (!me) return err({ type: "Denied", reason: "disabled" });
    if (deps.viewing) return err({ type: "Denied", reason: "viewing" });
    const left = await writeNew(sheaf, me.id);
    if (!left.ok) return left;
    const refused: BroughtIn["refused"][number][] = [];
    const undo: Edit[] = [];
    /** Writes together what can be; halves find what is not allowed. */
    const write = async (places: readonly number[]): Promise<CommitProblem | null> => {
      const [first] = places;
      if (first === undefined) return null;
      const outcome = await commit(places.map((at) => ({ record: sheaf.records[at] as RecordId, values: valuesAt(sheaf, at) })));
      if (outcome.ok) undo.unshift(...outcome.value.undo);
      else if (outcome.error.type === "StorageFailed" || outcome.error.type === "NotFetched") return outcome.error;
      else if (places.length === 1) refused.push({ at: first, problem: outcome.error });
      else return (await write(places.slice(0, places.length >> 1))) ?? (await write(places.slice(places.length >> 1)));
      return null;
    };
    const failed = await write(left.value);
    return failed ? err(failed) : ok({ refused, undo });
  };

  return core.exclusive(() => bring(openSheaf(bytes)));
};
