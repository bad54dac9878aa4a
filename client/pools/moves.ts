import type { Remote } from "comlink";
import { kindOf, type Key, type RecordId } from "#domain/id.ts";
import { movePath, pendingMove, type Move, type MoveKind } from "#domain/policy/move.ts";
import type { Row } from "#domain/schema/entity.ts";
import { isDeleted, numberOf, textOf } from "#domain/schema/read.ts";
import type { LogEntry } from "#domain/schema/field.ts";
import type { Edit, PersonRights, ReplicaApi } from "#workers/replica/api.ts";

/** What somebody wants of records of pools: for all of them alike, but that each goes back to its own pool. */
export type Wish = Pick<Move, "does" | "pool" | "to" | "reason">;

export const CLAIM: Wish = { does: "claim", pool: null, to: null, reason: null };

/** Whether a record stands so that this could be done with it: free ones are claimed and assigned, held ones released, none twice at once. */
export const isOpenFor = (row: Row, does: MoveKind): boolean => {
  if (isDeleted(row) || pendingMove(row) !== null) return false;
  const owner = textOf(row, "owner");
  return does === "release" ? owner !== null : owner === null && textOf(row, "pool") !== null;
};

/** Whether it is offered for one record: the person is of its pool, manages it, or `gives` the record away. */
export const isOffered = (row: Row, does: MoveKind, pools: PersonRights["pools"], gives: boolean): boolean => {
  if (!isOpenFor(row, does)) return false;
  const pool = textOf(row, "pool") as RecordId | null;
  const manages = pool !== null && pools.manages.includes(pool);
  if (does === "release") return (gives || manages) && (pool !== null || pools.member.length > 0);
  return does === "claim" ? pool !== null && pools.member.includes(pool) : manages;
};

export const moveEdit = (row: Row, wish: Wish, key: Key, by: RecordId, at: number): Edit => {
  const parts = { does: wish.does, pool: wish.does === "release" ? (textOf(row, "pool") ?? wish.pool) : null, to: wish.to, reason: wish.reason };
  const entry = { by, at, ...Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== null)) } as LogEntry;
  return { record: row.id, values: { [movePath(key)]: entry } };
};

const AT_ONCE = 100;

/** Of the records that somebody claims, those that the limits of their pools leave room for, the first ones first. `held`: how many are theirs already. */
export const withinLimits = (rows: readonly Row[], limitOf: (pool: string) => number | null, held: (pool: string) => number): readonly Row[] => {
  const room = new Map<string, number>();
  return rows.filter((row) => {
    const pool = textOf(row, "pool") ?? "";
    const left = room.get(pool) ?? (limitOf(pool) ?? Number.POSITIVE_INFINITY) - held(pool);
    room.set(pool, left - 1);
    return left > 0;
  });
};

/** Claims of so many records at once that the relay would refuse most of them are not even asked for. */
const claimable = async (api: Remote<ReplicaApi>, rows: readonly Row[], by: RecordId): Promise<readonly Row[]> => {
  const [kind] = rows.map(({ id }) => kindOf(id));
  if (kind === undefined || rows.length === 1) return rows;
  const ids = [...new Set(rows.flatMap((row) => (textOf(row, "pool") as RecordId | null) ?? []))];
  const pools = new Map((await api.rows(ids)).map((row) => [row.id as string, row]));
  const mine = await api.result({ kind, filter: { all: [{ field: "owner", is: "equals", value: by }, { field: "pool", is: "filled" }] } });
  return withinLimits(rows, (pool) => numberOf(pools.get(pool) ?? {}, "limit"), (pool) => mine.filter((row) => textOf(row, "pool") === pool).length);
};

/** The edits for those of the records for which it can be asked, as far as this device knows. */
export const moveEdits = async (api: Remote<ReplicaApi>, records: readonly RecordId[], wish: Wish, by: RecordId, now: number): Promise<readonly Edit[]> => {
  const key = await api.newKey();
  const found: Row[] = [];
  for (let at = 0; at < records.length; at += AT_ONCE) {
    const rows = (await api.rows(records.slice(at, at + AT_ONCE))).filter((row) => isOpenFor(row, wish.does));
    const verdicts = await Promise.all(rows.map((row) => api.mayWrite(row.id, moveEdit(row, wish, key, by, now).values)));
    found.push(...rows.filter((_, index) => verdicts[index]?.ok));
  }
  const wanted = wish.does === "claim" ? await claimable(api, found, by) : found;
  return wanted.map((row) => moveEdit(row, wish, key, by, now));
};
