import type { Instant } from "#domain/clock.ts";
import { parseRecordId, type RecordId } from "#domain/id.ts";
import type { HistoryEntry } from "#domain/protocol/down/history.ts";
import { arrivedAt, isCompleted } from "#domain/record/completed.ts";
import { sameValue } from "#domain/record/change.ts";
import { instantOf } from "#domain/record/hlc.ts";
import type { LogRow, Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { isMark } from "#domain/schema/mark.ts";
import { numberOf, textOf } from "#domain/schema/read.ts";
import type { PendingChange } from "#workers/replica/api.ts";

/** One path's change as the timeline tells it. */
export interface ToldChange {
  readonly path: string;
  readonly from: FieldValue;
  readonly to: FieldValue;
  readonly outcome: HistoryEntry["outcome"];
  /** Not yet at the relay. */
  readonly waiting: boolean;
  /** For a line that came or went: the record that the line is about, such as its product. */
  readonly about?: string;
}

export type TimelineItem =
  | { readonly is: "created"; readonly at: Instant; readonly by: RecordId; readonly id: string }
  /** `lines` are the ids of what it is made of: that of the moment itself is the newest of them. */
  | { readonly is: "changes"; readonly at: Instant; readonly by: RecordId; readonly id: string; readonly changes: readonly ToldChange[]; readonly lines: readonly string[] }
  | { readonly is: "said"; readonly at: Instant; readonly by: RecordId; readonly id: string; readonly entry: LogRow; readonly waiting: boolean }
  | { readonly is: "advance"; readonly at: Instant; readonly by: RecordId; readonly id: string; readonly entry: LogRow; readonly before: LogRow | null }
  /** Claimed, released or assigned; `waiting` until the relay has done it. */
  | { readonly is: "move"; readonly at: Instant; readonly by: RecordId; readonly id: string; readonly move: LogRow; readonly waiting: boolean }
  | { readonly is: "followUp"; readonly at: Instant; readonly by: RecordId; readonly id: string; readonly row: Row };

export interface TimelineSources {
  readonly me: RecordId;
  readonly created: unknown;
  /** Field of the official number, which comes to a record by itself. */
  readonly number: string | null;
  readonly entries: readonly HistoryEntry[];
  readonly pending: readonly PendingChange[];
  readonly advances: readonly LogRow[];
  /** Claims, releases and assignments. */
  readonly moves: readonly LogRow[];
  /** Fields that an advance already tells of. */
  readonly advanced: readonly string[];
  readonly followUps: readonly Row[];
  /** What was said in approvals. */
  readonly said: readonly LogRow[];
}

/** Changes of one person within this time are told as one moment, in milliseconds. */
const MOMENT = 5 * 60_000;

const toldByAdvance = (entry: { readonly path: string; readonly by: string; readonly at: Instant }, { advances, advanced }: TimelineSources): boolean =>
  advanced.includes(entry.path) && advances.some((advance) => advance.by === entry.by && Math.abs(advance.at - entry.at) < 2_000);

const MOVED = /^(owner|pool|set\/(sharedWith|sharedGroups|readers|readerGroups)\/.+)$/;

/** What the relay wrote in doing a move: it has the instant at which that was done. */
const toldByMove = ({ path, by, at, waiting }: Single, { moves }: TimelineSources): boolean => !waiting && MOVED.test(path) && moves.some((move) => move.by === by && move["done"] === at);

/** What the relay writes of approvals: told by what people said. */
const isApproval = ({ path }: ToldChange): boolean => path === "approval" || path.startsWith("set/approvers/") || path.startsWith("set/formerApprovers/");

/** The official number taking the place of a provisional one. */
const isNumbering = ({ path, from }: ToldChange, number: string | null): boolean => path === number && typeof from === "string" && from.startsWith("~");

interface Single extends ToldChange {
  readonly at: Instant;
  readonly by: RecordId;
  readonly no: number;
}

const singles = (sources: TimelineSources): readonly Single[] => {
  const { entries, pending, me, number } = sources;
  const all: Single[] = [
    ...entries.map(({ no, path, from, to, by, at, outcome }) => ({ no, path, from, to, by, at, outcome, waiting: false })),
    ...pending.map(({ change }, index) => ({
      no: Number.MAX_SAFE_INTEGER - pending.length + index,
      path: change.path,
      from: change.from,
      to: change.to,
      by: me,
      at: instantOf(change.at),
      outcome: "kept" as const,
      waiting: true,
    })),
  ];
  const shown = all.filter((entry) => !entry.path.startsWith("log/") && entry.path !== "created" && !isNumbering(entry, number) && !isApproval(entry));
  return shown.filter((entry) => !toldByMove(entry, sources) && (entry.outcome !== "kept" || !toldByAdvance(entry, sources)));
};

/** One moment of one person: repeated changes of a path become one, from the first value to the last, and none where that is the first again. */
const grouped = (changes: readonly Single[]): readonly TimelineItem[] => {
  const newest = [...changes].sort((a, b) => b.at - a.at || b.no - a.no);
  const items: { is: "changes"; at: Instant; by: RecordId; id: string; waiting: boolean; changes: ToldChange[]; lines: string[] }[] = [];
  /** Of several changes; those of long texts name no values, so that nobody knows whether one took the other back. */
  const joined = new Set<ToldChange>();
  for (const { no, at, by, ...told } of newest) {
    const last = items.at(-1);
    if (!last || last.by !== by || last.waiting !== told.waiting || last.at - at > MOMENT) {
      items.push({ is: "changes", at, by, id: `c${no}`, waiting: told.waiting, changes: [told], lines: [`c${no}`] });
      continue;
    }
    last.lines.push(`c${no}`);
    const same = last.changes.findIndex((other) => other.path === told.path && other.outcome === "kept" && told.outcome === "kept");
    const later = last.changes[same];
    if (later) {
      const both = { ...later, from: told.from };
      last.changes[same] = both;
      if (told.from !== null || told.to !== null) joined.add(both);
    } else last.changes.push(told);
  }
  const isBack = (change: ToldChange): boolean => joined.has(change) && sameValue(change.from, change.to);
  return items.map((item) => ({ ...item, changes: folded(item.changes.filter((change) => !isBack(change))) })).filter(({ changes }) => changes.length > 0);
};

const LINE = /^line\/[^/]+\/[^/]+$/;
const lineOf = (path: string): string => path.split("/").slice(0, 3).join("/");

/** A line that came or went is told once, by what it is about; its single values are not told beside it. */
const folded = (changes: readonly ToldChange[]): readonly ToldChange[] => {
  const whole = new Set(changes.filter((change) => LINE.test(change.path)).map((change) => change.path));
  if (whole.size === 0) return changes;
  const about = new Map<string, string>();
  for (const { path, from, to } of changes) {
    const named = [to, from].find((value) => typeof value === "string" && parseRecordId(value) !== null);
    if (path.startsWith("line/") && whole.has(lineOf(path)) && typeof named === "string") about.set(lineOf(path), named);
  }
  return changes.flatMap((change) => {
    if (!change.path.startsWith("line/") || !whole.has(lineOf(change.path))) return [change];
    const named = about.get(change.path);
    return whole.has(change.path) ? [named === undefined ? change : { ...change, about: named }] : [];
  });
};

/**
 * Everything that happened to a record, newest first: own changes on their way, the relay's history grouped by person and moment,
 * advances of the stage, follow-ups and its creation. A new record's first values are told by "created" alone.
 */
export const timeline = (sources: TimelineSources): readonly TimelineItem[] => {
  const { created, advances, moves, followUps } = sources;
  const birth = isMark(created) ? created : null;
  const isBirth = (entry: Single): boolean => birth !== null && !entry.waiting && entry.from === null && entry.by === birth.by && Math.abs(entry.at - birth.at) < 2_000;
  const moments: TimelineItem[] = [
    ...(birth ? [{ is: "created" as const, at: birth.at, by: birth.by, id: "created" }] : []),
    ...advances.map((entry, index) => ({ is: "advance" as const, at: entry.at, by: entry.by, id: entry.key, entry, before: advances[index - 1] ?? null })),
    ...moves.map((move) => ({ is: "move" as const, at: arrivedAt(move), by: move.by, id: move.key, move, waiting: !isCompleted(move) })),
    ...sources.said.map((entry) => ({ is: "said" as const, at: arrivedAt(entry), by: entry.by, id: entry.key, entry, waiting: !isCompleted(entry) })),
    ...followUps.map((row) => ({
      is: "followUp" as const,
      at: numberOf(row, "at") ?? (isMark(row["created"]) ? row["created"].at : 0),
      by: (textOf(row, "owner") ?? "") as RecordId,
      id: row.id,
      row,
    })),
    ...grouped(singles(sources).filter((entry) => !isBirth(entry))),
  ];
  return moments.sort((a, b) => b.at - a.at);
};
