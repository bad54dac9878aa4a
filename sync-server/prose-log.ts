import type { Instant } from "#domain/clock.ts";
import type { DocId, RecordId } from "#domain/id.ts";
import type { Path } from "#domain/record/path.ts";

/** Writing that goes on within this time is one entry of the history, in milliseconds. */
const GOES_ON = 10 * 60_000;
const KEPT = 10_000;

/** Who is writing which prose, so that an hour of typing is a few entries and not thousands. */
export interface ProseLog {
  /** The entry that this writing belongs to, or null when it begins one. */
  readonly goingOn: (doc: DocId, path: Path, by: RecordId, now: Instant) => number | null;
  readonly began: (doc: DocId, path: Path, by: RecordId, no: number, now: Instant) => void;
  readonly clear: () => void;
}

export const createProseLog = (): ProseLog => {
  // By person too: two who write at the same time have one entry each, not one per turn.
  const keyOf = (doc: DocId, path: Path, by: RecordId): string => `${doc} ${path} ${by}`;
  const last = new Map<string, { readonly no: number; at: Instant }>();
  return {
    goingOn: (doc, path, by, now) => {
      const entry = last.get(keyOf(doc, path, by));
      if (!entry || now - entry.at > GOES_ON) return null;
      entry.at = now;
      return entry.no;
    },
    began: (doc, path, by, no, now) => {
      const key = keyOf(doc, path, by);
      last.delete(key);
      last.set(key, { no, at: now });
      if (last.size > KEPT) for (const oldest of last.keys()) return void last.delete(oldest);
    },
    clear: () => last.clear(),
  };
};
