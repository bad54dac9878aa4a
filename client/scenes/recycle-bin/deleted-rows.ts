import { createEffect, createMemo, type Accessor } from "solid-js";
import { ENTITIES } from "#domain/entities/registry.ts";
import { kindOf } from "#domain/id.ts";
import type { Row } from "#domain/schema/entity.ts";
import { markOf } from "#domain/schema/read.ts";
import { createListView } from "#client/replica/live.ts";
import { useReplica } from "#client/replica/replica-context.tsx";

/** Rows shown of each kind; older ones come up as these are restored or purged. */
const MOST = 1_999;

export interface DeletedRows {
  /** Latest first, over all kinds. */
  readonly rows: Accessor<readonly Row[]>;
  /** How many of each kind, kinds that have any. */
  readonly counts: Accessor<ReadonlyMap<string, number>>;
  readonly ready: Accessor<boolean>;
}

/** Everything in the recycle bin that this person may read. */
export const createDeletedRows = (): DeletedRows => {
  const { api } = useReplica();
  const lists = ENTITIES.map(({ kind }) => {
    const list = createListView(api, () => ({ kind, deleted: true, sort: [{ by: "deleted.at", down: true }] }), () => []);
    createEffect(() => list.show(0, MOST));
    return { kind, list };
  });
  const rows = createMemo(() =>
    lists
      .flatMap(({ list }) => list.result()?.rows ?? [])
      .sort((a, b) => (markOf(b, "deleted")?.at ?? 0) - (markOf(a, "deleted")?.at ?? 0)),
  );
  return {
    rows,
    ready: () => lists.every(({ list }) => list.result() !== null),
    counts: createMemo(() => {
      const counts = new Map<string, number>();
      for (const row of rows()) counts.set(kindOf(row.id), (counts.get(kindOf(row.id)) ?? 0) + 1);
      return counts;
    }),
  };
};
