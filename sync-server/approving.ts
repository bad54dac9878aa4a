import { completed, nextStanding, withHandover } from "#domain/approval/decide.ts";
import { isSaidPath, saidOfPath } from "#domain/approval/said.ts";
import type { Instant } from "#domain/clock.ts";
import { err, ok } from "#domain/result.ts";
import type { LogEntry } from "#domain/schema/field.ts";
import { docId } from "#domain/id.ts";
import type { Completing } from "./completing.ts";
import type { Directory } from "./directory.ts";

/** What people say in approvals: the gate has judged whether it fits the run; here it is judged who decides by now, and the run goes on. */
export const createApproving = (directory: Pick<Directory, "flows" | "organisation">, now: Instant): Completing => ({
  isWish: (entity, path) => entity.approvable !== undefined && isSaidPath(path),
  complete: async ({ path, entry, before, after }) => {
    const row = withHandover(before, after);
    const said = saidOfPath(path, entry as LogEntry);
    const standing = nextStanding(row, said, directory.flows(), directory.organisation());
    if (!standing.ok) return err({ code: "denied", reason: standing.error, doc: docId(row.id), path: null });
    return ok(completed(row, said, standing.value, now));
  },
});
