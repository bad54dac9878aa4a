import type { Instant } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import type { Person } from "#domain/policy/person.ts";
import { meet, type Scope } from "#domain/policy/scope.ts";
import type { Values } from "#domain/record/change.ts";
import { completedIn, nextDone, waitingIn, type Completion } from "#domain/record/completed.ts";
import { logPath } from "#domain/record/path.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { OWNED_SETS, type Row } from "#domain/schema/entity.ts";
import { isDeleted, membersOf, numberOf, textOf } from "#domain/schema/read.ts";
import type { FieldValue, LogEntry, Mark } from "#domain/schema/field.ts";
import { isMark } from "#domain/schema/mark.ts";

/** What is done with a record of a pool: a member takes it, its holder gives it back, a manager gives it to a member. */
export const MOVES = ["claim", "release", "assign"] as const;
export type MoveKind = (typeof MOVES)[number];

/** Why the relay does not do what the policy would allow: it is a matter of what came first. */
export const MOVE_REASONS = ["held", "poolFull", "tooSoon", "notHeld", "noPool", "notInReach"] as const;
export type MoveReason = (typeof MOVE_REASONS)[number];

/** What somebody wants. `pool`: where a released record goes. `to`: who gets an assigned one. */
export interface Move extends Mark {
  readonly does: MoveKind;
  readonly pool: RecordId | null;
  readonly to: RecordId | null;
  readonly reason: string | null;
}

/** One that the relay has done, with who held the record before, and when it was done by the relay's clock. */
export interface DoneMove extends Move {
  readonly from: RecordId | null;
  readonly done: Instant;
}

const LOG = "moves";
const DAY = 86_400_000;

export const isMovePath = (path: string): boolean => path.startsWith(logPath(LOG, ""));
export const movePath = (key: string): string => logPath(LOG, key);

const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
const isMove = (value: string | null): value is MoveKind => (MOVES as readonly (string | null)[]).includes(value);

const readMove = (entry: LogEntry): Move | null => {
  const does = text(entry["does"]);
  if (!isMove(does)) return null;
  return { by: entry.by, at: entry.at, does, pool: text(entry["pool"]) as RecordId | null, to: text(entry["to"]) as RecordId | null, reason: text(entry["reason"])?.trim() || null };
};

/** The wish that an entry is; null for one that is none, or that claims to be done already. Who releases says why. */
export const moveOf = (value: FieldValue): Move | null => {
  if (!isMark(value)) return null;
  const entry = value as LogEntry;
  const move = "done" in entry || "from" in entry ? null : readMove(entry);
  if (!move) return null;
  if ((move.does === "release") !== (move.pool !== null)) return null;
  if (move.does === "release" && move.reason === null) return null;
  if ((move.does === "assign") !== (move.to !== null)) return null;
  return move;
};

/** What has been done with a record, in the order in which the relay did it. */
export const doneMoves = (row: Row): readonly DoneMove[] =>
  completedIn(row, LOG).flatMap((entry): readonly DoneMove[] => {
    const move = readMove(entry);
    return move ? [{ ...move, done: entry.done, from: text(entry["from"]) as RecordId | null }] : [];
  });

/** What this device has asked of the relay and the relay has not done; null when nothing waits. */
export const pendingMove = (row: Row): Move | null => {
  const waiting = waitingIn(row, LOG).at(-1);
  return waiting ? readMove(waiting) : null;
};

/** Who has a record now and since when, by its moves; null for one that is free. */
export const holderOf = (row: Row): Mark | null => {
  const owner = textOf(row, "owner") as RecordId | null;
  if (owner === null) return null;
  const last = doneMoves(row).findLast(({ does, to, by }) => does !== "release" && (does === "assign" ? to : by) === owner);
  return { by: owner, at: last?.done ?? (isMark(row["created"]) ? row["created"].at : 0) };
};

export type MoveDenied = "notYours" | "notInPool" | "notMember" | "notManager";

const manages = (person: Person, pool: RecordId): boolean => person.leadsAll || person.pools.manages.has(pool);
const isOf = (person: Person, pool: RecordId): boolean => person.leadsAll || person.pools.member.has(pool);
const owns = (person: Person, owner: string | null): boolean => owner !== null && (owner === person.id || person.leadsAll || person.below.has(owner as RecordId));

