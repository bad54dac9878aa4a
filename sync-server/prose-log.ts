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
  const last = new Map<string, { readonly by: RecordId; readonly no: number; at: Instant }>();
  return {
    goingOn: (doc, path, by, now) => {
      const entry = last.get(`${doc} ${path}`);
      if (!entry || entry.by !== by || now - entry.at > GOES_ON) return null;
      entry.at = now;
      return entry.no;
    },
    began: (doc, path, by, no, now) => {
      const key = `${doc} ${path}`;
      last.delete(key);
      last.set(key, { by, no, at: now });
      if (last.size > KEPT) for (const oldest of last.keys()) return void last.delete(oldest);
    },
    clear: () => last.clear(),
  };
};
