import type { Instant } from "#domain/clock.ts";
import { docId, type RecordId } from "#domain/id.ts";
import { completedMove, isMovePath, judgeMove, moveOf, poolOfMove, receiverOf } from "#domain/policy/move.ts";
import { err, ok } from "#domain/result.ts";
import { isPooled } from "#domain/schema/entity.ts";
import type { Completing } from "./completing.ts";
import type { Directory } from "./directory.ts";
import { holdingKey, holdingOf, type Holdings } from "./holdings.ts";
import type { Working } from "./working.ts";

export interface MovingDeps {
  readonly directory: Directory;
  readonly holdings: Holdings;
  /** Documents that the present batch has changed so far. */
  readonly touched: () => Iterable<Working>;
  readonly now: Instant;
}

/** Claims, releases and assignments, in the order in which they arrive: what stands already decides, and no clock of a device. */
export const createMoving = ({ directory, holdings, touched, now }: MovingDeps): Completing => {
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
    isWish: (entity, path) => isPooled(entity) && isMovePath(path),
    complete: async ({ path, entry, before }) => {
      const move = moveOf(entry);
      if (!move || before === null) return ok(null);
      const pool = poolOfMove(before, move);
      const receiver = receiverOf(move);
      const judged = judgeMove(move, {
        row: before,
        pool: pool === null ? null : (directory.rows("pool").find((one) => one.id === pool) ?? null),
        receiver: receiver === null ? null : (directory.standing(receiver)?.person ?? null),
        holds: pool === null || receiver === null ? 0 : await countHeld(pool, receiver),
        now,
      });
      if (judged.ok) return ok(completedMove(move, before, judged.value, now));
      const { reason, told } = judged.error;
      return err({ code: "invalid", reason, doc: docId(before.id), path, ...(told === undefined ? {} : { told }) });
    },
  };
};