/**
 * Whether a person is one who does this with such a record, whoever holds it at the moment: members claim, managers assign, and a record is
 * released by its owner, by those who lead the owner, and by the managers of its pool; into its pool, or, out of none, into a pool of theirs.
 */
export const mayMove = (person: Person, before: { readonly row: Row; readonly scopes: readonly Scope[] }, move: Pick<Move, "does" | "pool">): MoveDenied | null => {
  const pool = textOf(before.row, "pool") as RecordId | null;
  const known = meet(before.scopes, person.reads);
  if (move.does === "release") {
    if (!owns(person, textOf(before.row, "owner")) && (pool === null || !manages(person, pool))) return "notYours";
    return move.pool === pool || (move.pool !== null && isOf(person, move.pool)) ? null : "notMember";
  }
  if (pool === null || isDeleted(before.row)) return known ? "notInPool" : "notYours";
  if (!isOf(person, pool)) return known ? "notMember" : "notYours";
  return move.does === "claim" || manages(person, pool) ? null : "notManager";
};

/** What the relay knows when it is a move's turn. */
export interface MoveGround {
  /** The record as it stands. */
  readonly row: Row;
  /** The pool that the move is about. */
  readonly pool: Row | null;
  /** Whom an assigned record goes to. */
  readonly receiver: Person | null;
  /** How many records of the pool whoever gets this one holds already. */
  readonly holds: number;
  readonly now: Instant;
}

/** Why a move is not done; `told` says who has the record since when, how many one may hold, or from when on it may be claimed. */
export interface MoveRefusal {
  readonly reason: MoveReason;
  readonly told?: Mark | number;
}

/** Who gets the record by a move. */
export const receiverOf = ({ does, by, to }: Move): RecordId | null => (does === "claim" ? by : to);

/** The pool that a move is about: that of the record, or the one that it is released into. */
export const poolOfMove = (row: Row, move: Move): RecordId | null => (move.does === "release" ? move.pool : (textOf(row, "pool") as RecordId | null));

const NOBODY: Values = { owner: null };

/** Nobody reads a released record because it had been shared with them. */
const unshared = (row: Row): Values => Object.fromEntries(Object.keys(OWNED_SETS).flatMap((set) => membersOf(row, set).map((member) => [`set/${set}/${member}`, null])));

/** Does a move, or says why not, by what has arrived before it and nothing else. The values are what the record then has. */
export const judgeMove = (move: Move, { row, pool, receiver, holds, now }: MoveGround): Result<Values, MoveRefusal> => {
  const holder = holderOf(row);
  if (move.does === "release") {
    if (holder === null) return err({ reason: "notHeld" });
    return pool === null || isDeleted(pool) ? err({ reason: "noPool" }) : ok({ ...NOBODY, ...unshared(row), pool: pool.id });
  }
  if (holder !== null) return err({ reason: "held", told: holder });
  if (pool === null || (isDeleted(pool) && move.does === "claim")) return err({ reason: "noPool" });
  if (receiver === null || !receiver.active || !isOf(receiver, pool.id)) return err({ reason: "notInReach" });
  const limit = numberOf(pool, "limit");
  if (limit !== null && holds >= limit) return err({ reason: "poolFull", told: limit });
  const until = move.does === "claim" ? freeFrom(row, pool, move.by) : null;
  if (until !== null && now < until) return err({ reason: "tooSoon", told: until });
  return ok({ owner: receiver.id });
};

/** From when on somebody may claim a record that they have released; null when they may at any time. */
const freeFrom = (row: Row, pool: Row, person: RecordId): Instant | null => {
  const days = numberOf(pool, "waitDays");
  const released = doneMoves(row).findLast(({ does, from }) => does === "release" && from === person);
  return days === null || !released || released.by !== person ? null : released.done + days * DAY;
};

/** A move that is done: what the device asked for with what the relay knows, and what the record then has. */
export const completedMove = (move: Move, row: Row, values: Values, now: Instant): Completion => {
  const parts = { does: move.does, pool: poolOfMove(row, move), from: textOf(row, "owner"), to: receiverOf(move), reason: move.reason };
  const known = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== null));
  return { entry: { by: move.by, at: move.at, ...known, done: nextDone(row, LOG, now) }, values };
};
