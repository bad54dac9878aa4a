import type { PastOf, ReplicaApi } from "#workers/replica/api.ts";
import type { Instant } from "#domain/clock.ts";
import { docId, kindOf, recordOf, type DocId, type RecordId } from "#domain/id.ts";
import { err, ok } from "#domain/result.ts";
import { findContentCode } from "./content-code.ts";
import type { Core } from "./core.ts";
import { createLives, type Lives } from "./live.ts";
import type { Questions } from "./questions.ts";
import { createLateReports } from "./late-reports.ts";
import type { Reports } from "./reports.ts";
import type { Rows } from "./rows.ts";

/** Pasts that are kept: what is looked at, and what is compared with it. */
const KEPT = 4;

/** Everything that can be asked about one kind as it stood. */
export interface PastWorld {
  readonly lives: Lives;
  readonly reports: Reports;
}

export interface PastWorlds {
  readonly fetch: ReplicaApi["fetchPast"];
  readonly rowAt: ReplicaApi["rowAt"];
  /** The past that was fetched; one without records when it was not, or not lately. */
  readonly of: (past: PastOf) => PastWorld;
}

export const createPastWorlds = (core: Core, questions: Questions): PastWorlds => {
  const worlds = new Map<string, PastWorld>();
  const nameOf = ({ kind, at }: PastOf): string => `${kind} ${at}`;

  const docsOf = (kinds: ReadonlySet<string>): readonly DocId[] => [...core.segments.docs()].filter((doc) => kinds.has(kindOf(doc)));

  const worldOf = ({ kind, at }: PastOf, then: Rows | null): PastWorld => {
    const rows: Rows = {
      ...core.rows,
      rows: (other) => (other === kind ? (then?.rows(kind) ?? []) : core.rows.rows(other)),
      row: (id) => (kindOf(id) === kind ? then?.row(id) : core.rows.row(id)),
      slotted: (other) => (other === kind ? then?.slotted(kind) : core.rows.slotted(other)),
      subscribe: () => () => undefined,
    };
    const world: Core = { ...core, rows, deps: { ...core.deps, clock: { now: () => at } } };
    const lives = createLives(world, true);
    return { lives, reports: createLateReports(world, lives, null) };
  };

  return {
    of: (past) => worlds.get(nameOf(past)) ?? worldOf(past, null),
    fetch: async (kind, at) => {
      const changed = await questions.past(kind, null, at);
      if (!changed.ok) return changed;
      const code = await findContentCode();
      if (!code) return err({ type: "Offline" });
      // A customer carries its last follow-up.
      const kinds = new Set(kind === "customer" ? [kind, "followUp"] : [kind]);
      const past = { kind, at };
      worlds.delete(nameOf(past));
      worlds.set(nameOf(past), worldOf(past, code.rowsThen(core, docsOf(kinds), changed.value, at)));
      for (const oldest of worlds.keys()) if (worlds.size > KEPT) worlds.delete(oldest);
      return ok(true);
    },
    rowAt: async (record: RecordId, at: Instant) => {
      const changed = await questions.past(kindOf(record), record, at);
      if (!changed.ok) return changed;
      // What the relay does not name may not be read (any more).
      if (!changed.value.has(docId(record))) return ok(null);
      const code = await findContentCode();
      if (!code) return err({ type: "Offline" });
      const docs = [...core.segments.docs()].filter((doc) => recordOf(doc) === record || kindOf(doc) === "followUp");
      const then = code.rowsThen(core, docs, changed.value, at);
      const past = { kind: kindOf(record), at };
      return ok(worldOf(past, then).lives.rows([record])[0] ?? null);
    },
  };
};
