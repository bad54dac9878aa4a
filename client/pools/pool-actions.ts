import type { Action } from "#client/actions/action.ts";
import { keysOf } from "#client/actions/key-book.ts";
import { useRecord, useRow } from "#client/record/record-model.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import type { MoveKind } from "#domain/policy/move.ts";
import { textOf } from "#domain/schema/read.ts";
import { setAskedMove } from "./asked.ts";
import { isOffered } from "./moves.ts";
import { useMoves } from "./use-moves.ts";

/** Claiming, releasing and assigning the record of the page around, where that makes sense. */
export const poolActions = (): readonly Action[] => {
  const record = useRecord();
  const row = useRow();
  const replica = useReplica();
  const moves = useMoves();
  const gives = (): boolean => textOf(row(), "owner") === replica.me().id || record.mayGive();
  const offers = (does: MoveKind) => (): boolean => {
    const rights = replica.rights();
    return rights !== null && !rights.denied.includes(`${record.entity.kind}.change`) && isOffered(row(), does, rights.pools, gives());
  };
  return [
    { id: "pool.claim", name: "pool.claim", group: "record", icon: "hand-grab", shortcut: keysOf("pool.claim"), visible: offers("claim"), perform: () => void moves.claim([record.id]) },
    { id: "pool.assign", name: "pool.assign", group: "record", icon: "user-round-plus", visible: offers("assign"), perform: () => void setAskedMove({ does: "assign", records: [record.id] }) },
    { id: "pool.release", name: "pool.releaseTo", group: "record", icon: "inbox", visible: offers("release"), perform: () => void setAskedMove({ does: "release", records: [record.id] }) },
  ];
};
