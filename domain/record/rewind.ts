import type { Instant } from "#domain/clock.ts";
import type { HistoryEntry } from "#domain/protocol/down/history.ts";
import type { Path } from "#domain/record/path.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { isMark } from "#domain/schema/mark.ts";

/**
 * The paths and values of a document at the end of instant `at`, from those of now and the entries of its history after `at`, newest
 * first. Entries that are not later than `at` are passed over. Null when its record did not exist then. Proses are not rewound.
 */
export const rewind = (now: Iterable<readonly [Path, FieldValue]>, newestFirst: Iterable<HistoryEntry>, at: Instant): ReadonlyMap<Path, FieldValue> | null => {
  const then = new Map(now);
  for (const { path, from, at: made, outcome } of newestFirst) {
    // What was superseded never stood.
    if (made <= at || outcome === "superseded" || path.startsWith("prose/")) continue;
    if (path === "created" && from === null) return null;
    if (from === null) then.delete(path);
    else then.set(path, from);
  }
  const created = then.get("created");
  return isMark(created) && created.at > at ? null : then;
};
