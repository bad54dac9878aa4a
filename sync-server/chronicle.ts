import type { Instant } from "#domain/clock.ts";
import type { DocId } from "#domain/id.ts";
import type { HistoryEntry } from "#domain/protocol/down/history.ts";
import { sameValue } from "#domain/record/change.ts";
import { valueAt } from "#domain/record/document.ts";
import { hlcOf, instantOf } from "#domain/record/hlc.ts";
import type { Completed } from "./completing.ts";
import type { Verdict, Writer } from "./gate/gate.ts";
import type { ProseLog } from "./prose-log.ts";
import type { Commit } from "./storage/storage.ts";
import type { Working, Written } from "./working.ts";

type Who = Pick<HistoryEntry, "by" | "device">;

/** What the history of the record tells in one batch. */
export interface Chronicle {
  readonly note: (entry: Omit<HistoryEntry, "no" | "received" | "outcome">) => void;
  /** Tells what a transaction has changed: of a new record that it was made, of any other each path. */
  readonly told: (working: Working, verdict: Verdict, isNew: boolean, writer: Writer, completed: Completed | null) => void;
  /** Tells what the relay has written besides, whatever made it: it stands from now on by the relay's clock. `at`: when what made it was done. */
  readonly byRelay: (working: Working, written: readonly Written[], who: Who, at?: Instant) => void;
  /** What a late refusal calls: nothing told since then is told. */
  readonly mark: () => () => void;
  readonly entries: () => readonly HistoryEntry[];
  readonly prolonged: () => Commit["prolonged"];
  readonly last: () => number;
}

/** What the relay keeps for itself: told already by what people say and by who has the record. */
const isKept = (path: string): boolean => path === "approvalRun" || path.startsWith("set/formerOwners/");

export const createChronicle = (before: number, prose: ProseLog, now: Instant): Chronicle => {
  const history: HistoryEntry[] = [];
  const prolonged: Commit["prolonged"][number][] = [];
  let no = before;

  const note = ({ doc, path, from, to, by, device, at }: Omit<HistoryEntry, "no" | "received" | "outcome">, outcome: HistoryEntry["outcome"] = "kept"): void => {
    no += 1;
    history.push({ doc, path, from, to, by, device, at, outcome, no, received: now });
  };

  const wrote = (doc: DocId, path: string, who: Who): void => {
    const going = prose.goingOn(doc, path, who.by, now);
    if (going !== null) return void prolonged.push({ no: going, at: now, received: now });
    note({ ...who, doc, path, from: null, to: null, at: now });
    prose.began(doc, path, who.by, no, now);
  };

  return {
    note: (entry) => note(entry),

    told: (working, verdict, isNew, { person, device }, completed) => {
      const who = { by: person.id, device };
      if (isNew && working.facet === null) {
        const at = Math.max(0, ...verdict.settled.map((settled) => instantOf(settled.at))) || now;
        return note({ ...who, doc: working.id, path: "created", from: null, to: valueAt(working.doc, "created") ?? { by: who.by, at }, at });
      }
      for (const { path, from, to, at, outcome } of verdict.settled) {
        if (outcome === "kept" && sameValue(from, to)) continue;
        note({ by: who.by, device, doc: working.id, path, from, to: completed?.path === path ? completed.entry : to, at: instantOf(at) }, outcome);
      }
      for (const path of verdict.proses) wrote(working.id, path, who);
    },

    byRelay: (working, written, who, at = now) => {
      for (const { path, from, to } of written) {
        working.clocks = { ...working.clocks, [path]: hlcOf(now) };
        if (!isKept(path)) note({ ...who, doc: working.id, path, from, to, at });
      }
    },

    mark: () => {
      const lengths = [history.length, prolonged.length] as const;
      return () => {
        [history.length, prolonged.length] = lengths;
        no = history.at(-1)?.no ?? before;
        prose.clear();
      };
    },

    entries: () => history,
    prolonged: () => prolonged,
    last: () => no,
  };
};
