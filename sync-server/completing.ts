import type { Refusal } from "#domain/protocol/down/answers.ts";
import type { Completion } from "#domain/record/completed.ts";
import type { Path } from "#domain/record/path.ts";
import { ok, type Result } from "#domain/result.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import type { Settled } from "./gate/settle.ts";
import type { Working } from "./working.ts";

/** A wish that a transaction brings, with the record before the transaction and with what it writes. */
export interface Wish {
  readonly entity: Entity;
  readonly path: Path;
  readonly entry: FieldValue;
  readonly before: Row | null;
  readonly after: Row;
}

/** One rule by which entries that devices write come true, in the order in which they arrive. */
export interface Completing {
  readonly isWish: (entity: Entity, path: Path) => boolean;
  /** What the relay makes of it, by what stands already; null where there is nothing to complete. */
  readonly complete: (wish: Wish) => Promise<Result<Completion | null, Refusal>>;
}

export interface Completed extends Completion {
  readonly path: Path;
}

/** Completes the wish among what a transaction writes into a record; a transaction brings one at most. `after` is asked for only where there is one. */
export const completeWish = async (rules: readonly Completing[], { entity, facet, row }: Working, settled: readonly Settled[], after: () => Promise<Row>): Promise<Result<Completed | null, Refusal>> => {
  for (const rule of facet === null ? rules : []) {
    const wish = settled.find(({ path }) => rule.isWish(entity, path));
    if (!wish) continue;
    const done = await rule.complete({ entity, path: wish.path, entry: wish.stands, before: row, after: await after() });
    if (!done.ok) return done;
    return ok(done.value && { ...done.value, path: wish.path });
  }
  return ok(null);
};
