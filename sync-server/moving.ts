import type { Instant } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import { doneEntry, isMovePath, judgeMove, moveOf, poolOfMove, receiverOf } from "#domain/policy/move.ts";
import type { Refusal } from "#domain/protocol/down/answers.ts";
import { sameValue, type Values } from "#domain/record/change.ts";
import { valueAt } from "#domain/record/document.ts";
import type { Path } from "#domain/record/path.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { isPooled } from "#domain/schema/entity.ts";
import type { FieldValue, LogEntry } from "#domain/schema/field.ts";
import type { Directory } from "./directory.ts";
import type { Settled } from "./gate/settle.ts";
import { holdingKey, holdingOf, type Holdings } from "./holdings.ts";
import type { Working } from "./working.ts";

/** A move that is done: what the relay writes for it. */
export interface Moved {
  readonly path: Path;
  readonly entry: LogEntry;
  readonly values: Values;
  /** What it changed besides the entry itself. */
  readonly effects: readonly { readonly path: Path; readonly from: FieldValue; readonly to: FieldValue }[];
}

export interface MovingDeps {
  readonly directory: Directory;
  readonly holdings: Holdings;
  /** Documents that the present batch has changed so far. */
  readonly touched: () => Iterable<Working>;
  readonly now: Instant;
}

/** Claims, releases and assignments, in the order in which they arrive: what stands already decides, and no clock of a device. */
export const createMoving = ({ directory, holdings, touched, now }: MovingDeps) => {
  const countHeld = async (pool: RecordId, owner: RecordId): Promise<number> => {
    const held = new Set(await holdings.of(pool, owner));
    for (const { facet, record, row } of touched()) {
      if (facet !== null) continue;
      if (holdingOf(row) === holdingKey(pool, owner)) held.add(record);
      else held.delete(record);
    }
    return held.size;
  };

  return {
    /** Judges the wish among what a transaction writes, by the row before it; null where there is none. */
    judge: async (working: Working, settled: readonly Settled[]): Promise<Result<Moved | null, Refusal>> => {
      const { entity, facet, id, row } = working;
      const wish = facet === null && isPooled(entity) && row !== null ? settled.find(({ path }) => isMovePath(path)) : undefined;
      const move = wish ? moveOf(wish.stands) : null;
      if (!wish || !move || row === null) return ok(null);
      const pool = poolOfMove(row, move);
      const receiver = receiverOf(move);
      const judged = judgeMove(move, {
        row,
        pool: pool === null ? null : (directory.rows("pool").find((one) => one.id === pool) ?? null),
        receiver: receiver === null ? null : (directory.standing(receiver)?.person ?? null),
        holds: pool === null || receiver === null ? 0 : await countHeld(pool, receiver),
        now,
      });
      if (!judged.ok) return err({ code: "invalid", reason: judged.error.reason, doc: id, path: wish.path, ...(judged.error.told === undefined ? {} : { told: judged.error.told }) });
      const entry = doneEntry(move, row, now);
      const effects = Object.entries(judged.value).flatMap(([path, to]) => {
        const from = valueAt(working.doc, path);
        return sameValue(from, to) ? [] : [{ path, from, to }];
      });
      return ok({ path: wish.path, entry, values: { ...judged.value, [wish.path]: entry }, effects });
    },
  };
};
