import { recordOf, type DocId, type RecordId } from "#domain/id.ts";
import type { HistoryEntry } from "#domain/protocol/down/history.ts";
import { unsealed, type ChainLink, type Prolonged, type SealedEntry } from "./chain.ts";
import type { Commit } from "./storage.ts";

/** A link of the history as a database's columns hold it. */
export interface HistoryLine {
  readonly no: number;
  readonly doc: string;
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly by: string;
  readonly device: number;
  readonly at: number;
  readonly received: number;
  readonly outcome: HistoryEntry["outcome"];
  readonly until_at: number | null;
  readonly until_received: number | null;
  readonly salt: string | null;
  readonly digest: string | null;
  readonly purge: number | null;
  readonly hash: string;
}

export const sealedIn = ({ no, doc, path, before, after, by, device, at, received, outcome }: HistoryLine): SealedEntry => ({
  no,
  doc: doc as DocId,
  path,
  from: before,
  to: after,
  by: by as RecordId,
  device,
  at,
  received,
  outcome,
});

const untilIn = ({ until_at: at, until_received: received }: HistoryLine): Prolonged | null => (at === null || received === null ? null : { at, received });

export const entryIn = (line: HistoryLine): HistoryEntry => unsealed(sealedIn(line), untilIn(line));

export const linkIn = (line: HistoryLine): ChainLink =>
  line.digest === null
    ? { no: line.no, hash: line.hash, entry: sealedIn(line), salt: line.salt ?? "", until: untilIn(line) }
    : { no: line.no, hash: line.hash, entry: null, digest: line.digest, purge: line.purge };

/** Number of the entry in the same commit that tells of a record's purge. */
export const tellerOf = (commit: Commit, record: RecordId): number | null => commit.history.find(({ doc, path }) => path === "purged" && recordOf(doc) === record)?.no ?? null;

/** Ids of a kind's documents lie above the first and below the second: "#" begins a facet and "$" comes right after it, "0" right after "/". */
export const idsOfKind = (kind: string, after: RecordId | null): readonly [string, string] => [after === null ? `${kind}/` : `${after}$`, `${kind}0`];
